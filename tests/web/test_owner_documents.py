"""The owner's documents: seven questions with a preview, what is missing and what was left out said, sheets, copies, domain."""

from html import unescape

import pytest

from onboarding.services import documents
from tests.page import Client, Page
from tests.web import walks
from tests.world import World

QUESTIONS = ("collected", "purposes", "processors", "cookies", "retention", "reach", "contact")


@pytest.fixture
def told(owner: Client, mine: str) -> str:
    walks.tell(owner, mine)
    return mine


def test_before_anything_is_told_it_says_what_to_do(owner: Client, mine: str) -> None:
    page = owner.get(f"/b/{mine}/documents")
    assert "Then your documents write themselves." in page.text
    assert not page.all('form[action$="/publish"]')


def test_the_questions_come_one_after_another_with_the_policy_below(world: World, owner: Client, told: str) -> None:
    assert owner.fetch(f"/b/{told}/documents/questions", 302).location.endswith("/collected")
    page = owner.get(f"/b/{told}/documents/questions/collected")
    answers: tuple[dict[str, object], ...] = (
        {"collected": ["name", "orders"]}, {"purposes": ["service", "billing"]}, {"processors": ["payments"]},
        {"cookies": "visits"}, {"retention": "3y"}, {"reach": "all", "age": "13"}, {"email": "privacy@publix.example"},
    )  # fmt: skip
    for index, values in enumerate(answers):
        assert page.path.endswith(QUESTIONS[index])
        assert f"Step {index + 1} of 7" in page.text
        page = owner.submit(values)  # type: ignore[arg-type]
    assert page.h1 == "Your documents"
    owner.submit(button="Publish all three")
    with world.reading() as session:
        row = session.query(documents.PracticeAnswers).one()
        assert row.answers["cookies"] == "visits"
    policy = owner.get(f"/b/{told}/documents/privacy").text
    for words in (
        "What you ordered or bought.", "Send bills and take payments.", "The company that takes card payments for us.",
        "others that count visits", "for three years after", "We serve people in the United States.", "privacy@publix.example",
    ):  # fmt: skip
        assert words in policy


def test_what_nobody_told_is_not_said_and_the_owner_learns_it(owner: Client, told: str) -> None:
    page = owner.get(f"/b/{told}/documents")
    assert "We don't know how long you keep it." in page.text
    policy = owner.get(f"/b/{told}/documents/privacy").text
    assert "How long we keep it" not in policy
    assert "ookies" not in policy


def test_the_preview_changes_while_it_is_answered_and_stores_nothing(world: World, owner: Client, told: str) -> None:
    page = owner.get(f"/b/{told}/documents/questions/retention")
    token = page.form().data({})["csrf_token"]
    answer = owner.client.post(
        f"/b/{told}/documents/questions/retention/preview", data={"csrf_token": token, "retention": "7y"}
    )
    assert "seven years" in answer.get_data(as_text=True)
    with world.reading() as session:
        assert session.query(documents.PracticeAnswers).count() == 0


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("purposes", {"purposes": []}, "Check at least one."),
        ("cookies", {}, "Choose one."),
        ("retention", {"retention": "9y"}, "Choose one."),
        ("contact", {"email": "not an address"}, "Enter an e-mail address, such as privacy@your-business.com."),
    ],
)
def test_what_is_wrong_is_said_beside_the_question(
    owner: Client, told: str, name: str, values: dict[str, object], said: str
) -> None:
    owner.get(f"/b/{told}/documents/questions/{name}")
    token = owner.page.form().data({})["csrf_token"]  # type: ignore[union-attr]
    page = owner.post(f"/b/{told}/documents/questions/{name}", {"csrf_token": token} | values, 422)
    assert said in page.text


def test_unknown_questions_and_documents_are_not_found(owner: Client, told: str) -> None:
    for path in ("questions/secrets", "poster", "privacy.pdf"):
        assert owner.get(f"/b/{told}/documents/{path}", status=404)


def test_a_paragraph_can_be_left_out_but_not_the_promise(owner: Client, told: str) -> None:
    page = owner.get(f"/b/{told}/documents/privacy")
    boxes = [str(box.etree_element.get("value")) for box in page.all('input[name="clause"]')]
    assert "no_sharing" in boxes
    owner.submit({"clause": [name for name in boxes if name not in {"no_sharing", "law"}]}, button="Save")
    show = owner.get(f"/b/{told}/documents")
    assert "Reviewers would decline these documents, so we don't publish them" in show.text
    assert "Put back the paragraph that does this" in show.text
    owner.submit(button="Publish all three")
    assert owner.page is not None
    assert "Not published" in owner.page.text
    owner.get(f"/b/{told}/documents/privacy")
    owner.submit({"clause": [name for name in boxes if name != "law"]}, button="Save")
    owner.get(f"/b/{told}/documents")
    page = owner.submit(button="Publish all three")
    assert page.flashes == ["Your documents are published as they are now."]
    assert "If a law or a court" not in owner.get(f"/b/{told}/documents/privacy").text


def test_every_document_can_be_copied_in_three_forms_and_two_languages(owner: Client, told: str) -> None:
    walks.publish(owner, told)
    for kind in ("privacy", "terms", "optin", "paper", "verbal", "sign", "amendment"):
        for language in ("en", "es"):
            page = owner.get(f"/b/{told}/documents/{kind}?lang={language}")
            copies = page.texts("details textarea")
            assert len(copies) == 3
            assert all(len(copy) > 100 for copy in copies)


def test_the_copy_for_a_website_keeps_names_as_text(owner: Client, told: str) -> None:
    owner.get(f"/b/{told}/step/business")
    owner.submit({"legal_name": "A & B <script>, Inc."}, button="later")
    page: Page = owner.get(f"/b/{told}/documents/amendment")
    assert "<script" not in "".join(page.texts("details textarea")[:1])
    assert "&lt;script&gt;" in unescape(owner.get(f"/b/{told}/documents/privacy").html)


def test_the_snippet_posts_to_the_hosted_page(world: World, owner: Client, told: str) -> None:
    walks.publish(owner, told)
    snippet = owner.get(f"/b/{told}/documents/optin").texts("textarea.code")[0]
    address = snippet.split('action="')[1].split('"')[0]
    assert 'type="checkbox"' in snippet
    assert "checked" not in snippet
    answer = world.app.test_client().post(
        address.removeprefix(world.settings.public_url), data={"phone": "4155550123", "purpose": "service"}
    )
    assert b'value="4155550123"' in answer.get_data()


def test_sheets_are_printed_in_the_background(world: World, owner: Client, told: str) -> None:
    walks.publish(owner, told)
    assert owner.get(f"/b/{told}/documents/paper.pdf", status=503).h1 == "Your PDF is being made"
    world.drain()
    for kind in ("paper", "verbal", "sign"):
        for language in ("en", "es"):
            answer = owner.fetch(f"/b/{told}/documents/{kind}.pdf?lang={language}")
            assert (answer.mimetype, answer.get_data()[:4]) == ("application/pdf", b"%PDF")


def test_a_page_is_taken_down_and_put_back(owner: Client, told: str) -> None:
    walks.publish(owner, told)
    owner.get(f"/b/{told}/documents")
    page = owner.submit(button="Take down: Privacy policy")
    assert "Taken down" in page.text
    page = owner.submit(button="Publish what has changed")
    assert "Taken down" not in page.text


def test_the_domain_page_tells_the_records_and_what_was_found(world: World, owner: Client, told: str) -> None:
    walks.publish(owner, told)
    owner.get(f"/b/{told}/domains")
    page = owner.submit({"host": "nonsense"}, status=422)
    assert "Enter a domain such as texts.your-business.com." in page.text
    page = owner.submit({"host": "https://texts.publix.com/"})
    assert "_greenlight.texts.publix.com" in page.text
    assert "greenlight=" in page.text
    world.drain()
    page = owner.get(f"/b/{told}/domains")
    assert "There is no such record yet." in page.text
    page = owner.submit(button="Look again")
    assert page.flashes == ["We are looking. Reload this page in a few seconds."]
    page = owner.submit(button="Remove texts.publix.com")
    assert "texts.publix.com" not in page.text.replace("texts.your-business.com", "").split("Removed.")[1]
