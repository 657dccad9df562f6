"""The example texts: real, named, with a way out, and without what carriers block (dossier 1.7, 5.9)."""

import re
from collections.abc import Iterator

from onboarding.domain.answers import SAMPLE_FIELDS
from onboarding.domain.drafting import sentences
from onboarding.domain.preflight import elements
from onboarding.domain.preflight.additions import with_sentence
from onboarding.domain.preflight.leftovers import name_left_out, problem_of_name
from onboarding.domain.preflight.rule import Evidence, Patch, Problem, Severity, Subject, rule
from onboarding.domain.preflight.shapes import length
from onboarding.domain.preflight.use_case import declared
from onboarding.domain.reference import words
from onboarding.domain.text.names import find_name, words_of
from onboarding.domain.text.phrases import Phrases
from onboarding.domain.text.reading import END, SLOT, read
from onboarding.domain.usecases import all_use_cases
from onboarding.domain.words import msg

_SOURCE = "dossier 1.7, CampaignRequest"
_LINT = "dossier 5.9, samples"
_LEFTOVER = re.compile(
    r"(?<![\w\[{<])(?:X{4,}|XX[:/-]XX|\$X+|#{3,}|TBD|INSERT[A-Z ]{0,20}HERE|FIRST ?NAME|FNAME|LASTNAME|CUSTOMER NAME|NAME|DATE|TIME|"
    r"AMOUNT|ADDRESS|LINK|URL|LOCATION)(?![\w\]}>])"
)
_BLANK = re.compile(r"_{3,}")
_GENERIC = Phrases(
    "sample|test|example|dummy ~1 message|messages|text|texts|sms|one|1|2",
    "your ~1 message|text here",
    "message|text goes here",
    "lorem ipsum",
    "asdf|qwerty|foo",
    "this is|will_be ~2 test|sample|example|message|text",
    "dear valued? customer|sir|client|madam|user|member",
    "type your ~1 message",
    "insert ~3 here",
    "to be determined|decided",
    "various messages|texts",
)
_BOILERPLATE = Phrases(
    "{send} stop|end|quit|unsubscribe|help ~5 opt_out|out|unsubscribe|end|stop|help|cancel|info|end",
    "stop|end|quit ~2 to ~2 opt_out|end|quit|unsubscribe|cancel|stop",
    "{msg} ~2 data rates ~2 apply",
    groups=elements.GROUPS,
)
_SMALL = words("small")


def given(subject: Subject) -> Iterator[tuple[str, str]]:
    """The examples that were written, each with its field."""
    for field in SAMPLE_FIELDS:
        text: str = getattr(subject.answers, field)
        if text:
            yield field, text


def _needs_no_way_out(subject: Subject) -> bool:
    """Codes and texts between machines need no opt-out (dossier 1.7, attribute rules)."""
    return subject.answers.use_case in {"2FA", "M2M"} or declared(subject) == {"2FA"}


@rule(
    "samples.count",
    predicts="SAMPLE_COUNT",
    says=msg("Write as many examples as the use case asks for."),
    source=_SOURCE,
)
def _count(subject: Subject) -> Iterator[Problem]:
    case = all_use_cases().get(subject.answers.use_case)
    least = case.samples if case else 1
    if len(subject.answers.samples) >= least:
        return
    empty = next(name for name in SAMPLE_FIELDS if not getattr(subject.answers, name))
    one = msg("Write an example of a text you will send.")
    yield Problem(
        empty, one if least == 1 else msg("Write at least %(least)s examples of texts you will send.", least=least)
    )


@rule(
    "samples.brand",
    predicts="SAMPLE_NO_BRAND",
    says=msg("None of the examples names your business. People must see who is texting."),
    fix=msg("Begin each text with the name that your customers know."),
    example="Blue Door Bakery: your cake is ready for pickup until 6 PM.",
    source=_LINT,
)
def _no_brand(subject: Subject) -> Iterator[Problem]:
    told = list(given(subject))
    if told and subject.names and all(find_name(subject.names, text) is None for _, text in told):
        field, text = told[0]
        yield Problem(field, patch=_named(subject, text))


@rule(
    "samples.brand_in_each",
    severity=Severity.WARNING,
    predicts="SAMPLE_NO_BRAND",
    says=msg("This example doesn't name your business. Name it in each, to be safe."),
    fix=msg("Begin the text with the name that your customers know."),
    example="Blue Door Bakery: your cake is ready for pickup until 6 PM.",
    source=_LINT,
)
def _brand_in_each(subject: Subject) -> Iterator[Problem]:
    told = list(given(subject))
    without = [(field, text) for field, text in told if subject.names and find_name(subject.names, text) is None]
    if 0 < len(without) < len(told):
        for field, text in without:
            yield Problem(field, patch=_named(subject, text))


def _named(subject: Subject, text: str) -> Patch | None:
    named = f"{subject.names[0]}: {text}"
    return Patch(named) if len(named) <= 1024 and name_left_out(text) is None else None


def _has_way_out(text: str) -> bool:
    return "STOP" in text or elements.STOP.within(read(text))


@rule(
    "samples.stop",
    predicts="SAMPLE_NO_STOP",
    says=msg("None of the examples tells people how to stop your texts."),
    fix=msg("Add “Reply STOP to opt out” to at least one example; in each is safest."),
    example="Blue Door Bakery: your cake is ready for pickup until 6 PM. Reply STOP to opt out.",
    source=_LINT,
)
def _no_stop(subject: Subject) -> Iterator[Problem]:
    told = list(given(subject))
    if told and not _needs_no_way_out(subject) and not any(_has_way_out(text) for _, text in told):
        field, text = told[0]
        yield Problem(field, patch=with_sentence(text, sentences.STOP, 1024))


@rule(
    "samples.stop_in_each",
    severity=Severity.TIP,
    predicts="SAMPLE_NO_STOP",
    says=msg("Some reviewers want “Reply STOP to opt out” in each example. This one has none."),
    source=_LINT,
)
def _stop_in_each(subject: Subject) -> Iterator[Problem]:
    told = list(given(subject))
    without = [(field, text) for field, text in told if not _has_way_out(text)]
    if len(without) < len(told) and not _needs_no_way_out(subject):
        for field, text in without:
            yield Problem(field, patch=with_sentence(text, sentences.STOP, 1024))


@rule(
    "samples.generic",
    severity=Severity.WARNING,
    predicts="SAMPLE_GENERIC",
    says=msg("This example could come from anybody. Reviewers want a text as you would really send it."),
    fix=msg("Write one of your real texts, with [brackets] around what changes, such as [first name]."),
    example="Blue Door Bakery: Hi [first name], your cake is ready for pickup until 6 PM. Reply STOP to opt out.",
    source="dossier 5.9, samples: realistic; 5.3, 30893",
)
def _generic(subject: Subject) -> Iterator[Problem]:
    for field, text in given(subject):
        reading = read(text)
        if found := _GENERIC.find(reading):
            yield Problem(field, evidence=Evidence(field, found.start, found.end))
        elif len(_own_words(subject, text)) < 3:
            yield Problem(field)


def _own_words(subject: Subject, text: str) -> set[str]:
    """The words of an example that are neither the name, nor what every text says; each place to fill in counts."""
    reading = read(text)
    cut = _BOILERPLATE.cover(reading)
    names = {word for name in subject.names for word in words_of(name)}
    return {
        text[word.start : word.end] if word.plain == SLOT else word.plain
        for word in reading.words
        if word.plain not in {",", END}
        and word.plain not in _SMALL
        and word.plain not in names
        and not cut.touches(word.start, word.end)
    }


@rule(
    "samples.twice",
    severity=Severity.WARNING,
    predicts="SAMPLE_GENERIC",
    says=msg("Two examples say the same. Show another kind of text that you send."),
    source="dossier 5.9, samples: one per kind",
)
def _twice(subject: Subject) -> Iterator[Problem]:
    seen: list[frozenset[str]] = []
    for field, text in given(subject):
        words = read(text).vocabulary - {",", END}
        if any(len(words & other) >= 0.9 * len(words | other) for other in seen if words):
            yield Problem(field)
        seen.append(words)


@rule(
    "samples.leftover",
    predicts="SAMPLE_PLACEHOLDER",
    says=msg("The name of the business was left to fill in. Write your own."),
    source="dossier 5.1, SAMPLE_PLACEHOLDER",
)
def _leftover_name(subject: Subject) -> Iterator[Problem]:
    for field, _ in given(subject):
        if problem := problem_of_name(subject, field):
            yield problem


@rule(
    "samples.brackets",
    severity=Severity.WARNING,
    predicts="SAMPLE_PLACEHOLDER",
    says=msg("Put [brackets] around what changes from text to text, so that reviewers don't take it for a mistake."),
    example="Hi [first name], your cake is ready at [time].",
    source="dossier 5.9, samples: [brackets] for variables",
)
def _brackets(subject: Subject) -> Iterator[Problem]:
    for field, text in given(subject):
        if text.isupper():
            continue
        found = _LEFTOVER.search(text)
        blanks = ((w.start, w.end) for w in read(text).words if w.plain == SLOT and text[w.start] == "_")
        place = found.span() if found else next(blanks, None)
        if place:
            yield Problem(field, evidence=Evidence(field, *place), patch=Patch(_bracketed(text)))


def _bracketed(text: str) -> str:
    """Brackets around everything that was left to fill in."""
    return _BLANK.sub("[detail]", _LEFTOVER.sub(lambda match: f"[{_called(match.group())}]", text))


def _called(blank: str) -> str:
    """What is to be filled in: ``FIRST NAME`` is the first name, ``$XX`` an amount."""
    if blank.startswith("$"):
        return "amount"
    inside = blank.strip("#").casefold()
    return inside if set(inside) - set("x:/-") else "detail"


RULES = (
    _count,
    *(
        length(field, msg("Example %(number)s", number=number), 20, 1024, predicts="SAMPLE_GENERIC", source=_SOURCE)
        for number, field in enumerate(SAMPLE_FIELDS, start=1)
    ),
    _no_brand,
    _brand_in_each,
    _no_stop,
    _stop_in_each,
    _generic,
    _twice,
    _leftover_name,
    _brackets,
)
