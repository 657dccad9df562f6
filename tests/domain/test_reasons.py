"""Declines: codes are read, prose is not, and whatever comes in gives a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.reasons import (
    Action,
    catalogue,
    codes,
    dialects,
    fields_to_open,
    from_category,
    from_code,
    parse_decline,
    reason,
    words_by_id,
)
from onboarding.domain.reference import table
from onboarding.domain.registrations import STEP_OF_FIELD
from onboarding.domain.words import Message

DECLINES = [
    ("CR4015 - opt-in not verifiable;CR7004 - no frequency", [("CR4015", "CTA_MISSING"), ("CR7004", "OPTIN_MSG")]),
    ("CR4015", [("CR4015", "CTA_MISSING")]),
    ("CR4015: opt-in", [("CR4015", "CTA_MISSING")]),
    ("  CR4015- opt-in ; ;", [("CR4015", "CTA_MISSING")]),
    ("806 CTA lacks HELP", [("806", "CTA_MISSING")]),
    ("2135 frequency; 2138 opt-out", [("2135", "CTA_NO_FREQUENCY"), ("2138", "CTA_NO_STOP")]),
    ("SIM-SHORTENER - bit.ly in a sample", [("SIM-SHORTENER", "SAMPLE_SHORTENER")]),
    ("30892", [("30892", "SAMPLE_SHORTENER")]),
    ("CR9999 - something new", [("CR9999", "OTHER")]),
    ("please read CR4015;CR4002 - brand", [("CR4002", "CTA_NO_BRAND")]),
]
PROSE = [
    "",
    "   ",
    ";;",
    "The website could not be opened.",
    "Opt-in is missing",
    "OPT-OUT is missing from the samples",
    "LLC - the name differs",
    "10,000 texts a day are too many",
    "100% of the samples lack a name",
    "24-7 support is not named",
    "CR - no number",
]


@pytest.mark.parametrize(("text", "expected"), DECLINES)
def test_codes_are_read_in_order(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(code, reason.id) for code, reason in parse_decline(text)] == expected


@pytest.mark.parametrize(
    ("text", "categories", "expected"),
    [
        ("", ["PRIVACY_POLICY", "SAMPLE_MESSAGE"], [("", "PP_MISSING"), ("", "SAMPLE_GENERIC")]),
        ("no consent shown", ["CALL_TO_ACTION"], [("", "CTA_MISSING")]),
        ("CR4002 - brand", ["PRIVACY_POLICY"], [("CR4002", "CTA_NO_BRAND")]),
        ("CR9999 - new", ["TERMS_AND_CONDITIONS"], [("CR9999", "TC_MISSING")]),
        ("CR9999 - new", ["WEATHER"], [("CR9999", "OTHER")]),
        ("MNO_SHARING_ERROR - try later", [], [("MNO_SHARING_ERROR", "NUMBER_RETRY")]),
    ],
)
def test_the_registrys_own_category_stands_in_where_no_code_says_more(
    text: str, categories: list[str], expected: list[tuple[str, str]]
) -> None:
    assert [(code, reason.id) for code, reason in parse_decline(text, categories)] == expected


def test_each_category_of_the_registry_has_a_reason() -> None:
    categories = table("categories")["reasons"]
    assert len(categories) == 9
    assert all(from_category(name).id == reason for name, reason in categories.items())


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_never_read_as_a_code(text: str) -> None:
    assert [(code, reason.id) for code, reason in parse_decline(text)] == [("", "OTHER")]


@given(st.text(max_size=80))
def test_whatever_a_reviewer_writes_gives_a_reason(text: str) -> None:
    found = parse_decline(text)
    assert found
    assert all(reason is catalogue()[reason.id] for _, reason in found)
    assert all(code in text for code, _ in found)


@given(st.lists(st.sampled_from(sorted(code for code in codes() if not code.isalpha())), min_size=1, max_size=5))
def test_every_code_that_is_no_mere_word_is_read_from_a_decline(given_codes: list[str]) -> None:
    told = ";".join(f"{code} - because" for code in given_codes)
    assert parse_decline(told) == tuple((code, from_code(code)) for code in given_codes)


@pytest.mark.parametrize("dialect", dialects())
def test_each_code_of_a_dialect_is_told(dialect: str) -> None:
    own = [code for meanings in codes().values() for code in meanings if code.dialect == dialect]
    assert len(own) == len(table("codes")[dialect]) > 0
    for code in own:
        assert code.means, code.code
        assert len(set(code.means)) == len(code.means), code.code
        assert all(each is catalogue()[each.id] for each in code.means)
        assert code.again in {"yes", "no", "new", "wait", "after_fix"}, code.code
        assert 4 <= len(code.about) <= 120, code.code
        assert isinstance(code.about, Message)
        assert not code.about.endswith("."), code.code
    assert dialect in table("codes")["names"]


def test_no_dialect_is_left_out_of_the_order() -> None:
    tables = {name for name, row in table("codes").items() if isinstance(row, dict)}
    assert tables - {"first", "names", "around"} == set(dialects())
    assert len(set(dialects())) == len(dialects())


# What a bare code from the registry meant before the dialects were told apart, under the names of today.
BEFORE = {
    "NAME_EIN_MISMATCH": "TFTI04 TFTI05 TFTI06", "EIN_INVALID": "TFTI01 TFTI02 TFTI03", "EIN_IS_SSN": "TFTI07",
    "ADDRESS_INVALID": "554 CR2002 555", "ENTITY_TYPE_WRONG": "TFNP01 TFNP02 TFNP03 TFGE01 TFGE02",
    "CONTACT_EMAIL_DOMAIN": "553 TFWD01 TFWD02 713", "WEBSITE_UNREACHABLE": "CR2005 1003 804 1100 1101 1103",
    "WEBSITE_INSUFFICIENT": "1004", "WEBSITE_MISMATCH": "CR2020 603 807", "DESC_VAGUE": "CR3002 2002",
    "USECASE_MISMATCH": "602 2003 2005", "CTA_MISSING": "CR4015 806 2100 9103", "CTA_UNVERIFIABLE": "2103 2104",
    "CTA_NO_BRAND": "CR4002 2133", "CTA_NO_HELP": "CR4003 2137", "CTA_NO_STOP": "CR4004 2138",
    "CTA_NO_FREQUENCY": "CR4005 2135", "CTA_NO_RATES": "CR4006 2136", "CTA_NO_LINKS": "CR4007",
    "PP_MISSING": "9108 805 852 851", "OPTIN_MSG": "CR7001 CR7004 CR7005 611 861 CR7002 CR7003",
    "SAMPLE_NO_STOP": "9106", "SAMPLE_SHORTENER": "SIM-SHORTENER 30892", "PROHIBITED": "SIM-PROHIBITED 1001 709",
    "COUNTRY_NOT_ALLOWED": "529", "STOCK_MISMATCH": "TFSS01 TFSS02", "NOT_SOLE_PROP": "801 802", "MOBILE_UNFIT": "551",
    "MOBILE_USED": "550", "PIN_TOO_OFTEN": "557", "NAME_UNREADABLE": "556", "DUPLICATE_BRAND": "2001",
    "NOT_ENGLISH": "506", "ATTR_MISMATCH": "601", "ATTR_MISMATCH_LENDING": "712", "PLATFORM_AS_BRAND": "710 1005",
    "CTA_FORCED": "803 CR4008", "CTA_NO_TYPES": "2134", "CTA_VERBAL_NO_SCRIPT": "2105",
    "CTA_WRITTEN_REQUIRED": "2101 2102", "AGE_GATE": "706 707", "PRICE_ROSE": "PRICE_ROSE", "QUOTA": "511 512",
    "IDENTITY_LOCKED": "537", "NUMBER_LIMIT": "EXCEEDED_10DLC_LIMIT",
    "NUMBER_ELSEWHERE": "CAMPAIGN_NOT_AVAILABLE CAMPAIGN_EXPIRED CAMPAIGN_MNO_REJECTED CAMPAIGN_MNO_SUSPENDED",
    "NUMBER_UNFIT": "TFN_NOT_ALLOWED INVALID_NNID MOCK_CAMPAIGN_NOT_ALLOWED",
    "NUMBER_RETRY": "CAMPAIGN_PENDING_ACCEPTANCE CAMPAIGN_MNO_REVIEW MNO_SHARING_ERROR NUMBER_PROVISIONING_FAILED "
    "PARTNER_SERVICE_UNAVAILABLE INTERNAL_ERROR",
    "SYSTEM_RETRY": "590 591 630 620",
    # Better told than before:
    "USECASE_INELIGIBLE": "509", "OUR_SIDE": "534", "EXCESSIVE_EIN": "711", "CTA_NO_PHONE_FIELD": "2139",
    "PROHIBITED_CANNABIS": "701", "PROHIBITED_FIREARMS": "702", "PROHIBITED_ADULT": "703", "PROHIBITED_GAMBLING": "704",
    "PROHIBITED_HATE": "705", "PROHIBITED_LEAD_GEN": "708",
}  # fmt: skip


@pytest.mark.parametrize("id_", BEFORE)
def test_a_bare_code_goes_on_meaning_what_it_meant(id_: str) -> None:
    assert {code: from_code(code).id for code in BEFORE[id_].split()} == dict.fromkeys(BEFORE[id_].split(), id_)


def test_the_box_for_agreeing_is_what_the_oldest_code_of_a_call_to_action_is_about() -> None:
    assert from_code("CR4001").id == "CTA_FORCED"


# Dossier 5.1, as it spells them.
CANONICAL = [
    "NAME_EIN_MISMATCH",
    "EIN_INVALID",
    "EIN_IS_SSN",
    "EIN_TOO_NEW",
    "ADDRESS_INVALID",
    "NOT_SOLE_PROP",
    "OTP_EXPIRED",
    "CONTACT_EMAIL_DOMAIN",
    "ENTITY_TYPE_WRONG",
    "STOCK_MISMATCH",
    "DUPLICATE_BRAND",
    "WEBSITE_UNREACHABLE",
    "WEBSITE_INSUFFICIENT",
    "WEBSITE_MISMATCH",
    "PLATFORM_AS_BRAND",
    "DESC_VAGUE",
    "USECASE_MISMATCH",
    "ATTR_MISMATCH_LINK",
    "ATTR_MISMATCH_PHONE",
    "ATTR_MISMATCH_AGE",
    "ATTR_MISMATCH_LENDING",
    "NOT_ENGLISH",
    "CTA_MISSING",
    "CTA_UNVERIFIABLE",
    "CTA_NO_BRAND",
    "CTA_NO_TYPES",
    "CTA_NO_FREQUENCY",
    "CTA_NO_RATES",
    "CTA_NO_HELP",
    "CTA_NO_STOP",
    "CTA_NO_LINKS",
    "CTA_FORCED",
    "CTA_BUNDLED",
    "CTA_NO_PHONE_FIELD",
    "CTA_VERBAL_NO_SCRIPT",
    "CTA_WRITTEN_REQUIRED",
    "PP_MISSING",
    "PP_UNREACHABLE",
    "PP_SHARING",
    "PP_INCOMPLETE",
    "TC_MISSING",
    "TC_INCOMPLETE",
    "OPTIN_MSG",
    "OPTOUT_MSG",
    "HELP_MSG",
    "SAMPLE_NO_BRAND",
    "SAMPLE_NO_STOP",
    "SAMPLE_GENERIC",
    "SAMPLE_SHORTENER",
    "SAMPLE_INSECURE_URL",
    "SAMPLE_PLACEHOLDER",
    "SAMPLE_COUNT",
    "PROHIBITED",
    "PROHIBITED_CANNABIS",
    "PROHIBITED_GAMBLING",
    "PROHIBITED_ADULT",
    "PROHIBITED_HATE",
    "PROHIBITED_FIREARMS",
    "PROHIBITED_TOBACCO",
    "PROHIBITED_PAYDAY",
    "PROHIBITED_DEBT",
    "PROHIBITED_CRYPTO",
    "PROHIBITED_LEAD_GEN",
    "PROHIBITED_MLM",
    "PROHIBITED_RX",
    "PROHIBITED_SWEEPSTAKES",
    "PROHIBITED_PHISHING",
    "AGE_GATE",
    "EXCESSIVE_EIN",
    "SYSTEM_RETRY",
    "OTHER",
]


@pytest.mark.parametrize("id_", CANONICAL)
def test_each_reason_of_the_dossier_is_there(id_: str) -> None:
    assert catalogue()[id_].id == id_


FORMER = {
    "NOT_SOLE_PROPRIETOR": "NOT_SOLE_PROP",
    "CTA_NO_SCRIPT": "CTA_VERBAL_NO_SCRIPT",
    "CTA_WRITTEN": "CTA_WRITTEN_REQUIRED",
    "ATTRIBUTES_MISMATCH": "ATTR_MISMATCH",
    "LENDING_UNDECLARED": "ATTR_MISMATCH_LENDING",
}


@pytest.mark.parametrize(("former", "today"), FORMER.items())
def test_a_stored_reason_is_still_told_after_its_id_has_changed(former: str, today: str) -> None:
    assert former not in catalogue()
    assert reason(former) is reason(today) is catalogue()[today]
    assert words_by_id()[former] == words_by_id()[today] == catalogue()[today].say
    assert fields_to_open((former,)) == set(catalogue()[today].fields)


def test_former_ids_are_told_once_and_are_nobodys_of_today() -> None:
    former = [id_ for each in catalogue().values() for id_ in each.formerly]
    assert sorted(former) == sorted(FORMER)
    assert not set(former) & set(catalogue())


def test_a_stored_reason_that_nobody_knows_is_another_one() -> None:
    assert reason("NO_SUCH").id == "OTHER"


def test_each_suspension_of_the_registry_has_a_reason_of_its_own() -> None:
    suspensions = table("categories")["suspensions"]
    assert len(suspensions) == len(set(suspensions.values())) == 12
    assert all(catalogue()[id_].id == f"SUSPENDED_{name}" for name, id_ in suspensions.items())


def test_an_unmapped_code_is_shown_in_their_words() -> None:
    assert from_code("XYZ1").id == from_code("").id == "OTHER"


@pytest.mark.parametrize("id_", catalogue())
def test_each_reason_speaks_and_opens_fields_that_exist(id_: str) -> None:
    entry = catalogue()[id_]
    assert isinstance(entry.say, Message)
    assert entry.say.endswith((".", "”"))
    assert entry.say[0].isupper()
    assert not set(entry.say) & set("'\"") - {"'"}
    assert not {"TCR", "CTA", "DCA", "SHAFT", "DBA", "OTP", "MNO", "CSP"} & set(entry.say.replace(".", " ").split())
    assert set(entry.fields) <= set(STEP_OF_FIELD)
    assert entry.action in Action
    assert entry.category == entry.category.upper()


@pytest.mark.parametrize("id_", [id_ for id_ in catalogue() if id_.startswith("PROHIBITED")])
def test_what_is_forbidden_is_not_to_be_sent_again(id_: str) -> None:
    assert catalogue()[id_].action is Action.STOP
    assert catalogue()[id_].fields == ()


def test_fields_to_open_are_those_of_all_reasons_and_strange_ids_open_none() -> None:
    assert fields_to_open(("EIN_INVALID", "OPTIN_MSG", "NO_SUCH")) == {"ein", "opt_in_message"}
    assert fields_to_open(()) == frozenset()
