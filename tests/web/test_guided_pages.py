"""The guided pages: errors where they belong, nothing typed lost, saved at each step, gone on with elsewhere."""

import pytest

from onboarding.domain.registrations import STEPS
from tests.journeys.organizations import PUBLIX
from tests.page import Client, Page
from tests.web import walks
from tests.world import PASSWORD, World

ASKING = [step.name for step in STEPS if step.name not in {"number", "policy"}]

# page, what is typed, what is said of it
WRONG = [
    ("business", {"legal_name": "X", "ein": "12"}, "Enter your EIN as 9 digits, such as 12-3456789."),
    ("business", {"ein": "123-45-6789"}, "That looks like a Social Security number. Enter the EIN that the IRS gave"),
    ("business", {"ein": "07-1234567"}, "The IRS has not issued EINs that start with these two digits."),
    ("address", {"street": "12 Main Street", "zip_code": "3381"}, "Enter a ZIP code with 5 digits, such as 33811."),
    ("contact", {"phone": "555"}, "Enter a US phone number with area code, such as (415) 555-0123."),
    ("contact", {"email": "hello@"}, "Enter an e-mail address such as hello@example.com."),
    ("contact", {"website": "bluedoor"}, "Enter a full web address, such as https://www.example.com."),
    ("use-case", {"description": "Cakes."}, "characters"),
    ("messages", {"sample1": "Hi"}, "characters"),
    ("replies", {"opt_out_keywords": "QUIT"}, "The keywords must include STOP."),
    ("replies", {"help_keywords": "HELP ME,INFO"}, "Write keywords with commas and no spaces between them"),
]


def value(page: Page, name: str) -> str:
    control = page.one(f"[name={name}]").etree_element
    return str(control.text or "" if control.tag.endswith("textarea") else control.get("value"))


@pytest.mark.parametrize("name", ASKING)
def test_an_empty_page_says_what_it_needs(owner: Client, mine: str, name: str) -> None:
    page = owner.get(f"/b/{mine}/step/{name}")
    assert page.errors == [], "nobody is told off before they began"
    blank = {control: "" for control in page.form().names if page.all(f"input[type=text][name={control}], textarea")}
    page = owner.submit({n: v for n, v in blank.items() if page.all(f"textarea[name={n}]")}, status=422)
    assert page.errors
    assert len(page.texts(".field-error")) == len(page.errors), "each stands at its field too"
    assert "there is a problem" in page.title


def test_beside_a_text_that_is_too_short_the_rest_is_told_in_full(owner: Client, mine: str) -> None:
    owner.get(f"/b/{mine}/step/messages")
    page = owner.submit({"sample1": "Hi"}, button="Save and continue", status=422)
    assert page.errors == ["Example 1 must have at least 20 characters. You have 2."]
    told = page.texts(".advice-blocker")
    assert any(each.startswith("Must be fixed: None of the examples tells people how to stop") for each in told)
    assert not any("characters" in each for each in told), "what stands above the field is not told again"


@pytest.mark.parametrize(("name", "typed", "said"), WRONG)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    owner: Client, mine: str, name: str, typed: dict[str, str], said: str
) -> None:
    owner.get(f"/b/{mine}/step/{name}")
    page = owner.submit(typed, button="Save and continue", status=422)
    assert any(said in error for error in page.errors), page.errors
    assert {field: value(page, field) for field in typed} == typed
    shown = {field: value(owner.get(f"/b/{mine}/step/{name}"), field) for field in typed if field != "ein"}
    assert shown == {field: text for field, text in typed.items() if field != "ein"}, "it is saved as well"


def test_every_field_says_why_it_is_asked(owner: Client, mine: str) -> None:
    for name in ASKING:
        page = owner.get(f"/b/{mine}/step/{name}")
        fields = {control for control in page.form().names if control != "csrf_token"}
        assert len(page.all("main details.why")) + len(page.all(".choice-why")) >= len(fields) - 1, name
        for typed in page.all("input[type=text], input[type=email], input[type=tel], input[type=url]"):
            assert f"{typed.etree_element.get('id')}-example" in str(typed.etree_element.get("aria-describedby")), name


def test_a_page_can_be_left_and_gone_on_with_on_another_device(world: World, owner: Client, mine: str) -> None:
    owner.get(f"/b/{mine}/step/business")
    page = owner.submit({"legal_name": "Blue Door Bakery, LLC"}, button="later")
    assert page.flashes == ["Saved. Go on whenever you like, on any device."]
    assert page.texts(".task-status")[:3] == ["Not started", "In progress", "Not started"]
    phone = world.client()
    phone.get("/login")
    page = phone.submit({"email": "owner@example.com", "password": PASSWORD})
    page = phone.click("Your business")
    assert value(page, "legal_name") == "Blue Door Bakery, LLC"
    assert "Enter your EIN." in page.errors, "who comes back sees what is still open"


def test_each_page_leads_to_the_next_and_the_list_is_ticked_off(owner: Client, mine: str) -> None:
    assert walks.tell(owner, mine).h1 == "Your phone number"
    page = owner.get(f"/b/{mine}/")
    assert page.texts(".task-status") == ["Complete"] * 8 + ["Not started"] * 2 + ["Cannot start yet"]
    assert "8 of 10 tasks complete" in page.text


def test_saving_a_page_twice_saves_it_once(owner: Client, mine: str) -> None:
    for _ in range(2):
        owner.get(f"/b/{mine}/step/business")
        page = owner.submit(dict(PUBLIX.pages["business"]), button="Save and continue")
        assert page.path == f"/b/{mine}/step/address"


def test_the_ein_is_never_shown_again(owner: Client, mine: str) -> None:
    walks.tell(owner, mine)
    page = owner.get(f"/b/{mine}/step/business")
    assert value(page, "ein") == ""
    assert "We have your EIN ending in 4412." in page.text
    assert "0324412" not in page.html
    page = owner.submit(button="Save and continue")
    assert page.path == f"/b/{mine}/step/address", "left empty, it stays as it was"


def test_the_opt_in_story_is_drafted_from_the_choices(owner: Client, mine: str) -> None:
    owner.get(f"/b/{mine}/step/business")
    owner.submit(dict(PUBLIX.pages["business"]), button="later")
    owner.get(f"/b/{mine}/step/opt-in")
    page = owner.submit({"opt_in_methods": ["verbal"]}, button="Save and continue")
    assert page.flashes == ["We drafted the text from your choices. Read it, change what isn't right, then save."]
    assert "Publix" in value(page, "message_flow")
    assert "STOP" in value(page, "message_flow")


def test_replies_are_filled_in_beforehand(owner: Client, mine: str) -> None:
    owner.get(f"/b/{mine}/step/business")
    owner.submit(dict(PUBLIX.pages["business"]), button="later")
    page = owner.get(f"/b/{mine}/step/replies")
    assert "Publix: You're opted out" in value(page, "opt_out_message")


def test_prices_stand_beside_the_use_cases(owner: Client, mine: str) -> None:
    hints = owner.get(f"/b/{mine}/step/use-case").texts(".choice-hint")
    assert any("$1.50 a month." in hint for hint in hints)
    assert all("a month." in hint for hint in hints)


def test_a_page_that_there_is_not_is_not_found(owner: Client, mine: str) -> None:
    for name in ("number", "nothing", "%00", "Business"):
        assert owner.client.get(f"/b/{mine}/step/{name}").status_code == 404, name


def test_two_windows_lose_nothing_that_was_typed(owner: Client, mine: str) -> None:
    page = owner.get(f"/b/{mine}/step/contact")
    opened_earlier = page.form(names=("email",)).data({"email": "hello@example.com"})
    owner.submit({"website": "example.com"}, button="later")
    page = owner.post(f"/b/{mine}/step/contact", opened_earlier, 409)
    assert "You changed this page in another window" in page.text
    assert "Website: “https://example.com”" in page.text
    assert value(page, "email") == "hello@example.com", "what was typed here stands here"
    assert value(owner.get(f"/b/{mine}/step/contact"), "website") == "https://example.com", "what was saved there stays"
    again = page.form(names=("email",)).data({"website": "https://example.com"})
    owner.post(f"/b/{mine}/step/contact", again, 422)
    page = owner.get(f"/b/{mine}/step/contact")
    assert (value(page, "email"), value(page, "website")) == ("hello@example.com", "https://example.com")


def test_the_second_of_two_clicks_is_no_other_window(owner: Client, mine: str) -> None:
    page = owner.get(f"/b/{mine}/step/address")
    typed = page.form(names=("street",)).data(dict(PUBLIX.pages["address"]))
    for _ in range(2):
        assert owner.post(f"/b/{mine}/step/address", typed).path == f"/b/{mine}/step/contact"


def test_what_is_corrected_after_an_error_is_no_other_window(owner: Client, mine: str) -> None:
    owner.get(f"/b/{mine}/step/business")
    owner.submit({"ein": "123", "legal_name": "P"}, button="Save and continue", status=422)
    owner.submit({"legal_name": "Pu"}, button="Save and continue", status=422)
    page = owner.submit(dict(PUBLIX.pages["business"]), button="Save and continue")
    assert page.path == f"/b/{mine}/step/address"


def test_a_social_security_number_is_not_kept(owner: Client, mine: str) -> None:
    owner.get(f"/b/{mine}/step/business")
    owner.submit({"ein": "123-45-6789"}, button="Save and continue", status=422)
    page = owner.get(f"/b/{mine}/step/business")
    assert "ending in" not in page.text
    assert "Enter your EIN." in owner.submit(button="Save and continue", status=422).errors


def test_who_comes_back_later_is_told_that_an_impossible_ein_was_not_saved(owner: Client, mine: str) -> None:
    owner.get(f"/b/{mine}/step/business")
    page = owner.submit({"ein": "123-45-6789", "legal_name": "Blue Door Bakery, LLC"}, button="later")
    assert page.flashes == ["Saved, but not the EIN: it must be the 9 digits on your IRS letter."]
    assert value(owner.get(f"/b/{mine}/step/business"), "legal_name") == "Blue Door Bakery, LLC"


def test_nothing_on_the_page_follows_from_the_ein(owner: Client, mine: str) -> None:
    """It has nine digits: whoever saw its hash could count to it."""
    owner.get(f"/b/{mine}/step/business")
    owner.submit({"ein": "59-1234567"}, button="later")
    seen = value(owner.get(f"/b/{mine}/step/business"), "seen")
    owner.submit({"ein": "59-7654321"}, button="later")
    assert value(owner.get(f"/b/{mine}/step/business"), "seen") == seen


def test_a_draft_that_nobody_edited_follows_the_choices(owner: Client, mine: str) -> None:
    owner.get(f"/b/{mine}/step/business")
    owner.submit(dict(PUBLIX.pages["business"]), button="later")
    owner.get(f"/b/{mine}/step/opt-in")
    owner.submit({"opt_in_methods": ["verbal"]}, button="Save and continue")
    page = owner.submit({"opt_in_methods": ["verbal", "paper"]}, button="Save and continue")
    assert page.flashes, "it is read again before it counts"
    assert "on a paper form" in value(page, "message_flow")
    edited = "Our own words: " + value(page, "message_flow")
    owner.submit({"message_flow": edited}, button="Save and continue")
    owner.get(f"/b/{mine}/step/opt-in")
    owner.submit({"opt_in_methods": ["paper"]}, button="Save and continue")
    assert value(owner.get(f"/b/{mine}/step/opt-in"), "message_flow") == edited
