"""Whether something is said or denied: the words before it, in the same sentence."""

from bisect import bisect_left

from onboarding.domain.reference import words
from onboarding.domain.text.phrases import Match
from onboarding.domain.text.reading import END, Text

NEGATIONS = words("negations")
# After these the sentence begins anew: what was denied before is not denied any more.
TURNS = frozenset({"but", "however", "except", "unless", "although", "though", "pero", "excepto", "salvo", "sino"})


def is_denied(text: Text, place: Match, reach: int = 12) -> bool:
    """Is what stands at a place denied by one of the few words just before it?"""
    at = bisect_left(text.starts, place.start) - 1
    seen = 0
    while at >= 0 and seen < reach:
        word = text.words[at].plain
        if word == END or word in TURNS:
            return False
        if word in NEGATIONS:
            return True
        seen += word != ","
        at -= 1
    return False
