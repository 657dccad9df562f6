"""Our account, resellers, notices and lists of words, on the wire."""

from typing import Any

from pydantic import Field

from onboarding.registry.wire.body import Id, Text, Told, Wire, senseless
from onboarding.services.registry import EventType, NoticeTrial, Reseller, Word


class ResellerBody(Wire):
    """One reseller."""

    reseller_id: Id = Field(alias="resellerId")
    company_name: Text = Field(default="", alias="companyName")
    phone: Text = ""
    email: Text = ""


class SubscriptionBody(Wire):
    """One row of ``GET /webhook/subscription``."""

    category: Text = Field(default="", alias="eventCategory")
    address: Text = Field(default="", alias="webhookEndpoint")


class EventTypeBody(Wire):
    """One row of ``GET /webhook/eventType``."""

    name: Text = Field(alias="eventType")
    category: Text = Field(default="", alias="eventCategory")
    description: Told = ""


class TrialBody(Wire):
    """What became of a made-up notice."""

    address: Text = Field(default="", alias="endpoint")
    status: Text = ""


def reseller(body: ResellerBody) -> Reseller:
    """A reseller of ours."""
    return Reseller(body.reseller_id, body.company_name, body.phone, body.email)


def event_type(body: EventTypeBody) -> EventType:
    """A kind of notice."""
    return EventType(body.name, body.category, body.description)


def trial(body: TrialBody) -> NoticeTrial:
    """The end of a made-up notice."""
    return NoticeTrial(body.address, body.status)


# Under which name an enumeration's objects carry their code and their name for people; the first that is there counts.
_CODES = ("id", "networkId", "evpId", "code", "name")
_NAMES = ("displayName", "message", "description")


def words(data: Any, what: str) -> list[Word]:
    """An enumeration in each of its shapes: words, a map of names or objects, a list of objects."""
    if isinstance(data, dict):
        return [_word(str(code), row) for code, row in data.items()]
    if not isinstance(data, list):
        raise senseless(what)
    found = []
    for row in data:
        code = _first(row, _CODES) if isinstance(row, dict) else row
        if isinstance(code, str | int) and code != "":  # what has no code is no word
            found.append(_word(str(code), row))
    return found


def _word(code: str, row: Any) -> Word:
    if not isinstance(row, dict):
        return Word(code, row if isinstance(row, str) else "")
    name = _first(row, _NAMES)
    return Word(code, name if isinstance(name, str) else "", row)


def _first(row: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((row[name] for name in names if row.get(name) not in (None, "")), None)
