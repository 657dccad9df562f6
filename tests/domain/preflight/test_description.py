"""The description: who sends, who gets the texts, and why."""

from typing import Any

import pytest

from tests.domain.preflight.asking import Row, findings, speaks

_REPEAT = "cakes " * 10
SAYS: list[Row] = [
    ("description.nothing", {"description": "Lorem ipsum dolor sit amet, consectetur adipiscing elit sed do."}),
    ("description.nothing", {"description": "asdf asdf asdf asdf asdf asdf asdf asdf asdf"}),
    ("description.nothing", {"description": _REPEAT}),
    ("description.leftover", {"description": "[Company Name] texts customers of its bakery about pickup times."}),
    (
        "description.leftover",
        {"description": "INSERT COMPANY NAME HERE texts customers of its bakery about pickup times."},
    ),
    (
        "description.leftover",
        {"description": "Rehearsal Bakery texts customers in [city] about pickup times of their cakes."},
    ),
    ("description.nothing", {"description": "[Describe who you text and why, in one or two sentences]"}),
    ("description.nothing", {"description": "Rehearsal Bakery: to be determined, we will tell you later on."}),
    ("description.vague", {"description": "We will use this to send text messages to our customers for business."}),
    ("description.vague", {"description": "To communicate with clients and keep in touch with them via text message."}),
    ("description.vague", {"description": "General business communications and updates from our company to people."}),
    ("description.vague", {"description": "Rehearsal Bakery sends messages to customers who opted in to messages."}),
    ("description.sender", {"description": "We text customers who ordered a cake about pickup times and allergies."}),
    (
        "description.on_behalf",
        {"description": "Rehearsal sends appointment reminders on behalf of our clients to their patients."},
    ),
    (
        "description.on_behalf",
        {"description": "Our platform lets businesses text their guests about tables and orders."},
    ),
    (
        "description.on_behalf",
        {"description": "Agency that manages texting campaigns for twelve dental practices in Florida."},
    ),
    (
        "description.on_behalf",
        {"description": "White label messaging, used by salons and gyms to remind people of bookings."},
    ),
    ("description.on_behalf", {"message_flow": "Our clients' customers check a box on the websites that we build."}),
]
SILENT: list[Row] = [
    ("description.leftover", {"description": "Rehearsal Bakery texts customers who order on our company page about pickup."}),
    ("description.leftover", {"description": "Rehearsal Bakery (since 1998) texts customers about pickup times of their cakes."}),
    ("description.nothing", {"description": "Cakes, pies and pickup times: Rehearsal Bakery tells customers."}),
    ("description.nothing", {"description": "Rehearsal Bakery texts people who ordered the Lorem Cake about pickup."}),
    ("description.nothing", {"description": ""}),
    ("description.vague", {}),
    ("description.vague", {"description": "Rehearsal Dental reminds patients of cleanings and crowns a day before."}),
    ("description.vague", {"description": "Rehearsal Gym tells members when a class is cancelled or a trainer is ill."}),
    ("description.vague", {"description": "Parents of Rehearsal School get snow closures and bus delays by text."}),
    ("description.vague", {"description": "Rehearsal Auto lets drivers know when the repair of their car is finished."}),
    ("description.vague", {"description": ""}),
    ("description.sender", {}),
    ("description.sender", {"description": "At Rehearsal we text customers who ordered a cake about pickup times."}),
    ("description.sender", {"description": ""}),
    ("description.on_behalf", {}),
    ("description.on_behalf", {"description": "Rehearsal Law texts clients about hearings and papers to sign, and answers them."}),
    ("description.on_behalf", {"description": "Rehearsal Bakery texts customers; a courier delivers cakes on behalf of the bakery."}),
    ("description.on_behalf", {"description": "Rehearsal Software texts users of its own app a code when they sign in."}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "changes"), SAYS)
def test_it_is_said(rule: str, changes: dict[str, Any]) -> None:
    assert speaks(rule, **changes)


@pytest.mark.parametrize(("rule", "changes"), SILENT)
def test_it_is_not_said(rule: str, changes: dict[str, Any]) -> None:
    assert not speaks(rule, **changes)


def test_what_says_nothing_is_shown_where_it_stands() -> None:
    text = "We use this for general communications with the public and more."
    (finding,) = findings("description.vague", description=text)
    assert finding.evidence is not None
    assert text[finding.evidence.start : finding.evidence.end] == "general communications"
