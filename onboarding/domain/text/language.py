"""What language a text is in, told by its small words; English and Spanish are told apart, all else is other."""

from enum import StrEnum
from functools import lru_cache

from onboarding.domain.reference import words
from onboarding.domain.text.reading import Text, read


class Language(StrEnum):
    """What we can tell; ``UNSURE`` for texts that are too short."""

    ENGLISH = "en"
    SPANISH = "es"
    OTHER = "other"
    UNSURE = "unsure"


_ENGLISH = words("english")
_SPANISH = words("spanish") - _ENGLISH
_OTHERS = words("other_languages") - _ENGLISH


def language(text: Text) -> Language:
    """The language of a text, UNSURE below four telling words."""
    return _language(text.typed)


@lru_cache(maxsize=512)
def _language(typed: str) -> Language:
    if not typed.isascii() and _is_in_other_letters(typed):
        return Language.OTHER
    words = [word.plain for word in read(typed).words]
    english = sum(word in _ENGLISH for word in words)
    spanish = sum(word in _SPANISH for word in words)
    other = sum(word in _OTHERS for word in words)
    if english + spanish + other < 4:
        return Language.UNSURE
    if english >= max(spanish, other):
        return Language.ENGLISH
    return Language.SPANISH if spanish >= other else Language.OTHER


def _is_in_other_letters(typed: str) -> bool:
    """Are more than three letters in ten from beyond the Latin ones (which end at U+024F)?"""
    letters = [c for c in typed[:2000] if c.isalpha()]
    return sum(ord(c) > 0x24F for c in letters) > len(letters) * 0.3
