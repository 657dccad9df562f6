"""Two organizations, each from sign-up to a number that may text, typed in Chromium with every process running."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.browser import walk
from tests.browser.person import Person
from tests.browser.processes import Processes, wait_for
from tests.journeys.organizations import PUBLIX, WIKIMEDIA, Organization

pytestmark = pytest.mark.browser

TEST_TEXT = "This is your test text."


def policy_is_public(person: Person, organization: Organization, folder: Path) -> None:
    """Anybody can read the policy as a page and take it home as a PDF."""
    person.follow("Your privacy policy", "Your privacy policy")
    person.page.locator(".banner-success").get_by_role("link").first.click()
    person.sees("We do not sell, rent or share your mobile number")
    address = str(person.page.get_by_role("link", name="PDF", exact=True).get_attribute("href"))
    made = person.context.request
    wait_for(lambda: made.get(address).status == 200, "the PDF is made")
    (folder / "policy.pdf").write_bytes(made.get(address).body())
    text = "".join(page.extract_text() for page in PdfReader(folder / "policy.pdf").pages)
    assert str(organization.pages["business"]["legal_name"]) in text
    person.page.go_back()
    person.follow("All tasks", "Register for texting")


def number_of(person: Person) -> str:
    """The number on the status page."""
    return person.page.locator(".number-shown").inner_text()


@pytest.mark.parametrize(
    ("organization", "javascript"),
    [(PUBLIX, True), (WIKIMEDIA, False)],
    ids=["company", "nonprofit-without-javascript"],
)
def test_a_business_goes_from_sign_up_to_a_text_on_a_handset(
    organization: Organization, javascript: bool, running: Processes, people: Callable[..., Person], tmp_path: Path
) -> None:
    owner, staff = people(java_script_enabled=javascript), people(java_script_enabled=javascript)
    walk.sign_up(owner, organization)
    walk.answer_everything(owner, organization)
    policy_is_public(owner, organization, tmp_path)
    walk.send(owner)

    walk.confirm_mobile(owner, running, organization.mobile)
    owner.press("Send a test text", "This text was not sent")
    assert owner.page.locator(".reasons li").count() >= 2
    owner.follow("See where it stands", "Where your registration stands")

    walk.open_case(staff, organization)
    assert organization.ein not in staff.page.content()
    walk.approve(staff)
    walk.let_registry_decide(running, organization)
    owner.reads_in_time("You're all set: your number can send texts.")

    owner.press("Send a test text", "Where your registration stands")
    assert organization.name in walk.wait_for_text(
        owner, running, organization.mobile, f"{organization.name}: {TEST_TEXT}"
    )
    walk.text_back(owner, running, organization.mobile, number_of(owner), "STOP")
    walk.wait_for_text(owner, running, organization.mobile, f"{organization.display_name}: You're opted out")
    owner.press("Send a test text", "This text was not sent")
    owner.sees("they replied STOP")
