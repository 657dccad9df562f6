"""The kinds of documents, what each is called, and how much of the world sees it."""

from collections.abc import Mapping
from enum import StrEnum

from onboarding.domain.preflight.pages import PageKind
from onboarding.domain.words import Message, msg


class Kind(StrEnum):
    """A kind of document; the value is also its part of the address."""

    PRIVACY = "privacy"
    TERMS = "terms"
    OPT_IN = "optin"
    PAPER = "paper"
    VERBAL = "verbal"
    SIGN = "sign"
    AMENDMENT = "amendment"

    @property
    def is_hosted(self) -> bool:
        """Has it a public address? The others are made for the owner alone."""
        return self in PATHS


# The last part of a public address, for those that have one.
PATHS: Mapping[Kind, str] = {Kind.PRIVACY: "privacy", Kind.TERMS: "terms", Kind.OPT_IN: "opt-in"}
OF_PATH: Mapping[str, Kind] = {path: kind for kind, path in PATHS.items()}
HOSTED = tuple(PATHS)
# What is kept in versions: everything whose words somebody agrees to or reads. An amendment is only copied.
PUBLISHED = tuple(kind for kind in Kind if kind is not Kind.AMENDMENT)
SHEETS = (Kind.PAPER, Kind.VERBAL, Kind.SIGN)

NAMES: Mapping[Kind, Message] = {
    Kind.PRIVACY: msg("Privacy policy"),
    Kind.TERMS: msg("Texting terms"),
    Kind.OPT_IN: msg("Sign-up page"),
    Kind.PAPER: msg("Paper form"),
    Kind.VERBAL: msg("Script for staff"),
    Kind.SIGN: msg("Sign with a QR code"),
    Kind.AMENDMENT: msg("Paragraphs for a policy you already have"),
}
# As which page the rules of preflight read a hosted document.
READ_AS: Mapping[Kind, PageKind] = {
    Kind.PRIVACY: PageKind.PRIVACY,
    Kind.TERMS: PageKind.TERMS,
    Kind.OPT_IN: PageKind.OPT_IN,
}


class Language(StrEnum):
    """A language that documents are published in."""

    ENGLISH = "en"
    SPANISH = "es"


LANGUAGE_NAMES: Mapping[Language, str] = {Language.ENGLISH: "English", Language.SPANISH: "Español"}
