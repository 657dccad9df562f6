"""What a brand must look like (contract, section 2)."""

from typing import Any

from onboarding.simulator.reading import Fields
from onboarding.simulator.verticals import VERTICALS

ENTITY_TYPES = ("PRIVATE_PROFIT", "PUBLIC_PROFIT", "NON_PROFIT", "GOVERNMENT", "SOLE_PROPRIETOR")
RELATIONSHIPS = ("BASIC_ACCOUNT", "SMALL_ACCOUNT", "MEDIUM_ACCOUNT", "LARGE_ACCOUNT", "KEY_ACCOUNT")
IDENTITY_FIELDS = ("companyName", "ein", "einIssuingCountry", "entityType")

_EMAIL = r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+"
_E164 = r"\+[1-9][0-9]{6,14}"
_COUNTRY = r"[A-Z]{2}"
_US_EIN = r"[0-9]{2}-?[0-9]{7}"
_OTHER_EIN = r"[0-9A-Za-z][0-9A-Za-z .\-/]*"

# The registry knows disposable addresses and refuses them with 553; these few stand for all (ours).
_DISPOSABLE = ("mailinator.com", "guerrillamail.com", "10minutemail.com", "yopmail.com")
# No such ZIP was ever given out; it stands for an address that mail cannot reach (ours).
_NOWHERE = "00000"


def read_brand(body: dict[str, Any]) -> dict[str, Any]:
    """The known fields of a brand, checked for its entity type; refuses with 501, 553 or 554, all problems at once."""
    fields = Fields(body)
    kind = fields.choice("entityType", ENTITY_TYPES, required=True)
    company = kind != "SOLE_PROPRIETOR"
    public = kind == "PUBLIC_PROFIT"
    issuer = fields.text("einIssuingCountry", 2, 2, pattern=_COUNTRY) or "US"
    country = fields.text("country", 2, 2, required=True, pattern=_COUNTRY)
    domestic = country == "US"
    brand = {
        "entityType": kind,
        "displayName": fields.text("displayName", 1, 255, required=True),
        "companyName": fields.text("companyName", 1, 255, required=company),
        "ein": fields.text("ein", 1, 21, required=company, pattern=_US_EIN if issuer == "US" else _OTHER_EIN),
        "einIssuingCountry": issuer,
        "phone": fields.text("phone", 1, 20, required=True, pattern=_E164),
        "email": _email(fields, "email", 100, required=True),
        "street": fields.text("street", 1, 255, required=True),
        "city": fields.text("city", 1, 100, required=True),
        "state": fields.text("state", 1, 20, required=True, pattern=r"[A-Za-z]{2}" if domestic else ""),
        "postalCode": fields.text("postalCode", 1, 10, required=True, pattern=r"[0-9]{5}" if domestic else ""),
        "country": country,
        "website": fields.text("website", 1, 255, required=public),
        "vertical": fields.choice("vertical", VERTICALS, required=company),
        "businessContactEmail": _email(fields, "businessContactEmail", 255, required=public),
        "brandRelationship": fields.choice("brandRelationship", RELATIONSHIPS, required=True),
        "referenceId": fields.text("referenceId", 1, 50),
    }
    if domestic and brand["postalCode"] == _NOWHERE:
        fields.bad("postalCode", "The address is not one that mail can reach.", 554)
    fields.finish()
    return {name: value for name, value in brand.items() if value is not None}


def _email(fields: Fields, name: str, high: int, *, required: bool) -> str | None:
    address = fields.text(name, 1, high, required=required, pattern=_EMAIL)
    if address is not None and address.rpartition("@")[2].lower() in _DISPOSABLE:
        fields.bad(name, "Addresses of this e-mail service are not supported.", 553)
        return None
    return address
