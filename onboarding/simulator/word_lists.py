"""The registry's plain lists of words, by the name under which `/enum/` answers them (contract, section 4)."""

from onboarding.simulator.brand_fields import (
    ALT_ID_TYPES,
    ENTITY_TYPES,
    EXCHANGES,
    IDENTITY_STATUSES,
    RELATIONSHIPS,
)
from onboarding.simulator.networks import OPERATION_STATUSES
from onboarding.simulator.verticals import REJECTION_CATEGORIES
from onboarding.simulator.vetting_kinds import STATUSES as VETTING_STATUSES

_SUSPENSIONS = (
    "AFFILIATE_MARKETING",
    "CAMPAIGN_TO_TRAFFIC_MISMATCH",
    "CONTROLLED_SUBSTANCE",
    "EXCESSIVE_COMPLAINTS",
    "FRAUDULENT_MESSAGES",
    "ILLEGAL_SWEEPSTAKES",
    "ILLICIT_CONTENT",
    "LACK_OF_AGE_GATE",
    "PHISHING_MESSAGES",
    "PROMOTIONAL_GAMBLING",
    "SPAM",
    "OTHER",
)

WORDS = {
    "altBusinessIdType": ALT_ID_TYPES,
    "brandIdentityStatus": IDENTITY_STATUSES,
    "brandRelationship": RELATIONSHIPS,
    "brandStatus": ("ACTIVE", "DELETED"),
    "campaignStatus": ("ACTIVE", "EXPIRED"),
    "entityType": ENTITY_TYPES,
    "nudgeIntent": ("APPEAL_REJECTION", "REVIEW"),
    "operationStatus": OPERATION_STATUSES,
    "rejectionCategory": REJECTION_CATEGORIES,
    "stockExchange": EXCHANGES,
    "suspensionCategory": _SUSPENSIONS,
    "vettingStatus": VETTING_STATUSES,
}
