"""The part of the tour where a reviewer would object: what is said beside an example, and what can be fixed."""

from collections.abc import Iterator

from tests.browser import walk
from tests.browser.person import Person


def advice(owner: Person) -> Iterator[tuple[str, Person]]:
    """An example that a reviewer would decline: what is said beside it, and what can be fixed."""
    here = owner.page.url
    owner.fill(
        {"sample1": "Your cake is ready! See http://bit.ly/3abcd", "sample2": "Dear customer, call 863-555-0177."}
    )
    owner.press("Save and continue", walk.TITLES["messages"])
    yield "step-messages-advice", owner
    owner.press("See all we can fix", "What we can fix for you")
    yield "fixes", owner
    owner.page.goto(here)
    owner.sees_heading(walk.TITLES["messages"])
