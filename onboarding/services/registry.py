"""The campaign registry as the use cases see it: its values in our words, and what it can be asked (docs/registry-api.md).

Every method raises OutsideError (``services/ports.py``). Words of the registry that we do not know pass through as they
are; a field that it left out is empty. Requests are mappings of wire fields, made in ``domain/filing.py``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from onboarding.services.registry_proofs import Appeals, Evidence, Proofs, Vettings

Record = TypeVar("Record")


@dataclass(frozen=True)
class Page(Generic[Record]):
    """A page of a list, ``number`` from 1, and how many records there are on all pages."""

    records: Sequence[Record]
    number: int
    total: int


@dataclass(frozen=True)
class BrandSeen:
    """A brand as the registry showed it; ``identity`` is the raw word, empty while scoring."""

    registry_id: str
    identity: str
    deleted: bool
    scoring: bool
    attributes: Mapping[str, Any]
    feedback: Sequence[Mapping[str, Any]] = ()
    mock: bool = False
    entity_type: str = ""
    mobile_verified: bool = False
    reference: str = ""


@dataclass(frozen=True)
class Terms:
    """What a brand would get for a use case: fees in cents, the carriers that take it, and each carrier's own terms."""

    monthly_cents: int
    carriers: Sequence[int]
    use_case: str = ""
    least_sub_use_cases: int = 0
    most_sub_use_cases: int = 0
    details: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class CampaignSeen:
    """A campaign as the registry showed it: the four vectors of dossier 2.2, and the words of its last share."""

    registry_id: str
    status: str
    sharing: str
    explanation: str
    elected: Sequence[int]
    operation: Mapping[int, str]
    renews_on: str
    mock: bool = False
    billed_on: str = ""
    shared_at: str = ""
    status_at: str = ""
    upstream: str = ""
    categories: Sequence[str] = ()
    reference: str = ""


@dataclass(frozen=True)
class SharingSeen:
    """The election of an upstream partner; ``shared_at`` tells one share from the next."""

    status: str
    shared_at: str
    explanation: str
    status_at: str = ""
    upstream: str = ""
    categories: Sequence[str] = ()


@dataclass(frozen=True)
class Chain:
    """Who a campaign was shared with by us, and who shared it with us; None where there is nobody."""

    by_me: SharingSeen | None
    with_me: SharingSeen | None


@dataclass(frozen=True)
class NumberSeen:
    """A number that the shared number registry holds for a campaign."""

    e164: str
    provisioned_at: str
    current: bool


@dataclass(frozen=True)
class NumberRegistrySeen:
    """A campaign in the shared number registry; ``active`` is a bitmask of carriers."""

    brand_id: str
    message_class: str
    active: int


@dataclass(frozen=True)
class Reseller:
    """A reseller of ours."""

    reseller_id: str
    company_name: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Word:
    """One value of an enumeration, its name for people, and what else the registry tells of it."""

    code: str
    name: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class EventType:
    """A kind of notice."""

    name: str
    category: str
    description: str = ""


@dataclass(frozen=True)
class NoticeTrial:
    """What became of a made-up notice: where it went, and the registry's word for how it was answered."""

    address: str
    status: str


class Brands(Protocol):
    """Brands and their identity."""

    def create_brand(self, request: Mapping[str, Any]) -> str: ...
    def find_brand(self, reference: str) -> str | None: ...
    def read_brand(self, registry_id: str) -> BrandSeen: ...
    def search_brands(self, *, page: int = 1, per_page: int = 100, **filters: str) -> Page[BrandSeen]: ...
    def brand_feedback(self, registry_id: str) -> Sequence[Mapping[str, Any]]: ...
    def edit_brand(self, registry_id: str, request: Mapping[str, Any]) -> None: ...
    def revet_brand(self, registry_id: str) -> None: ...
    def delete_brand(self, registry_id: str) -> None: ...


class Campaigns(Protocol):
    """Campaigns: terms, filing, reading, edits, files."""

    def terms(self, brand_id: str, use_case: str) -> Terms: ...
    def all_terms(self, brand_id: str) -> Sequence[Terms]: ...
    def attestations(self) -> Sequence[str]: ...
    def create_campaign(self, request: Mapping[str, Any]) -> tuple[str, Sequence[int]]: ...
    def find_campaign(self, reference: str) -> str | None: ...
    def read_campaign(self, registry_id: str) -> CampaignSeen: ...
    def search_campaigns(self, *, page: int = 1, per_page: int = 100, **filters: str) -> Page[CampaignSeen]: ...
    def edit_campaign(self, registry_id: str, request: Mapping[str, Any]) -> None: ...
    def resubmit_terms(self, registry_id: str, carriers: Sequence[int] = ()) -> Sequence[int]: ...
    def deactivate_campaign(self, registry_id: str) -> None: ...
    def nudge(self, registry_id: str, intent: str, description: str) -> str: ...
    def add_document(self, registry_id: str, name: str, data: bytes) -> Evidence: ...
    def documents(self, registry_id: str) -> Sequence[Evidence]: ...
    def add_media(self, registry_id: str, name: str, data: bytes) -> Evidence: ...
    def media(self, registry_id: str) -> Sequence[Evidence]: ...


class Sharing(Protocol):
    """What happens above us: election, aggregators, carriers, the shared number registry."""

    def share(self, registry_id: str, upstream: str) -> None: ...
    def read_sharing(self, registry_id: str) -> SharingSeen: ...
    def read_chain(self, registry_id: str) -> Chain: ...
    def elected(self, registry_id: str) -> Sequence[int]: ...
    def operation(self, registry_id: str) -> Mapping[int, str]: ...
    def carrier_terms(self, registry_id: str) -> Mapping[int, Mapping[str, Any]]: ...
    def number_registry(self, registry_id: str) -> NumberRegistrySeen: ...
    def numbers_seen(self, registry_id: str, *, page: int = 1, per_page: int = 100) -> Page[NumberSeen]: ...


class Subscriptions(Protocol):
    """Where notices go."""

    def subscribe(self, category: str, url: str) -> None: ...
    def subscriptions(self) -> Mapping[str, str]: ...
    def unsubscribe(self, category: str) -> None: ...
    def event_categories(self) -> Sequence[str]: ...
    def event_types(self) -> Sequence[EventType]: ...
    def try_notice(self, event_type: str) -> NoticeTrial: ...


class Account(Protocol):
    """Our own account, our resellers, and the registry's lists of words."""

    def profile(self) -> Mapping[str, Any]: ...
    def edit_profile(self, request: Mapping[str, Any]) -> Mapping[str, Any]: ...
    def version(self) -> str: ...
    def resellers(self, company_name: str = "", *, page: int = 1, per_page: int = 100) -> Page[Reseller]: ...
    def create_reseller(self, company_name: str, phone: str, email: str) -> Reseller: ...
    def read_reseller(self, reseller_id: str) -> Reseller: ...
    def edit_reseller(self, reseller_id: str, request: Mapping[str, Any]) -> Reseller: ...
    def delete_reseller(self, reseller_id: str) -> None: ...
    def words(self, enumeration: str, **filters: str) -> Sequence[Word]: ...
    def public_companies(self, *, page: int = 1, per_page: int = 100, **filters: str) -> Page[Mapping[str, Any]]: ...
    def error_meanings(self) -> Mapping[str, str]: ...


class Registry(Brands, Proofs, Vettings, Appeals, Campaigns, Sharing, Subscriptions, Account, Protocol):
    """The campaign registry, whole."""
