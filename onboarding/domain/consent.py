"""What a person who texts back wants: no more texts, texts again, help, or nothing of the kind (dossier 6.1, 6.2).

Any reasonable wording ends consent (47 CFR 64.1200(a)(10)), so free text is read, too: by a grammar of phrases, in English
and Spanish, minding denial and everyday uses of the words. Where it is not clear the answer errs towards the recipient.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from onboarding.domain.consent_phrases import HELP, IN, KEEP_ON, MAYBE, OUT, TALK
from onboarding.domain.text.negation import is_denied
from onboarding.domain.text.phrases import Cover, Match, Phrases
from onboarding.domain.text.reading import END, Text, read

# The words that end consent whatever a campaign says, and the carriers' own defaults.
STOP_WORDS = frozenset(
    {"STOP", "STOPALL", "STOP ALL", "QUIT", "END", "REVOKE", "OPT OUT", "OPTOUT", "CANCEL", "UNSUBSCRIBE", "ARRET",
     "ALTO", "PARAR", "PARE", "PAREN", "BAJA", "CANCELAR", "DETENER", "SALIR", "FIN", "REMOVE", "REMOVE ME"}
)  # fmt: skip
HELP_WORDS = frozenset({"HELP", "INFO", "AYUDA", "INFORMACION"})
START_WORDS = frozenset(
    {"START", "UNSTOP", "JOIN", "SUBSCRIBE", "INSCRIBIR", "SUSCRIBIR", "COMENZAR", "EMPEZAR", "INICIAR", "ALTA"}
)

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_SPACES = re.compile(r"[\s-]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_PLEASANTRIES = re.compile(
    r"\b(PLEASE|PLS|PLZ|PLEASE AND THANK YOU|THANKS|THANK YOU|THX|TY|NOW|TEXTING ME|MESSAGES|TEXTS|ME|IT|THIS|ALREADY|HI|HELLO|OK|SIR|MAAM|POR FAVOR|"
    r"PORFAVOR|GRACIAS|YA|AHORA|HOLA)\b"
)
_DRAWN_OUT = re.compile(r"([A-Za-z])\1{2,}")  # aloneeee
_SPACED = re.compile(r"^(?:[A-Z0] ){2,}[A-Z0]$")  # S T O P
_SIGNS = {"🛑", "🚫", "⛔"}
_RUDE_SIGNS = {"🖕", "✋", "👎", "🙅"}
# One slip away from STOP, but words of their own.
_WORDS_NEAR_STOP = frozenset(
    {"SHOP", "TOP", "STEP", "SLOP", "SOP", "STOW", "ATOP", "STOOP", "STOCK", "STORE", "SPOT", "TOPS", "SHOPS", "SWOP"}
)
_SLIPS = ("STOP", "UNSUBSCRIBE", "CANCEL")
_SLIPS_OF_START = ("START", "UNSTOP", "SUBSCRIBE")
_WORDS_NEAR_START = frozenset({"STAR", "STARS", "STARTS", "SMART", "STARE", "TART", "STAT", "SUBSCRIBED"})
# A whole reply that may be an answer to anything, or a refusal of the texts.
_UNSURE_WORDS = frozenset(
    {"NO", "NOPE", "NAH", "NO THANKS", "NO THANK YOU", "ENOUGH", "BASTA", "YA BASTA", "YA", "DONE", "PASS", "CANCEL IT", "END IT", "STOP IT ALL",
     "SUFICIENTE", "NOT NOW", "NO GRACIAS", "CANCELELO", "CANCELALO", "NEVER", "NUNCA", "NO MORE", "NO MAS", "DO NOT TEXT", "DONT TEXT", "DON T TEXT", "DO NOT TEXT ME", "NO TEXTS", "SPAM", "NOT ME", "CEASE", "DISCONTINUE", "STOP HERE", "ST OP", "I M DONE", "IM DONE", "I M GOOD", "IM GOOD"}
)  # fmt: skip
_STOPPING = frozenset(
    [
        "stop",
        "stopp",
        "stops",
        "quit",
        "cease",
        "discontinue",
        "unsubscribe",
        "optout",
        "remove",
        "spam",
        "terminate",
        "eliminar",
        "salir",
        "parar",
        "paren",
        "cancelar",
        "basta",
    ]
)
_SHORT = 7  # words of a text in which one such word is enough to ask a person
_LONG = 12  # words past which an inbound text is talk that has to say its wish in a phrase
_LONGEST = 1600  # characters; the carriers bring no more


class Wish(StrEnum):
    """What a reply asks for."""

    STOP = "opt_out"
    HELP = "help"
    START = "opt_in"
    UNSURE = "ambiguous"
    NONE = "none"


@dataclass(frozen=True)
class Reading:
    """A reply as it was read: what it asks for, and the words that say so (empty when none do).

    ``is_keyword`` when the whole reply is one of the words that ask for it, and not a sentence that was understood.
    """

    wish: Wish
    words: str = ""
    is_keyword: bool = False


def normalized(text: str) -> str:
    """Upper case without accents, single spaces, no punctuation or emoji at the edges: ``" Arrêt. "`` becomes ``ARRET``."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return _EDGES.sub("", _SPACES.sub(" ", plain)).upper()


_YES = frozenset({"YES", "Y", "YES PLEASE", "YEP", "YEAH", "SI", "SI POR FAVOR", "CONFIRM", "OK", "CONFIRMO"})


def is_yes(text: str) -> bool:
    """A bare yes: it confirms a sign-up, and means nothing where nobody was asked (dossier 6.1)."""
    return normalized(text) in _YES


def wish(text: str, *, stop_words: str = "", help_words: str = "", start_words: str = "") -> Wish:
    """Read a reply. The campaign's own keywords (comma-separated) come on top of the universal ones."""
    return classify(text, stop_words=stop_words, help_words=help_words, start_words=start_words).wish


def classify(text: str, *, stop_words: str = "", help_words: str = "", start_words: str = "") -> Reading:
    """Sort a reply, whatever it holds.

    1. A keyword alone, with pleasantries, a slip of the finger or in pieces.
    2. Phrases: what is only talk takes its words away; a clear wish to stop wins over all else, unless the same text asks
       for texts, too, or for some of them, which a person decides.
    """
    text = text[:_LONGEST]
    own = {Wish.STOP: stop_words, Wish.HELP: help_words, Wish.START: start_words}
    keyword = _keyword(text, own)
    if keyword is not None:
        return Reading(keyword, text.strip(), is_keyword=True)
    if _is_slip_of_start(text):
        return Reading(Wish.START, text.strip())  # a name is one letter away, too: it lifts nothing
    return _phrase(text)


def _keyword(text: str, own: dict[Wish, str]) -> Wish | None:
    said = normalized(text)
    if not said:
        if _SIGNS & set(text):
            return Wish.STOP
        return Wish.UNSURE if _RUDE_SIGNS & set(text) else None
    bare = normalized(_PLEASANTRIES.sub(" ", said))
    joined = said.replace(" ", "") if _SPACED.match(said) else said
    forms = {said, bare, joined, said.replace("0", "O")}
    for meaning, universal in ((Wish.STOP, STOP_WORDS), (Wish.HELP, HELP_WORDS), (Wish.START, START_WORDS)):
        words = universal | {word.strip().upper() for word in own[meaning].split(",") if word.strip()}
        if forms & words:
            return meaning
    if {said, said.replace("'", " ")} & _UNSURE_WORDS:
        return Wish.UNSURE
    if len(set(bare.split())) == 1 and bare.split()[0] in STOP_WORDS:
        return Wish.STOP  # STOP STOP STOP
    if " " not in bare and bare not in _WORDS_NEAR_STOP and any(_is_slip(bare, word) for word in _SLIPS):
        return Wish.STOP
    return None


def _is_slip_of_start(text: str) -> bool:
    bare = normalized(_PLEASANTRIES.sub(" ", normalized(text)))
    return " " not in bare and bare not in _WORDS_NEAR_START and any(_is_slip(bare, word) for word in _SLIPS_OF_START)


def _is_slip(typed: str, meant: str) -> bool:
    """One letter too many, too few, another one, or two changed about."""
    if typed == meant or abs(len(typed) - len(meant)) > 1 or len(typed) < 3 or typed[0] not in {meant[0], meant[1]}:
        return False
    at = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant)))
    rest, wanted = typed[at:], meant[at:]
    swapped = rest[:2] == wanted[:2][::-1] and rest[2:] == wanted[2:]
    return swapped or rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:]


def _phrase(typed: str) -> Reading:
    typed = _DRAWN_OUT.sub(r"\1", typed)
    text = read(typed)
    talk = TALK.cover(text)
    kept_on = next(KEEP_ON.all(text), None)
    spared = KEEP_ON.cover(text)
    out = _first(OUT, text, spared) or _shouted(text, typed, talk, spared) or _said_first(text, talk)
    maybe = _first(MAYBE, text, spared, talk)
    wants = _first(IN, text, spared, talk)
    if wants is not None and is_denied(text, wants):
        out, wants = out or wants, None
    if out and _is_over_talk(out, talk):
        out = None
    if out and (wants or _keeps_some(text)) and not kept_on:
        return Reading(Wish.UNSURE, _quoted(typed, out))
    if out:
        return Reading(Wish.STOP, _quoted(typed, out))
    if maybe:
        return Reading(Wish.UNSURE, _quoted(typed, maybe))
    if wants:
        return Reading(Wish.START, _quoted(typed, wants))
    if (asks := HELP.find(text)) is not None:
        return Reading(Wish.HELP, _quoted(typed, asks))
    if (unsaid := _stops_somehow(text, talk, spared)) is not None:
        return Reading(Wish.UNSURE, _quoted(typed, unsaid))
    return Reading(Wish.NONE)


def _stops_somehow(text: Text, talk: Cover, spared: Cover) -> Match | None:
    """A short text with a word of stopping that everyday talk does not explain: better held than overlooked."""
    said = [word for word in text.words if word.plain.isalpha()]
    for word in said if len(said) <= _SHORT else []:
        place = Match(word.start, word.end)
        if word.plain in _STOPPING and not talk.touches(*place) and not spared.touches(*place):
            return place
    return None


def _first(phrases: Phrases, text: Text, *spared: Cover) -> Match | None:
    return next((m for m in phrases.all(text) if not any(cover.touches(*m) for cover in spared)), None)


def _is_over_talk(found: Match, talk: Cover) -> bool:
    """Is every character of what was found part of everyday talk?"""
    return all(talk.touches(at, at + 1) for at in range(found.start, found.end))


def _shouted(text: Text, typed: str, talk: Cover, spared: Cover) -> Match | None:
    """STOP in capitals in a text that is not all capitals."""
    if typed.isupper():
        return None
    for word in text.words:
        shouted = typed[word.start : word.end]
        place = Match(word.start, word.end)
        if shouted in {"STOP", "UNSUBSCRIBE", "CANCEL", "QUIT", "END"} and not (
            talk.touches(*place) or spared.touches(*place) or is_denied(text, place, 4)
        ):
            return place
    return None


_FIRST_WORDS = frozenset({"stop", "unsubscribe", "quit", "end", "alto", "pare", "paren"})


def _said_first(text: Text, talk: Cover) -> Match | None:
    """A keyword that is a sentence of its own: “Stop. I don't want these.”"""
    words = text.words
    for index, word in enumerate(words[: _LONG * 2]):
        before = words[index - 1].plain if index else END
        after = words[index + 1].plain if index + 1 < len(words) else END
        alone = before in {END, ","} and after in {END, ","}
        if alone and word.plain in _FIRST_WORDS and not talk.touches(word.start, word.end):
            return Match(word.start, word.end)
    return None


_SOME = Phrases(
    "just|only|nomas|nada_mas ~1 want|need|text|send|los|las|cuando",
    "but|just|only|except|still|instead ~5 keep|reminders|reminder|appointment|appointments|order|orders|delivery|updates|alerts|receipts|pickup|school|emergency|emergencies|important|email|emails|call|calls",
    "keep the|my|those|sending|only ~2 reminders|reminder|appointment|appointments|order|orders|delivery|alerts|updates",
    "pero|solo|menos|excepto ~5 recordatorios|citas|cita|pedidos|entregas|avisos|importantes|emergencias|correo|llamadas",
    "until|till|for_now|hasta|por_ahora|por_el_momento",
)


def _keeps_some(text: Text) -> bool:
    """Are some texts still wanted, or only for a while none?"""
    return _SOME.within(text)


def _quoted(typed: str, found: Match) -> str:
    return " ".join(typed[found.start : found.end].split())
