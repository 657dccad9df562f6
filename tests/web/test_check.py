"""Check my campaign: a plain form for anybody, findings beside each answer, mended words on request, nothing stored."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import event

from onboarding.domain.examples import example_answers
from onboarding.web.check import MOST
from tests.page import Client
from tests.web.test_odd_input import ODD
from tests.world import World, build_world

NAMES = (
    "display_name", "website", "email", "use_case", "sub_use_cases", "description", "opt_in_methods", "message_flow",
    "sample1", "sample2", "sample3", "opt_in_message", "opt_out_message", "help_message",
)  # fmt: skip
WITH_HTTPS = "Fix it for me: The address begins with http. Reviewers want https, the secured form."
LINK = "https://www.rehearsal-bakery.example/privacy"


@pytest.fixture
def open_world(database_url: str, tmp_path: Path) -> Iterator[World]:
    """A world whose operator lets anybody check."""
    made = build_world(database_url, tmp_path / "simulator.sqlite3", public_preflight="on")
    yield made
    made.close()


@pytest.fixture
def anybody(open_world: World) -> Client:
    client = open_world.client()
    client.get("/check")
    return client


def campaign(**changes: Any) -> dict[str, Any]:
    told = example_answers().to_json()
    told["message_flow"] += f" Privacy policy: {LINK}. Terms: {LINK}."
    return {name: told[name] for name in NAMES} | changes


def check(client: Client, button: str | None = None, **changes: Any) -> Any:
    return client.submit(campaign(**changes), button=button, status=200)


def test_it_is_not_there_unless_it_is_switched_on(world: World) -> None:
    world.client().get("/check", status=404)
    assert world.app.test_client().post("/check", data={}).status_code in {400, 404}


def test_the_form_asks_what_it_says_and_no_more(anybody: Client) -> None:
    page = anybody.get("/check")
    assert page.h1 == "Check my campaign"
    assert "nothing that you enter is stored" in page.text
    names = {element.etree_element.get("name") for element in page.all("main form [name]")}
    assert names - {"csrf_token"} == set(NAMES)
    assert not page.all(".banner-problem, .advice-item, script")


def test_a_good_campaign_is_told_so(anybody: Client) -> None:
    page = check(anybody)
    assert page.texts(".banner-success .banner-title") == [
        "Ready to send: we found nothing that reviewers decline for."
    ]
    assert not page.all(".field-error")
    assert not page.all("#mended")


def test_findings_stand_at_their_answers_with_fix_and_example(anybody: Client) -> None:
    page = check(anybody, email="rehearsal@gmail.com", sample1="Your cake is ready, see http://bit.ly/x", sample2="")
    assert "must be fixed" in page.texts(".banner-problem .banner-title")[0]
    [advice] = page.texts("#email-advice")
    assert "Reviewers often decline free mailboxes" in advice
    assert "Use an address at your own website's name." in advice
    assert "hello@bluedoorbakery.com" in advice
    assert page.all("#sample1-advice mark")
    assert page.all(".error-summary a[href='#sample1']")


def test_nothing_at_all_is_answered_field_by_field(anybody: Client) -> None:
    page = anybody.submit({}, status=200)
    assert "must be fixed" in page.texts(".banner-problem .banner-title")[0]
    assert page.all("#display_name-error")
    assert page.all("#opt_in_message-error")


def test_what_the_form_does_not_ask_for_is_not_told(anybody: Client) -> None:
    page = check(
        anybody,
        sample1="Rehearsal Bakery: Hi [first name], see https://www.rehearsal-bakery.example/cakes for your cake. Reply STOP.",
    )
    assert page.all(".banner-success"), "the box about links is not in the form"
    for word in ("EIN", "ZIP", "street", "kind of business"):
        assert word not in " ".join(page.texts(".advice-item, .error-summary, .field-error")), word


@pytest.mark.parametrize("use_case", ["SOLE_PROPRIETOR", "CHARITY", "POLITICAL", "MARKETING", "2FA"])
def test_each_use_is_checked_for_a_business_that_may_choose_it(anybody: Client, use_case: str) -> None:
    page = anybody.get("/check")
    if use_case not in {option.etree_element.get("value") for option in page.all("[name=use_case] option")}:
        pytest.skip("it is not offered")
    page = check(anybody, use_case=use_case)
    assert "open to your kind of business" not in page.text


def test_what_it_would_look_like_mended_is_shown_and_can_be_taken_over(anybody: Client) -> None:
    page = check(anybody, sample1="Your cake is ready until 6 PM.", sample2="We bake gluten-free on Fridays.")
    [before, *_] = page.texts(".difference-before dd")
    [after, *_] = page.texts(".difference-after dd")
    assert before == "Your cake is ready until 6 PM."
    assert after.startswith("Rehearsal Bakery: Your cake is ready until 6 PM.")
    page = anybody.submit({}, button="Put the corrected words into the form", status=200)
    assert "We put the corrected words into the form." in page.text
    assert page.form().data({})["sample1"] == after
    assert not page.all("#mended")
    assert page.all(".banner-success")


def test_one_finding_can_be_mended_by_its_button(anybody: Client) -> None:
    check(anybody, website="http://www.rehearsal-bakery.example", sample1="Rehearsal Bakery: Your cake is ready now.")
    page = anybody.submit({}, button=WITH_HTTPS, status=200)
    assert page.form().data({})["website"] == "https://www.rehearsal-bakery.example"
    assert page.form().data({})["sample1"] == "Rehearsal Bakery: Your cake is ready now."


def test_nothing_is_stored(open_world: World, anybody: Client) -> None:
    seen: list[str] = []
    engine = open_world.ports.sessions.kw["bind"]

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement.split(maxsplit=1)[0])

    event.listen(engine, "before_cursor_execute", note)
    check(anybody)
    event.remove(engine, "before_cursor_execute", note)
    assert set(seen) <= {"SELECT", "BEGIN"}


@pytest.mark.parametrize("what", ODD)
def test_odd_text_in_every_answer_breaks_nothing(anybody: Client, what: str) -> None:
    assert anybody.page is not None
    token = anybody.page.form().data({})["csrf_token"]
    odd = ODD[what][: MOST // 40]
    for button in ({}, {"mend": "1"}, {"fix": odd}, {"fix": "email.free email"}, {"fix": "ein.required ein"}):
        body = urlencode({**dict.fromkeys(NAMES, odd), "csrf_token": token, **button}, doseq=True)
        answer = anybody.client.post("/check", data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200, what
        assert b"<script>alert" not in answer.get_data()
    check(anybody)


def test_a_form_that_is_too_long_is_refused_calmly(anybody: Client) -> None:
    assert anybody.page is not None
    data = {"csrf_token": anybody.page.form().data({})["csrf_token"], "description": "x" * MOST}
    page = anybody.post("/check", data, status=413)
    assert page.h1 == "That is more than we can take"


def test_a_post_from_elsewhere_is_refused(open_world: World) -> None:
    assert open_world.app.test_client().post("/check", data=campaign()).status_code == 400


def test_one_address_may_check_only_so_often(database_url: str, tmp_path: Path) -> None:
    world = build_world(
        database_url, tmp_path / "simulator.sqlite3", public_preflight="on", onboarding_env="development"
    )
    client = world.client()
    for _ in range(20):
        client.get("/check")
        client.submit({}, status=200)
    client.get("/check")
    assert client.submit({}, status=429).h1 == "Please wait a moment"
    client.get("/check")
    world.close()
