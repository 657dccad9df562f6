"""Whether something is said or denied: the words before it, in the same sentence."""

from onboarding.domain.reference import words
from onboarding.domain.text.phrases import Match
from onboarding.domain.text.reading import END, Text

NEGATIONS = words("negations")
# After these the sentence begins anew: what was denied before is not denied any more.
TURNS = frozenset({"but", "however", "except", "unless", "although", "though", "pero", "excepto", "salvo", "sino"})


def is_denied(text: Text, place: Match, reach: int = 8) -> bool:
    """Is what stands at a place denied by one of the words just before it?"""
    before: list[str] = []
    for word in text.words:
        if word.start >= place.start:
            break
        if word.plain == END or word.plain in TURNS:
            before.clear()
        elif word.plain != ",":
            before.append(word.plain)
    return not NEGATIONS.isdisjoint(before[-reach:])
