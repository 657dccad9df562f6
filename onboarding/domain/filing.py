"""What is filed: the brand and the campaign as the registry's contract names them (docs/registry-api.md sections 2 and 3).

Values only; sending them is the registry client's business.
"""

from typing import Any

from onboarding.domain import ein as eins
from onboarding.domain.answers import Answers
from onboarding.domain.documents.facts import Links
from onboarding.domain.phones import parse_us

# The fields whose change takes the registry's confirmation back (dossier 1.3, edit rules): the last one is a sole
# proprietor's, who then needs a new PIN.
IDENTITY_FIELDS = ("companyName", "ein", "einIssuingCountry", "entityType", "mobilePhone")

# Optional fields that an edit empties when they have no answer any more: the registry takes an edit as a change of what it
# names, and null as nothing (contract sections 2 and 3).
CLEARED_OF_BRAND = ("website",)
CLEARED_OF_CAMPAIGN = (
    "sample2",
    "sample3",
    "sample4",
    "sample5",
    "optinKeywords",
    "privacyPolicyLink",
    "termsAndConditionsLink",
)

# Not editable once a campaign is filed (contract section 3).
FIXED_CAMPAIGN_FIELDS = (
    "brandId",
    "usecase",
    "subUsecases",
    "resellerId",
    "termsAndConditions",
    "subscriberOptin",
    "subscriberOptout",
    "subscriberHelp",
    "referenceId",
    "autoRenewal",
)


def brand_request(answers: Answers, ein: str) -> dict[str, Any]:
    """The brand, without reference id and mock flag; empty optional fields are left out (contract section 2)."""
    request = {
        "entityType": answers.entity_type,
        "displayName": answers.display_name,
        "phone": parse_us(answers.phone) or answers.phone,
        "email": answers.email,
        "street": answers.street,
        "city": answers.city,
        "state": answers.state,
        "postalCode": answers.zip_code,
        "country": "US",
        "website": answers.website,
        "vertical": answers.vertical,
        "brandRelationship": "BASIC_ACCOUNT",
    }
    if answers.is_sole_proprietor:
        request |= {
            "firstName": answers.first_name,
            "lastName": answers.last_name,
            "mobilePhone": parse_us(answers.mobile) or answers.mobile,
        }
    else:
        request |= {"companyName": answers.legal_name, "ein": eins.digits(ein), "einIssuingCountry": "US"}
    if answers.is_listed:
        request |= {
            "stockSymbol": answers.stock_symbol.upper(),
            "stockExchange": answers.stock_exchange,
            "businessContactEmail": answers.contact_email,
        }
    return {name: value for name, value in request.items() if value}


def campaign_request(answers: Answers, links: Links) -> dict[str, Any]:
    """The campaign, without brand id and reference id.

    The carriers ask for opt-in, opt-out and help of people; texts between machines have no people (dossier 1.7).
    """
    people = answers.use_case != "M2M"
    request: dict[str, Any] = {
        "usecase": answers.use_case,
        "subUsecases": list(answers.sub_use_cases),
        "resellerId": "R000000",
        "description": answers.description,
        "messageFlow": answers.message_flow,
        "subscriberOptin": people,
        "subscriberOptout": people,
        "subscriberHelp": people,
        "optinKeywords": answers.opt_in_keywords,
        "optoutKeywords": answers.opt_out_keywords,
        "helpKeywords": answers.help_keywords,
        "optinMessage": answers.opt_in_message,
        "optoutMessage": answers.opt_out_message,
        "helpMessage": answers.help_message,
        "embeddedLink": answers.embedded_link,
        "embeddedPhone": answers.embedded_phone,
        "ageGated": answers.age_gated,
        "directLending": answers.direct_lending,
        "numberPool": answers.number_pool,
        "termsAndConditions": True,
        "autoRenewal": True,
        "privacyPolicyLink": links.privacy,
        "termsAndConditionsLink": links.terms,
    }
    request |= {f"sample{index}": text for index, text in enumerate(answers.samples, start=1)}
    return {name: value for name, value in request.items() if value != ""}


def campaign_edit(request: dict[str, Any]) -> dict[str, Any]:
    """Only what may be edited after filing."""
    return {name: value for name, value in request.items() if name not in FIXED_CAMPAIGN_FIELDS}
