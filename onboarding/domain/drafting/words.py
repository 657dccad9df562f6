"""The words that drafts are made of: who is texted, what about, and how often.

What is filed with the registry is English whatever the language of the page, so these are plain strings, not marked
messages.
"""

from collections.abc import Mapping

from onboarding.domain.answers import Answers, Frequency

_PEOPLE = {
    "AGRICULTURE": "customers",
    "EDUCATION": "students, parents and staff",
    "ENTERTAINMENT": "guests",
    "GOVERNMENT": "residents",
    "HEALTHCARE": "patients",
    "HOSPITALITY": "guests",
    "HUMAN_RESOURCES": "candidates and employees",
    "INSURANCE": "policyholders",
    "LEGAL": "clients",
    "NGO": "supporters and volunteers",
    "POLITICAL": "supporters",
    "PROFESSIONAL": "clients",
    "REAL_ESTATE": "clients and tenants",
    "TECHNOLOGY": "users",
}
_ABOUT = {
    "CUSTOMER_CARE": "answers to questions",
    "ACCOUNT_NOTIFICATION": "appointment and account reminders",
    "DELIVERY_NOTIFICATION": "delivery and pickup updates",
    "MARKETING": "offers and promotions",
    "2FA": "sign-in codes",
    "FRAUD_ALERT": "fraud alerts",
    "SECURITY_ALERT": "security alerts",
    "HIGHER_EDUCATION": "school and class updates",
    "POLLING_VOTING": "surveys",
    "PUBLIC_SERVICE_ANNOUNCEMENT": "public service announcements",
}
# What the special use cases are about where no kinds of messages are named.
_SPECIAL = {
    "CHARITY": "our programs, events and ways to give",
    "AGENTS_FRANCHISES": "appointment reminders and updates from their local office",
    "CARRIER_EXEMPT": "account notices",
    "EMERGENCY": "emergency alerts",
    "K12_EDUCATION": "school updates and closures",
    "POLITICAL": "our campaign, its events and ways to help",
    "PROXY": "messages between the two sides of a booking",
    "SOCIAL": "news and events for followers",
    "SWEEPSTAKE": "the prize drawing that they entered",
    "M2M": "device status and alarms",
}
FREQUENCIES: Mapping[str, str] = {
    Frequency.VARIES: "Message frequency varies.",
    Frequency.ON_REQUEST: "One message per request.",
    Frequency.WEEKLY: "Up to 4 messages a week.",
    Frequency.MONTHLY: "Up to 4 messages a month.",
}


def name(answers: Answers) -> str:
    """What the business is called in its texts."""
    return answers.display_name or answers.legal_party


def people(answers: Answers) -> str:
    """Who gets the texts, as a plural noun."""
    return _PEOPLE.get(answers.vertical, "customers")


def kinds(answers: Answers) -> tuple[str, ...]:
    """The kinds of messages, by the registry's codes; of one kind where the use case covers one only."""
    if answers.sub_use_cases:
        return tuple(code for code in answers.sub_use_cases if code in _ABOUT)
    return (answers.use_case,) if answers.use_case in _ABOUT else ()


def about(answers: Answers) -> str:
    """What the texts are about, as a phrase: ``offers and promotions, and delivery and pickup updates``."""
    told = [_ABOUT[code] for code in kinds(answers)] or [
        _SPECIAL.get(answers.use_case, "their orders and appointments")
    ]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])}, and {told[-1]}"


def how_often(answers: Answers) -> str:
    """The sentence on how often people are texted."""
    return FREQUENCIES.get(answers.frequency, FREQUENCIES[Frequency.VARIES])
