"""The part of the tour about documents: questions, previews, public pages, signing up, consents, domain, evidence."""

from collections.abc import Iterator

from tests.browser.person import Person

Stop = tuple[str, Person]
TITLE = "Your documents"


def writing(owner: Person) -> Iterator[Stop]:
    """From the seven questions to the pages that everybody reads."""
    base = f"/b/{owner.business}/documents"
    owner.visit(base, TITLE)
    yield "documents", owner
    owner.visit(f"{base}/questions/purposes", "What do you use it for?")
    owner.fill({"purposes": ()})
    owner.press("Save and continue", "What do you use it for?")
    yield "question-errors", owner
    owner.visit(f"{base}/questions/cookies", "Does your website use cookies?")
    owner.fill({"cookies": ("ads",)})
    owner.sees("let you see our ads on other websites")  # the preview, while it is being answered
    yield "question-cookies", owner
    owner.press("Save and continue", "How long do you keep it?")
    owner.fill({"retention": ("2y",)})
    owner.press("Save and see all documents", TITLE)
    owner.press("Publish what has changed", TITLE)
    yield "documents-published", owner
    for kind, heading in (("privacy", "Privacy policy"), ("optin", "Sign-up page"), ("verbal", "Script for staff")):
        owner.visit(f"{base}/{kind}", heading)
        yield f"document-{kind}", owner
    owner.visit(base, TITLE)
    addresses = [link.get_attribute("href") or "" for link in owner.page.locator(".shelf p > a[href*='/p/']").all()]
    public = next(address for address in addresses if address.endswith("/privacy"))
    yield from reading(owner, public.removesuffix("/privacy"))
    owner.visit(f"/b/{base.split('/')[2]}/domains", "Your own domain")
    owner.fill({"host": "texts.publix.com"})
    owner.press("Add this domain", "Your own domain")
    owner.reads_in_time("There is no such record yet")
    yield "domain", owner
    owner.press("Remove texts.publix.com", "Your own domain")
    owner.visit("/home", "Register for texting")


def reading(owner: Person, public: str) -> Iterator[Stop]:
    """What a reviewer without an account opens."""
    for path in (
        "privacy",
        "terms",
        "opt-in",
        "privacy?lang=es",
        "opt-in?lang=es",
        "privacy/versions",
        "privacy/changes/2",
    ):
        owner.visit(f"{public}/{path}")
        yield f"public-{path.replace('/', '-').replace('?lang=', '-')}", owner
    owner.visit(f"{public}/opt-in")
    owner.fill({"phone": "555", "purpose": ("service",)})
    owner.press("Sign up")
    owner.sees("Enter a US mobile number, such as (415) 555-0123.")
    yield "public-opt-in-refused", owner
    owner.page.wait_for_timeout(2100)  # nobody is faster than that
    owner.fill({"phone": "(415) 555-0123", "purpose": ("service",)})
    owner.press("Sign up", "Thank you")
    yield "public-thanks", owner


def keeping(owner: Person) -> Iterator[Stop]:
    """The record of consents, and evidence."""
    base = f"/b/{owner.business}"
    owner.visit(f"{base}/consents", "Consents")
    owner.sees("(415) 555-0123")
    yield "consents", owner
    owner.follow("(415) 555-0123", "(415) 555-0123")
    yield "consents-person", owner
    owner.visit(f"{base}/consents/new", "Enter a consent")
    owner.press("Record it", "Enter a consent")
    yield "consents-new-errors", owner
    owner.visit(f"{base}/consents/import", "Import a list of consents")
    yield "consents-import", owner
    owner.visit(f"{base}/evidence", "Evidence")
    owner.press("Make an evidence packet", "Evidence")
    owner.reads_in_time("fingerprint")
    yield "evidence", owner
    owner.visit("/home")
