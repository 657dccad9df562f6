"""Every page in its main states: accessible in both schemes, no wider than a phone, nothing the browser complains of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, expect

from tests.browser.person import DESKTOP, PHONE, Person
from tests.browser.processes import Processes
from tests.browser.tour import tour

pytestmark = pytest.mark.browser

AXE = Axe()
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The schemes differ in colours and nothing else.
RULES: dict[Any, Any] = {
    "light": {"resultTypes": ["violations"], "runOnly": STANDARDS},
    "dark": {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast"]}},
}


@dataclass
class Found:
    """What is wrong, by page."""

    stops: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)
    unfocused: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def look(self, name: str, person: Person) -> None:
        """Check the page as it stands; nothing is loaded anew."""
        self.stops.append(name)
        page = person.page
        page.wait_for_load_state()
        if name.endswith("-errors") and not self._takes_focus(page.locator(".error-summary")):
            self.unfocused.append(name)
        for scheme, rules in RULES.items():
            page.emulate_media(color_scheme=scheme)
            for violation in AXE.run(page, options=rules).response["violations"]:
                targets = [node["target"] for node in violation["nodes"]][:3]
                self.violations.append(f"{name} ({scheme}): {violation['id']}: {violation['help']} {targets}")
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": PHONE, "height": 844})
        if (by := person.overflow()) > 0:
            self.too_wide.append(f"{name}: {by} pixels")
        page.set_viewport_size({"width": DESKTOP, "height": 844})
        self.complaints += person.complaints
        person.complaints.clear()

    @staticmethod
    def _takes_focus(summary: Locator) -> bool:
        """The browser moves the focus a moment after the page has come."""
        try:
            expect(summary).to_be_focused(timeout=3000)
        except AssertionError:
            return False
        return True


@pytest.fixture(scope="module")
def found(running: Processes, browser: Browser) -> Found:
    """What one tour of every page finds."""
    noted = Found()
    try:
        for name, person in tour(running, browser):
            noted.look(name, person)
    except BaseException as problem:
        for place, context in enumerate(browser.contexts, start=1):
            context.pages[0].screenshot(path=running.logs / f"window{place}.png")
        problem.add_note(f"after the stop {noted.stops[-1:]}; pictures and logs: {running.logs}")
        raise
    return noted


def test_the_tour_stops_at_every_kind_of_page(found: Found) -> None:
    names = {name[4:] for name in found.stops}
    assert len(names) == len(found.stops) > 50
    assert names >= {"welcome", "step-messages-filled-in", "price", "status-done", "desk-case", "policy-public"}


def test_no_page_has_an_accessibility_violation_in_light_or_dark(found: Found) -> None:
    assert found.violations == []


def test_no_page_is_wider_than_a_phone(found: Found) -> None:
    assert found.too_wide == []


def test_an_error_summary_has_the_focus(found: Found) -> None:
    assert found.unfocused == []


def test_the_browser_has_nothing_to_complain_of(found: Found) -> None:
    """No console errors, nothing that the Content-Security-Policy stops, nothing that cannot be loaded."""
    assert found.complaints == []


@pytest.mark.parametrize("path", ["/", "/login", "/register", "/no-such-page", "/outbox"])
def test_the_first_tab_reaches_the_skip_link_and_it_leads_to_the_page(path: str, people: Callable[..., Person]) -> None:
    person = people()
    person.visit(path)
    person.page.keyboard.press("Tab")
    skip = person.page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    person.page.keyboard.press("Enter")
    expect(person.page.locator("main")).to_be_focused()


def test_an_error_leads_to_its_field(people: Callable[..., Person]) -> None:
    person = people()
    person.visit("/register", "Create your account")
    person.press("Create account")
    summary = person.page.locator(".error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(person.page.locator('[name="email"]')).to_be_focused()
