"""Why a number could not be attached to its campaign, and what passes by itself (dossier 1.9 and 2.3). Pure."""

import re

# Codes after which the same attachment may well succeed; each other one needs somebody to change something. It is made anew
# only while the campaign is accepted, so a campaign that was not available then may well be now.
_PASSING = frozenset(
    {
        "CAMPAIGN_NOT_AVAILABLE",
        "CAMPAIGN_PENDING_ACCEPTANCE",
        "CAMPAIGN_MNO_REVIEW",
        "MNO_SHARING_ERROR",
        "NUMBER_PROVISIONING_FAILED",
        "PARTNER_SERVICE_UNAVAILABLE",
        "INTERNAL_ERROR",
    }
)
TRIES = 4  # attachments in a row that may fail before the owner is asked

_CODE = re.compile(r"\s*([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)")


def code(failure: str) -> str:
    """The code that a failure begins with, such as ``MNO_SHARING_ERROR``; empty for prose."""
    found = _CODE.match(failure)
    return found.group(1) if found else ""


def may_pass(failure: str, failures: int) -> bool:
    """Is it worth attaching again by ourselves after so many failures in a row?"""
    return code(failure) in _PASSING and failures < TRIES
