"""Reviewers' prose without any code: a table of what they write, and what each text means."""

import pytest

from onboarding.domain.reasons import Action, catalogue
from onboarding.domain.reference import table
from onboarding.domain.translation import translate
from onboarding.domain.translation_prose import hear

PROSE = [
    ("Call to action does not contain HELP", "CTA_NO_HELP"),
    ("Call to action is missing brand name.", "CTA_NO_BRAND"),
    ("CTA lacks message frequency, HELP and STOP", "CTA_NO_FREQUENCY CTA_NO_HELP CTA_NO_STOP"),
    ("The opt-in form doesn't mention that message and data rates may apply", "CTA_NO_RATES"),
    ("Opt-in language must state the types of messages the consumer will receive.", "CTA_NO_TYPES"),
    ("Please add a link to the privacy policy to the opt-in page", "CTA_NO_LINKS"),
    ("The message flow does not include links to the terms and conditions", "CTA_NO_LINKS"),
    ("we could not verify the opt-in workflow", "CTA_UNVERIFIABLE"),
    ("Unable to determine how consumers opt in", "CTA_UNVERIFIABLE"),
    ("Opt-in form is behind a login", "CTA_UNVERIFIABLE"),
    ("Please provide a screenshot of the opt-in form", "CTA_UNVERIFIABLE"),
    ("No opt-in was found on the website", "CTA_MISSING"),
    ("The call-to-action is incomplete", "CTA_MISSING"),
    ("The opt-in checkbox is pre-checked", "CTA_FORCED"),
    ("Consent to receive texts is not optional", "CTA_FORCED"),
    ("SMS consent must be optional and separate from the terms", "CTA_FORCED CTA_BUNDLED"),
    ("Consent is bundled with email and phone calls", "CTA_BUNDLED"),
    ("Opt-in page has no phone number field", "CTA_NO_PHONE_FIELD"),
    ("Verbal opt-in script was not provided", "CTA_VERBAL_NO_SCRIPT"),
    ("Promotional messages require express written consent", "CTA_WRITTEN_REQUIRED"),
    ("Privacy policy shares data with third parties", "PP_SHARING"),
    ("The privacy policy states that mobile numbers may be sold to affiliates", "PP_SHARING"),
    ("Privacy policy doesn't state that mobile data won't be shared with third parties", "PP_INCOMPLETE"),
    ("Privacy policy must say that opt-in data is not shared or sold", "PP_INCOMPLETE"),
    ("The privacy policy does not name the business", "PP_INCOMPLETE"),
    ("No privacy policy", "PP_MISSING"),
    ("Website is missing a privacy policy", "PP_MISSING"),
    ("The privacy policy link is broken", "PP_UNREACHABLE"),
    ("Privacy policy could not be opened", "PP_UNREACHABLE"),
    ("Terms and conditions are missing", "TC_MISSING"),
    ("Terms of service do not include message frequency", "TC_INCOMPLETE"),
    ("Sample messages do not identify the brand", "SAMPLE_NO_BRAND"),
    ("100% of the samples lack a name", "SAMPLE_NO_BRAND"),
    ("OPT-OUT is missing from the samples", "SAMPLE_NO_STOP"),
    ("Sample messages are too generic", "SAMPLE_GENERIC"),
    ("A public URL shortener (bit.ly) is used in sample 2", "SAMPLE_SHORTENER"),
    ("Sample message contains http://example.com/offer", "SAMPLE_INSECURE_URL"),
    ("Sample message 1 is placeholder text", "SAMPLE_PLACEHOLDER"),
    ("At least two sample messages are needed", "SAMPLE_COUNT"),
    ("Sample messages don’t match the use case.", "USECASE_MISMATCH"),
    ("Campaign description is vague.", "DESC_VAGUE"),
    ("The description does not clearly explain who receives the texts", "DESC_VAGUE"),
    ("Embedded link is selected but no sample contains a link", "ATTR_MISMATCH_LINK"),
    ("Embedded phone number attribute does not match", "ATTR_MISMATCH_PHONE"),
    ("Age-gated content attribute was not selected", "ATTR_MISMATCH_AGE"),
    ("Direct lending was not declared", "ATTR_MISMATCH_LENDING"),
    ("Campaign attributes do not match the website", "ATTR_MISMATCH"),
    ("Content is not in English", "NOT_ENGLISH"),
    ("website under construction", "WEBSITE_UNREACHABLE"),
    ("We were unable to reach the website provided.", "WEBSITE_UNREACHABLE"),
    ("Website lacks contact information", "WEBSITE_INSUFFICIENT"),
    ("Website and brand name do not match.", "WEBSITE_MISMATCH"),
    ("The legal company name does not match the EIN on file with the IRS.", "NAME_EIN_MISMATCH"),
    ("The EIN is invalid", "EIN_INVALID"),
    ("Multiple brands are registered under the same EIN", "EXCESSIVE_EIN"),
    ("Business address could not be validated", "ADDRESS_INVALID"),
    ("Support email uses a gmail.com address", "CONTACT_EMAIL_DOMAIN"),
    ("The brand appears to be an ISV rather than the end business", "PLATFORM_AS_BRAND"),
    ("Brand is not a sole proprietor", "NOT_SOLE_PROP"),
    ("Opt-in confirmation message is missing brand name and message frequency.", "OPTIN_MSG"),
    ("STOP reply does not confirm that no more messages will be sent", "OPTOUT_MSG"),
    ("HELP message has no support contact", "HELP_MSG"),
    ("Age gate is missing for alcohol content", "AGE_GATE"),
    ("Website mentions CBD products", "PROHIBITED_CANNABIS"),
    ("We cannot approve casino content", "PROHIBITED_GAMBLING"),
    ("Payday loans are not allowed", "PROHIBITED_PAYDAY"),
    ("The business offers lead generation", "PROHIBITED_LEAD_GEN"),
    ("Campaign contains prohibited content", "PROHIBITED"),
    ("Campaign was suspended", "SUSPENDED_OTHER"),
    ("Your brand is still under review", "CHECK_PENDING"),
    ("No opt-in of any form could be found in the description or the message flow", "CTA_MISSING"),
    ("There were issues verifying the call to action", "CTA_UNVERIFIABLE"),
    ("Your opt-in requires users to agree to marketing texts", "CTA_FORCED"),
    ("The privacy policy has to disclose third-party sharing", "PP_INCOMPLETE"),
    ("T&C page was not found", "TC_MISSING"),
    ("The terms lack a statement on carrier liability", "TC_INCOMPLETE"),
    ("Embedded phone is selected, but not present in the samples", "ATTR_MISMATCH_PHONE"),
    ("Emergency alerts are not a permitted use case", "USECASE_INELIGIBLE"),
    ("The site https://acme.example/join has no checkbox for SMS consent.", "CTA_FORCED"),
    ("The EIN is associated with a different company name", "NAME_EIN_MISMATCH"),
    ("HTTP 503 error on the website", "WEBSITE_UNREACHABLE"),
    ("The website is only a form", "WEBSITE_INSUFFICIENT"),
    ("Brand name is missing from the opt-in confirmation and HELP messages", "OPTIN_MSG HELP_MSG"),
    # Several things at once, each with a fault of its own.
    (
        "Call to action lacks HELP, and the privacy policy shares data with third parties.",
        "CTA_NO_HELP PP_SHARING",
    ),
    ("The privacy policy is fine but the call to action does not mention STOP", "CTA_NO_STOP"),
    ("Opt-in confirmation message: no HELP. Website is down.", "OPTIN_MSG WEBSITE_UNREACHABLE"),
]


@pytest.mark.parametrize(("text", "expected"), PROSE)
def test_prose_is_understood(text: str, expected: str) -> None:
    told = translate(text)
    assert sorted(reading.reason.id for reading in told.counted) == sorted(expected.split())
    assert told.understood


@pytest.mark.parametrize(
    "text",
    [
        "Privacy policy does not share data with third parties",
        "The privacy policy is not missing",
        "The call to action contains HELP and STOP",
        "Sample messages identify the brand",
        "The website is accessible",
        "No cannabis content was found",
        "The legal name matches the EIN",
        "We are not an ordinary shop, whatever begun shopping means",
        "Thank you for your submission.",
        "Please call us",
    ],
)
def test_what_is_in_order_or_says_nothing_gives_no_reason(text: str) -> None:
    told = translate(text)
    assert told.readings == ()
    assert told.unread == (text,)
    assert not told.understood
    assert told.action is Action.CONTACT_US
    assert told.fix_before_paying
    assert told.cost.cents is None


def test_each_rule_of_the_grammar_can_be_met() -> None:
    data = table("prose")
    named = {
        name for row in data["rules"] for part in (*row["all"], *row.get("unless", ())) for name in part.split("|")
    }
    turned = {row["negated"] for row in data["concepts"].values() if row.get("negated")}
    assert named - {"fault"} <= set(data["concepts"]) | turned
    assert {row["reason"] for row in data["rules"]} <= set(catalogue())
    assert set(data["faults"]) <= set(data["concepts"]) | turned


def test_a_reason_is_heard_once() -> None:
    assert [heard.reason.id for heard in hear("The website is down. The website is broken.")] == ["WEBSITE_UNREACHABLE"]
