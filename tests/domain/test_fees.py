"""Prices by day, quotes by work, money as people write it."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.fees import PlatformPrice, Quote, Trigger, Work, cost, dollars, dollars_and_cents, quote
from onboarding.domain.reference import table

TODAY = date(2026, 11, 23)
AT_COST = PlatformPrice()
USUAL = PlatformPrice(one_time=1900, monthly={"LOW_VOLUME": 150, "CHARITY": 300})
USE_CASES = sorted(table("fees")["monthly"])
WORKS = st.builds(Work, st.sampled_from(USE_CASES), *[st.booleans()] * 5)
CENTS = st.integers(0, 100_000)
PRICES = st.builds(
    PlatformPrice,
    st.none() | CENTS,
    st.none() | st.dictionaries(st.sampled_from(USE_CASES), CENTS),
    st.none() | CENTS,
)


def charges(made: Quote) -> list[tuple[str, int]]:
    return [(line.item, line.charge) for line in made.lines]


def test_the_usual_price_is_nineteen_dollars_once_and_three_months() -> None:
    made = quote(Work("LOW_VOLUME"), USUAL, TODAY)
    assert charges(made) == [("registration", 1900), ("first_months", 450), ("review", 0)]
    assert (made.due_now, made.monthly_charge, made.further_review) == (2350, 150, 1500)
    assert [line.cost for line in made.lines] == [450, 450, 1500]


def test_a_charity_pays_three_dollars_a_month() -> None:
    made = quote(Work("CHARITY"), USUAL, TODAY)
    assert (made.due_now, made.monthly_charge) == (1900 + 900, 300)


@pytest.mark.parametrize(("use_case", "due"), [("LOW_VOLUME", 2400), ("CHARITY", 2850), ("MARKETING", 4950)])
def test_without_a_price_of_its_own_the_provider_passes_the_cost_through(use_case: str, due: int) -> None:
    made = quote(Work(use_case), AT_COST, TODAY)
    assert [item for item, _ in charges(made)] == ["brand", "first_months", "review"]
    assert made.due_now == due == sum(line.cost for line in made.lines)


def test_a_use_case_without_a_platform_price_is_passed_through() -> None:
    made = quote(Work("MARKETING"), USUAL, TODAY)
    assert (made.due_now, made.monthly_charge) == (1900 + 3000, 1000)


def test_a_further_review_is_charged_alone() -> None:
    again = Work("LOW_VOLUME", create_brand=False, create_campaign=False)
    assert charges(quote(again, USUAL, TODAY)) == [("review", 1500)]
    dearer = PlatformPrice(1900, None, further_review=1800)
    assert charges(quote(again, dearer, TODAY)) == [("review", 1800)]


def test_a_brand_that_is_checked_again_costs_the_check_but_not_the_first_review_twice() -> None:
    corrected = Work("LOW_VOLUME", create_brand=False, revet_brand=True, review_paid=True)
    assert charges(quote(corrected, USUAL, TODAY)) == [("brand_recheck", 450), ("first_months", 450), ("review", 0)]
    assert charges(quote(corrected, AT_COST, TODAY))[-1] == ("review", 1500)


def test_a_new_campaign_on_a_brand_that_was_reviewed_pays_its_review() -> None:
    second = Work("MARKETING", create_brand=False)
    assert charges(quote(second, USUAL, TODAY)) == [("first_months", 3000), ("review", 1500)]


def test_nothing_to_file_costs_nothing() -> None:
    nothing = Work("LOW_VOLUME", create_brand=False, create_campaign=False, share=False)
    assert quote(nothing, USUAL, TODAY).due_now == 0


@pytest.mark.parametrize(
    ("day", "cents"), [(date(2021, 10, 1), 400), (date(2025, 7, 31), 400), (date(2025, 8, 1), 450), (TODAY, 450)]
)
def test_the_brand_has_the_price_of_its_day(day: date, cents: int) -> None:
    assert cost("brand", day) == cents


@pytest.mark.parametrize(
    ("item", "day", "use_case"),
    [
        ("brand", date(2021, 9, 30), None),
        ("monthly", TODAY, "LOTTERY"),
        ("monthly", TODAY, None),
        ("lottery", TODAY, None),
    ],
)
def test_what_has_no_known_price_is_not_filed(item: str, day: date, use_case: str | None) -> None:
    with pytest.raises(LookupError):
        cost(item, day, use_case)


def test_an_unknown_use_case_has_no_quote() -> None:
    with pytest.raises(LookupError):
        quote(Work("LOTTERY"), USUAL, TODAY)


@given(WORKS, PRICES)
def test_every_quote_adds_up_and_survives_the_database(work: Work, prices: PlatformPrice) -> None:
    made = quote(work, prices, TODAY)
    assert made.due_now == sum(line.charge for line in made.lines)
    assert all(line.cost >= 0 and line.charge >= 0 for line in made.lines)
    assert Quote.from_json(json.loads(json.dumps(made.to_json()))) == made
    triggers = [line.trigger for line in made.lines]
    assert len(triggers) == len(set(triggers))
    for trigger in Trigger:
        assert (made.line_for(trigger) is not None) is (trigger in triggers)


@given(WORKS)
def test_at_cost_nobody_earns_and_nobody_loses(work: Work) -> None:
    assert all(line.cost == line.charge for line in quote(work, AT_COST, TODAY).lines)


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (0, "$0"),
        (1900, "$19"),
        (150, "$1.50"),
        (-450, "-$4.50"),
        (5, "$0.05"),
        (123_456, "$1,234.56"),
        (-100_000, "-$1,000"),
    ],
)
def test_money_is_written_as_people_write_it(cents: int, text: str) -> None:
    assert dollars(cents) == text


@pytest.mark.parametrize(
    ("cents", "words"), [(1900, "$19.00"), (450, "$4.50"), (-5, "-$0.05"), (123_456_700, "$1,234,567.00")]
)
def test_amounts_in_a_column_always_have_cents(cents: int, words: str) -> None:
    assert dollars_and_cents(cents) == words
