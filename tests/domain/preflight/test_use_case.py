"""Whether the examples and the description fit the use case and the kinds of messages."""

from typing import Any

import pytest

from onboarding.domain.preflight.kinds import kinds_of
from tests.domain.preflight.asking import Row, speaks

_STOP = " Reply STOP to opt out."
OFFER = "Rehearsal Bakery: 20% off all cakes this weekend only! Show this text." + _STOP
CODE = "Rehearsal Bakery: Your verification code is 482913. It expires in 10 minutes." + _STOP
REMINDER = "Rehearsal Bakery: Hi [first name], your tasting is on [date] at [time]." + _STOP
ANSWER = "Rehearsal Bakery: Thanks for your question. Yes, we bake gluten-free on Fridays." + _STOP
PICKUP = "Rehearsal Bakery: Your order is ready for pickup until 6 PM." + _STOP
NOTICES = {"use_case": "ACCOUNT_NOTIFICATION", "sub_use_cases": ()}
MARKETING = {"use_case": "MARKETING", "sub_use_cases": ()}
LOGIN = {"use_case": "2FA", "sub_use_cases": ()}
BAKERY = "Rehearsal Bakery texts customers who ordered a cake about pickup times."

SAYS: list[Row] = [
    ("use_case.pool", {"number_pool": True}),
    ("use_case.pool", {"number_pool": True, "use_case": "SOLE_PROPRIETOR", "entity_type": "SOLE_PROPRIETOR"}),
    ("use_case.volume", {"description": BAKERY + " We send 5,000 texts a day."}),
    ("use_case.volume", {"description": BAKERY + " Expect 12000 messages per day."}),
    ("sub_use_cases.offers", {"sample2": OFFER}),
    ("sub_use_cases.offers", {"sample2": "Rehearsal Bakery: Half price muffins all week. Shop now." + _STOP}),
    ("sub_use_cases.offers", {"sample1": "Rehearsal Bakery: Black Friday starts now, buy one get one free." + _STOP}),
    ("sub_use_cases.offers", {**NOTICES, "sample1": OFFER}),
    ("sub_use_cases.codes", {"sample2": CODE}),
    ("sub_use_cases.codes", {"sample2": "Rehearsal Bakery: 482913 is your code. Do not share it." + _STOP}),
    ("sub_use_cases.codes", {**NOTICES, "sample1": "Rehearsal Bakery: Use code [code] to sign in." + _STOP}),
    ("use_case.examples", {"use_case": "FRAUD_ALERT", "sub_use_cases": (), "sample1": PICKUP, "sample2": REMINDER}),
    ("use_case.examples", {**LOGIN, "sample1": PICKUP, "sample2": ""}),
    ("use_case.examples", {"use_case": "DELIVERY_NOTIFICATION", "sub_use_cases": (), "sample1": CODE, "sample2": ""}),
    ("use_case.political", {"description": "Rehearsal Bakery texts voters in Polk County to get out the vote."}),
    ("use_case.political", {"sample2": "Vote for Maria Lopez for mayor on Tuesday! Rehearsal Bakery." + _STOP}),
    ("use_case.political", {"sample2": "Rehearsal Bakery: can we count on your vote this election day?" + _STOP}),
    ("sub_use_cases.examples", {"sub_use_cases": ("CUSTOMER_CARE", "ACCOUNT_NOTIFICATION", "MARKETING")}),
]
SILENT: list[Row] = [
    ("use_case.pool", {"number_pool": True, "use_case": "MIXED"}),
    ("use_case.pool", {}),
    ("use_case.volume", {"description": BAKERY + " We send 2,000 texts a day."}),
    ("use_case.volume", {"description": BAKERY + " We bake 5,000 rolls a day and text 50 people a day."}),
    ("use_case.volume", {"description": BAKERY + " We send 5,000 texts a day.", "use_case": "MIXED"}),
    ("sub_use_cases.offers", {"sample2": OFFER, "sub_use_cases": ("CUSTOMER_CARE", "MARKETING")}),
    ("sub_use_cases.offers", {"sample2": ANSWER}),
    ("sub_use_cases.offers", {"sample2": "Rehearsal Bakery: The special cake you asked for is ready." + _STOP}),
    ("sub_use_cases.offers", {"sample2": "Rehearsal Bakery: Our sales team will call you back at [time]." + _STOP}),
    ("sub_use_cases.offers", {"sample2": "Rehearsal Bakery: We are closed this week because of the flood." + _STOP}),
    ("sub_use_cases.codes", {**LOGIN, "sample1": CODE, "sample2": ""}),
    ("sub_use_cases.codes", {"sample2": "Rehearsal Bakery: The gate code is on your invoice." + _STOP}),
    ("sub_use_cases.codes", {"sample2": "Rehearsal Bakery: Please bring your confirmation number." + _STOP}),
    ("sub_use_cases.codes", {"sample2": "Rehearsal Bakery: Our dress code is casual, see you at [time]." + _STOP}),
    ("use_case.examples", {**MARKETING, "sample1": OFFER, "sample2": REMINDER}),
    ("use_case.examples", {**MARKETING, "sample1": "Rehearsal Bakery: Pumpkin everything, come in!" + _STOP, "sample2": ""}),
    ("use_case.examples", {**LOGIN, "sample1": CODE, "sample2": ""}),
    ("use_case.examples", {"sample1": CODE}),
    ("use_case.political", {"description": "Rehearsal Bakery caters for campaigns. We text customers about pickup times."}),
    ("use_case.political", {"sample2": "Rehearsal Bakery: Vote for your favorite muffin of the month: reply 1 or 2." + _STOP}),
    ("use_case.political", {"description": BAKERY + " We never send political campaign messages."}),
    ("use_case.political", {"use_case": "POLITICAL", "sample2": "Vote for Maria Lopez for mayor!"}),
    ("use_case.political", {"sample1": "Rehearsal Bakery: The president of our bakers' guild comes to taste." + _STOP}),
    ("use_case.political", {"vertical": "HUMAN_RESOURCES", "description": "Rehearsal Staffing texts candidates about interviews."}),
    ("sub_use_cases.examples", {}),
    ("sub_use_cases.examples", {"sub_use_cases": ("CUSTOMER_CARE", "MARKETING", "2FA"), "sample3": OFFER}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "changes"), SAYS)
def test_it_is_said(rule: str, changes: dict[str, Any]) -> None:
    assert speaks(rule, **changes)


@pytest.mark.parametrize(("rule", "changes"), SILENT)
def test_it_is_not_said(rule: str, changes: dict[str, Any]) -> None:
    assert not speaks(rule, **changes)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (OFFER, "MARKETING"),
        (CODE, "2FA"),
        (REMINDER, "ACCOUNT_NOTIFICATION"),
        (ANSWER, "CUSTOMER_CARE"),
        (PICKUP, "DELIVERY_NOTIFICATION"),
        ("How was your visit? Reply 1 to 5 on our short survey.", "POLLING_VOTING"),
        ("Fraud alert: did you make a purchase of $40?", "FRAUD_ALERT"),
        ("Security alert: new sign-in to your account.", "SECURITY_ALERT"),
        ("Boil water notice for Polk County until [date].", "PUBLIC_SERVICE_ANNOUNCEMENT"),
        ("Classes on the north campus start at 10 tomorrow.", "HIGHER_EDUCATION"),
    ],
)
def test_a_text_tells_its_kind(text: str, kind: str) -> None:
    assert kind in kinds_of(text)


@pytest.mark.parametrize("text", ["", "🍰", "Rehearsal Bakery: bonjour"])
def test_a_text_that_tells_nothing_is_of_no_kind(text: str) -> None:
    assert kinds_of(text) == frozenset()
