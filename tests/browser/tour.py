"""A tour of every page in its main states: it stops at each, for pictures to be taken or the page to be checked."""

from collections.abc import Iterator

from playwright.sync_api import Browser

from tests.browser import documents, walk
from tests.browser.advice import advice
from tests.browser.person import PASSWORD, Person
from tests.browser.processes import Processes, wait_for
from tests.journeys.organizations import MARIA, PUBLIX, WIKIMEDIA, Organization

Stop = tuple[str, Person]
LONG_NAME = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Tea Room, Bakery and Railway Station Café"


def tour(running: Processes, browser: Browser) -> Iterator[Stop]:
    """Name and person at each stop; the names sort in the order of the walk."""
    owner, staff = Person(browser, running.web), Person(browser, running.web)
    count = 0
    for part in (
        _signing_up(owner),
        _guided_pages(owner, running),
        documents.writing(owner),
        _review(owner, staff),
        _approval(owner, staff, running),
        _texting(owner, running),
        documents.keeping(owner),
        _trouble(owner, staff, running),
        _proving(owner, staff, running),
        _errors(owner, staff),
    ):
        for name, person in part:
            count += 1
            yield f"{count:03d}-{name}", person
    owner.close()
    staff.close()


def _signing_up(owner: Person) -> Iterator[Stop]:
    owner.visit("/", "Get your number approved for texting")
    yield "welcome", owner
    owner.visit("/help/rules", "What we check")
    yield "rules", owner
    owner.visit("/check", "Check my campaign")
    yield "check", owner
    owner.fill({"display_name": PUBLIX.name, "email": "publix@gmail.com", "sample1": "See http://bit.ly/x for it."})
    owner.press("Check it", "Check my campaign")
    yield "check-errors", owner
    owner.visit("/register")
    yield "register", owner
    owner.fill({"email": "nobody", "password": "short"})
    owner.press("Create account", "Create your account")
    yield "register-errors", owner
    owner.visit("/reset")
    yield "forgot-password", owner
    owner.visit("/confirm")
    yield "send-confirmation", owner
    owner.visit("/login")
    owner.fill({"email": PUBLIX.owner, "password": "wrong password"})
    owner.press("Sign in", "Sign in")
    yield "login-errors", owner
    owner.visit("/register", "Create your account")
    owner.fill({"email": PUBLIX.owner, "password": PASSWORD})
    owner.press("Create account", "Check your e-mail")
    yield "check-your-mail", owner
    owner.visit("/outbox", "Outbox")
    yield "outbox", owner
    walk.open_mailed_link(owner, PUBLIX.owner)
    yield "login-after-confirming", owner
    walk.sign_in(owner, PUBLIX.owner, PASSWORD)
    yield "name-business", owner
    owner.press("Continue", "Name your business")
    yield "name-business-errors", owner
    owner.fill({"name": PUBLIX.name})
    owner.press("Continue", "Register for texting")
    yield "tasks-new", owner
    owner.page.get_by_text("Account", exact=True).click()
    yield "account-menu", owner
    owner.visit("/change")
    yield "change-password", owner
    owner.visit("/home", "Register for texting")


def _guided_pages(owner: Person, running: Processes) -> Iterator[Stop]:
    owner.follow("Continue", walk.TITLES["kind"])
    yield "step-kind", owner
    walk.answer(owner, PUBLIX, "kind")
    yield "step-business", owner
    owner.fill({"ein": "123", "legal_name": "P"})
    owner.press("Save and continue", walk.TITLES["business"])
    yield "step-business-errors", owner
    for name in [page for page in PUBLIX.pages if page != "kind"]:
        if name in {"opt-in", "replies"}:
            yield f"step-{name}", owner
        if name == "messages":
            yield from advice(owner)
        owner.fill(PUBLIX.pages[name])
        if name == "use-case":
            owner.page.locator(".why summary").first.click()
        if name == "opt-in":
            owner.press("Save and continue")
            owner.sees("We drafted the text from your choices.")
        yield f"step-{name}-filled-in", owner
        owner.press("Save and continue")
        owner.sees_heading(walk.TITLES[walk.after(name)])
        if name == "contact":
            owner.follow("All tasks", "Register for texting")
            yield "tasks-half-way", owner
            owner.follow("Continue", walk.TITLES["use-case"])
    yield "step-number", owner
    running.control("/faults", {"down": True})
    owner.fill({"area_code": PUBLIX.area_code})
    owner.press("Show numbers")
    owner.sees("We couldn't reach the phone company")
    yield "step-number-trouble", owner
    running.control("/faults", {"down": False})
    owner.press("Show numbers")
    owner.page.locator('[name="e164"]').first.check()
    yield "step-number-offers", owner
    owner.press("Take this number", walk.TITLES["policy"])
    yield "step-policy", owner
    walk.publish_policy(owner)
    yield "tasks-complete", owner
    owner.follow(walk.TITLES["number"], walk.TITLES["number"])
    yield "step-number-taken", owner
    owner.page.go_back()
    owner.follow(walk.TITLES["policy"], walk.TITLES["policy"])
    yield "step-policy-published", owner
    owner.page.locator(".banner-success a").first.click()
    owner.sees("How to reach us")
    yield "policy-public", owner
    owner.visit("/home", "Register for texting")


def _review(owner: Person, staff: Person) -> Iterator[Stop]:
    owner.follow("See the price and send it", "See the price and send it")
    yield "price", owner
    owner.page.get_by_text("Read all your answers once more").click()
    yield "price-with-answers", owner
    owner.press("Agree and send", "See the price and send it")
    yield "price-errors", owner
    owner.visit("/home", "Register for texting")
    walk.send(owner)
    yield "status-in-review", owner
    walk.sign_in(staff, walk.DEMO_STAFF, walk.DEMO_PASSWORD)
    staff.sees_heading("To review")
    yield "desk-queue", staff
    staff.follow(PUBLIX.name, PUBLIX.name)
    yield "desk-case", staff
    staff.fill({"verdict": ("returned",)})
    staff.press("Decide", PUBLIX.name)
    yield "desk-case-errors", staff
    staff.fill({"verdict": ("returned",), "field1": "description", "reason1": "DESC_VAGUE"})
    staff.fill({"note1": "Please say which stores the texts are about, and how often people hear from you."})
    staff.press("Decide", "To review")
    yield "desk-queue-empty", staff
    owner.visit("/home", "Register for texting")
    yield "tasks-returned", owner
    owner.follow(walk.TITLES["use-case"], walk.TITLES["use-case"])
    yield "step-returned", owner
    owner.fill({"description": f"{PUBLIX.pages['use-case']['description']} It is about all of our stores in Florida."})
    owner.press("Save and continue", walk.TITLES["opt-in"])
    owner.visit("/home", "Register for texting")
    walk.send(owner)


def _approval(owner: Person, staff: Person, running: Processes) -> Iterator[Stop]:
    staff.visit("/desk/", "To review")
    staff.follow(PUBLIX.name, PUBLIX.name)
    yield "desk-case-again", staff
    walk.confirm_mobile(owner, running, PUBLIX.mobile)
    owner.press("Send a test text", "This text was not sent")
    yield "refused", owner
    owner.follow("See where it stands", "Where your registration stands")
    walk.approve(staff)
    yield "desk-queue-after-decision", staff
    wait_for(lambda: running.of_brand(PUBLIX.display_name, "brands"), "the brand is filed")
    running.advance(seconds=10)
    owner.reads_in_time("Reviewers are looking at how you text.")
    yield "status-with-reviewers", owner
    # From here on by the poll alone: notices arrive before our clock has followed, and would be dated too early.
    running.control("/faults", {"notices": "off"})
    running.advance(days=5, minutes=30)
    owner.reads_in_time("The reviewers approved your registration")
    running.advance(hours=4)
    owner.reads_in_time("switched on your registration")
    yield "status-with-carriers", owner
    running.advance(days=2)
    wait_for(lambda: walk.attached(running, PUBLIX.display_name), "the number is being attached")
    running.advance(minutes=15)
    running.control("/faults", {"notices": "on"})
    owner.reads_in_time("You're all set")


def _texting(owner: Person, running: Processes) -> Iterator[Stop]:
    owner.press("Send a test text", "Where your registration stands")
    walk.wait_for_text(owner, running, PUBLIX.mobile, "This is your test text.")
    number = owner.page.locator(".number-shown").inner_text()
    walk.text_back(owner, running, PUBLIX.mobile, number, "HELP")
    walk.wait_for_text(owner, running, PUBLIX.mobile, "For help, contact us")
    owner.reads_in_time(f"From {PUBLIX.mobile}")
    owner.reads_in_time("For help, contact us")
    yield "status-done", owner
    owner.visit(f"/b/{owner.business}/mobile", "Your own mobile")
    owner.press("Text me a code", "Your own mobile")
    yield "mobile-errors", owner
    owner.fill({"mobile": "(407) 555-0143"})
    owner.press("Text me a code", "Enter the code")
    yield "code", owner
    walk.wait_for_text(owner, running, "(407) 555-0143", "Your code is")
    owner.fill({"code": "000"})
    owner.press("Confirm", "Enter the code")
    yield "code-errors", owner
    owner.visit(f"{running.simulator}/handsets")
    yield "simulator-handsets", owner
    owner.visit("/home", "Where your registration stands")


def _trouble(owner: Person, staff: Person, running: Processes) -> Iterator[Stop]:
    campaign = running.of_brand(PUBLIX.display_name, "campaigns")[0]["campaignId"]
    running.control(f"/campaigns/{campaign}/carriers/10035", {"status": "SUSPENDED"})
    owner.reads_in_time("so your number is locked")
    yield "status-suspended", owner
    running.control(f"/campaigns/{campaign}/carriers/10035", {"status": "REGISTERED"})
    owner.visit("/businesses/new", "Name your business")
    owner.fill({"name": WIKIMEDIA.name})
    owner.press("Continue", "Register for texting")
    walk.answer_everything(owner, WIKIMEDIA)
    walk.send(owner)
    _file_second(staff, running, WIKIMEDIA)
    campaign = running.of_brand(WIKIMEDIA.display_name, "campaigns")[0]["campaignId"]
    words = "CR4015 - Opt-in not verifiable on the page;CR2020 - Samples do not name the brand"
    running.control(f"/campaigns/{campaign}/review", {"outcome": "decline", "explanation": words})
    here = owner.page.url.removesuffix("status")
    wait_for(lambda: _now_at(owner, here) == "Register for texting", "the decline reaches the owner")
    yield "tasks-declined", owner
    owner.visit(f"{here}step/opt-in", walk.TITLES["opt-in"])
    yield "step-declined", owner
    owner.visit("/businesses/new", "Name your business")
    owner.fill({"name": LONG_NAME})
    owner.press("Continue", "Register for texting")
    yield "tasks-long-name", owner
    owner.visit("/home", "Your businesses")
    yield "businesses", owner
    staff.visit("/desk/?state=action_needed", "With the owner")
    staff.follow(WIKIMEDIA.name, WIKIMEDIA.name)
    yield "desk-case-declined", staff
    staff.visit("/desk/parked", "Parked work")
    yield "desk-parked-empty", staff
    staff.visit("/desk/drift", "Drift")
    yield "desk-drift", staff


def _proving(owner: Person, staff: Person, running: Processes) -> Iterator[Stop]:
    """A sole proprietor, up to the registry's code."""
    owner.visit("/businesses/new", "Name your business")
    owner.fill({"name": MARIA.name})
    owner.press("Continue", "Register for texting")
    walk.answer_everything(owner, MARIA)
    walk.send(owner)
    staff.visit("/desk/", "To review")
    staff.follow(MARIA.name, MARIA.name)
    walk.approve(staff)
    owner.reads_in_time("The registry texted a code to your mobile.")
    yield "status-confirm-mobile", owner
    owner.follow("Enter the code", "Enter the registry's code")
    yield "confirm-mobile", owner
    owner.fill({"pin": "12"})
    owner.press("Confirm", "Enter the registry's code")
    yield "confirm-mobile-errors", owner


def _file_second(staff: Person, running: Processes, organization: Organization) -> None:
    staff.visit("/desk/", "To review")
    staff.follow(organization.name, organization.name)
    walk.approve(staff)
    wait_for(lambda: running.of_brand(organization.display_name, "brands"), "the brand is filed")
    running.advance(seconds=10)
    wait_for(lambda: walk.shared(running, organization.display_name), "the campaign is shared")


def _now_at(person: Person, address: str) -> str:
    person.visit(address)
    return person.page.locator("h1").inner_text().strip()


def _errors(owner: Person, staff: Person) -> Iterator[Stop]:
    owner.visit("/no-such-page", "We cannot find that page")
    yield "error-404", owner
    staff.visit("/businesses/new", "Name your business")
    staff.page.locator('main [name="csrf_token"]').evaluate("field => field.value = 'old'")
    staff.press("Continue")
    staff.page.locator("h1").wait_for()
    yield "error-400", staff
