"""Campaigns, their terms and what happens above us, on the wire."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from onboarding.registry.wire.body import Carriers, Count, Flag, Id, Text, Texts, Told, Wire
from onboarding.services.registry import CampaignSeen, Chain, NumberRegistrySeen, NumberSeen, SharingSeen, Terms

# Dollars; more than a million a month is no fee.
Dollars = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]
Digits = Annotated[Text, AfterValidator(lambda value: value.removeprefix("+")), Field(pattern="^[+]?[0-9]{7,15}$")]


class CampaignBody(Wire):
    """``GET /campaign/{id}`` and the answer to creating one."""

    campaign_id: Id = Field(alias="campaignId")
    status: Text = "ACTIVE"
    renews_on: Text = Field(default="", alias="nextRenewalOrExpirationDate")
    billed_on: Text = Field(default="", alias="billedDate")
    mock: Flag = False
    carriers: Carriers = Field(default_factory=dict, alias="mnoMetadata")
    reference: Text = Field(default="", alias="referenceId")


class ShareBody(Wire):
    """One election of an upstream partner."""

    status: Text = Field(default="", alias="sharingStatus")
    explanation: Told = ""
    shared_at: Text = Field(default="", alias="sharedDate")
    status_at: Text = Field(default="", alias="statusDate")
    upstream: Text = Field(default="", alias="upstreamCnpId")
    categories: Texts = Field(default=(), alias="rejectionCategory")


class ChainBody(Wire):
    """``GET /campaign/{id}/sharing``."""

    mine: ShareBody | None = Field(default=None, alias="sharedByMe")
    with_me: ShareBody | None = Field(default=None, alias="sharedWithMe")


class TermsBody(Wire):
    """``GET /campaignBuilder/brand/{id}/usecase/{u}``."""

    monthly: Dollars = Field(alias="monthlyFee")
    use_case: Text = Field(default="", alias="usecase")
    least: Count = Field(default=0, alias="minSubUsecases")
    most: Count = Field(default=0, alias="maxSubUsecases")
    carriers: Carriers = Field(default_factory=dict, alias="mnoMetadata")


class AttestationsBody(Wire):
    """``GET /campaignBuilder/termsAndConditions``."""

    texts: list[Text] = Field(alias="subTerms")


class NudgeBody(Wire):
    """The answer to a nudge."""

    message: Text = ""


class NumberRegistryBody(Wire):
    """``GET /campaign/{id}/osr/attributes``."""

    brand_id: Text = ""
    message_class: Text = Field(default="", alias="msg_class")
    active: Count = Field(default=0, alias="status")


class NumberBody(Wire):
    """One number of ``GET /campaign/{id}/osr/phones``; digits without a plus."""

    digits: Digits = Field(alias="phoneNumber")
    provisioned_at: Text = Field(default="", alias="provisionedDate")
    current: Flag = True


def campaign_seen(
    body: CampaignBody, chain: ChainBody, elected: Sequence[int], operation: Mapping[int, str]
) -> CampaignSeen:
    """A campaign with its four vectors."""
    share = chain.mine or ShareBody()
    return CampaignSeen(
        registry_id=body.campaign_id,
        status=body.status,
        sharing=share.status,
        explanation=share.explanation,
        elected=elected,
        operation=operation,
        renews_on=body.renews_on,
        mock=body.mock,
        billed_on=body.billed_on,
        shared_at=share.shared_at,
        status_at=share.status_at,
        upstream=share.upstream,
        categories=share.categories,
        reference=body.reference,
    )


def sharing_seen(share: ShareBody) -> SharingSeen:
    """One election."""
    return SharingSeen(
        share.status, share.shared_at, share.explanation, share.status_at, share.upstream, share.categories
    )


def chain(body: ChainBody) -> Chain:
    """Both elections that we can see."""
    return Chain(
        by_me=sharing_seen(body.mine) if body.mine else None,
        with_me=sharing_seen(body.with_me) if body.with_me else None,
    )


def terms(body: TermsBody) -> Terms:
    """Fee in cents, and the carriers that take the campaign."""
    return Terms(
        monthly_cents=round(body.monthly * 100),
        carriers=taking(body.carriers),
        use_case=body.use_case,
        least_sub_use_cases=body.least,
        most_sub_use_cases=body.most,
        details=body.carriers,
    )


def taking(carriers: Mapping[int, Mapping[str, Any]]) -> list[int]:
    """The networks that take a campaign: all that are named and do not say otherwise."""
    return sorted(network for network, row in carriers.items() if row.get("qualify", True))


def number_registry_seen(body: NumberRegistryBody) -> NumberRegistrySeen:
    """A campaign in the shared number registry."""
    return NumberRegistrySeen(body.brand_id, body.message_class, body.active)


def number_seen(body: NumberBody) -> NumberSeen:
    """A number in E.164."""
    return NumberSeen(f"+{body.digits}", body.provisioned_at, body.current)
