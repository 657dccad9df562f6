"""Sentences that patches put at the end of a text."""

from onboarding.domain.preflight.rule import Patch

_ENDS = (".", "!", "?", "”", '"')


def with_sentence(text: str, sentence: str, most: int) -> Patch | None:
    """A patch that adds a sentence; None when that would make the text longer than ``most`` characters."""
    text = text.rstrip()
    longer = f"{text}{'' if text.endswith(_ENDS) else '.'} {sentence}"
    return Patch(longer) if len(longer) <= most else None
