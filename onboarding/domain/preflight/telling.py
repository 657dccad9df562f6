"""Whether a request for consent tells what the texts are about, in words that no list foresees."""

from collections.abc import Iterable

from onboarding.domain.reference import words
from onboarding.domain.text.names import words_of
from onboarding.domain.text.reading import read

_MESSAGES = frozenset({"text", "texts", "message", "messages", "sms", "msgs", "texted"})
_ASKING = frozenset({"agree", "receive", "get", "send", "consent", "join", "may", "want", "subscribe", "sign", "yes"})
_SAID_BY_ALL = words("said_by_all")


def tells_of_something(text: str, names: Iterable[str], *, whole: bool = False) -> bool:
    """Does a sentence that asks for texts go on with words of its own: ``texts from … on what's ripe``?

    ``whole`` is for the words beside a box, where what comes before counts, too; in a story it is about the form.
    """
    own_names = {word for name in names for word in words_of(name)}
    for sentence in read(text).sentences:
        plains = [word.plain for word in sentence if word.plain != ","]
        asked = next((at for at, word in enumerate(plains) if word in _MESSAGES and at), None)
        if asked is None or _ASKING.isdisjoint(plains):
            continue
        own = {
            w
            for w in (plains if whole else plains[asked + 1 :])
            if len(w) > 2 and w not in own_names and w not in _SAID_BY_ALL
        }
        if len(own) >= 2:
            return True
    return False
