"""What reviewers write, put into our reasons: with codes and without, and never more than they say."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.fees import PlatformPrice, Work, quote
from onboarding.domain.reasons import catalogue, codes, dialects
from onboarding.domain.reference import table
from onboarding.domain.translation import Translation, translate

NOVEMBER = date(2026, 11, 26)


def ids(told: Translation) -> list[str]:
    return [reading.reason.id for reading in told.counted]


CODED = [
    ("CR4015 - opt-in not verifiable;CR7004 - no frequency", "CR4015:CTA_UNVERIFIABLE CR7004:OPTIN_MSG"),
    ("806 CTA lacks HELP", "806:CTA_NO_HELP"),
    ("806", "806:CTA_MISSING"),
    ("30909", "30909:CTA_UNVERIFIABLE"),
    ("Error 30909: how people agree is not shown", "30909:CTA_UNVERIFIABLE"),
    ("Twilio 30909", "30909:CTA_UNVERIFIABLE"),
    ("rejected with 30892 once more", "30892:SAMPLE_SHORTENER"),
    ("TFTI04", "TFTI04:NAME_EIN_MISMATCH"),
    ("cr4002", "CR4002:CTA_NO_BRAND"),
    ('[{"code":501,"message":"x"}]', "501:ANSWER_INVALID"),
    (
        '{"errors":[{"code":"30892","description":"short url"},{"code":"30890"}]}',
        "30892:SAMPLE_SHORTENER 30890:HELP_MSG",
    ),
    ("CallToActionMissingBrandName", "CallToActionMissingBrandName:CTA_NO_BRAND"),
    ("OptOutMessageMissingTheName", "OptOutMessageMissingTheName:OPTOUT_MSG"),
    ("BRAND_URL_PARKED", "BRAND_URL_PARKED:WEBSITE_UNREACHABLE"),
    ("PRIVACY_POLICY", "PRIVACY_POLICY:PP_MISSING"),
    ("LACK_OF_AGE_GATE", "LACK_OF_AGE_GATE:SUSPENDED_LACK_OF_AGE_GATE"),
    ("2135, 2138 and 2137", "2135:CTA_NO_FREQUENCY 2138:CTA_NO_STOP 2137:CTA_NO_HELP"),
    ("2135/2136", "2135:CTA_NO_FREQUENCY 2136:CTA_NO_RATES"),
    ("Campaign rejected (803)", "803:CTA_FORCED"),
    ("Rejected: 601 (embedded link)", "601:ATTR_MISMATCH_LINK"),
    ("30902: 806 - CTA lacks STOP", "806:CTA_NO_STOP"),
    ("851", "851:PP_MISSING 851:OPTIN_MSG"),
    ("SIM-SHORTENER - a link", "SIM-SHORTENER:SAMPLE_SHORTENER"),
    ("MNO_SHARING_ERROR - try later", "MNO_SHARING_ERROR:NUMBER_RETRY"),
    ("- 803: forced", "803:CTA_FORCED"),
    ("1) 803 - forced", "803:CTA_FORCED"),
    ("infobip 1001", "1001:ATTR_MISMATCH_AGE"),
    ("toll-free 30475", "30475:CTA_FORCED"),
    ("603 - website is down", "603:WEBSITE_MISMATCH :WEBSITE_UNREACHABLE"),
]


@pytest.mark.parametrize(("text", "expected"), CODED)
def test_codes_are_read_and_the_prose_beside_them_narrows_them_down(text: str, expected: str) -> None:
    told = translate(text)
    assert [f"{reading.code}:{reading.reason.id}" for reading in told.counted] == expected.split()
    assert told.understood


@pytest.mark.parametrize(
    "text",
    [
        "10,000 texts a day", "24-7 support", "2002 was a year", "in 2003 we began", "May 2001", "Nov 5, 2002 - updated",
        "11/2002", "2026-11-26", "2026 - a new year", "$806", "$30,909", "806.50 dollars", "806%", "(806) 555-0100",
        "806-555-0100", "806 555 0100", "+1 806 555 0100", "Augusta, GA 30909", "Augusta, Georgia 30909", "ZIP 30909",
        "30909-1234", "806 Main Street", "506 characters", "601 customers", "reason 500 people stopped", "P.O. Box 806",
        "A2P", "2FA", "CP575", "ISO27001", "EIN 123456789", "12345678 is the number", "x806", "2.601",
    ],
)  # fmt: skip
def test_numbers_and_words_that_are_no_codes_are_left_alone(text: str) -> None:
    assert [reading.code for reading in translate(text).readings if reading.code] == []


def test_a_codes_meaning_in_each_dialect_is_told_where_nobody_says_whose_it_is() -> None:
    told = translate("1001")
    assert [(r.dialect, r.reason.id, r.certain) for r in told.readings] == [
        ("plivo", "PROHIBITED", False),
        ("infobip", "ATTR_MISMATCH_AGE", False),
        ("bandwidth_toll_free", "REGISTRATION_GONE", False),
    ]
    assert ids(told) == ["PROHIBITED"]
    named = translate("1001", "infobip")
    assert [(r.dialect, r.reason.id, r.certain) for r in named.readings] == [("infobip", "ATTR_MISMATCH_AGE", True)]
    assert ids(translate("2135", "infobip")) == ["CTA_NO_FREQUENCY"]  # what a dialect doesn't know, another may


def test_prose_decides_between_dialects() -> None:
    told = translate("1003 - lending attribute was not selected")
    assert [(r.code, r.dialect, r.reason.id, r.certain) for r in told.readings] == [
        ("1003", "plivo", "ATTR_MISMATCH_LENDING", True)
    ]


@pytest.mark.parametrize("text", ["error 9999", "9999 - something new", "30999", "CR9999 - new", "TFXX09"])
def test_an_unmapped_code_is_said_to_be_one(text: str) -> None:
    told = translate(text)
    assert [reading.reason.id for reading in told.readings] == ["OTHER"]
    assert told.unread == (told.readings[0].code,)
    assert not told.understood
    assert not told.readings[0].certain


def test_a_part_that_says_nothing_is_said_to_be_unread() -> None:
    told = translate("CR4002 - brand; and the weather is fine\nGoodbye")
    assert told.unread == ("and the weather is fine", "Goodbye")
    assert ids(told) == ["CTA_NO_BRAND"]


def test_an_empty_text_is_not_understood() -> None:
    for text in ("", "  ", ";;\n"):
        told = translate(text)
        assert (told.readings, told.unread, told.understood) == ((), (), False)


def test_a_dialect_that_nobody_knows_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(LookupError):
        translate("806", "klingon")


@pytest.mark.parametrize("dialect", dialects())
def test_every_code_of_every_dialect_is_translated(dialect: str) -> None:
    for code in table("codes")[dialect]:
        told = translate(code, dialect)
        assert told.understood, code
        assert {reading.code for reading in told.readings} == {code}
        assert {reading.dialect for reading in told.readings} == {dialect}
        means = next(each.means for each in codes()[code] if each.dialect == dialect)
        assert [reading.reason for reading in told.readings] == list(means), code
        assert all(reading.about for reading in told.readings)
        assert told.say


@pytest.mark.parametrize(
    ("text", "action", "cents", "items"),
    [
        ("803", "fix_in_place", 1500, ["review"]),
        ("TFTI04", "fix_brand", 450, ["brand_recheck"]),
        ("TFTI04;803", "fix_brand", 1950, ["brand_recheck", "review"]),
        ("21736", "fix_brand", 1250, ["confirmation"]),
        ("30901", "file_anew", 2400, ["brand", "first_months", "review"]),
        ("527", "wait", 0, []),
        ("591", "retry", 0, []),
        ("803;527", "fix_in_place", 1500, ["review"]),
        ("803;701", "stop", None, []),
        ("30884", "stop", None, []),
        ("30990", "contact_us", None, []),
        ("536", "contact_us", None, []),
        ("803;30902", "fix_in_place", 1500, ["review"]),
        ("CAMPAIGN_EXPIRED", "file_anew", 2400, ["brand", "first_months", "review"]),
    ],
)
def test_the_strictest_action_counts_and_has_its_price(
    text: str, action: str, cents: int | None, items: list[str]
) -> None:
    told = translate(text, on=NOVEMBER)
    assert told.action == action
    assert told.cost.cents == cents
    assert [item.item for item in told.cost.items] == items
    assert sum(item.cents for item in told.cost.items) == (cents or 0)
    assert told.fix_before_paying is (action not in {"wait", "retry"})
    assert told.cost.say.endswith(".")


def test_prices_are_those_of_the_day_and_of_the_use() -> None:
    assert translate("TFTI04", on=date(2025, 7, 31)).cost.cents == 400
    assert translate("TFTI04").cost.cents == translate("TFTI04", on=NOVEMBER).cost.cents
    charity = translate("30901", on=NOVEMBER, use="CHARITY").cost.cents
    assert charity == sum(line.cost for line in quote(Work("CHARITY"), PlatformPrice(), NOVEMBER).lines)


def test_only_the_answers_that_matter_are_opened() -> None:
    assert translate("806 CTA lacks HELP").fields == ("message_flow",)
    assert translate("601 - embedded phone").fields == ("embedded_phone", "sample1")
    assert translate("TFTI04;CR4002").fields == ("legal_name", "ein", "message_flow")


def test_a_reading_says_where_it_stands() -> None:
    text = "Hello. The website is down; 803 - no choice"
    told = translate(text)
    assert [text[slice(*reading.span)] for reading in told.readings] == ["803", "website is down"]


@given(st.text(max_size=300))
def test_any_text_is_taken(text: str) -> None:
    told = translate(text)
    assert all(reading.reason is catalogue()[reading.reason.id] for reading in told.readings)
    assert all(0 <= reading.span[0] < reading.span[1] <= len(text) for reading in told.readings)
    assert set(told.counted) <= set(told.readings)
    assert bool(told.counted) == bool(told.readings)
    assert bool(told.readings or told.unread) == any(each.isalnum() for each in text)


WORDS = [word.rstrip("*") for row in table("prose")["concepts"].values() for word in row["words"]]


@given(
    st.lists(st.sampled_from([*WORDS, *table("prose")["negations"], *codes(), ",", ";", ".", "\n", "and"]), max_size=40)
)
def test_any_order_of_the_words_it_knows_is_taken(words: list[str]) -> None:
    told = translate(" ".join(words))
    assert len(set(told.readings)) == len(told.readings)
    assert translate(" ".join(words)) == told


@pytest.mark.parametrize(
    "unit",
    ["a", "a-", "a.", "_", "Aa", "A", "806,", "806 ;", "CR4015;", "not ", "no opt in, ", "privacy policy not share or sell and ",
     "(", "http://", "n't", "99999 ", "call to ", "opt-in lacks help and ", "BRAND_", "x;", "1) ", '"a": ', "é"],
)  # fmt: skip
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        best = 9.0
        for _ in range(2):
            begun = time.process_time()
            translate(text)
            best = min(best, time.process_time() - begun)
        return best

    short, long = seconds(4096), seconds(8 * 4096)
    assert short < 0.5
    assert long < 0.1 + 24 * short  # 8 times the text; what grows with the square would take 64 times as long
