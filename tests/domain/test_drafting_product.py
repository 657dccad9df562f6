"""Whatever may be chosen together, what we draft from it passes preflight without a finding above a tip."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations, cycle, product
from typing import Any

import pytest

from onboarding.domain.answers import Answers, EntityType, Frequency, OptInMethod
from onboarding.domain.drafting.drafts import drafted
from onboarding.domain.preflight.catalogue import report
from onboarding.domain.preflight.rule import Severity, Subject
from onboarding.domain.usecases import all_use_cases, sub_use_cases, verticals

KINDS = tuple(sub_use_cases())
WAYS = tuple(some for size in range(1, 7) for some in combinations([way.value for way in OptInMethod], size))
FLAGS = tuple(
    dict(zip(("age_gated", "direct_lending", "embedded_link", "embedded_phone"), set_, strict=True))
    for set_ in product((False, True), repeat=4)
)
# What no draft is made of, as a business of each kind would answer it.
BY_KIND: Mapping[EntityType, Mapping[str, Any]] = {
    EntityType.PRIVATE_PROFIT: {"legal_name": "Blue Door Bakery, LLC", "display_name": "Blue Door Bakery"},
    EntityType.PUBLIC_PROFIT: {
        "legal_name": "Blue Door Holdings Corp.",
        "display_name": "Blue Door",
        "stock_symbol": "BLDR",
        "stock_exchange": "NASDAQ",
        "contact_email": "maria.lopez@bluedoor.example",
    },
    EntityType.NON_PROFIT: {"legal_name": "Blue Door Food Pantry, Inc.", "display_name": "Blue Door Food Pantry"},
    EntityType.GOVERNMENT: {"legal_name": "Blue Door County Library", "display_name": "Blue Door County Library"},
    EntityType.SOLE_PROPRIETOR: {
        "first_name": "Maria",
        "last_name": "Lopez",
        "display_name": "Blue Door Cakes",
        "mobile": "(863) 555-0143",
    },
}
COMMON = {
    "vertical": "HOSPITALITY",
    "street": "12 Main Street",
    "city": "Lakeland",
    "state": "FL",
    "zip_code": "33811",
    "phone": "+18635550188",
    "email": "hello@bluedoor.example",
    "website": "https://www.bluedoor.example",
    "opt_in_page": "https://www.bluedoor.example/texts",
    "opt_in_place": "on a sign at our counter in Lakeland",
}


def structured(use_case: str, kind: EntityType = EntityType.PRIVATE_PROFIT, **changes: Any) -> Answers:
    """Every answer that is chosen or copied, and none that is written."""
    case = all_use_cases()[use_case]
    told = {
        **COMMON,
        **BY_KIND[kind],
        "entity_type": kind.value,
        "use_case": use_case,
        "sub_use_cases": KINDS[: case.sub_least],
        "opt_in_methods": ("website",),
        "frequency": Frequency.VARIES.value,
    }
    return Answers(**{**told, **changes})


def objections(answers: Answers, **links: str) -> set[str]:
    """What preflight has against the drafts, tips left out; the description has a test of its own."""
    done = drafted(answers, **links)
    ein = "" if answers.is_sole_proprietor else "59-0324412"
    found = report(Subject(done, ein, has_number=True, has_policy=True))
    return {f.rule for f in found.findings if f.severity is not Severity.TIP and f.rule != "description.vague"}


def boxes(use_case: str) -> list[dict[str, bool]]:
    """Every set of boxes that can be checked; machines do not lend."""
    return [flags for flags in FLAGS if not (use_case == "M2M" and flags["direct_lending"])]


def kinds_open_to(use_case: str) -> Iterator[EntityType]:
    return (kind for kind in EntityType if kind in all_use_cases()[use_case].entities)


@pytest.mark.parametrize("use_case", all_use_cases())
def test_every_set_of_ways_with_every_frequency_passes(use_case: str) -> None:
    kind = next(kinds_open_to(use_case))
    flags = cycle(boxes(use_case))
    found: Counter[str] = Counter()
    for ways, frequency in product(WAYS, Frequency):
        answers = structured(use_case, kind, opt_in_methods=ways, frequency=frequency.value, **next(flags))
        chosen = {"opt_in_methods.written"} if ways == ("verbal",) and use_case == "MARKETING" else set()
        assert objections(answers) >= chosen, "a spoken yes is not enough for offers, whatever is drafted"
        found.update(objections(answers) - chosen)
    assert not found


@pytest.mark.parametrize("use_case", all_use_cases())
def test_every_kind_of_business_with_every_set_of_boxes_passes(use_case: str) -> None:
    found: Counter[str] = Counter()
    for kind, flags in product(kinds_open_to(use_case), boxes(use_case)):
        found.update(f"{kind} {each}" for each in objections(structured(use_case, kind, **flags)))
    assert not found


@pytest.mark.parametrize("size", [1, 2, 5])
def test_every_choice_of_kinds_of_messages_passes(size: int) -> None:
    found: Counter[str] = Counter()
    for kinds in combinations(KINDS, size):
        told_kinds = structured("LOW_VOLUME" if size == 1 else "MIXED", sub_use_cases=kinds)
        found.update(f"{'+'.join(kinds)} {each}" for each in objections(told_kinds))
    assert not found


@pytest.mark.parametrize("use_case", all_use_cases())
def test_the_description_says_enough_for_a_reviewer(use_case: str) -> None:
    done = drafted(structured(use_case, next(kinds_open_to(use_case))))
    found = report(Subject(done, has_number=True, has_policy=True)).findings
    assert [f.rule for f in found if f.rule.startswith("description.")] == []


@pytest.mark.parametrize("vertical", verticals())
def test_every_line_of_business_passes(vertical: str) -> None:
    found = objections(structured("LOW_VOLUME", vertical=vertical, sub_use_cases=("ACCOUNT_NOTIFICATION", "MARKETING")))
    assert not found


@pytest.mark.parametrize(
    "missing", ["opt_in_page", "opt_in_place", "phone", "email", "website", "vertical", "frequency"]
)
def test_an_answer_that_is_missing_is_told_where_it_is_missing_and_nowhere_else(missing: str) -> None:
    answers = structured("LOW_VOLUME", sub_use_cases=KINDS[:3], opt_in_methods=("paper", "keyword"), **{missing: ""})
    assert {each.partition(".")[0] for each in objections(answers)} <= {missing}


def test_links_and_number_find_their_places() -> None:
    answers = structured("LOW_VOLUME", opt_in_methods=("keyword",))
    links = {"policy_link": "https://greenlight.example/p/blue-door", "number": "+14155550123"}
    done = drafted(answers, **links)
    assert "policy and texting terms at https://greenlight.example/p/blue-door before" in done.message_flow
    assert "by texting the word JOIN to (415) 555-0123, which we show on a sign at our counter" in done.message_flow
    assert not objections(answers, **links)
