"""The magic EINs and what they do (contract, section 6); each other well-formed EIN is an ordinary business."""

from typing import Any

from onboarding.simulator import feedback

VERIFIED_AT_ONCE = "990000100"
SLOW = "990000104"
COUNTRY_REFUSED = "990000105"
TROUBLE_ONCE = "990000106"
HANG_UP_ONCE = "990000107"
NOTICES_TWICE = "990000108"
NOTICES_NEVER = "990000109"
APPEAL_SUCCEEDS = "990000113"
DOMAIN_FAILS = "990000114"
CONTACT_SILENT = "990000115"
VETTING_FAILS = "990000116"
DEARER = "990000117"
DECLINED_ONCE = "990000120"
SUSPENDED_LATER = "990000121"
DECLINED_ALWAYS = "990000122"
REJECTED_BY_ATT = "990000123"
SECONDARY_DECLINES = "990000124"
ATTACHMENT_FAILS_ONCE = "990000125"
SUSPENDED_A_DAY = "990000126"
NUMBER_LOST = "990000127"

WHAT = {
    VERIFIED_AT_ONCE: "verified at once",
    "990000101": "not verified: the legal name is another",
    "990000102": "not verified: no such EIN",
    "990000103": "not verified: looks like a Social Security number",
    SLOW: "the identity check takes 10 minutes",
    COUNTRY_REFUSED: "creation refused for its country",
    TROUBLE_ONCE: "the first creation meets a temporary error",
    HANG_UP_ONCE: "the first creation works but its answer is lost",
    NOTICES_TWICE: "each notice comes twice",
    NOTICES_NEVER: "no notice ever comes",
    "990000110": "not verified: no recognition as a non-profit",
    "990000111": "not verified: not confirmed as a government body",
    "990000112": "not verified: the stock symbol is another's",
    APPEAL_SUCCEEDS: "not verified: the legal name is another; an appeal succeeds",
    DOMAIN_FAILS: "Authentication+ fails at the domain check",
    CONTACT_SILENT: "the contact never answers the Authentication+ mail",
    VETTING_FAILS: "an ordered vetting fails",
    DEARER: "each use case costs twice the published fee",
    DECLINED_ONCE: "the first review declines, the next accepts",
    SUSPENDED_LATER: "T-Mobile suspends three days after it registers",
    DECLINED_ALWAYS: "each review declines",
    REJECTED_BY_ATT: "approved, but AT&T rejects",
    SECONDARY_DECLINES: "a secondary aggregator declines a day after the election",
    ATTACHMENT_FAILS_ONCE: "the first attachment of a number fails",
    SUSPENDED_A_DAY: "T-Mobile suspends for a day, three days after it registers",
    NUMBER_LOST: "the registry loses the number a day after all is registered",
}

# Reviews of these are settled by the EIN, not by the campaign's words.
APPROVED = {
    SUSPENDED_LATER,
    REJECTED_BY_ATT,
    SECONDARY_DECLINES,
    ATTACHMENT_FAILS_ONCE,
    SUSPENDED_A_DAY,
    NUMBER_LOST,
}

_FAULTS = {
    "990000101": "TFTI04",
    "990000102": "TFTI01",
    "990000103": "TFTI07",
    "990000110": "TFNP02",
    "990000111": "TFGE02",
    "990000112": "TFSS01",
    APPEAL_SUCCEEDS: "TFTI04",
}


def digits(ein: str | None) -> str | None:
    """An EIN without its dash, or None."""
    return None if not ein else ein.replace("-", "")


def identity_feedback(ein: str | None) -> list[Any]:
    """The categories of `GET /brand/feedback` for an EIN that does not verify; empty for one that does."""
    code = _FAULTS.get(ein or "")
    return [] if code is None else [feedback.category(code)]


def fee_factor(ein: str | None) -> int:
    """How many times the published monthly fee a brand pays."""
    return 2 if ein == DEARER else 1
