"""Preflight for anybody's program: a registration goes in, what a reviewer would decline comes out; nothing is stored.

It asks for no token, and is there only while the operator lets it be (the setting PUBLIC_PREFLIGHT).
"""

from dataclasses import fields
from typing import Any, Literal

import flask
from flask import abort, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel
from werkzeug.exceptions import RequestEntityTooLarge

from onboarding.api.context import ports
from onboarding.api.v1 import Problem
from onboarding.domain.answers import Answers
from onboarding.domain.preflight.catalogue import report
from onboarding.domain.preflight.exchange import WIRE_NAMES, Unreadable, read_json, read_registration, tell_report

bp = APIBlueprint("v1_preflight", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="Preflight")], abp_responses={})

MOST = 64_000  # bytes; the longest registration that the registry takes has less than half of it
LIMIT = "30 per minute; 600 per hour"


class FieldProblem(Problem):
    """The same with the part of the registration that is wrong; empty when it is the whole."""

    field: str


class Evidence(BaseModel):
    """Where a rule looked: an answer, and from which character to which (one past the last)."""

    field: str
    start: int
    end: int


class Patch(BaseModel):
    """A new value of the finding's field that mends it; safe is false where somebody should decide first."""

    value: str | bool | list[str]
    safe: bool


class Finding(BaseModel):
    """What a rule says of an answer, the reason that a reviewer would give, and how to mend it."""

    rule: str
    severity: Literal["blocker", "warning", "tip"]
    field: str
    message: str
    fix: str | None
    example: str | None
    predicts: str
    category: str
    codes: dict[str, list[str]]
    evidence: Evidence | None
    patch: Patch | None
    source: str
    date: str


class Change(BaseModel):
    """What the safe fixes together would change in one answer, and the rules that ask for it."""

    field: str
    before: str | bool | list[str]
    after: str | bool | list[str]
    rules: list[str]


class Counts(BaseModel):
    """Findings by severity."""

    blocker: int
    warning: int
    tip: int


class ReportBody(BaseModel):
    """Everything that preflight has to say; the version names the set of rules."""

    version: str
    verdict: Literal["clean", "warned", "blocked"]
    counts: Counts
    findings: list[Finding]
    fixes: list[Change]


def _described(default: Any) -> dict[str, Any]:
    if isinstance(default, bool):
        return {"type": "boolean"}
    return {"type": "array", "items": {"type": "string"}} if isinstance(default, tuple) else {"type": "string"}


def _registration() -> dict[str, Any]:
    """The schema of what comes in: our names, and beside each the registry's own, which may be used as well."""
    wire = {ours: theirs for theirs, ours in WIRE_NAMES.items()}
    answers = {
        spec.name: _described(spec.default) | ({"description": f"or {wire[spec.name]}"} if spec.name in wire else {})
        for spec in fields(Answers)
    }
    links = {
        "policy_link": {"type": "string", "description": "or privacyPolicyLink"},
        "terms_link": {"type": "string", "description": "or termsAndConditionsLink"},
    }
    parts = {
        name: {"type": "object", "description": "answers may stand in here instead of at the top"}
        for name in ("brand", "campaign", "answers")
    }
    return {"type": "object", "properties": {**answers, "ein": {"type": "string"}, **links, **parts}}


_BODY = {"requestBody": {"required": True, "content": {"application/json": {"schema": _registration()}}}}
_REFUSALS: dict[Any, Any] = {400: Problem, 404: Problem, 413: Problem, 415: Problem, 422: FieldProblem, 429: Problem}


def install(app: flask.Flask) -> None:
    """Limit how often one address may ask. Nobody is signed in here, so that there is nothing to forge, either."""
    app.extensions["csrf"].exempt(bp)
    limiter = app.extensions["onboarding.limiter"]
    name = "v1_preflight.check"
    limited = limiter.limit(LIMIT, error_message="Too many registrations from this address. Wait a minute.")
    app.view_functions[name] = limited(app.view_functions[name])


@bp.before_request
def _switch() -> None:
    if not ports().settings.has_public_preflight:
        abort(404)
    request.max_content_length = MOST


@bp.post(
    "/preflight",
    responses={200: ReportBody} | _REFUSALS,
    summary="What would a reviewer decline in this registration?",
    description="Needs no token and stores nothing. It answers 404 unless the operator switched it on.",
    openapi_extensions=_BODY,
)
def check() -> Any:
    """Run every rule over a registration; findings are no refusal, so that the answer to them is 200, too."""
    data = _parsed()
    try:
        subject = read_registration(data, ports().clock.now().date())
    except Unreadable as problem:
        return _refused(problem)
    return tell_report(report(subject), subject)


def _parsed() -> Any:
    """The JSON that was sent, or an answer that says why it can't be read."""
    if not request.is_json:
        abort(415, "Send the registration as JSON: Content-Type: application/json.")
    try:
        return read_json(_received())
    except Unreadable as problem:
        abort(400, str(problem))


def _received() -> bytes:
    """The body; one that comes in pieces is cut off at the limit, so that a body of just that length is too long, too."""
    try:
        raw = request.get_data()
    except RequestEntityTooLarge:
        raw = b" " * MOST
    if len(raw) >= MOST:
        abort(413, f"A registration must have less than {MOST} bytes.")
    return raw


def _refused(problem: Unreadable) -> flask.Response:
    told = {"title": "Unprocessable Content", "status": 422, "detail": str(problem), "field": problem.field}
    answer = flask.jsonify(type="about:blank", **told)
    answer.status_code, answer.mimetype = 422, "application/problem+json"
    return answer
