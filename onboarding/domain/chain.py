"""The chain from brand to number: its weakest link is the status, and the next step follows from it.

Dossier 2.2: registry, sharing, elected aggregators and each carrier are independent facts; a number may send only when
all of them are good. Everything here is a pure function of the facts.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from onboarding.domain.states import Carrier, Dca, Identity, Number, Proof, Registry, Sharing


@dataclass(frozen=True)
class CarrierLink:
    """One carrier named by the registry for the campaign; ``required`` is the operator's choice."""

    network_id: int
    name: str
    state: Carrier = Carrier.NONE
    required: bool = True


@dataclass(frozen=True)
class Chain:
    """The facts that one number depends on."""

    identity: Identity = Identity.UNFILED
    registry: Registry = Registry.UNFILED
    sharing: Sharing = Sharing.NONE
    dca: Dca = Dca.NONE
    carriers: tuple[CarrierLink, ...] = field(default=())
    number: Number = Number.UNASSIGNED
    proof: Proof = Proof.NOT_NEEDED  # stands before the filing of a campaign; one that runs does not depend on it

    @property
    def required(self) -> tuple[CarrierLink, ...]:
        """The carriers that must be good."""
        return tuple(link for link in self.carriers if link.required)

    @property
    def is_unclear(self) -> bool:
        """Does a link show a word of the other side that we do not know?"""
        links = (self.identity, self.registry, self.sharing, self.number)
        return "unknown" in {*links, *(link.state for link in self.required)}


class ChainStatus(StrEnum):
    """Where the whole chain stands (dossier 2.2, derived status)."""

    NOT_FILED = "not_filed"
    CHECKING_BUSINESS = "checking_business"
    BUSINESS_NOT_VERIFIED = "business_not_verified"
    CONFIRM_MOBILE = "confirm_mobile"
    CONFIRM_MAIL = "confirm_mail"
    CONFIRMATION_FAILED = "confirmation_failed"
    FILING = "filing"
    IN_REVIEW = "in_review"
    DECLINED = "declined"
    CARRIERS = "carriers"
    CARRIER_REJECTED = "carrier_rejected"
    SUSPENDED = "suspended"
    CONNECTING_NUMBER = "connecting_number"
    NUMBER_FAILED = "number_failed"
    DORMANT = "dormant"
    UNCLEAR = "unclear"
    LIVE = "live"
    CLOSED = "closed"


@dataclass(frozen=True)
class Block:
    """One reason why a number may not send: a stable code, and whom it concerns."""

    code: str
    subject: str = ""


def blocks(chain: Chain) -> tuple[Block, ...]:  # noqa: C901 - one plain question a link, in the order of the chain
    """Every broken link, from the brand on; empty means the chain is good."""
    found: list[Block] = []
    if not chain.identity.is_good:
        found.append(Block("brand_not_verified"))
    if chain.registry is Registry.EXPIRED:
        found.append(Block("campaign_expired"))
    elif chain.registry is not Registry.ACTIVE:
        found.append(Block("campaign_not_filed"))
    if chain.sharing is Sharing.DECLINED:
        found.append(Block("campaign_declined"))
    elif chain.sharing is not Sharing.ACCEPTED:
        found.append(Block("campaign_not_approved"))
    if chain.dca is not Dca.COMPLETE:
        found.append(Block("carriers_not_elected"))
    if not chain.required:
        found.append(Block("carriers_unknown"))
    for link in chain.required:
        if link.state is Carrier.SUSPENDED:
            found.append(Block("carrier_suspended", link.name))
        elif link.state is Carrier.REJECTED:
            found.append(Block("carrier_rejected", link.name))
        elif link.state is not Carrier.REGISTERED:
            found.append(Block("carrier_not_registered", link.name))
    if chain.number is not Number.ASSIGNED:
        found.append(Block("number_not_connected"))
    return tuple(found)


def status(chain: Chain) -> ChainStatus:
    """The weakest link, named."""
    if chain.registry is Registry.EXPIRED or chain.identity is Identity.DELETED:
        return ChainStatus.CLOSED
    if chain.is_unclear:
        return ChainStatus.UNCLEAR
    if chain.identity is Identity.UNFILED:
        return ChainStatus.NOT_FILED
    if chain.identity is Identity.SCORING:
        return ChainStatus.CHECKING_BUSINESS
    if not chain.identity.is_good:
        return _TYPING.get(chain.proof, ChainStatus.BUSINESS_NOT_VERIFIED)
    if chain.registry is Registry.UNFILED and chain.proof in _PROVING:
        return _PROVING[chain.proof]
    if chain.registry is Registry.UNFILED or chain.sharing is Sharing.NONE:
        return ChainStatus.FILING
    if chain.sharing is Sharing.DECLINED:
        return ChainStatus.DECLINED
    if chain.sharing is Sharing.PENDING:
        return ChainStatus.IN_REVIEW
    return _after_review(chain)


# A sole proprietor is not verified before the PIN was given; a listed company is, before its mail is ordered.
_TYPING = {
    Proof.PIN_NEEDED: ChainStatus.CHECKING_BUSINESS,
    Proof.PIN_SENT: ChainStatus.CONFIRM_MOBILE,
    Proof.UNKNOWN: ChainStatus.UNCLEAR,
}
_PROVING = {
    Proof.PIN_NEEDED: ChainStatus.CHECKING_BUSINESS,
    Proof.PIN_SENT: ChainStatus.CONFIRM_MOBILE,
    Proof.MAIL_NEEDED: ChainStatus.FILING,
    Proof.MAIL_SENT: ChainStatus.CONFIRM_MAIL,
    Proof.FAILED: ChainStatus.CONFIRMATION_FAILED,
    Proof.UNKNOWN: ChainStatus.UNCLEAR,
}


def _after_review(chain: Chain) -> ChainStatus:
    states = {link.state for link in chain.required}
    if Carrier.SUSPENDED in states:
        # Carriers suspend what has no number and no traffic; a number wakes it up (dossier 2.2, DORMANT).
        return ChainStatus.DORMANT if chain.number is Number.UNASSIGNED else ChainStatus.SUSPENDED
    if Carrier.REJECTED in states:
        return ChainStatus.CARRIER_REJECTED
    if chain.dca is not Dca.COMPLETE or states != {Carrier.REGISTERED}:
        return ChainStatus.CARRIERS
    if chain.number is Number.FAILED:
        return ChainStatus.NUMBER_FAILED
    if chain.number is not Number.ASSIGNED:
        return ChainStatus.CONNECTING_NUMBER
    return ChainStatus.LIVE


class Step(StrEnum):
    """The next thing to do for a registration that staff have approved."""

    FILE_BRAND = "file_brand"
    SEND_PIN = "send_pin"
    ORDER_MAIL = "order_mail"
    FILE_CAMPAIGN = "file_campaign"
    EDIT_BRAND = "edit_brand"
    REVET_BRAND = "revet_brand"
    EDIT_CAMPAIGN = "edit_campaign"
    RETIRE_CAMPAIGN = "retire_campaign"
    SHARE = "share"
    ATTACH_NUMBER = "attach_number"
    WAIT = "wait"
    ASK_OWNER = "ask_owner"
    DONE = "done"


@dataclass(frozen=True)
class Due:
    """What the approved submission still has to bring to the registry for objects that are filed already.

    ``order_mail``: an Authentication+ that failed is ordered anew with a correction. ``retire``: a campaign that this one
    replaced still runs and is paid for. ``attach``: a number whose connection failed may be tried again by itself.
    """

    edit_brand: bool = False
    revet_brand: bool = False
    order_mail: bool = False
    edit_campaign: bool = False
    retire: bool = False
    share: bool = False
    attach: bool = False


NOTHING_DUE = Due()


def next_step(chain: Chain, due: Due = NOTHING_DUE) -> Step:
    """What to do now. A declined or unverified object is filed again only with a correction; else the owner is asked."""
    if chain.identity is Identity.UNFILED:
        return Step.FILE_BRAND
    if chain.identity is Identity.DELETED or chain.registry is Registry.EXPIRED:
        return Step.ASK_OWNER
    if chain.is_unclear:
        return Step.WAIT
    if due.edit_brand:
        return Step.EDIT_BRAND
    if chain.identity is Identity.SCORING:
        return Step.WAIT
    if not chain.identity.is_good:
        return _prove_mobile(chain, due)
    if chain.registry is Registry.UNFILED:
        return _file_campaign(chain, due)
    if due.edit_campaign:
        return Step.EDIT_CAMPAIGN
    if due.retire:
        return Step.RETIRE_CAMPAIGN
    return _after_filing(chain, due)


def _prove_mobile(chain: Chain, due: Due) -> Step:
    if chain.proof is Proof.PIN_NEEDED:
        return Step.SEND_PIN
    if chain.proof in {Proof.PIN_SENT, Proof.UNKNOWN}:
        return Step.WAIT
    return Step.REVET_BRAND if due.revet_brand else Step.ASK_OWNER


def _file_campaign(chain: Chain, due: Due) -> Step:
    if chain.proof.is_good:
        return Step.FILE_CAMPAIGN
    if chain.proof is Proof.MAIL_NEEDED or (chain.proof is Proof.FAILED and due.order_mail):
        return Step.ORDER_MAIL
    return Step.ASK_OWNER if chain.proof is Proof.FAILED else Step.WAIT


def _after_filing(chain: Chain, due: Due) -> Step:
    if chain.sharing is Sharing.NONE or (chain.sharing is Sharing.DECLINED and due.share):
        return Step.SHARE
    if chain.sharing is Sharing.DECLINED:
        return Step.ASK_OWNER
    if chain.sharing is Sharing.PENDING:
        return Step.WAIT
    if chain.number is Number.UNASSIGNED or (chain.number is Number.FAILED and due.attach):
        return Step.ATTACH_NUMBER
    if chain.number is Number.FAILED or any(link.state is Carrier.REJECTED for link in chain.required):
        return Step.ASK_OWNER
    return Step.WAIT if blocks(chain) else Step.DONE
