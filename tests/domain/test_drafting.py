"""Drafts: what we write for an owner passes our own rules and says what reviewers look for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.answers import SAMPLE_FIELDS, Answers, Frequency, OptInMethod
from onboarding.domain.consent import STOP_WORDS, Wish, wish
from onboarding.domain.drafting.drafts import DRAFTS, drafted, renewed, with_drafts
from onboarding.domain.drafting.replies import help_reply
from onboarding.domain.drafting.story import message_flow
from onboarding.domain.preflight.catalogue import report
from onboarding.domain.preflight.rule import Subject
from tests.domain.strategies import subject

DRAFTED = (
    "opt_in_message",
    "opt_out_message",
    "help_message",
    "opt_in_keywords",
    "opt_out_keywords",
    "help_keywords",
)
BARE = subject().answers.with_changes(dict.fromkeys((*DRAFTED, "message_flow"), ""))
NAMES = st.text(st.characters(categories=["L", "N"]), min_size=2, max_size=255)
WAYS = st.lists(st.sampled_from([way.value for way in OptInMethod]), min_size=1, unique=True).map(tuple)


@given(NAMES, WAYS)
def test_drafts_pass_preflight_for_every_name_and_every_way(name: str, ways: tuple[str, ...]) -> None:
    told = BARE.with_changes({"display_name": name, "opt_in_methods": ways})
    drafted = with_drafts(told.with_changes({"message_flow": message_flow(told)}))
    found = report(Subject(drafted, "59-0324412", has_number=True, has_policy=True))
    assert found.findings == ()


@given(NAMES, WAYS)
def test_the_story_of_consent_names_brand_ways_frequency_rates_help_and_stop(name: str, ways: tuple[str, ...]) -> None:
    flow = message_flow(BARE.with_changes({"display_name": name, "opt_in_methods": ways}))
    for element in (
        name,
        "frequency varies",
        "data rates may apply",
        "HELP",
        "STOP",
        "privacy policy",
        "not a condition",
    ):
        assert element in flow
    assert flow.count("; or ") == len(ways) - 1


@pytest.mark.parametrize(
    ("way", "element"),
    [
        (OptInMethod.WEBSITE, "https://www.rehearsal-bakery.example/texts"),
        (OptInMethod.PAPER, "paper form"),
        (OptInMethod.VERBAL, "record a yes"),
        (OptInMethod.KEYWORD, "the word JOIN"),
    ],
)
def test_each_way_is_told_where_it_happens(way: OptInMethod, element: str) -> None:
    assert element in message_flow(BARE.with_changes({"opt_in_methods": (way.value,)}))


def test_the_owners_own_keyword_and_website_are_used() -> None:
    told = BARE.with_changes({"opt_in_methods": ("keyword",), "opt_in_keywords": "CAKE,PIE"})
    assert "the word CAKE" in message_flow(told)
    told = BARE.with_changes({"opt_in_page": "", "website": "https://a.example"})
    assert "https://a.example" in message_flow(told)


@pytest.mark.parametrize("missing", ["name", "ways"])
def test_without_a_name_or_a_way_there_is_no_story(missing: str) -> None:
    changes = {"display_name": "", "legal_name": ""} if missing == "name" else {"opt_in_methods": ()}
    assert message_flow(BARE.with_changes(changes)) == ""


def test_the_replies_hold_what_the_rules_ask_of_each() -> None:
    drafted = with_drafts(BARE)
    for element in ("Rehearsal Bakery", "frequency varies", "data rates may apply", "HELP", "STOP"):
        assert element in drafted.opt_in_message
    assert drafted.opt_out_message.startswith("Rehearsal Bakery: ")
    assert "no more texts" in drafted.opt_out_message
    for element in ("Rehearsal Bakery", "(863) 555-0188", "hello@rehearsal-bakery.example", "STOP"):
        assert element in drafted.help_message


def test_the_legal_name_stands_in_for_a_missing_display_name() -> None:
    drafted = with_drafts(BARE.with_changes({"display_name": ""}))
    for text in (drafted.opt_in_message, drafted.opt_out_message, drafted.help_message):
        assert text.startswith("Rehearsal Bakery, LLC: ")


def test_a_help_reply_is_not_drafted_before_there_is_a_way_to_reach_anybody() -> None:
    assert help_reply(Answers(display_name="Bakery")) == ""
    assert help_reply(Answers(display_name="Bakery", email="a@b.example")).count("a@b.example") == 1
    assert "(415) 555-0123" in help_reply(Answers(display_name="Bakery", phone="+14155550123"))


def test_what_the_owner_wrote_is_left_alone() -> None:
    own = BARE.with_changes(dict.fromkeys(DRAFTED, "mine"))
    assert with_drafts(own) == own


def test_the_drafted_keywords_mean_what_they_say() -> None:
    drafted = with_drafts(BARE)
    assert set(drafted.opt_out_keywords.split(",")) <= STOP_WORDS
    for words, meaning in (
        (drafted.opt_out_keywords, Wish.STOP),
        (drafted.help_keywords, Wish.HELP),
        (drafted.opt_in_keywords, Wish.START),
    ):
        assert {wish(word) for word in words.split(",")} == {meaning}


@pytest.mark.parametrize("frequency", Frequency)
def test_story_and_welcome_tell_the_same_frequency(frequency: Frequency) -> None:
    told = BARE.with_changes({"frequency": frequency.value})
    sentence = {
        "varies": "Message frequency varies.",
        "on_request": "One message per request.",
        "weekly": "Up to 4 messages a week.",
        "monthly": "Up to 4 messages a month.",
    }[frequency]
    assert sentence in message_flow(told)
    assert sentence in with_drafts(told).opt_in_message
    assert "Message frequency varies." in message_flow(told.with_changes({"frequency": "whenever"}))


EMPTY = BARE.with_changes(dict.fromkeys(("description", *SAMPLE_FIELDS), ""))


def test_everything_that_is_written_can_be_drafted_and_what_was_written_is_left_alone() -> None:
    done = drafted(EMPTY)
    assert all(getattr(done, name) for name in (*DRAFTED, "message_flow", "description", "sample1", "sample2"))
    assert drafted(done) == done
    own = EMPTY.with_changes({"description": "mine", "sample2": "mine", "message_flow": "mine"})
    assert (drafted(own).description, drafted(own).samples, drafted(own).message_flow) == ("mine", ("mine",), "mine")


def test_nothing_is_drafted_out_of_nothing() -> None:
    done = drafted(Answers())
    assert (done.description, done.samples, done.message_flow) == ("", (), "")
    assert drafted(Answers(display_name="Bakery", use_case="NO_SUCH")).samples == ()


@pytest.mark.parametrize("field", DRAFTS)
def test_a_draft_follows_its_answers_until_somebody_edits_it(field: str) -> None:
    before = drafted(EMPTY)
    after = before.with_changes({"display_name": "Blue Door Bakery"})
    assert "Blue Door Bakery" in getattr(renewed(before, after), field)
    edited = before.with_changes({field: getattr(before, field) + " See you soon."})
    later = edited.with_changes({"display_name": "Blue Door Bakery"})
    assert getattr(renewed(edited, later), field) == getattr(edited, field)


def test_a_draft_that_can_not_be_made_any_more_stays_as_it_was() -> None:
    before = drafted(EMPTY)
    after = before.with_changes({"opt_in_methods": ()})
    assert renewed(before, after).message_flow == before.message_flow
