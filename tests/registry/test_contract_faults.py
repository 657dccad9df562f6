"""Each fault of the practice registry's plan, as the client tells it: what to do, and whether it may have been carried out."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from onboarding.registry.signature import HEADER, verify
from onboarding.services.ports import Throttled, Unavailable
from tests.registry.practice import SECRET, Practice


@dataclass(frozen=True)
class Case:
    """A fault, whether its victim was carried out, what a write is told, and how long to wait."""

    fault: str
    more: dict[str, Any] = field(default_factory=dict)
    done: bool = False
    unclear: bool = True
    wait: float = 0.0

    def rule(self, **where: Any) -> dict[str, Any]:
        return {"fault": self.fault, "times": 1} | self.more | where


CASES = [
    Case("hang", {"seconds": 1.0}, done=True),
    Case("lost_answer", done=True),
    Case("reset"),
    *(Case("status", {"status": status}) for status in (500, 502, 503, 504)),
    Case("status", {"status": 502, "done": True}, done=True),
    Case("throttle", unclear=False, wait=10.0),
    Case("temporary", {"code": 590}, wait=30.0),
    Case("temporary", {"code": 590, "done": True}, done=True, wait=30.0),
    Case("temporary", {"code": 591}, unclear=False, wait=30.0),
    Case("temporary", {"code": 620}, wait=30.0),
    Case("temporary", {"code": 630}, unclear=False, wait=30.0),
    Case("truncated", done=True),
    Case("garbage", done=True),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.fault} {case.more or ''}".strip())
def test_a_write_that_was_spoiled_says_whether_it_may_have_been_carried_out(practice: Practice, case: Case) -> None:
    hasty = practice.caller(timeout=0.3)
    practice.plan(case.rule(method="POST", path="nonBlocking"))
    with pytest.raises(Unavailable) as spoiled:
        hasty.create_brand(practice.brand_request("b-1"))
    assert (spoiled.value.unclear, spoiled.value.wait) == (case.unclear, case.wait)
    assert isinstance(spoiled.value, Throttled) is (case.fault == "throttle")
    assert (practice.client.find_brand("b-1") is not None) is case.done
    assert case.unclear or not case.done, "what is certain must be true"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.fault} {case.more or ''}".strip())
def test_a_read_that_was_spoiled_is_simply_asked_again(practice: Practice, case: Case) -> None:
    brand_id = practice.verified()
    hasty = practice.caller(timeout=0.3)
    practice.plan(case.rule(method="GET", path=f"/brand/{brand_id}$"))
    with pytest.raises(Unavailable) as spoiled:
        hasty.read_brand(brand_id)
    assert not spoiled.value.unclear
    assert practice.client.read_brand(brand_id).identity == "VERIFIED"


def test_a_late_answer_is_waited_for(practice: Practice) -> None:
    practice.plan({"fault": "latency", "seconds": 0.2, "times": 1})
    assert practice.client.profile()["status"] == "ACTIVE"


def test_a_burst_of_throttling_ends(practice: Practice) -> None:
    practice.plan({"fault": "throttle", "burst": 2, "times": 1})
    for _ in range(3):
        with pytest.raises(Throttled):
            practice.client.profile()
    assert practice.client.profile()["status"] == "ACTIVE"


def test_fields_that_nobody_knows_change_nothing(practice: Practice) -> None:
    campaign_id = practice.live()
    brand_id = practice.client.find_brand("b-1") or ""
    brand, campaign = practice.client.read_brand(brand_id), practice.client.read_campaign(campaign_id)
    practice.plan({"fault": "extra_fields"})
    again = practice.client.read_brand(brand_id)
    assert "x-new-field" in again.attributes, "the attributes are whatever the registry says"
    assert replace(again, attributes={}) == brand
    assert practice.client.read_campaign(campaign_id) == campaign
    assert practice.client.find_campaign("c-1") == campaign_id
    assert practice.client.terms(brand_id, "LOW_VOLUME").monthly_cents == 150


def test_words_that_nobody_knows_pass_through_and_break_no_read(practice: Practice) -> None:
    campaign_id = practice.live()
    brand_id = practice.client.find_brand("b-1") or ""
    practice.plan({"fault": "unknown_values"})
    brand = practice.client.read_brand(brand_id)
    # Status and identity are both new words: they are told together, and no gate opens on them.
    assert (brand.identity, brand.scoring, brand.deleted) == ("SOMETHING_NEW SOMETHING_NEW", False, False)
    seen = practice.client.read_campaign(campaign_id)
    assert (seen.status, seen.sharing) == ("SOMETHING_NEW", "SOMETHING_NEW")
    assert set(practice.client.operation(campaign_id).values()) == {"SOMETHING_NEW"}


# --- notices: each makes us read, so what matters is what arrives and whether it is ours --------------------------------


def signed(practice: Practice) -> list[bool]:
    """Of each notice that came, whether it bears our signature."""
    notices = practice.notices()
    return [
        verify(SECRET, url, notice, headers[HEADER])
        for notice, (url, _, headers) in zip(notices, practice.posted, strict=True)
    ]


@pytest.mark.parametrize(
    ("fault", "arrive"), [("notice_lost", []), ("notice_twice", [True, True]), ("notice_forged", [False])]
)
def test_a_notice_may_be_lost_doubled_or_forged(practice: Practice, fault: str, arrive: list[bool]) -> None:
    practice.listen("BRAND")
    practice.plan({"fault": fault, "path": "^BRAND_ADD$"})
    practice.brand()
    assert signed(practice) == arrive


def test_a_notice_may_be_late(practice: Practice) -> None:
    practice.listen("BRAND")
    practice.plan({"fault": "notice_late", "path": "^BRAND_ADD$", "seconds": 600})
    practice.verified()
    assert practice.events() == ["BRAND_IDENTITY_STATUS_UPDATE"]
    practice.pass_time(seconds=600)
    assert practice.events() == ["BRAND_IDENTITY_STATUS_UPDATE", "BRAND_ADD"]
    assert signed(practice) == [True, True]


def test_notices_may_change_places(practice: Practice) -> None:
    practice.listen("BRAND")
    practice.plan({"fault": "notice_reordered", "path": "^BRAND_ADD$", "times": 1})
    practice.verified()
    assert practice.events() == ["BRAND_IDENTITY_STATUS_UPDATE", "BRAND_ADD"]
