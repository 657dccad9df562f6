"""Who gets mobile numbers and consent: what sentences say about sharing, in English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.preflight.sharing import read_sharing

DENIES = [
    "We do not share your mobile number with third parties.",
    "We don't sell, rent or share your phone number or consent to texts with anyone.",
    "We will never share your mobile information with third parties or affiliates for marketing purposes.",
    "Mobile numbers are never shared with third parties.",
    "No mobile information will be shared with third parties or affiliates for marketing or promotional purposes.",
    "No mobile information will be sold or shared with third parties.",
    "Your phone number will not be sold, traded or rented to anyone.",
    "Text messaging originator opt-in data and consent will not be shared with any third parties.",
    "All the above categories exclude text messaging originator opt-in data and consent; this information will not be shared with any third parties.",
    "We share nobody's mobile number with third parties.",
    "Neither your mobile number nor your consent is shared with third parties.",
    "We share no mobile numbers with third parties.",
    "Under no circumstances do we share mobile numbers or consent with third parties.",
    "At no time will your mobile number be sold or shared.",
    "We refuse to sell or share phone numbers to anyone.",
    "Nobody's mobile number is ever given to affiliates or partners.",
    "SMS consent is not shared with third parties or affiliates.",
    "We keep your mobile number to ourselves and do not pass it to partners.",
    "Mobile opt-in data isn't shared with third parties.",
    "We cannot and will not share your mobile number with third parties.",
    "We do not share your cell phone number, opt-in status or message content with third parties, affiliates or partners for any reason.",
    "WE DO NOT SHARE MOBILE NUMBERS WITH THIRD PARTIES.",
    "Your mobile number is not something we sell or share with third parties.",
    "Consent to texts can't be transferred to third parties.",
    "Mobile number sharing with third parties is prohibited.",
    "Only your consent and mobile number are kept; we never share them with third parties.",
    "Without exception, we do not share your consent with third parties.",
]
SHARES = [
    "We share your mobile number with our marketing partners.",
    "We may share your phone number with third parties.",
    "Your mobile number may be shared with affiliates for their marketing purposes.",
    "We sell mobile numbers.",
    "We may sell your phone number.",
    "Phone numbers may be sold.",
    "We may rent or sell phone numbers and SMS consent.",
    "We may sell or rent your phone number to third parties.",
    "We share your information, including your mobile number, with our family of brands.",
    "We may disclose phone numbers and opt-in data to advertisers.",
    "Your cell phone number is shared with selected sponsors who may text you offers.",
    "We may transfer your mobile number to lenders in our network.",
    "By signing up you allow us to share your phone number with business partners.",
    "We do not sell your data, but we share your mobile number with our partners.",
    "We never sell your number. We may, however, share your mobile number with affiliates.",
    "Third parties may receive your mobile number from us; we share it with advertisers.",
    "Mobile numbers are not shared with third parties other than our affiliates and marketing partners.",
    "We do not only share your mobile number with affiliates; we also sell it to brokers.",
    "Partners, with whom your mobile number may be shared, can text you.",
    "Our sponsors receive the list of cell numbers.",
]
CONDITIONAL = [
    "We will not share your mobile number with third parties without your consent.",
    "We do not share your phone number with third parties unless you agree.",
    "We won't share mobile numbers with partners except with your permission.",
    "Your mobile number is not shared with affiliates unless you opt in.",
    "We only share your mobile number with partners with your consent.",
]
SERVICE = [
    "We share your mobile number only with our SMS provider so that it can deliver the messages.",
    "Phone carriers and our messaging platform process your mobile number to deliver texts.",
    "We may disclose your phone number if the law requires it.",
    "We pass your number to the courier who delivers your order.",
    "Our service providers, who help us send texts, get your number to do so.",
]
ABOUT_NOTHING = [
    "We share recipes with our customers.",
    "You may share your mobile number with us at the counter.",
    "If you share your number with us, we text you about your order.",
    "Share the love: tell your friends about our bakery.",
    "We sell cakes, pies and bread to anyone.",
    "Members can exchange a gift within 30 days.",
    "Please give us your name at the door.",
    "Our mission is to share good food with other people.",
    "We rent party tables to businesses.",
    "Trade-ins are welcome at our other store.",
    "",
]
# General data may be shared where texting data are taken out of it.
MENDED = [
    "We may share personal information with marketing partners. Mobile numbers and consent to texts are excluded from this and shared with nobody.",
    "We share personal data with partners. All of the above categories exclude text messaging originator opt-in data and consent.",
    "We may share your information with advertisers. Nothing else in this policy changes that we do not share your mobile number with third parties.",
    "We share analytics data with advertisers. We do not share your mobile number or consent with third parties.",
]
GENERAL = [
    "We may share your personal information with marketing partners.",
    "We sell personal data to advertisers.",
    "Personal information may be disclosed to affiliates for their own promotional purposes.",
]
LISTS = [
    (
        "We do not:\n• sell your mobile number\n• share your mobile number with third parties\n• rent your consent to anyone",
        False,
    ),
    ("We share your mobile number with:\n• our marketing partners\n• advertisers", True),
    ("We never do any of these: selling your number, sharing your number with third parties.", False),
    ("Who gets your mobile number? Nobody. We do not share it with third parties.", False),
]


def offends(text: str) -> bool:
    return next(read_sharing(text).offences(), None) is not None


@pytest.mark.parametrize("text", DENIES)
def test_a_denial_is_a_promise(text: str) -> None:
    assert not offends(text)
    assert read_sharing(text).denies_texting


@pytest.mark.parametrize("text", [*SHARES, *CONDITIONAL])
def test_sharing_with_or_without_consent_is_an_offence_and_no_promise(text: str) -> None:
    found = list(read_sharing(text).offences())
    assert found
    assert all(0 <= each.start < each.end <= len(text) for each in found)


@pytest.mark.parametrize("text", SHARES[:10] + CONDITIONAL)
def test_what_shares_promises_nothing(text: str) -> None:
    assert not read_sharing(text).denies_texting


@pytest.mark.parametrize("text", [*SERVICE, *ABOUT_NOTHING])
def test_service_and_other_subjects_are_no_offence_and_no_promise(text: str) -> None:
    assert not offends(text)
    assert not read_sharing(text).denies_texting


@pytest.mark.parametrize("text", MENDED)
def test_a_general_clause_is_mended_by_one_that_takes_texting_data_out(text: str) -> None:
    assert offends(text.split(".", maxsplit=1)[0] + ".")
    assert not offends(text)
    assert read_sharing(text).denies_texting


@pytest.mark.parametrize("text", GENERAL)
def test_a_general_clause_alone_is_an_offence(text: str) -> None:
    assert offends(text)


@pytest.mark.parametrize(("text", "is_offence"), LISTS)
def test_a_list_is_read_with_the_sentence_that_opens_it(text: str, is_offence: bool) -> None:
    assert offends(text) is is_offence
    assert read_sharing(text).denies_texting is not is_offence


@pytest.mark.parametrize(
    ("text", "sharing", "selling"),
    [
        ("We never sell your mobile number.", False, True),
        ("We never share your mobile number with third parties.", True, False),
        ("We never sell or share your mobile number.", True, True),
    ],
)
def test_selling_and_sharing_are_told_apart(text: str, sharing: bool, selling: bool) -> None:
    found = read_sharing(text)
    assert (found.denies_sharing, found.denies_selling) == (sharing, selling)


def test_the_clause_that_offends_is_shown_where_it_stands() -> None:
    text = "We love cakes. We never sell anything, but we share your mobile number with partners. Bye."
    (found,) = read_sharing(text).offences()
    assert "share your mobile number with partners" in text[found.start : found.end]
    assert "love" not in text[found.start : found.end]


@pytest.mark.parametrize(
    "before", ["We bake cakes. ", "We never sell cakes. ", "Question? Call us. ", "Carriers are not liable. "]
)
@pytest.mark.parametrize("text", [DENIES[0], DENIES[3], SHARES[0], SHARES[2], CONDITIONAL[0]])
def test_a_sentence_means_the_same_after_another_one(before: str, text: str) -> None:
    assert offends(before + text) is offends(text)
    assert read_sharing(before + text).denies_texting is read_sharing(text).denies_texting


@pytest.mark.parametrize("text", ABOUT_NOTHING)
def test_a_sentence_with_an_object_of_its_own_does_not_speak_of_the_numbers_before_it(text: str) -> None:
    assert not offends(f"{DENIES[0]} {text}")
    assert not offends(f"{SERVICE[0]} {text}")


@given(st.lists(st.sampled_from([*DENIES, *SERVICE, *ABOUT_NOTHING]), min_size=1, max_size=6))
def test_harmless_sentences_together_are_harmless(sentences: list[str]) -> None:
    assert not offends("\n".join(sentences))


@given(st.lists(st.sampled_from([*DENIES, *SERVICE, *ABOUT_NOTHING]), max_size=3), st.sampled_from(SHARES))
def test_one_sentence_that_hands_numbers_over_is_found_among_harmless_ones(others: list[str], text: str) -> None:
    assert offends("\n".join([*others, text, *others]))
