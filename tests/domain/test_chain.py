"""The chain: a number may send only when every link is good, and each weak link is named."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.chain import (
    Block,
    CarrierLink,
    Chain,
    ChainStatus,
    Due,
    Step,
    blocks,
    next_step,
    status,
)
from onboarding.domain.states import Carrier, Dca, Identity, Number, Registry, Sharing
from tests.domain.strategies import CHAINS, GOOD_CHAIN

DUES = st.builds(Due, **dict.fromkeys(Due.__dataclass_fields__, st.booleans()))
# A carrier short of each state, required or not: with every state of the other links this is every chain there is.
CARRIER_SETS = [()] + [(CarrierLink(1, "One", state, req),) for state in Carrier for req in (True, False)]
LINKS: list[tuple[str, Any]] = [
    (field, state)
    for field, kind in (("identity", Identity), ("registry", Registry), ("sharing", Sharing), ("dca", Dca))
    for state in kind
] + [("number", state) for state in Number]


def test_live_done_and_unblocked_are_one_and_the_same_for_every_chain() -> None:
    for links in product(Identity, Registry, Sharing, Dca, CARRIER_SETS, Number):
        chain = Chain(*links)
        good = not blocks(chain)
        assert (status(chain) is ChainStatus.LIVE) is good, chain
        assert (next_step(chain) is Step.DONE) is good, chain


@pytest.mark.parametrize(("field", "state"), LINKS)
def test_a_single_broken_link_blocks_and_names_one_reason(field: str, state: Any) -> None:
    chain = replace(GOOD_CHAIN, **{field: state})
    good = getattr(GOOD_CHAIN, field)
    fine = state == good or (field == "identity" and state.is_good)
    assert len(blocks(chain)) == (0 if fine else 1)


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (Carrier.NONE, "carrier_not_registered"),
        (Carrier.REVIEW, "carrier_not_registered"),
        (Carrier.REJECTED, "carrier_rejected"),
        (Carrier.SUSPENDED, "carrier_suspended"),
    ],
)
def test_one_carrier_blocks_only_when_it_is_required(state: Carrier, code: str) -> None:
    link = CarrierLink(10038, "Verizon", state)
    chain = replace(GOOD_CHAIN, carriers=(*GOOD_CHAIN.carriers, link))
    assert blocks(chain) == (Block(code, "Verizon"),)
    optional = replace(link, required=False)
    assert blocks(replace(GOOD_CHAIN, carriers=(*GOOD_CHAIN.carriers, optional))) == ()


def test_without_a_required_carrier_nothing_is_sent() -> None:
    optional = tuple(replace(link, required=False) for link in GOOD_CHAIN.carriers)
    assert blocks(replace(GOOD_CHAIN, carriers=optional)) == (Block("carriers_unknown"),)
    assert status(replace(GOOD_CHAIN, carriers=())) is ChainStatus.CARRIERS


def test_an_empty_chain_names_every_link_in_order() -> None:
    assert [block.code for block in blocks(Chain())] == [
        "brand_not_verified",
        "campaign_not_filed",
        "campaign_not_approved",
        "carriers_not_elected",
        "carriers_unknown",
        "number_not_connected",
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"registry": Registry.EXPIRED}, ChainStatus.CLOSED),
        ({"identity": Identity.DELETED}, ChainStatus.CLOSED),
        ({"identity": Identity.UNFILED}, ChainStatus.NOT_FILED),
        ({"identity": Identity.SCORING}, ChainStatus.CHECKING_BUSINESS),
        ({"identity": Identity.UNVERIFIED}, ChainStatus.BUSINESS_NOT_VERIFIED),
        ({"identity": Identity.SELF_DECLARED}, ChainStatus.BUSINESS_NOT_VERIFIED),
        ({"registry": Registry.UNFILED}, ChainStatus.FILING),
        ({"sharing": Sharing.NONE}, ChainStatus.FILING),
        ({"sharing": Sharing.PENDING}, ChainStatus.IN_REVIEW),
        ({"sharing": Sharing.DECLINED}, ChainStatus.DECLINED),
        ({"dca": Dca.PARTIAL}, ChainStatus.CARRIERS),
        ({"carriers": (CarrierLink(1, "One", Carrier.REVIEW),)}, ChainStatus.CARRIERS),
        ({"carriers": (CarrierLink(1, "One", Carrier.REJECTED),)}, ChainStatus.CARRIER_REJECTED),
        ({"carriers": (CarrierLink(1, "One", Carrier.SUSPENDED),)}, ChainStatus.SUSPENDED),
        ({"number": Number.UNASSIGNED}, ChainStatus.CONNECTING_NUMBER),
        ({"number": Number.PENDING}, ChainStatus.CONNECTING_NUMBER),
        ({"number": Number.FAILED}, ChainStatus.NUMBER_FAILED),
        ({}, ChainStatus.LIVE),
    ],
)
def test_the_weakest_link_is_the_status(change: dict[str, Any], expected: ChainStatus) -> None:
    assert status(replace(GOOD_CHAIN, **change)) is expected


def test_a_suspension_outweighs_a_rejection() -> None:
    both = (CarrierLink(1, "One", Carrier.REJECTED), CarrierLink(2, "Two", Carrier.SUSPENDED))
    assert status(replace(GOOD_CHAIN, carriers=both)) is ChainStatus.SUSPENDED


BELOW_THE_BRAND = {Step.FILE_CAMPAIGN, Step.EDIT_CAMPAIGN, Step.SHARE, Step.ATTACH_NUMBER}


@given(CHAINS, DUES)
def test_nothing_is_filed_below_a_brand_that_is_not_good(chain: Chain, due: Due) -> None:
    step = next_step(chain, due)
    if step in BELOW_THE_BRAND or step is Step.DONE:
        assert chain.identity.is_good
        assert chain.registry is not Registry.EXPIRED
    if step in {Step.SHARE, Step.ATTACH_NUMBER, Step.DONE}:
        assert chain.registry is Registry.ACTIVE


@given(CHAINS, DUES)
def test_each_step_is_taken_only_where_it_is_wanted(chain: Chain, due: Due) -> None:
    step = next_step(chain, due)
    assert step is not Step.FILE_BRAND or chain.identity is Identity.UNFILED
    assert step is not Step.FILE_CAMPAIGN or chain.registry is Registry.UNFILED
    assert step is not Step.EDIT_BRAND or due.edit_brand
    assert step is not Step.REVET_BRAND or due.revet_brand
    assert step is not Step.EDIT_CAMPAIGN or due.edit_campaign
    assert step is not Step.SHARE or chain.sharing is Sharing.NONE or due.share
    assert step is not Step.ATTACH_NUMBER or (chain.number is Number.UNASSIGNED and chain.sharing is Sharing.ACCEPTED)
    assert step is not Step.DONE or not blocks(chain)


@pytest.mark.parametrize(
    ("change", "due", "expected"),
    [
        ({"identity": Identity.UNFILED}, Due(edit_brand=True), Step.FILE_BRAND),
        ({"identity": Identity.DELETED}, Due(edit_brand=True), Step.ASK_OWNER),
        ({"registry": Registry.EXPIRED}, Due(share=True), Step.ASK_OWNER),
        ({"identity": Identity.UNVERIFIED}, Due(edit_brand=True, revet_brand=True), Step.EDIT_BRAND),
        ({"identity": Identity.UNVERIFIED}, Due(revet_brand=True), Step.REVET_BRAND),
        ({"identity": Identity.UNVERIFIED}, Due(), Step.ASK_OWNER),
        ({"identity": Identity.SCORING}, Due(edit_campaign=True), Step.WAIT),
        ({"registry": Registry.UNFILED}, Due(), Step.FILE_CAMPAIGN),
        ({"sharing": Sharing.DECLINED}, Due(edit_campaign=True, share=True), Step.EDIT_CAMPAIGN),
        ({"sharing": Sharing.DECLINED}, Due(share=True), Step.SHARE),
        ({"sharing": Sharing.DECLINED}, Due(), Step.ASK_OWNER),
        ({"sharing": Sharing.PENDING}, Due(share=True), Step.WAIT),
        ({"sharing": Sharing.NONE}, Due(), Step.SHARE),
        ({"number": Number.UNASSIGNED}, Due(), Step.ATTACH_NUMBER),
        ({"number": Number.PENDING}, Due(), Step.WAIT),
        ({"number": Number.FAILED}, Due(), Step.ASK_OWNER),
        ({"carriers": (CarrierLink(1, "One", Carrier.REJECTED),)}, Due(), Step.ASK_OWNER),
        ({"carriers": (CarrierLink(1, "One", Carrier.SUSPENDED),)}, Due(), Step.WAIT),
        ({}, Due(edit_campaign=True), Step.EDIT_CAMPAIGN),
        ({}, Due(), Step.DONE),
    ],
)
def test_the_next_step_follows_from_the_weakest_link(change: dict[str, Any], due: Due, expected: Step) -> None:
    assert next_step(replace(GOOD_CHAIN, **change), due) is expected
