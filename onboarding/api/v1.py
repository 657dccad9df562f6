"""The API for host platforms: may this number text that recipient now, and why not."""

import hashlib
import hmac
from datetime import datetime
from functools import cache
from typing import Annotated, Any

from flask import Response, abort, jsonify, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from werkzeug.datastructures import WWWAuthenticate

from onboarding.api.context import ports
from onboarding.domain.gate import Verdict
from onboarding.services import numbers
from onboarding.services.work import glancing

bp = APIBlueprint(
    "v1", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="Gate")], abp_security=[{"token": []}], abp_responses={}
)

E164 = Annotated[str, Field(pattern=r"^\+[1-9][0-9]{6,14}$", description="E.164, such as +14155550123")]


class VerdictQuery(BaseModel):
    """A pair of numbers."""

    number: E164
    recipient: E164

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Flask-openapi3 asks for it at each request, and pydantic would make it anew each time."""
        return super().model_json_schema(*args, **kwargs) if args or kwargs else _query_schema()


@cache
def _query_schema() -> dict[str, Any]:
    return TypeAdapter(VerdictQuery).json_schema()


class VerdictsRequest(BaseModel):
    """Many pairs at once."""

    pairs: list[VerdictQuery] = Field(min_length=1, max_length=100)


class Reason(BaseModel):
    """One reason against it: a stable code, whom it concerns, and a sentence."""

    code: str
    subject: str
    message: str


class VerdictBody(BaseModel):
    """The answer; ``allowed`` is true exactly when there are no reasons."""

    number: str
    recipient: str
    allowed: bool
    reasons: list[Reason]
    checked_at: datetime


class Problem(BaseModel):
    """What went wrong, as application/problem+json (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


def bad_parameters(error: ValidationError) -> Response:
    """Each parameter that is not as described, in one sentence; what was sent is not repeated."""
    wrong = [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]
    answer = jsonify(type="about:blank", title="Unprocessable Content", status=422, detail="; ".join(wrong))
    answer.status_code, answer.mimetype = 422, "application/problem+json"
    return answer


class VerdictsBody(BaseModel):
    """One answer for each pair, in the order of the pairs."""

    verdicts: list[VerdictBody]


@bp.before_request
def _token() -> None:
    """Bearer token, compared by its hash in constant time; without one in the settings the API is closed."""
    expected = ports().settings.api_token_sha256
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    digest = hashlib.sha256(given.encode()).hexdigest()
    fits = hmac.compare_digest(expected.encode(), digest.encode())
    if not expected or not fits or scheme.lower() != "bearer":
        abort(401, "Send the API token: Authorization: Bearer …", www_authenticate=WWWAuthenticate("bearer"))


_REFUSALS: dict[Any, Any] = {401: Problem, 422: Problem}


@bp.get("/verdict", responses={200: VerdictBody} | _REFUSALS, summary="May this number text that recipient now?")
def verdict(query: VerdictQuery) -> dict[str, Any]:
    """Ask the gate; the same function lets texts through."""
    with glancing(ports()) as connection:
        found = numbers.verdict(connection, query.number, query.recipient)
    return _told(found, ports().clock.now())


@bp.post("/verdicts", responses={200: VerdictsBody} | _REFUSALS, summary="The same for up to 100 pairs in one call")
def verdicts(body: VerdictsRequest) -> dict[str, Any]:
    """Ask the gate about many pairs; each is judged on its own."""
    pairs = [(pair.number, pair.recipient) for pair in body.pairs]
    with glancing(ports()) as connection:
        found = numbers.verdicts(connection, pairs)
    at = ports().clock.now()
    return {"verdicts": [_told(verdict, at) for verdict in found]}


def _told(found: Verdict, at: datetime) -> dict[str, Any]:
    return {
        "number": found.number,
        "recipient": found.recipient,
        "allowed": found.allowed,
        "reasons": [
            {"code": block.code, "subject": block.subject, "message": str(words)}
            for block, words in zip(found.blocks, found.reasons, strict=True)
        ],
        "checked_at": at.isoformat(),
    }
