"""The words around a document, in its own language (``data/document_words.toml``)."""

from collections.abc import Mapping

from onboarding.domain.documents.kinds import Language
from onboarding.domain.reference import table


def frame_words(language: Language) -> Mapping[str, str]:
    """Every word of the frame, by its name."""
    found: Mapping[str, str] = table("document_words")["frame"][language.value]
    return found


def say(language: Language, sentence: str, /, **values: str) -> str:
    """One sentence of the frame with its values; what a value holds is never taken for a place to fill."""
    parts = frame_words(language)[sentence].split("{")
    told = [parts[0]]
    for part in parts[1:]:
        place, _, rest = part.partition("}")
        told += [values[place], rest]
    return "".join(told)
