"""What a kind of entity must prove beyond its tax record, and what was seen of it (dossier 1.4 and 1.5). Pure."""

from collections.abc import Sequence

from onboarding.domain.answers import EntityType
from onboarding.domain.states import Proof

# The registry's words for an Authentication+ vetting.
_MAIL = {
    "PENDING": Proof.MAIL_SENT,
    "UNSCORE": Proof.MAIL_SENT,
    "ACTIVE": Proof.GIVEN,
    "FAILED": Proof.FAILED,
    "EXPIRED": Proof.FAILED,
}


def needed(entity_type: str) -> Proof:
    """What is to be proved first when a brand of this kind was filed."""
    return {
        EntityType.SOLE_PROPRIETOR.value: Proof.PIN_NEEDED,
        EntityType.PUBLIC_PROFIT.value: Proof.MAIL_NEEDED,
    }.get(entity_type, Proof.NOT_NEEDED)


def seen(entity_type: str, *, before: Proof, verified: bool, mails: Sequence[str]) -> Proof:
    """Where the proof stands now.

    ``verified``: the registry shows the brand as verified; ``mails``: the states of its Authentication+ vettings, oldest
    first, in the registry's words. A PIN that was sent stays sent until it was given: the registry shows no more of it.
    """
    first = needed(entity_type)
    if first is Proof.PIN_NEEDED:
        if verified:
            return Proof.GIVEN
        return Proof.PIN_SENT if before is Proof.PIN_SENT else Proof.PIN_NEEDED
    if first is Proof.MAIL_NEEDED and mails:
        return _MAIL.get(mails[-1], Proof.UNKNOWN)
    return first
