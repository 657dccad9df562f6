"""What follows a move: the work that ``move()`` posts in the same transaction, as one table."""

from collections.abc import Mapping
from enum import StrEnum

from onboarding.domain.states import Carrier, Dca, Identity, Machine, Number, Proof, Registration, Registry, Sharing


class Topic(StrEnum):
    """Kinds of work; each has one handler in ``services/dispatch.py`` and one queue."""

    ADVANCE = "advance"
    FILE = "file"
    MAIL = "mail"
    TELL = "tell"
    RENDER = "render"
    SEND = "send"
    HEAR = "hear"
    VISIT = "visit"
    DOMAIN = "domain"
    CONFIRM = "confirm"
    PACK = "pack"
    UPLOAD = "upload"

    @property
    def queue(self) -> str:
        """The RQ queue that carries it (architecture section 8)."""
        return QUEUES[self]


QUEUES: Mapping[Topic, str] = {
    Topic.ADVANCE: "registry",
    Topic.FILE: "registry",
    Topic.SEND: "registry",
    Topic.HEAR: "registry",
    Topic.RENDER: "documents",
    Topic.VISIT: "pages",
    Topic.DOMAIN: "pages",
    Topic.CONFIRM: "registry",
    Topic.PACK: "documents",
    Topic.UPLOAD: "registry",
    Topic.MAIL: "mail",
    Topic.TELL: "mail",
}

_ADVANCE = (Topic.ADVANCE,)
_BOTH = (Topic.ADVANCE, Topic.TELL)
_TELL = (Topic.TELL,)

# TELL writes an e-mail for the move, if templates/mail has words for it; ADVANCE takes the next step of the filing.
FOLLOW_UPS: Mapping[tuple[Machine, str], tuple[Topic, ...]] = {
    (Machine.REGISTRATION, Registration.IN_REVIEW): _TELL,
    (Machine.REGISTRATION, Registration.RETURNED): _TELL,
    (Machine.REGISTRATION, Registration.CLOSED): _BOTH,
    (Machine.REGISTRATION, Registration.FILING): _BOTH,
    (Machine.REGISTRATION, Registration.ACTION_NEEDED): _TELL,
    (Machine.REGISTRATION, Registration.DONE): _TELL,
    (Machine.IDENTITY, Identity.SCORING): _ADVANCE,
    (Machine.IDENTITY, Identity.UNVERIFIED): _ADVANCE,
    (Machine.IDENTITY, Identity.SELF_DECLARED): _ADVANCE,
    (Machine.IDENTITY, Identity.VERIFIED): _BOTH,
    (Machine.IDENTITY, Identity.VETTED_VERIFIED): _BOTH,
    (Machine.IDENTITY, Identity.DELETED): _ADVANCE,
    (Machine.IDENTITY, Identity.UNKNOWN): _ADVANCE,
    (Machine.PROOF, Proof.PIN_NEEDED): _ADVANCE,
    (Machine.PROOF, Proof.PIN_SENT): _BOTH,
    (Machine.PROOF, Proof.MAIL_NEEDED): _ADVANCE,
    (Machine.PROOF, Proof.MAIL_SENT): _BOTH,
    (Machine.PROOF, Proof.FAILED): _ADVANCE,
    (Machine.PROOF, Proof.GIVEN): _ADVANCE,
    (Machine.PROOF, Proof.NOT_NEEDED): _ADVANCE,
    (Machine.PROOF, Proof.UNKNOWN): _ADVANCE,
    (Machine.REGISTRY, Registry.ACTIVE): _ADVANCE,
    (Machine.REGISTRY, Registry.EXPIRED): _BOTH,
    (Machine.REGISTRY, Registry.UNKNOWN): _ADVANCE,
    (Machine.SHARING, Sharing.NONE): _ADVANCE,
    (Machine.SHARING, Sharing.PENDING): _ADVANCE,
    (Machine.SHARING, Sharing.ACCEPTED): _BOTH,
    (Machine.SHARING, Sharing.DECLINED): _ADVANCE,
    (Machine.SHARING, Sharing.UNKNOWN): _ADVANCE,
    (Machine.DCA, Dca.NONE): _ADVANCE,
    (Machine.DCA, Dca.PARTIAL): _ADVANCE,
    (Machine.DCA, Dca.COMPLETE): _ADVANCE,
    (Machine.CARRIER, Carrier.NONE): _ADVANCE,
    (Machine.CARRIER, Carrier.REVIEW): _ADVANCE,
    (Machine.CARRIER, Carrier.REGISTERED): _ADVANCE,
    (Machine.CARRIER, Carrier.REJECTED): _BOTH,
    (Machine.CARRIER, Carrier.SUSPENDED): _BOTH,
    (Machine.CARRIER, Carrier.UNKNOWN): _ADVANCE,
    (Machine.NUMBER, Number.PENDING): _ADVANCE,
    (Machine.NUMBER, Number.ASSIGNED): _ADVANCE,
    (Machine.NUMBER, Number.FAILED): _BOTH,
    (Machine.NUMBER, Number.UNASSIGNED): _ADVANCE,
    (Machine.NUMBER, Number.UNKNOWN): _ADVANCE,
}


def follow_ups(machine: Machine, state: str) -> tuple[Topic, ...]:
    """The topics to post when a machine enters a state; nothing for a state that asks for nothing."""
    return FOLLOW_UPS.get((machine, state), ())
