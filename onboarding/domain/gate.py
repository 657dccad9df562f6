"""May this number text that recipient now? One function that both explains and decides (invariant 1)."""

from collections.abc import Sequence
from dataclasses import dataclass

from onboarding.domain.chain import Block
from onboarding.domain.phones import Destination, destination
from onboarding.domain.words import Message, msg


@dataclass(frozen=True)
class Standing:
    """What the database knows of a pair: the number's stored chain result, and the recipient's wish.

    ``known`` is False for a number that is not ours; ``opted_out`` is for this brand and this recipient; ``held``
    when what they texted may have meant it, and nobody has decided yet.
    """

    known: bool
    blocks: tuple[Block, ...] = ()
    opted_out: bool = False
    held: bool = False


@dataclass(frozen=True)
class Verdict:
    """The answer: allowed exactly when nothing blocks."""

    number: str
    recipient: str
    blocks: tuple[Block, ...]

    @property
    def allowed(self) -> bool:
        """True when no reason stands against it."""
        return not self.blocks

    @property
    def reasons(self) -> tuple[Message, ...]:
        """The blocks in plain words, in order."""
        return tuple(words(block) for block in self.blocks)


def judge(number: str, recipient: str, standing: Standing, *, answering_opt_out: bool = False) -> Verdict:
    """Weigh a pair. ``answering_opt_out`` lets the one confirmation of an opt-out through (47 CFR 64.1200(a)(12)).

    First light knows US recipients only; each other destination is refused by name (dossier 6.5).
    """
    found: list[Block] = []
    if not standing.known:
        found.append(Block("number_unknown"))
    found += standing.blocks
    where = destination(recipient)
    if where is Destination.INVALID:
        found.append(Block("recipient_invalid"))
    elif where is not Destination.US:
        found.append(Block("destination_unsupported"))
    if standing.opted_out and not (answering_opt_out and not standing.held):
        found.append(Block("recipient_held" if standing.held else "recipient_opted_out"))
    return Verdict(number, recipient, tuple(found))


_WORDS = {
    "number_unknown": msg("This number isn't registered here."),
    "brand_not_verified": msg("The registry hasn't confirmed the business behind this number yet."),
    "campaign_not_filed": msg("The texting registration hasn't been filed yet."),
    "campaign_expired": msg("The texting registration has ended."),
    "campaign_not_approved": msg("The reviewers haven't approved the texting registration yet."),
    "campaign_declined": msg("The reviewers declined the texting registration. It has to be corrected first."),
    "carriers_not_elected": msg("The connection to the carriers isn't complete yet."),
    "carriers_unknown": msg("The registry hasn't said which carriers take part yet."),
    "number_not_connected": msg("The phone number isn't connected to the registration yet."),
    "recipient_invalid": msg("The recipient isn't a phone number we can read. Use a US number such as (415) 555-0123."),
    "destination_unsupported": msg(
        "The recipient is outside the United States. Only US recipients can be texted for now."
    ),
    "recipient_held": msg(
        "The recipient texted something that may mean they want no more texts. Decide it on the page of consents first."
    ),
    "recipient_opted_out": msg("The recipient asked not to be texted by this business (they replied STOP)."),
}


def words(block: Block) -> Message:
    """A block as a sentence for the owner."""
    match block.code:
        case "carrier_suspended":
            return msg("%(carrier)s has paused texting for this registration.", carrier=block.subject)
        case "carrier_rejected":
            return msg("%(carrier)s turned this registration down.", carrier=block.subject)
        case "carrier_not_registered":
            return msg("%(carrier)s hasn't switched on this registration yet.", carrier=block.subject)
        case code:
            return _WORDS[code]


def to_pairs(blocks: Sequence[Block]) -> list[list[str]]:
    """Blocks as they are stored beside the number."""
    return [[block.code, block.subject] for block in blocks]


def from_pairs(pairs: Sequence[Sequence[str]]) -> tuple[Block, ...]:
    """The inverse of ``to_pairs``."""
    return tuple(Block(code, subject) for code, subject in pairs)
