"""Brands on the wire."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import Field

from onboarding.registry.tax_ids import hidden_in
from onboarding.registry.wire.body import Flag, Id, Map, Rows, Text, Wire
from onboarding.services.registry import BrandSeen


class BrandBody(Wire):
    """``GET /brand/{id}`` and the answer to creating one."""

    brand_id: Id = Field(alias="brandId")
    status: Text = "ACTIVE"
    identity: Text = Field(default="", alias="identityStatus")
    attributes: Map = Field(default_factory=dict, alias="optionalAttributes")
    mock: Flag = False
    entity_type: Text = Field(default="", alias="entityType")
    mobile_verified_at: Text = Field(default="", alias="mobilePhoneVerifiedDate")
    reference: Text = Field(default="", alias="referenceId")


class FeedbackBody(Wire):
    """``GET /brand/feedback/{id}``."""

    category: Rows = Field(default_factory=list)


def brand_seen(body: BrandBody, *, scoring: bool, feedback: Sequence[Mapping[str, Any]] = ()) -> BrandSeen:
    """A brand as the use cases know it."""
    return BrandSeen(
        registry_id=body.brand_id,
        # A brand that is neither active nor deleted is something new (suspended, say): its identity counts no more.
        identity=body.identity if body.status in {"ACTIVE", "DELETED"} else f"{body.status} {body.identity}".strip(),
        deleted=body.status == "DELETED",
        scoring=scoring,
        attributes=body.attributes,
        feedback=hidden_in(feedback),
        mock=body.mock,
        entity_type=body.entity_type,
        mobile_verified=bool(body.mobile_verified_at),
        reference=body.reference,
    )
