"""What carriers do not carry: forbidden subjects, told from harmless uses of the same words (dossier 5.4, 5.9)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from onboarding.domain.answers import SAMPLE_FIELDS
from onboarding.domain.preflight.rule import Evidence, Problem, Rule, Severity, Subject, rule
from onboarding.domain.reference import table
from onboarding.domain.text.negation import is_denied
from onboarding.domain.text.phrases import Cover, Match, Phrases
from onboarding.domain.text.reading import Text, read
from onboarding.domain.words import msg

FIELDS = ("display_name", "legal_name", "description", *SAMPLE_FIELDS, "message_flow", "opt_in_message")
_STORIES = frozenset({"description", "message_flow"})
_SOURCE = "dossier 5.9, prohibited; 5.4, 701 to 709"


@dataclass(frozen=True)
class Category:
    """A forbidden subject: what is sure, what is a hint, what is harmless, and the use case that is meant for it."""

    code: str
    reason: str
    name: str
    sure: Phrases
    hint: Phrases
    fine: Phrases
    unless: str

    def meant(self, text: Text, phrases: Phrases) -> Iterator[Match]:
        """The places where a phrase is meant: not denied, and not part of a harmless one."""
        harmless: Cover | None = None
        for found in phrases.all(text):
            harmless = harmless or self.fine.cover(text)
            if not harmless.touches(found.start, found.end) and not is_denied(text, found):
                yield found

    def first(self, text: Text, phrases: Phrases) -> Match | None:
        """The first of them."""
        return next(self.meant(text, phrases), None)

    def told(self, text: Text, phrases: Phrases) -> Match | None:
        """The first where a text is about it: said in several words, or more than once. A casino may be where a taxi goes."""
        found = list(islice(self.meant(text, phrases), 12))
        places = {(match.start, match.end) for match in found}
        several = (match for match in found if len(text.typed[match.start : match.end].split()) > 1)
        return next(several, None) or (found[0] if len(places) > 1 else None)


@cache
def categories() -> tuple[Category, ...]:
    """Every forbidden subject, from reference data."""
    return tuple(
        Category(
            code=code,
            reason=row["reason"],
            name=row["name"],
            sure=Phrases(*row["sure"]),
            hint=Phrases(*row["hint"]),
            fine=Phrases(*row["fine"]),
            unless=row.get("unless", ""),
        )
        for code, row in table("content").items()
        if isinstance(row, dict)
    )


@lru_cache(maxsize=512)
def _said(typed: str, *, is_story: bool) -> Mapping[tuple[str, bool], Match]:
    """What a text says of each subject, by the subject's code and whether it is sure.

    A name or an example says it with one word; a story about the business (description, ways to agree) may mention what
    it has nothing to do with.
    """
    text = read(typed)
    found: dict[tuple[str, bool], Match] = {}
    wanted = {key for word in text.vocabulary for key in _by_word().get(word, ())}
    for category in categories():
        for is_sure, phrases in ((True, category.sure), (False, category.hint)):
            if (category.code, is_sure) not in wanted:
                continue
            if match := category.told(text, phrases) if is_story else category.first(text, phrases):
                found[category.code, is_sure] = match
    return found


@cache
def _by_word() -> Mapping[str, frozenset[tuple[str, bool]]]:
    """Which subjects a word may begin to tell of: most words tell of none."""
    found: dict[str, set[tuple[str, bool]]] = {}
    for category in categories():
        for is_sure, phrases in ((True, category.sure), (False, category.hint)):
            for word in phrases.needs:
                found.setdefault(word, set()).add((category.code, is_sure))
    return {word: frozenset(keys) for word, keys in found.items()}


def _places(subject: Subject, category: Category, *, is_sure: bool) -> Iterator[Evidence]:
    if subject.answers.use_case == category.unless:
        return
    for field in FIELDS:
        text: str = getattr(subject.answers, field)
        if text and (found := _said(text, is_story=field in _STORIES).get((category.code, is_sure))):
            yield Evidence(field, found.start, found.end)


def _sure(category: Category) -> Rule:
    @rule(
        f"content.{category.code.lower()}",
        predicts=category.reason,
        says=msg(
            "Carriers don't allow texts about %(subject)s. Such a registration is declined for good.",
            subject=msg(category.name),
        ),
        fix=msg(
            "If your business has nothing to do with it, write it in other words. If it has, texting is not open to it."
        ),
        source=_SOURCE,
    )
    def check(subject: Subject) -> Iterator[Problem]:
        for evidence in _places(subject, category, is_sure=True):
            yield Problem(evidence.field, evidence=evidence)
            return

    return check


def _hint(category: Category) -> Rule:
    @rule(
        f"content.{category.code.lower()}_hint",
        severity=Severity.WARNING,
        predicts=category.reason,
        says=msg("A reviewer may take this for %(subject)s, which carriers don't allow.", subject=msg(category.name)),
        fix=msg("If it means something else, write it so that nobody can mistake it."),
        source=_SOURCE,
    )
    def check(subject: Subject) -> Iterator[Problem]:
        if next(_places(subject, category, is_sure=True), None) is None:
            for evidence in _places(subject, category, is_sure=False):
                yield Problem(evidence.field, evidence=evidence)
                return

    return check


RULES = (*(_sure(category) for category in categories()), *(_hint(category) for category in categories()))
