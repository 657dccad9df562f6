"""The verdict of a chaos run sees each kind of breach, and says nothing of a run that was right."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from onboarding.domain.chain import Block
from tests.chaos import verdict
from tests.chaos.far import Far
from tests.chaos.plan import Case
from tests.chaos.records import Door, Entry, Records, Step, Wish, Work

GOOD = Records(
    states={1: "done"},
    brands={"brandref": "B000001"},
    campaigns={"campaignref": "C000001"},
    numbers={1: "+14155550123"},
    wishes=(
        Wish(1, 1, "file_brand", "brandref", "done"),
        Wish(2, 1, "revet_brand", "brandref", "done"),
        Wish(3, 1, "file_campaign", "campaignref", "done"),
        Wish(4, 1, "share", "campaignref", "done"),
    ),
    ledger=(
        Entry("cost", "brand_created", 450, "intent:1:cost"),
        Entry("charge", "registration", 1900, "intent:1:charge"),
        Entry("cost", "brand_revetted", 450, "intent:2:cost"),
        Entry("cost", "campaign_created", 450, "intent:3:cost"),
        Entry("cost", "campaign_shared", 1500, "intent:4:cost"),
    ),
    moves=(
        Step("identity", (1,), "unfiled", "scoring", "scoring"),
        Step("identity", (1,), "scoring", "verified", "verified"),
    ),
    now={("identity", (1,)): "verified", ("number", (1,)): "unassigned"},
    doors=(Door("+14155550123", (), ()),),
)
FAR = Far(
    brands={"brandref": ["B000001"]},
    campaigns={"campaignref": ["C000001"]},
    shares={"C000001": 1},
    revets={"B000001": 1},
    good=frozenset({"+14155550123"}),
)
CASES = {1: Case("ordinary")}
BAD = (Block("brand_not_verified"),)


def said(ours: Records = GOOD, far: Far = FAR) -> list[str]:
    return verdict.always(ours, far) + verdict.settled(ours, far, CASES)


def test_it_says_nothing_of_a_run_that_was_right() -> None:
    assert said() == []


def with_entry(ours: Records, entry: Entry) -> Records:
    return replace(ours, ledger=(*ours.ledger, entry))


def with_move(ours: Records, *moves: Step, state: str = "verified") -> Records:
    return replace(ours, moves=(*ours.moves, *moves), now={**ours.now, ("identity", (1,)): state})


def with_work(ours: Records, work: Work) -> Records:
    return replace(ours, work=(work,))


OURS: dict[str, Callable[[Records], Records]] = {
    "double charge": lambda ours: with_entry(ours, Entry("cost", "campaign_shared", 1500, "intent:4:cost")),
    "charge for nothing: cost for intent:9, which is unknown": lambda ours: with_entry(
        ours, Entry("cost", "campaign_shared", 1500, "intent:9:cost")
    ),
    "charge for nothing: cost for intent:4, which is refused": lambda ours: replace(
        ours, wishes=(*ours.wishes[:3], replace(ours.wishes[3], outcome="refused"))
    ),
    "money and deeds differ: share of campaignref was done 1 times and costs 0": lambda ours: replace(
        ours, ledger=ours.ledger[:-1]
    ),
    "illegal move: registration (1,) closed -> filing": lambda ours: with_move(
        ours, Step("registration", (1,), "closed", "approved", "filing")
    ),
    "illegal move: identity (1,) verified -> scoring (unverified) ends in scoring": lambda ours: with_move(
        ours, Step("identity", (1,), "verified", "unverified", "scoring"), state="scoring"
    ),
    "begins in scoring, but the one before ended in verified": lambda ours: with_move(
        ours, Step("identity", (1,), "scoring", "unverified", "unverified"), state="unverified"
    ),
    "state without a move: identity (1,) is deleted": lambda ours: with_move(ours, state="deleted"),
    "open gate with a bad chain": lambda ours: replace(ours, doors=(Door("+14155550123", (), BAD),)),
    "gate and chain differ": lambda ours: replace(ours, doors=(Door("+14155550123", BAD, ()),)),
    "closed gate, good chain there": lambda ours: replace(ours, doors=(Door("+14155550123", BAD, BAD),)),
    "stuck outbox: advance 1 (message 5)": lambda ours: with_work(ours, Work(5, "advance", "1", False, "")),
    "parked without need: file 4 (message 5)": lambda ours: with_work(
        ours, Work(5, "file", "4", True, "CannotDecide: x")
    ),
    "parked without need: file 2 (message 5)": lambda ours: with_work(
        ours, Work(5, "file", "2", True, "ValueError: x")
    ),
    "stuck inbox: campaign 1": lambda ours: replace(ours, unread=("campaign 1",)),
    "open wish: share of campaignref": lambda ours: replace(
        ours, wishes=(*ours.wishes[:3], replace(ours.wishes[3], outcome="open"))
    ),
    "wrong end: registration 1 (ordinary) is waiting": lambda ours: replace(ours, states={1: "waiting"}),
    "imagined brand": lambda ours: replace(ours, brands={"brandref": "B000001", "other": "B999999"}),
    "wrong campaign": lambda ours: replace(ours, campaigns={"campaignref": "C000002"}),
}


@pytest.mark.parametrize("breach", OURS)
def test_it_sees_what_is_wrong_with_us(breach: str) -> None:
    assert any(breach in line for line in said(OURS[breach](GOOD))), said(OURS[breach](GOOD))


THEIRS: dict[str, Far] = {
    "duplicate brand: the registry holds B000001, B000002": replace(FAR, brands={"brandref": ["B000001", "B000002"]}),
    "duplicate campaign": replace(FAR, campaigns={"campaignref": ["C000001", "C000002"]}),
    "nobody's campaign": replace(FAR, campaigns={**FAR.campaigns, "stray": ["C000003"]}),
    "imagined campaign": replace(FAR, campaigns={}),
    "done twice: 2 times share of campaignref": replace(FAR, shares={"C000001": 2}),
    "done twice: 2 times revet_brand": replace(FAR, revets={"B000001": 2}),
    "done twice: 1 times order_mail of brandref, wished 0": replace(FAR, mails={"B000001": 1}),
    "money and deeds differ: revet_brand": replace(FAR, revets={}),
    "open gate, bad chain there": replace(FAR, good=frozenset()),
}


@pytest.mark.parametrize("breach", THEIRS)
def test_it_sees_what_is_wrong_there(breach: str) -> None:
    assert any(breach in line for line in said(far=THEIRS[breach])), said(far=THEIRS[breach])


def test_a_new_check_that_nobody_can_decide_may_wait_for_a_person() -> None:
    doubtful = replace(
        GOOD,
        states={1: "filing"},
        wishes=(GOOD.wishes[0], replace(GOOD.wishes[1], outcome="open"), *GOOD.wishes[2:]),
        ledger=tuple(entry for entry in GOOD.ledger if entry.item != "brand_revetted"),
        work=(Work(5, "file", "2", True, "CannotDecide: the first request may have been carried out"),),
    )
    assert said(doubtful) == []
    assert [work.id for work in verdict.undecidable(doubtful)] == [5]


def test_a_gate_that_is_open_against_our_own_facts_is_seen_in_one_look() -> None:
    assert verdict.doors([Door("+14155550123", (), ())]) == []
    assert "brand_not_verified" in verdict.doors([Door("+14155550123", (), BAD)])[0]
