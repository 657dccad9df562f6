"""What property tests draw from: chains, answers, subjects."""

from dataclasses import fields
from typing import Any

from hypothesis import strategies as st

from onboarding.domain.answers import Answers
from onboarding.domain.chain import CarrierLink, Chain
from onboarding.domain.examples import example_answers
from onboarding.domain.preflight.rule import Subject
from onboarding.domain.states import Carrier, Dca, Identity, Number, Proof, Registry, Sharing

LINKS = st.builds(
    CarrierLink,
    st.integers(1, 99_999),
    st.sampled_from(["AT&T", "T-Mobile", "Verizon"]),
    st.sampled_from(Carrier),
    st.booleans(),
)
CHAINS = st.builds(
    Chain,
    identity=st.sampled_from(Identity),
    registry=st.sampled_from(Registry),
    sharing=st.sampled_from(Sharing),
    dca=st.sampled_from(Dca),
    carriers=st.lists(LINKS, max_size=4).map(tuple),
    number=st.sampled_from(Number),
    proof=st.sampled_from(Proof),
)

GOOD_CHAIN = Chain(
    identity=Identity.VERIFIED,
    registry=Registry.ACTIVE,
    sharing=Sharing.ACCEPTED,
    dca=Dca.COMPLETE,
    carriers=(
        CarrierLink(10017, "AT&T", Carrier.REGISTERED),
        CarrierLink(10035, "T-Mobile", Carrier.REGISTERED),
        CarrierLink(10037, "US Cellular", Carrier.NONE, required=False),
    ),
    number=Number.ASSIGNED,
)

# Anything that JSON and a database can carry, and what people really type.
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.sampled_from(
        ["", "STOP", "https://example.com", "a@b.example", "33811", "MIXED", "PRIVATE_PROFIT", "12-3456789"]
    ),
)


def _field(value: Any) -> st.SearchStrategy[Any]:
    if isinstance(value, bool):
        return st.booleans()
    if isinstance(value, tuple):
        return st.lists(TEXTS, max_size=6).map(tuple)
    return TEXTS


ANSWERS = st.builds(Answers, **{f.name: _field(f.default) for f in fields(Answers)})
SUBJECTS = st.builds(Subject, answers=ANSWERS, ein=TEXTS, has_number=st.booleans(), has_policy=st.booleans())


def subject(
    ein: str = "59-0324412", *, has_number: bool = True, has_policy: bool = True, around: Any = None, **changes: Any
) -> Subject:
    """A subject of whom preflight has nothing to say, with changes; ``around`` is what is known besides the answers."""
    return Subject(example_answers().with_changes(changes), ein, has_number, has_policy, **(around or {}))
