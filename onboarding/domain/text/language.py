"""What language a text is in, told by its small words; English and Spanish are told apart, all else is other."""

import unicodedata
from enum import StrEnum

from onboarding.domain.reference import words
from onboarding.domain.text.reading import Text


class Language(StrEnum):
    """What we can tell; ``UNSURE`` for texts that are too short."""

    ENGLISH = "en"
    SPANISH = "es"
    OTHER = "other"
    UNSURE = "unsure"


_ENGLISH = words("english")
_SPANISH = words("spanish")
_OTHERS = words("other_languages")


def language(text: Text) -> Language:
    """The language of a text, UNSURE below four telling words."""
    letters = [c for c in text.typed[:2000] if c.isalpha()]
    foreign = sum(1 for c in letters if not unicodedata.name(c, "").startswith("LATIN"))
    if letters and foreign > len(letters) * 0.3:
        return Language.OTHER
    words = [word.plain for word in text.words]
    english = sum(word in _ENGLISH for word in words)
    spanish = sum(word in _SPANISH and word not in _ENGLISH for word in words)
    other = sum(word in _OTHERS and word not in _ENGLISH for word in words)
    if english + spanish + other < 4:
        return Language.UNSURE
    if english >= max(spanish, other):
        return Language.ENGLISH
    return Language.SPANISH if spanish >= other else Language.OTHER
