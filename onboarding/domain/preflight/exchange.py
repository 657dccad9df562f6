"""Preflight for machines: a registration as JSON goes in, a report as JSON comes out.

A registration may be written with our names of answers (``legal_name``, ``message_flow``) or with the registry's own
(``companyName``, ``messageFlow``), at the top or inside ``brand``, ``campaign`` and ``answers``, so that a request that
somebody sends to the registry today can be checked as it is. docs/preflight.md is the schema in words.
"""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from onboarding.domain.answers import Answers
from onboarding.domain.preflight.catalogue import BY_ID
from onboarding.domain.preflight.fixes import fix_all
from onboarding.domain.preflight.opt_in_ways import ways_told
from onboarding.domain.preflight.page_catalogue import BY_ID as PAGE_RULES
from onboarding.domain.preflight.rule import Finding, Report, Severity, Subject
from onboarding.domain.reasons import codes_of, reason
from onboarding.domain.text.addresses import links

# The registry's names of what we ask under another name (docs/registry-api.md, sections 2 and 3).
WIRE_NAMES: Mapping[str, str] = {
    "entityType": "entity_type",
    "displayName": "display_name",
    "companyName": "legal_name",
    "firstName": "first_name",
    "lastName": "last_name",
    "mobilePhone": "mobile",
    "postalCode": "zip_code",
    "stockSymbol": "stock_symbol",
    "stockExchange": "stock_exchange",
    "businessContactEmail": "contact_email",
    "usecase": "use_case",
    "subUsecases": "sub_use_cases",
    "messageFlow": "message_flow",
    "embeddedLink": "embedded_link",
    "embeddedPhone": "embedded_phone",
    "ageGated": "age_gated",
    "directLending": "direct_lending",
    "numberPool": "number_pool",
    "optinKeywords": "opt_in_keywords",
    "optoutKeywords": "opt_out_keywords",
    "helpKeywords": "help_keywords",
    "optinMessage": "opt_in_message",
    "optoutMessage": "opt_out_message",
    "helpMessage": "help_message",
}
_LINKS: Mapping[str, str] = {
    "policy_link": "policy_link",
    "privacyPolicyLink": "policy_link",
    "terms_link": "terms_link",
    "termsAndConditionsLink": "terms_link",
}
# What a file for the registry holds besides, and no rule looks at.
_BESIDE = frozenset(
    {
        "country", "einIssuingCountry", "brandRelationship", "referenceId", "tag", "mock", "ipAddress", "resellerId",
        "brandId", "subscriberOptin", "subscriberOptout", "subscriberHelp", "termsAndConditions", "autoRenewal", "mnoIds",
        "altBusinessId", "altBusinessIdType", "embeddedLinkSample", "id", "note",
    }
)  # fmt: skip
_DEFAULTS: Mapping[str, Any] = {f.name: f.default for f in fields(Answers)}


class Unreadable(ValueError):
    """The JSON is no registration; ``field`` names the part and the message what it must be."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def read_json(raw: bytes) -> Any:
    """JSON. Raises Unreadable for what is none, and for texts that hold half of a character, which nobody can write."""
    try:
        data = json.loads(raw)
        json.dumps(data, ensure_ascii=False).encode()
    except RecursionError:
        raise Unreadable("", "The JSON nests too deeply.") from None
    except UnicodeEncodeError:
        raise Unreadable("", "A text in the JSON holds half of a character.") from None
    except ValueError as problem:
        raise Unreadable("", f"This is not JSON: {problem}.") from None
    return data


def read_registration(data: Any, today: date | None = None) -> Subject:
    """A subject from JSON. Raises Unreadable with the field's name: for what is no object, has a name that nobody knows, or
    a value of the wrong type. Number and policy are taken to be in place: who checks a text has neither yet.
    """
    if not isinstance(data, Mapping):
        raise Unreadable("", "A registration is a JSON object.")
    told: dict[str, Any] = {}
    links: dict[str, str] = {}
    ein = ""
    try:
        pairs = _flat(data)
    except RecursionError:
        raise Unreadable("", "The JSON nests too deeply.") from None
    for name, value in pairs:
        ours = WIRE_NAMES.get(name, name)
        if ours == "ein":
            ein = _text(name, value)
        elif name in _LINKS:
            links[_LINKS[name]] = _text(name, value)
        elif ours in _DEFAULTS:
            told[ours] = _value(name, _DEFAULTS[ours], value)
        elif name not in _BESIDE:
            raise Unreadable(name, f"There is no answer called “{name}”. docs/preflight.md lists the names.")
    answers = _with_methods(Answers(**told))
    return Subject(
        answers,
        ein,
        has_number=True,
        has_policy=True,
        today=today,
        policy_link=links.get("policy_link", ""),
        terms_link=links.get("terms_link", ""),
    )


def _flat(data: Mapping[str, Any]) -> list[tuple[str, Any]]:
    pairs: list[tuple[str, Any]] = []
    for name, value in data.items():
        if name in {"brand", "campaign", "answers"} and isinstance(value, Mapping):
            pairs += _flat(value)
        else:
            pairs.append((str(name), value))
    return pairs


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(name, f"“{name}” must be a text.")
    return value


def _value(name: str, default: Any, value: Any) -> Any:
    if value is None:
        return default
    if isinstance(default, bool):
        if not isinstance(value, bool):
            raise Unreadable(name, f"“{name}” must be true or false.")
        return value
    if isinstance(default, tuple):
        if isinstance(value, str) or not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
            raise Unreadable(name, f"“{name}” must be a list of texts.")
        return tuple(value)
    return _text(name, value)


def _with_methods(answers: Answers) -> Answers:
    """The registry's own request has no list of ways: they, and the page, are those that the opt-in story tells of."""
    if answers.opt_in_methods:
        return answers
    told: dict[str, Any] = {}
    if not answers.opt_in_page:
        pages = (link.typed for link in links(answers.message_flow) if not _is_document(link.typed))
        page = next(pages, "")
        told["opt_in_page"] = page if "://" in page or not page else f"https://{page}"
    told["opt_in_methods"] = ways_told(answers.with_changes(told))
    return answers.with_changes(told)


def _is_document(address: str) -> bool:
    return any(word in address.casefold() for word in ("privacy", "terms", "policy", "legal"))


def verdict(found: Report) -> str:
    """One word for a whole report: ``blocked``, ``warned`` or ``clean``; tips leave it clean."""
    return "blocked" if found.blockers else "warned" if found.warnings else "clean"


def tell_report(found: Report, subject: Subject | None = None) -> dict[str, Any]:
    """A report as plain values; with a subject, what every safe mend together would change, too."""
    told: dict[str, Any] = {
        "version": found.version,
        "verdict": verdict(found),
        "counts": {severity.value: sum(f.severity is severity for f in found.findings) for severity in Severity},
        "findings": [tell_finding(each) for each in found.findings],
    }
    if subject is not None:
        _, changes = fix_all(subject)
        told["fixes"] = [
            {"field": change.field, "before": change.before, "after": change.after, "rules": list(change.rules)}
            for change in changes
        ]
    return told


def tell_finding(finding: Finding) -> dict[str, Any]:
    """A finding as plain values."""
    rule = BY_ID.get(finding.rule) or PAGE_RULES[finding.rule]
    seen = finding.evidence
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "field": finding.field,
        "message": str(finding.message),
        "fix": str(finding.fix) if finding.fix else None,
        "example": finding.example or None,
        "predicts": finding.predicts,
        "category": reason(finding.predicts).category,
        "codes": {dialect: list(each) for dialect, each in codes_of(finding.predicts).items()},
        "evidence": {"field": seen.field, "start": seen.start, "end": seen.end} if seen else None,
        "patch": {"value": finding.patch.value, "safe": finding.patch.safe} if finding.patch else None,
        "source": rule.source,
        "date": rule.date,
    }
