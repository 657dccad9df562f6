"""Who gets mobile numbers and consent: a reader of what policies say about sharing, in English and Spanish.

Every clause with a verb of handing over is judged by itself: is it denied, who gets what, and what for. "We never share"
and "we share with partners with your consent" hold the same words; only their order tells them apart (peers B9, E1).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onboarding.domain.preflight.sharing_clauses import WE, Statement, Verdict, clauses, hands_over
from onboarding.domain.preflight.sharing_words import vocabulary
from onboarding.domain.text.negation import NEGATIONS, is_denied
from onboarding.domain.text.phrases import Phrases
from onboarding.domain.text.reading import Word, read


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that a text says about sharing; ``excludes`` is where it takes texting data out of all it said."""

    statements: tuple[Statement, ...]
    excludes: bool
    overrides: bool

    @property
    def denies_texting(self) -> bool:
        """Is it said without conditions that mobile numbers or consent are not handed over?"""
        return self.excludes or any(s.verdict is Verdict.DENIED and s.of_texting for s in self.statements)

    @property
    def denies_anything(self) -> bool:
        """Is any sharing denied without conditions?"""
        return self.excludes or any(s.verdict is Verdict.DENIED for s in self.statements)

    @property
    def denies_sharing(self) -> bool:
        """Does a denial cover more than selling?"""
        return self.excludes or any(s.verdict is Verdict.DENIED and s.of_sharing for s in self.statements)

    @property
    def denies_selling(self) -> bool:
        """Does a denial cover selling, too?"""
        return any(s.verdict is Verdict.DENIED and s.of_selling for s in self.statements)

    def offences(self) -> Iterator[Statement]:
        """The clauses that a reviewer declines for.

        A general clause is mended by one that takes texting data out; a clause about phone numbers or contact details is
        mended only where the text says that nothing else in it counts.
        """
        for each in self.statements:
            if each.verdict is Verdict.SHARED:
                covered = self.excludes or self.overrides or (self.denies_texting and not each.of_contact)
                if each.of_texting or not covered:
                    yield each
            elif each.verdict is Verdict.CONDITIONAL and (each.of_texting or not self.denies_texting):
                yield each


@lru_cache(maxsize=64)
def read_sharing(text: str) -> Reading:
    """Read everything that a text says about sharing; takes time in proportion to its length."""
    reader = _Reader(text)
    reader.statements += _received(text)
    for sentence in read(text).sentences:
        reader.take(sentence)
    return Reading(tuple(reader.statements), reader.excludes, reader.overrides)


class _Reader:
    """Goes through the sentences and remembers what the one before left open: a list, a denial, what "them" are."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.statements: list[Statement] = []
        self.excludes = self.overrides = False
        self._denied = False
        self._lead: tuple[Word, ...] = ()
        self._items = 0
        self._before: tuple[Word, ...] = ()

    def take(self, sentence: tuple[Word, ...]) -> None:
        """Read one sentence."""
        plains = [word.plain for word in sentence]
        self.excludes |= _excludes(plains)
        self.overrides |= _overrides(plains)
        if self._denied and plains[0] in WE | {"you", "if", "your"}:
            self._denied = False
        if self._lead and (self._items > 9 or len(sentence) > 40 or plains[0] in {"we", "you", "if"}):
            self._lead = ()
        whole = (*self._lead, *sentence)
        found = list(clauses(whole, denied=self._denied, lead=self._before))
        self._items += 1
        self.statements += found
        if self._opens_a_list(sentence) and not self._lead:
            self._lead, self._items = (sentence, 0) if hands_over(plains) else ((), 0)
        if not found and not self._lead:
            denies = not NEGATIONS.isdisjoint(plains)
            opens = self._opens_a_list(sentence) or (
                len(plains) <= 7 and plains[-1] in {"do", "hacemos", "not", "never"}
            )
            self._denied = (denies and opens) or (self._denied and len(plains) < 14)
        if not (vocabulary("texting") | vocabulary("general")).isdisjoint(plains):
            self._before = sentence  # what "it" and "them" are in the next one

    def _opens_a_list(self, sentence: tuple[Word, ...]) -> bool:
        return self.text[sentence[-1].start] == ":"


_RECEIVED = Phrases(
    "partners|partner|sponsors|sponsor|affiliates|advertisers|brands|lenders|dealers|others ~4 "
    "receive|receives|get|gets|obtain|obtains ~7 number|numbers|phone|list|lists|data|information|contact|contacts",
    "partners|affiliates|sponsors|advertisers|companies|others ~4 access to ~3 number|numbers|phone|list|data|information",
    "partners|affiliates|sponsors|advertisers ~2 may|can|will text|contact|call|message|send",
    "socios|patrocinadores|afiliados|anunciantes ~4 reciben|recibiran|obtienen ~6 numero|numeros|datos|lista",
)


def _received(text: str) -> Iterator[Statement]:
    """``Our sponsors receive the list of cell numbers``: handing over, told from the other side."""
    for found in _RECEIVED.all(read(text)):
        if not is_denied(read(text), found):
            yield Statement(
                Verdict.SHARED,
                of_texting=True,
                of_selling=False,
                of_sharing=True,
                of_contact=True,
                start=found.start,
                end=found.end,
            )


def _excludes(plains: Sequence[str]) -> bool:
    """``All of the above categories exclude text messaging originator opt-in data and consent.``"""
    for at, word in enumerate(plains):
        if word in vocabulary("excluding"):
            near = {*plains[max(at - 14, 0) : at], *plains[at + 1 : at + 14]}
            if near & vocabulary("texting") and NEGATIONS.isdisjoint(plains[max(at - 3, 0) : at]):
                return True
    return False


def _overrides(plains: Sequence[str]) -> bool:
    """``Nothing else in this policy changes that.`` ``This applies notwithstanding anything else.``"""
    line = f" {' '.join(plains)} "
    return any(
        f" {words} " in line
        for words in (
            "nothing else in this policy",
            "nothing in this policy changes",
            "nothing else here changes",
            "overrides anything",
            "overrides everything",
            "notwithstanding",
            "no obstante",
            "whatever is said above",
            "whatever is said elsewhere",
            "whatever else this policy says",
            "does not reach text",
            "does not apply to text",
            "does not apply to mobile",
            "do not apply to text",
            "do not apply to mobile",
            "regardless of anything",
            "nada de lo anterior",
            "nada en esta politica",
        )
    )
