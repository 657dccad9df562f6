"""What people do on our pages, from signing up to a text on a handset; tests and pictures walk the same way."""

import re

from playwright.sync_api import expect

from onboarding.cli.demo import DEMO_PASSWORD, DEMO_STAFF
from onboarding.domain.registrations import STEPS
from tests.browser.person import PASSWORD, Person
from tests.browser.processes import Processes, wait_for
from tests.journeys.organizations import Organization

TITLES = {step.name: str(step.title) for step in STEPS}
CODE = re.compile(r"Your code is (\d{6})")


def sign_up(person: Person, organization: Organization) -> None:
    """Create an account, open the link from the outbox, sign in, name the business."""
    person.visit("/", "Get your number approved for texting")
    person.follow("Create your account", "Create your account")
    person.fill({"email": organization.owner, "password": PASSWORD})
    person.press("Create account", "Check your e-mail")
    open_mailed_link(person, organization.owner)
    sign_in(person, organization.owner, PASSWORD)
    person.sees_heading("Name your business")
    person.fill({"name": organization.name})
    person.press("Continue", "Register for texting")


def open_mailed_link(person: Person, recipient: str) -> None:
    """The newest mail to somebody has landed on the outbox page; open its link."""
    person.visit("/outbox", "Outbox")
    mail = person.page.locator(".panel").filter(has_text=recipient).first
    mail.get_by_role("link").first.click()
    person.sees_heading("Sign in")


def sign_in(person: Person, email: str, password: str) -> None:
    """Sign in; where that leads depends on who it is."""
    if not person.page.url.endswith("/login"):
        person.visit("/login", "Sign in")
    person.fill({"email": email, "password": password})
    person.press("Sign in")
    expect(person.page.get_by_text("Account", exact=True)).to_be_visible()


def answer(person: Person, organization: Organization, name: str) -> None:
    """Fill in one guided page, whose heading is there, and save it; the next page follows."""
    person.sees_heading(TITLES[name])
    person.fill(organization.pages[name])
    person.press("Save and continue")
    if name == "opt-in":
        person.sees("We drafted the text from your choices.")
        person.press("Save and continue")
    person.sees_heading(TITLES[after(name)])


def after(name: str) -> str:
    """The page that follows."""
    names = [step.name for step in STEPS]
    return names[names.index(name) + 1]


def answer_everything(person: Person, organization: Organization) -> None:
    """From the task list through every guided page to a number and a published policy."""
    person.follow("Continue", TITLES["kind"])
    for name in organization.pages:
        answer(person, organization, name)
    choose_number(person, organization)
    publish_policy(person)


def choose_number(person: Person, organization: Organization) -> None:
    """An area code, then the first number on offer."""
    person.fill({"area_code": organization.area_code})
    person.press("Show numbers")
    person.page.locator('[name="e164"]').first.check()
    person.press("Take this number", TITLES["policy"])


def publish_policy(person: Person) -> None:
    """Publish what was drafted."""
    person.press("Publish all three", "Register for texting")
    person.sees("10 of 10 tasks complete.")


def send(person: Person) -> None:
    """Agree to the price and send it."""
    person.follow("See the price and send it", "See the price and send it")
    person.fill({"agree_price": True, "agree_rules": True})
    person.press("Agree and send", "Where your registration stands")
    person.sees("Our team is reading your registration.")


def open_case(staff: Person, organization: Organization) -> None:
    """Staff find the business in their queue and open it."""
    sign_in(staff, DEMO_STAFF, DEMO_PASSWORD)
    staff.visit("/desk/", "To review")
    staff.follow(organization.name, organization.name)


def approve(staff: Person) -> None:
    """Approve the case that is open."""
    staff.fill({"verdict": ("approved",)})
    staff.press("Decide", "To review")
    staff.sees("Approved. It is being filed now.")


def let_registry_decide(running: Processes, organization: Organization) -> None:
    """Days pass at the registry, the reviewers and the carriers; our workers follow by notice and by poll."""
    name = organization.display_name
    wait_for(lambda: running.of_brand(name, "brands"), f"the brand of {name} is filed")
    running.advance(seconds=10)
    wait_for(lambda: shared(running, name), f"the campaign of {name} is shared to review")
    running.advance(days=9)
    wait_for(lambda: attached(running, name), f"the number of {name} is being attached")
    running.advance(minutes=15)


def shared(running: Processes, name: str) -> bool:
    """Has the campaign gone to the reviewers?"""
    return any(campaign["sharing"] for campaign in running.of_brand(name, "campaigns"))


def attached(running: Processes, name: str) -> bool:
    """Is the number on its way into the campaign, or there?"""
    ids = {campaign["campaignId"] for campaign in running.of_brand(name, "campaigns")}
    return any(number["campaign_id"] in ids for number in running.control("/state")["numbers"])


def confirm_mobile(person: Person, running: Processes, mobile: str) -> None:
    """Have a code texted to a mobile, read it on the handset, type it in."""
    person.visit(f"/b/{person.business}/mobile", "Your own mobile")
    person.fill({"mobile": mobile})
    person.press("Text me a code", "Enter the code")
    code = CODE.search(wait_for_text(person, running, mobile, "Your code is"))
    assert code
    person.fill({"code": code.group(1)})
    person.press("Confirm", "Where your registration stands")


def wait_for_text(person: Person, running: Processes, mobile: str, text: str) -> str:
    """Look at the simulator's handsets until a text has arrived on one; returns the newest that fits."""
    page = person.context.new_page()
    bubbles = page.locator("section.phone").filter(has_text=mobile).locator(".bubble .text").filter(has_text=text)

    def arrived() -> bool:
        page.goto(f"{running.simulator}/handsets")
        return bubbles.count() > 0

    wait_for(arrived, f"“{text}” on the handset {mobile}")
    found = bubbles.last.inner_text()
    page.close()
    return found


def text_back(person: Person, running: Processes, mobile: str, number: str, body: str) -> None:
    """Text a number from a handset, on the simulator's page of handsets."""
    page = person.context.new_page()
    page.goto(f"{running.simulator}/handsets")
    page.get_by_label("The person's number").fill(mobile)
    page.get_by_label("To", exact=True).last.select_option(label=number)
    page.get_by_label("Text", exact=True).fill(body)
    page.locator("section").filter(has_text="Text from another handset").get_by_role("button", name="Send").click()
    expect(page.locator("section.phone").filter(has_text=mobile).locator(".bubble.mine").last).to_contain_text(body)
    page.close()
