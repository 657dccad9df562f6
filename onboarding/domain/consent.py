"""What a person who texts back wants: stop, help, or start again (dossier 6.1; 47 CFR 64.1200(a)(10))."""

import re
import unicodedata
from enum import StrEnum

# The words that end consent whatever a campaign says, and the carriers' own defaults.
STOP_WORDS = frozenset(
    {"STOP", "STOPALL", "STOP ALL", "QUIT", "END", "REVOKE", "OPT OUT", "OPTOUT", "CANCEL", "UNSUBSCRIBE", "ARRET"}
)
HELP_WORDS = frozenset({"HELP", "INFO"})
START_WORDS = frozenset({"START", "UNSTOP", "JOIN"})

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_SPACES = re.compile(r"[\s-]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_PLEASANTRIES = re.compile(r"\b(PLEASE|PLS|THANKS|THANK YOU|NOW|TEXTING ME|MESSAGES|TEXTS|ME)\b")


class Wish(StrEnum):
    """What a reply asks for."""

    STOP = "stop"
    HELP = "help"
    START = "start"
    NONE = "none"


def normalized(text: str) -> str:
    """Upper case without accents, single spaces, no punctuation or emoji at the edges: ``" Arrêt. "`` becomes ``ARRET``."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return _EDGES.sub("", _SPACES.sub(" ", plain)).upper()


def wish(text: str, *, stop_words: str = "", help_words: str = "", start_words: str = "") -> Wish:
    """Read a reply. The campaign's own keywords (comma-separated) come on top of the universal ones.

    A reply that begins with a stop word and says please, thanks or the like still ends consent.
    """
    said = normalized(text)
    bare = normalized(_PLEASANTRIES.sub(" ", said))
    for words, own, meaning in (
        (STOP_WORDS, stop_words, Wish.STOP),
        (HELP_WORDS, help_words, Wish.HELP),
        (START_WORDS, start_words, Wish.START),
    ):
        all_words = words | {word.strip().upper() for word in own.split(",") if word.strip()}
        if said in all_words or bare in all_words:
            return meaning
    return Wish.NONE
