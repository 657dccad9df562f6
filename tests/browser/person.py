"""Somebody with a browser: visits pages, types, presses buttons, and notes what the browser complains about."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Request, Response, expect

from tests.browser.processes import wait_for
from tests.journeys.organizations import Typed

PASSWORD = "correct horse battery"
PATIENCE = 15_000  # milliseconds: two cores, several processes
PHONE, DESKTOP = 390, 1280

expect.set_options(timeout=PATIENCE)


class Person:
    """One browser window with cookies of its own."""

    def __init__(
        self, browser: Browser, base: str, *, width: int = DESKTOP, scheme: Any = "light", **options: Any
    ) -> None:
        self.base = base
        self.context = browser.new_context(
            base_url=base,
            viewport={"width": width, "height": 844},
            color_scheme=scheme,
            reduced_motion="reduce",
            locale="en-US",
            **options,
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self._documents: set[str] = set()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))
        self.page.on("requestfailed", self._miss)
        self.page.on("response", self._note)

    def _note(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self._documents.add(response.url)

    def _miss(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # that is what becomes of a request when the person moves on
            self.complaints.append(f"{self.page.url}: {request.url} could not be loaded: {request.failure}")

    def _hear(self, message: ConsoleMessage) -> None:
        # A page that is answered with 404 or 422 is told of as a resource that could not be loaded; it was asked for.
        asked_for = message.text.startswith("Failed to load resource") and message.location["url"] in self._documents
        # A window behind another one, or on a busy machine, paints late: its fonts wait, and Chromium remarks on that.
        late = "was preloaded using link preload but not used" in message.text
        if message.type in {"error", "warning"} and not asked_for and not late:
            self.complaints.append(f"{self.page.url}: {message.text}")

    # --- going and reading ---------------------------------------------------------------------------------------

    def visit(self, path: str, heading: str | None = None) -> None:
        """Open a page of ours, or a whole address."""
        self.page.goto(path)
        if heading:
            self.sees_heading(heading)

    def sees_heading(self, heading: str) -> None:
        """The page with this h1 is there."""
        expect(self.page.locator("h1")).to_have_text(heading)

    def sees(self, text: str) -> None:
        """This text stands on the page."""
        expect(self.page.locator("main").get_by_text(text).first).to_be_visible()

    def follow(self, link: str, heading: str | None = None) -> None:
        """Click a link."""
        self.page.get_by_role("link", name=link, exact=True).first.click()
        if heading:
            self.sees_heading(heading)

    def reads_in_time(self, text: str) -> None:
        """Reload until this stands on the page: workers are at work."""
        words = self.page.locator("main").get_by_text(text)

        def there() -> bool:
            self.page.reload()
            return words.count() > 0

        wait_for(there, f"“{text}” on {self.page.url}")

    @property
    def business(self) -> str:
        """The id of the business whose pages these are."""
        found = re.search(r"/b/([^/]+)/", self.page.url)
        assert found, f"{self.page.url} is no page of a business"
        return found.group(1)

    # --- typing and pressing -------------------------------------------------------------------------------------

    def fill(self, values: Mapping[str, Typed]) -> None:
        """Type, check and choose, by the fields' names."""
        for name, value in values.items():
            self._put(self.page.locator(f'main [name="{name}"]'), value)

    def _put(self, fields: Locator, value: Typed) -> None:
        if isinstance(value, bool):
            fields.set_checked(value)
        elif isinstance(value, tuple):
            choices = {str(choice.get_attribute("value")): choice for choice in fields.all()}
            assert choices.keys() >= set(value), f"{value} is not among {sorted(choices)}"
            for code, choice in choices.items():
                if code in value or choice.get_attribute("type") == "checkbox":
                    choice.set_checked(code in value)
        elif fields.and_(self.page.locator("select")).count():
            fields.select_option(value)
        else:
            fields.fill(value)

    def press(self, button: str, heading: str | None = None) -> None:
        """Press a button of the page; the page with this heading follows."""
        self.page.locator("main").get_by_role("button", name=button, exact=True).first.click()
        if heading:
            self.sees_heading(heading)

    # --- looking -------------------------------------------------------------------------------------------------

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        found: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return found

    def picture(self, path: Path, *, full_page: bool = True) -> None:
        """Take a picture of the page."""
        self.page.wait_for_load_state()
        self.page.evaluate("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        self.page.screenshot(path=path, full_page=full_page, animations="disabled")

    def close(self) -> None:
        """Close the window and forget its cookies."""
        self.context.close()
