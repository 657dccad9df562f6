"""The upstream reviewer: reads a campaign's words and declines with every code that holds (contract, section 6)."""

import re
from collections.abc import Callable
from typing import Any

from onboarding.simulator import magic
from onboarding.simulator.addresses import is_web_address
from onboarding.simulator.tables import Brand, Campaign

REASONS = {
    "CR4015": "The message flow does not say how people agree to get texts",
    "CR4002": "The message flow does not name the brand",
    "CR4003": "The message flow does not say how to get help (HELP)",
    "CR4004": "The message flow does not say how to stop (STOP)",
    "CR4005": "The message flow does not say how often texts come",
    "CR4006": "The message flow does not mention message and data rates",
    "CR4007": "There is no link to a privacy policy",
    "CR3002": "The description does not say enough about the campaign",
    "CR2020": "No sample names the brand",
    "9106": "No sample tells how to stop",
    "SIM-SHORTENER": "A sample holds a link of a public shortener",
    "SIM-PROHIBITED": "The campaign is about something the carriers forbid",
}
# Not read from the words; only magic EINs use it.
_NO_CONSENT_PROOF = "CR7004 - The opt-in could not be seen on the website"

# The registry's categories of a decline, by code; a code that is not here is OTHER.
_CATEGORIES = {
    "CALL_TO_ACTION": "CR4015 CR4002 CR4003 CR4004 CR4005 CR4006 CR7004 2133 2134 2135 2136 2137 2138",
    "PRIVACY_POLICY": "CR4007",
    "CAMPAIGN_DESCRIPTION_OR_ATTRIBUTES": "CR3002",
    "SAMPLE_MESSAGE": "CR2020 SIM-SHORTENER",
    "MANDATORY_MESSAGE_TERMINOLOGY": "9106",
    "DISALLOWED_CONTENT": "SIM-PROHIBITED",
}
SECONDARY = "2135 - The call to action does not say how often texts come"

_AGREES = re.compile(
    r"\b(agree\w*|consent\w*|opt(s|ed|ing)?[ -]?in|sign(s|ed|ing)?[ -]?up|subscrib\w+|check(s|ed|ing)? (the|a|this|that) "
    r"(\w+ )?(box|checkbox)|tick\w* (the|a|this) (\w+ )?box|text(s|ing)? (the )?(key)?word\b|text(s|ing)? [\"'“]?(?-i:(?!STOP|HELP|INFO|QUIT|END|CANCEL|UNSUB)[A-Z]{2,})\b)",
    re.IGNORECASE,
)
# A keyword stands in capitals, or shortly after the word that tells what to do with it.
_HELP = re.compile(r"\bHELP\b|\b(?i:reply|text|send|type|word)\W+(\w+\W+)?(?i:help)\b")
_STOP = re.compile(r"\bSTOP\b|\b(?i:reply|text|send|type|word)\W+(\w+\W+)?(?i:stop)\b")
_FREQUENCY = re.compile(
    r"\bfrequenc\w+|\b(messages?|msgs?|texts?|times?|once|twice)\b[^.]{0,30}\b(per|a|an|each|every)\s+"
    r"(day|week|month|year|order|appointment|visit|request|transaction)\b|\b(daily|weekly|monthly|recurring)\b",
    re.IGNORECASE,
)
_RATES = re.compile(r"\b(message|msg)s?\s*(and|&|/|or)\s*data\s+rates?\b|\bdata rates?\b", re.IGNORECASE)
_SHORTENER = re.compile(
    r"(?<![\w.-])(bit\.ly|tinyurl\.com|t\.co|goo\.gl|ow\.ly|is\.gd|rb\.gy|cutt\.ly)(?![\w.-]*\w)", re.IGNORECASE
)
_PROHIBITED = re.compile(
    r"\b(cannabis|marijuana|cbd|thc|dispensar(y|ies)|gambling|casinos?|sports? ?bet(s|ting)?|betting|online slots|"
    r"payday (loans?|advances?)|firearms?|handguns?|ammo|ammunition|gun (shop|store|sales?)|guns for sale)\b",
    re.IGNORECASE,
)
_FEWEST_WORDS = 8


def verdict(brand: Brand, campaign: Campaign) -> str:
    """Coded reasons joined by semicolons, or an empty text when the campaign is accepted."""
    if brand.ein == magic.DECLINED_ALWAYS:
        return _coded("CR3002")
    if brand.ein == magic.DECLINED_ONCE:
        return f"{_coded('CR4015')};{_NO_CONSENT_PROOF}" if brand.reviews == 0 else ""
    if brand.ein in magic.APPROVED:
        return ""
    return ";".join(_coded(code) for code in codes(brand.fields["displayName"], campaign.fields))


def codes(brand_name: str, fields: dict[str, Any]) -> list[str]:
    """Every code that holds for a campaign of this brand, in the order of the contract."""
    flow, description = fields["messageFlow"], fields["description"]
    samples = [fields[name] for name in sorted(fields) if re.fullmatch(r"sample[1-5]", name)]
    checks: dict[str, Callable[[], bool]] = {
        "CR4015": lambda: not _AGREES.search(flow),
        "CR4002": lambda: not _names(flow, brand_name),
        "CR4003": lambda: not _HELP.search(flow),
        "CR4004": lambda: not _STOP.search(flow),
        "CR4005": lambda: not _FREQUENCY.search(flow),
        "CR4006": lambda: not _RATES.search(flow),
        "CR4007": lambda: not is_web_address(fields.get("privacyPolicyLink", "").strip()),
        "CR3002": lambda: len(description.split()) < _FEWEST_WORDS,
        "CR2020": lambda: not any(_names(sample, brand_name) for sample in samples),
        "9106": lambda: not any(_STOP.search(sample) for sample in samples),
        "SIM-SHORTENER": lambda: any(_SHORTENER.search(sample) for sample in samples),
        "SIM-PROHIBITED": lambda: any(_PROHIBITED.search(text) for text in (*samples, description)),
    }
    return [code for code, holds in checks.items() if holds()]


def categories(explanation: str) -> list[str]:
    """`rejectionCategory`: the categories of the coded reasons in a decline, each once."""
    found = []
    for reason in explanation.split(";"):
        code = reason.split(" - ")[0].strip()
        found.append(next((name for name, codes in _CATEGORIES.items() if code in codes.split()), "OTHER"))
    return list(dict.fromkeys(found))


def _names(text: str, brand_name: str) -> bool:
    """Whether the text holds the brand's name, however it is spaced and capitalized."""
    return " ".join(brand_name.casefold().split()) in " ".join(text.casefold().split())


def _coded(code: str) -> str:
    return f"{code} - {REASONS[code]}"
