"""What owners really type, and what nobody does: registrations for property tests of preflight."""

from dataclasses import fields
from typing import Any

from hypothesis import strategies as st

from onboarding.domain.answers import SAMPLE_FIELDS, Answers
from onboarding.domain.examples import example_answers
from onboarding.domain.preflight.rule import Subject
from onboarding.domain.usecases import all_use_cases

FRAGMENTS = [
    "Reply STOP to opt out.", "Reply HELP for help.", "Msg & data rates may apply", "Message frequency varies.", "Rehearsal Bakery:",
    "Hi [first name], your cake is ready.", "[Company Name]", "{{business}}", "______", "20% off this weekend only!", "bit.ly/cake1",
    "http://www.rehearsal-bakery.example/o", "https://other-site.example", "Call (415) 555-0177.", "Call (863) 555-0188.",
    "By booking you agree to texts.", "The box is pre-checked.", "They agree to texts and emails.", "We share your mobile number with partners.",
    "We never share mobile numbers with third parties.", "Your code is 482913.", "Customers check a box on our website.",
    "privacy policy", "terms and conditions", "Agreeing is not a condition of purchase.", "Enter to win a cake!", "Vape and CBD deals",
    "nail gun rental", "wine tasting on Friday", "Su pedido está listo para recoger en la tienda.", "DATE", "XXXX", "test message",
    "Sunny Side Diner: hello", "LLC", "Before you go: 10% off!", "You will get no more texts.", "STOP", "HELP", "“May we text you about orders?”",
]  # fmt: skip
ODD = [
    "", " ", "\n\n", ".", "?!", "🍰" * 30, "\u202eSTOP\u202c", "مرحبا طلبك جاهز", "שלום", "👩‍👩‍👧‍👦", "é", "ﷺ" * 20, "Z̷̢a̸l̵g̶o", "\x00\x01", "\u200b" * 9,
    "[" * 50, "{" * 40 + "}" * 40, "“" * 40, "http://" * 20, "a@" * 30, "." * 80, "1" * 60, "((((", "%%%%", "<<<<>>>>", "STOP" * 40, "'" * 30,
    "ＳＴＯＰ ＨＥＬＰ", "ß" * 40, "İ" * 40, "١٢٣", "a.b." * 30, "https://[", "+1 " * 30, "_" * 70, "$X" * 20, "\t\t", "—" * 30,
]  # fmt: skip
WRITTEN = ("description", "message_flow", *SAMPLE_FIELDS, "opt_in_message", "opt_out_message", "help_message")
SHORT = (
    "legal_name",
    "display_name",
    "street",
    "website",
    "opt_in_page",
    "email",
    "opt_out_keywords",
    "help_keywords",
    "opt_in_keywords",
)
EXAMPLE = example_answers()


def _garbled(text: str) -> st.SearchStrategy[str]:
    """A text with sentences missing, others between them, or something else altogether."""
    sentences = [f"{each}." for each in text.rstrip(".").split(". ")] if text else [""]
    pieces = st.one_of(st.sampled_from(sentences), st.sampled_from(FRAGMENTS))
    return st.one_of(
        st.just(text),
        st.just(""),
        st.lists(pieces, min_size=1, max_size=7).map(" ".join),
        st.sampled_from(FRAGMENTS).map(lambda more: f"{text} {more}"),
        st.just(text.upper()),
        st.sampled_from(ODD),
    )


def _changes(draw: Any) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for field in draw(st.lists(st.sampled_from(WRITTEN), max_size=5, unique=True)):
        told[field] = draw(_garbled(getattr(EXAMPLE, field) or EXAMPLE.sample1))
    for field in draw(st.lists(st.sampled_from(SHORT), max_size=2, unique=True)):
        own: str = getattr(EXAMPLE, field)
        told[field] = draw(
            st.sampled_from(["", own, own.lower(), "STOP", "stop; quit, HELP", "Test", "[Name]", "Rehearsal dba Bakery", "PO Box 7", "http://a.example",
                             "bit.ly/x", "Bakery Inc", "hello@gmail.com", "INFO,START", "HELP,HELP"])
        )  # fmt: skip
    for field in draw(
        st.lists(
            st.sampled_from(["embedded_link", "embedded_phone", "age_gated", "direct_lending", "number_pool"]),
            max_size=2,
        )
    ):
        told[field] = True
    if draw(st.booleans()):
        told["use_case"] = draw(st.sampled_from([*all_use_cases(), "NO_SUCH"]))
    if draw(st.booleans()):
        told["opt_in_methods"] = tuple(
            draw(
                st.lists(st.sampled_from(["website", "paper", "verbal", "keyword", "qr_code"]), max_size=3, unique=True)
            )
        )
    return told


@st.composite
def _typed(draw: Any) -> Subject:
    link = draw(st.sampled_from(["", "https://greenlight.example/p/bakery"]))
    answers = EXAMPLE.with_changes(_changes(draw))
    return Subject(answers, "59-0324412", has_number=True, has_policy=True, policy_link=link, terms_link=link)


# The example business, with answers blanked, garbled and mixed with what people paste from elsewhere.
TYPED = _typed()

_PIECE = st.one_of(
    st.sampled_from(FRAGMENTS), st.sampled_from(ODD), st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
)
_LONG = st.builds(
    lambda piece, most: (piece * (most // max(len(piece), 1)))[:most], _PIECE, st.sampled_from([255, 1024, 4096])
)
_WILD = st.one_of(
    _LONG, st.lists(_PIECE, max_size=8).map(" ".join), st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
)


def _any_value(value: Any) -> st.SearchStrategy[Any]:
    if isinstance(value, bool):
        return st.booleans()
    if isinstance(value, tuple):
        return st.lists(st.sampled_from(["website", "verbal", "MARKETING", "", "🍰"]), max_size=4).map(tuple)
    return st.one_of(st.just(value), _WILD)


# Every field with anything at all in it, long texts among them.
WILD = st.builds(
    Subject,
    answers=st.builds(Answers, **{f.name: _any_value(getattr(EXAMPLE, f.name)) for f in fields(Answers)}),
    ein=st.one_of(st.just("59-0324412"), st.text(max_size=20)),
    has_number=st.booleans(),
    has_policy=st.booleans(),
)
