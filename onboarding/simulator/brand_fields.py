"""What a brand must look like (contract, section 2)."""

import re
import unicodedata
from typing import Any

from onboarding.simulator.area_codes import is_mobile
from onboarding.simulator.reading import Fields
from onboarding.simulator.verticals import VERTICALS

ENTITY_TYPES = ("PRIVATE_PROFIT", "PUBLIC_PROFIT", "NON_PROFIT", "GOVERNMENT", "SOLE_PROPRIETOR")
IDENTITY_STATUSES = ("SELF_DECLARED", "UNVERIFIED", "VERIFIED", "VETTED_VERIFIED")
RELATIONSHIPS = ("BASIC_ACCOUNT", "SMALL_ACCOUNT", "MEDIUM_ACCOUNT", "LARGE_ACCOUNT", "KEY_ACCOUNT")
EXCHANGES = (
    *("NONE", "NASDAQ", "NYSE", "AMEX", "AMX", "ASX", "B3", "BME", "BSE", "FRA", "ICEX", "JPX", "JSE", "KRX", "LON"),
    *("NSE", "OMX", "SEHK", "SGX", "SSE", "STO", "SWX", "SZSE", "TSX", "TWSE", "VSE", "OTHER"),
)
ALT_ID_TYPES = ("NONE", "DUNS", "GIIN", "LEI")
IDENTITY_FIELDS = ("companyName", "ein", "einIssuingCountry", "entityType")

EMAIL = r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+"
E164 = r"\+[1-9][0-9]{6,14}"
_COUNTRY = r"[A-Z]{2}"
_US_EIN = r"[0-9]{2}-?[0-9]{7}"
_OTHER_EIN = r"[0-9A-Za-z][0-9A-Za-z .\-/]*"

# The registry knows disposable addresses and refuses them with 553; these few stand for all (ours).
_DISPOSABLE = ("mailinator.com", "guerrillamail.com", "10minutemail.com", "yopmail.com")
# No such ZIP was ever given out; it stands for an address that mail cannot reach (ours).
_NOWHERE = "00000"
_MOST_TAGS = 10
# Marks, joiners and look-alikes have no place in a name; these kinds of characters do (ours).
_PLAIN_KINDS = {"Lu", "Ll", "Lo", "Lm", "Mn", "Mc", "Nd", "Zs", "Pd"}
_PLAIN_SIGNS = set("'\u2019.,&/()!#+@:")


def read_brand(body: dict[str, Any]) -> dict[str, Any]:
    """The known fields of a brand, checked for its entity type; refuses with all problems at once: 501, 530, 551, 553 to 556."""
    fields = Fields(body)
    kind = fields.choice("entityType", ENTITY_TYPES, required=True)
    company = kind != "SOLE_PROPRIETOR"
    public = kind == "PUBLIC_PROFIT"
    alone = not company and kind is not None
    issuer = fields.text("einIssuingCountry", 2, 2, pattern=_COUNTRY) or "US"
    country = fields.text("country", 2, 2, required=True, pattern=_COUNTRY)
    domestic = country == "US"
    brand = {
        "entityType": kind,
        "displayName": fields.text("displayName", 1, 255, required=True),
        "companyName": fields.text("companyName", 1, 255, required=company),
        "ein": fields.text("ein", 1, 21, required=company, pattern=_US_EIN if issuer == "US" else _OTHER_EIN),
        "einIssuingCountry": issuer,
        "altBusinessId": fields.text("altBusinessId", 1, 50),
        "altBusinessIdType": fields.choice("altBusinessIdType", ALT_ID_TYPES),
        "firstName": fields.text("firstName", 1, 100, required=alone),
        "lastName": fields.text("lastName", 1, 100, required=alone),
        "mobilePhone": fields.text("mobilePhone", 1, 20, required=alone, pattern=E164),
        "phone": fields.text("phone", 1, 20, required=True, pattern=E164),
        "email": _email(fields, "email", 100, required=True),
        "street": fields.text("street", 1, 255, required=True),
        "city": fields.text("city", 1, 100, required=True),
        "state": fields.text("state", 1, 20, required=True, pattern=r"[A-Za-z]{2}" if domestic else ""),
        "postalCode": fields.text("postalCode", 1, 10, required=True, pattern=r"[0-9]{5}" if domestic else ""),
        "country": country,
        "website": fields.text("website", 1, 255, required=public),
        "vertical": fields.choice("vertical", VERTICALS, required=company),
        "stockSymbol": fields.text("stockSymbol", 1, 10, required=public),
        "stockExchange": fields.choice("stockExchange", EXCHANGES, required=public),
        "businessContactEmail": _email(fields, "businessContactEmail", 255, required=public),
        "brandRelationship": fields.choice("brandRelationship", RELATIONSHIPS, required=True),
        "ipAddress": fields.text("ipAddress", 1, 50),
        "tag": _tags(fields, body.get("tag")),
        "referenceId": fields.text("referenceId", 1, 50, required=alone),
    }
    if domestic and brand["postalCode"] == _NOWHERE:
        fields.bad("postalCode", "The address is not one that mail can reach.", 554)
    if alone:
        _look_at_person(fields, brand)
    fields.finish()
    return {name: value for name, value in brand.items() if value is not None}


def _look_at_person(fields: Fields, brand: dict[str, Any]) -> None:
    """What is asked of a sole proprietor only: a mobile for the PIN, an address on this continent, a plain name."""
    if brand["mobilePhone"] and not is_mobile(brand["mobilePhone"]):
        fields.bad("mobilePhone", "The number is not a mobile of the United States or Canada.", 551)
    if brand["country"] not in {None, "US", "CA"}:
        fields.bad("country", "Sole proprietors live in the United States or Canada.", 555)
    for name in ("displayName", "firstName", "lastName"):
        if brand[name] and not _is_plain(brand[name]):
            fields.bad(name, f"{name} must be plain text.", 556)


def _is_plain(name: str) -> bool:
    """Letters of any script, digits and ordinary signs, none of them a look-alike of another character."""
    plain = all(unicodedata.category(sign) in _PLAIN_KINDS or sign in _PLAIN_SIGNS for sign in name)
    folded = unicodedata.normalize("NFC", name)
    return plain and folded == unicodedata.normalize("NFKC", name) and any(sign.isalpha() for sign in name)


def _tags(fields: Fields, value: Any) -> list[str] | None:
    if value is None:
        return None
    words = value if isinstance(value, list) else [None]
    if not all(isinstance(word, str) and re.fullmatch(r"[^\W_]{1,50}", word) for word in words):
        fields.bad("tag", "tag must be a list of words of 1 to 50 letters and digits.")
        return None
    if len(words) > _MOST_TAGS:
        fields.bad("tag", f"A record has at most {_MOST_TAGS} tags.", 530)
        return None
    return list(words)


def _email(fields: Fields, name: str, high: int, *, required: bool) -> str | None:
    address = fields.text(name, 1, high, required=required, pattern=EMAIL)
    if address is not None and address.rpartition("@")[2].lower() in _DISPOSABLE:
        fields.bad(name, "Addresses of this e-mail service are not supported.", 553)
        return None
    return address
