"""The gate: allowed exactly when nothing stands against it, and every reason has words."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain import chain as chains
from onboarding.domain import gate as gates
from onboarding.domain.chain import Block, Chain, blocks
from onboarding.domain.gate import Standing, Verdict, from_pairs, judge, to_pairs, words
from onboarding.domain.words import Message
from tests.domain.strategies import CHAINS

OURS, THEIRS = "+14155550100", "+14155550123"
GOOD = Standing(known=True)
SOME = (Block("brand_not_verified"), Block("carrier_suspended", "T-Mobile"))
# The codes as the code names them: a new one without words fails here.
CODES = sorted(
    {code for module in (chains, gates) for code in re.findall(r'Block\("(\w+)"', Path(module.__file__).read_text())}
)


def test_a_good_number_may_text_a_us_recipient() -> None:
    verdict = judge(OURS, THEIRS, GOOD)
    assert verdict == Verdict(OURS, THEIRS, ())
    assert verdict.allowed
    assert verdict.reasons == ()


@pytest.mark.parametrize(
    ("recipient", "code"),
    [
        ("+14165550123", "destination_unsupported"),
        ("+442071838750", "destination_unsupported"),
        ("+18764554321", "destination_unsupported"),
        ("+18005550199", "recipient_invalid"),
        ("+1415555012", "recipient_invalid"),
        ("(415) 555-0123", "recipient_invalid"),
        ("", "recipient_invalid"),
    ],
)
def test_only_us_handsets_are_texted(recipient: str, code: str) -> None:
    assert judge(OURS, recipient, GOOD).blocks == (Block(code),)


def test_a_number_that_is_not_ours_may_not_send() -> None:
    assert judge(OURS, THEIRS, Standing(known=False)).blocks == (Block("number_unknown"),)


def test_stop_is_obeyed_but_for_its_one_confirmation() -> None:
    stopped = Standing(known=True, opted_out=True)
    assert judge(OURS, THEIRS, stopped).blocks == (Block("recipient_opted_out"),)
    assert judge(OURS, THEIRS, stopped, answering_opt_out=True).allowed


def test_the_confirmation_of_a_stop_passes_no_other_lock() -> None:
    stopped = Standing(known=True, blocks=SOME, opted_out=True)
    assert judge(OURS, THEIRS, stopped, answering_opt_out=True).blocks == SOME
    assert not judge(OURS, "+14165550123", stopped, answering_opt_out=True).allowed


def test_every_reason_is_given_at_once_in_order() -> None:
    verdict = judge(OURS, "nobody", Standing(known=True, blocks=SOME, opted_out=True))
    assert [block.code for block in verdict.blocks] == [
        "brand_not_verified",
        "carrier_suspended",
        "recipient_invalid",
        "recipient_opted_out",
    ]
    assert len(verdict.reasons) == 4
    assert verdict.reasons[1] == "T-Mobile has paused texting for this registration."


@given(CHAINS, st.booleans(), st.booleans(), st.sampled_from([THEIRS, "+14165550123", "x"]), st.booleans())
def test_allowed_means_that_nothing_at_all_stands_against_it(
    chain: Chain, known: bool, opted_out: bool, recipient: str, answering: bool
) -> None:
    standing = Standing(known, blocks(chain), opted_out)
    verdict = judge(OURS, recipient, standing, answering_opt_out=answering)
    free = known and not blocks(chain) and recipient == THEIRS and (answering or not opted_out)
    assert verdict.allowed is free
    assert all(isinstance(reason, Message) and reason for reason in verdict.reasons)


def test_the_codes_were_found() -> None:
    assert len(CODES) >= 15


@pytest.mark.parametrize("code", CODES)
def test_every_block_has_words(code: str) -> None:
    said = words(Block(code, "Verizon"))
    assert isinstance(said, Message)
    assert said.endswith((".", ")"))
    assert ("Verizon" in said) is code.startswith("carrier_")


@given(CHAINS)
def test_blocks_are_read_back_as_they_were_stored(chain: Chain) -> None:
    found = blocks(chain)
    assert from_pairs(to_pairs(found)) == found
