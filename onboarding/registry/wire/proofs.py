"""PINs, vettings, appeals and files on the wire."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from onboarding.registry.tax_ids import hidden, hidden_in
from onboarding.registry.wire.body import Id, Map, Rows, Text, Texts, Told, Wire
from onboarding.services.registry_proofs import Appeal, AppealOutcome, Evidence, PinSeen, Vetting

# Slashes part it; dots would lead the path elsewhere.
Uuid = Annotated[str, Field(pattern="^[A-Za-z0-9_-]{1,100}(/[A-Za-z0-9_-]{1,100}){0,5}$")]


def _score(value: object) -> int | None:
    """0 to 100, or nothing: a score that is none is not believed."""
    is_score = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 100
    return int(value) if is_score else None  # type: ignore[call-overload]  # a number, by the line above


Score = Annotated[int | None, BeforeValidator(_score)]


class PinSentBody(Wire):
    """The answer to asking for a PIN."""

    reference: Id = Field(alias="referenceId")


class PinBody(Wire):
    """``GET /brand/smsOtp/{reference}``; the mobile number is not kept."""

    reference: Text = Field(default="", alias="referenceId")
    brand_id: Text = Field(default="", alias="brandId")
    requested_at: Text = Field(default="", alias="requestDate")
    verified_at: Text = Field(default="", alias="verifyDate")
    delivery: Text = Field(default="", alias="deliveryStatus")
    details: Told = Field(default="", alias="deliveryStatusDetails")


class VettingBody(Wire):
    """One external vetting; its token opens it to others and is not kept."""

    vetting_id: Text = Field(default="", alias="vettingId")
    partner: Text = Field(default="", alias="evpId")
    kind: Text = Field(alias="vettingClass")
    status: Text = Field(alias="vettingStatus")
    score: Score = Field(default=None, alias="vettingScore")
    reasons: Texts = ()
    created_at: Text = Field(default="", alias="createDate")
    vetted_at: Text = Field(default="", alias="vettedDate")
    valid_until: Text = Field(default="", alias="validUntil")
    expires_on: Text = Field(default="", alias="expirationDate")


class FileBody(Wire):
    """One file that the registry keeps."""

    uuid: Uuid
    name: Text = Field(default="", alias="fileName")
    kind: Text = Field(default="", alias="mimeType")


class AppealFeedbackBody(Wire):
    """``category`` of an identity check, ``reasons`` of a vetting."""

    category: Rows = Field(default_factory=list)
    reasons: Texts = ()


class OutcomeBody(Wire):
    """How an appeal ended."""

    status: Text = Field(default="", alias="vetStatus")
    score: Score = Field(default=None, alias="vetScore")
    attributes: Map = Field(default_factory=dict, alias="optionalAttributes")
    feedback: AppealFeedbackBody | None = None


class AppealBody(Wire):
    """One appeal."""

    categories: Texts = Field(default=(), alias="appealCategories")
    explanation: Told = ""
    evidence: Texts = Field(default=(), alias="attachmentUuids")
    status: Text = Field(alias="appealStatus")
    created_at: Text = Field(default="", alias="createDate")
    decided_at: Text = Field(default="", alias="appealStatusUpdateDate")
    outcome: OutcomeBody | None = Field(default=None, alias="appealOutcome")


def pin_seen(body: PinBody) -> PinSeen:
    """The way of a PIN."""
    return PinSeen(body.reference, body.brand_id, body.requested_at, body.verified_at, body.delivery, body.details)


def vetting(body: VettingBody) -> Vetting:
    """A vetting; it ends when its partner says, else when the registry says."""
    return Vetting(
        vetting_id=body.vetting_id,
        partner=body.partner,
        kind=body.kind,
        status=body.status,
        score=body.score,
        reasons=tuple(hidden(reason) for reason in body.reasons),
        created_at=body.created_at,
        vetted_at=body.vetted_at,
        expires_on=body.valid_until or body.expires_on,
    )


def evidence(body: FileBody) -> Evidence:
    """A file, without its contents."""
    return Evidence(body.uuid, body.name, body.kind)


def appeal(body: AppealBody) -> Appeal:
    """An appeal; it has no outcome before it is complete."""
    return Appeal(
        categories=body.categories,
        explanation=body.explanation,
        evidence=body.evidence,
        status=body.status,
        created_at=body.created_at,
        decided_at=body.decided_at,
        outcome=_outcome(body.outcome) if body.outcome else None,
    )


def _outcome(body: OutcomeBody) -> AppealOutcome:
    feedback = body.feedback or AppealFeedbackBody()
    return AppealOutcome(
        status=body.status,
        attributes=body.attributes,
        feedback=hidden_in(feedback.category),
        reasons=tuple(hidden(reason) for reason in feedback.reasons),
        score=body.score,
    )
