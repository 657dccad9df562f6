"""The registry's JSON turned into our values; their words stop here (docs/registry-api.md).

Unknown fields are ignored and unknown enum values pass through as text: a new word of theirs must not break a read.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from onboarding.registry.tax_ids import hidden, hidden_in
from onboarding.services.ports import BrandSeen, CampaignSeen, SharingSeen, Terms, Unavailable

Body = TypeVar("Body", bound=BaseModel)
Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else str(value))]

# One letter and six characters today; room for more, but nothing that a column cannot hold after a fee was paid.
Id = Annotated[str, Field(pattern="^[A-Za-z0-9]{1,20}$")]


class _Wire(BaseModel):
    model_config = ConfigDict(extra="ignore", populate_by_name=True)


class BrandBody(_Wire):
    """``GET /brand/{id}`` and the answer to creating one."""

    brand_id: Id = Field(alias="brandId")
    status: Text = "ACTIVE"
    identity: Text = Field(default="", alias="identityStatus")
    attributes: dict[str, Any] | None = Field(default=None, alias="optionalAttributes")
    mock: bool = False


class CampaignBody(_Wire):
    """``GET /campaign/{id}`` and the answer to creating one."""

    campaign_id: Id = Field(alias="campaignId")
    status: Text = "ACTIVE"
    renews_on: Text = Field(default="", alias="nextRenewalOrExpirationDate")
    mock: bool = False
    carriers: dict[int, dict[str, Any]] = Field(default_factory=dict, alias="mnoMetadata")


class ShareBody(_Wire):
    """One election of an upstream partner."""

    status: Text = Field(default="", alias="sharingStatus")
    explanation: Text = ""
    shared_at: Text = Field(default="", alias="sharedDate")


class ChainBody(_Wire):
    """``GET /campaign/{id}/sharing``."""

    mine: ShareBody | None = Field(default=None, alias="sharedByMe")


class TermsBody(_Wire):
    """``GET /campaignBuilder/brand/{id}/usecase/{u}``; the fee is in dollars."""

    monthly: float = Field(alias="monthlyFee", ge=0, allow_inf_nan=False)
    carriers: dict[int, dict[str, Any]] = Field(default_factory=dict, alias="mnoMetadata")


class PageBody(_Wire):
    """A page of records."""

    records: list[dict[str, Any]]


class FeedbackBody(_Wire):
    """``GET /brand/feedback/{id}``."""

    category: list[dict[str, Any]] = Field(default_factory=list)


def read(kind: type[Body], data: Any, what: str) -> Body:
    """Validate an answer; one that makes no sense counts as no answer, and as unclear."""
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        fields = ", ".join(".".join(str(part) for part in e["loc"]) for e in error.errors())
        raise Unavailable(f"{what}: the answer makes no sense ({fields or 'body'})", unclear=True) from None


def brand_seen(body: BrandBody, *, scoring: bool, feedback: Sequence[Mapping[str, Any]]) -> BrandSeen:
    """A brand as the use cases know it."""
    return BrandSeen(
        registry_id=body.brand_id,
        identity=body.identity,
        deleted=body.status == "DELETED",
        scoring=scoring,
        attributes=body.attributes or {},
        feedback=hidden_in(feedback),
        mock=body.mock,
    )


def campaign_seen(
    body: CampaignBody, chain: ChainBody, elected: Sequence[int], operation: Mapping[int, str]
) -> CampaignSeen:
    """A campaign with its four vectors."""
    share = chain.mine or ShareBody()
    return CampaignSeen(
        registry_id=body.campaign_id,
        status=body.status,
        sharing=share.status,
        explanation=hidden(share.explanation),
        elected=elected,
        operation=operation,
        renews_on=body.renews_on,
        mock=body.mock,
    )


def sharing_seen(chain: ChainBody) -> SharingSeen:
    """The election alone."""
    share = chain.mine or ShareBody()
    return SharingSeen(share.status, share.shared_at, hidden(share.explanation))


def terms(body: TermsBody) -> Terms:
    """Fee in cents, and the carriers that take the campaign."""
    return Terms(round(body.monthly * 100), taking(body.carriers))


def taking(carriers: Mapping[int, Mapping[str, Any]]) -> list[int]:
    """The networks that take a campaign: all that are named and do not say otherwise."""
    return sorted(network for network, row in carriers.items() if row.get("qualify", True))
