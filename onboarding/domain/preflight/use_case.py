"""What the texting is for: the use case, its kinds of messages, and whether the examples fit them (dossier 1.7)."""

import re
from collections.abc import Iterator

from onboarding.domain.answers import SAMPLE_FIELDS
from onboarding.domain.preflight.kinds import STRONG_OFFERS, find_code, kinds_of
from onboarding.domain.preflight.rule import Evidence, Problem, Severity, Subject, rule
from onboarding.domain.preflight.shapes import required
from onboarding.domain.text.negation import is_denied
from onboarding.domain.text.phrases import Phrases
from onboarding.domain.text.reading import read
from onboarding.domain.usecases import all_use_cases, sub_use_cases
from onboarding.domain.words import msg

_SOURCE = "dossier 1.7, use cases"
_FIT = "dossier 5.1, USECASE_MISMATCH; 5.4, 602"
# Special use cases whose messages may be of any kind.
_OPEN = frozenset(
    [
        "CHARITY",
        "POLITICAL",
        "SWEEPSTAKE",
        "SOCIAL",
        "AGENTS_FRANCHISES",
        "EMERGENCY",
        "K12_EDUCATION",
        "PROXY",
        "CARRIER_EXEMPT",
        "M2M",
    ]
)
# Kinds whose messages can be told by their words; the others may say anything.
_TELLTALE = frozenset({"2FA", "DELIVERY_NOTIFICATION", "FRAUD_ALERT", "SECURITY_ALERT"})
_POLITICAL = Phrases(
    "vote|voting|votes against|yes|no|early",
    "vote|voting|votes for ~6 mayor|congress|senate|senator|governor|council|president|sheriff|judge|representative|office|board",
    "candidate|candidates for ~3 mayor|congress|senate|senator|governor|council|president|sheriff|judge|office",
    "election day|season|night|results",
    "democrat|democrats|republican|republicans|gop|congressman|senator|pac|super_pac|polling_place",
    "running|campaign|campaigning for mayor|congress|senate|governor|council|president|sheriff|judge|office",
    "political ~2 campaign|committee|donation|messages|texts|action",
    "get out the vote",
    "elect|reelect|re_elect",
    "count on your vote",
    "chip in ~8 campaign",
)
_VOLUME = re.compile(
    r"\b([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{4,9})\+? +(?:sms +)?(?:texts|messages|sms|people) +(?:a|per|each|every) +day",
    re.IGNORECASE,
)
_DAILY = 2000  # what a low-volume campaign may send to T-Mobile customers in a day (dossier 4.2)


def declared(subject: Subject) -> frozenset[str]:
    """The kinds of messages that were named, by the use case itself where it covers one kind only."""
    told = subject.answers
    if told.use_case in sub_use_cases() and not told.sub_use_cases:
        return frozenset({told.use_case})
    return frozenset(told.sub_use_cases)


def sends_offers(subject: Subject) -> bool:
    """Is marketing among what is sent, as declared or as the examples show?"""
    return "MARKETING" in declared(subject) or any(
        STRONG_OFFERS.within(read(text)) or "% off" in text for text in subject.answers.samples
    )


@rule(
    "use_case.open",
    predicts="USECASE_MISMATCH",
    says=msg("Choose a use case that is open to your kind of business."),
    source=_SOURCE,
)
def _use_case(subject: Subject) -> Iterator[Problem]:
    code, entity = subject.answers.use_case, subject.answers.entity_type
    if not code:
        return
    case = all_use_cases().get(code)
    if case is None:
        yield Problem("use_case", msg("Choose a use case from the list."))
    elif entity and entity not in case.entities:
        yield Problem(
            "use_case", msg("“%(name)s” is not open to your kind of business. Choose another.", name=case.name)
        )


@rule(
    "sub_use_cases.count",
    predicts="USECASE_MISMATCH",
    says=msg("Choose as many kinds of messages as the use case asks for."),
    source=_SOURCE,
)
def _sub_use_cases(subject: Subject) -> Iterator[Problem]:
    case = all_use_cases().get(subject.answers.use_case)
    chosen = subject.answers.sub_use_cases
    if case is None:
        return
    if len(set(chosen)) != len(chosen) or not set(chosen) <= set(sub_use_cases()):
        yield Problem("sub_use_cases", msg("Choose the kinds of messages from the list."))
    elif len(chosen) < case.sub_least:
        yield Problem(
            "sub_use_cases",
            msg("Choose at least %(least)s kinds of messages.", least=case.sub_least)
            if case.sub_least > 1
            else msg("Choose at least one kind of message."),
        )
    elif len(chosen) > case.sub_most:
        yield Problem(
            "sub_use_cases",
            msg("Choose up to %(most)s kinds of messages.", most=case.sub_most)
            if case.sub_most
            else msg("This use case covers one kind of message only. Clear the boxes here."),
        )


@rule(
    "use_case.pool",
    predicts="USECASE_MISMATCH",
    says=msg("Low-volume registration is for 49 numbers at most, and you checked that you use 50 or more."),
    fix=msg("Clear that box, or choose a use case for a higher volume."),
    source="dossier 0.2, fact 10; 1.7, numberPool",
)
def _pool(subject: Subject) -> Iterator[Problem]:
    if subject.answers.number_pool and subject.answers.use_case in {"LOW_VOLUME", "SOLE_PROPRIETOR"}:
        yield Problem("use_case")


@rule(
    "use_case.volume",
    severity=Severity.WARNING,
    predicts="USECASE_MISMATCH",
    says=msg("You describe more texts a day than low-volume registration allows, about 2,000 to T-Mobile customers."),
    fix=msg("Choose a use case for a higher volume. After filing it can't be changed, only filed and paid anew."),
    source="dossier 4.2; 1.7, LOW_VOLUME",
)
def _volume(subject: Subject) -> Iterator[Problem]:
    if subject.answers.use_case not in {"LOW_VOLUME", "SOLE_PROPRIETOR"}:
        return
    found = _VOLUME.search(subject.answers.description)
    if found and int(found.group(1).replace(",", "")) > _DAILY:
        yield Problem("use_case", evidence=Evidence("description", found.start(), found.end()))


@rule(
    "sub_use_cases.offers",
    severity=Severity.WARNING,
    predicts="USECASE_MISMATCH",
    says=msg("An example is an offer, but “Offers, sales and news” is not among the kinds of messages you named."),
    fix=msg("Name that kind of message too, or take the offer out of the example."),
    source=_FIT,
)
def _offers(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    kinds = declared(subject)
    if not kinds or told.use_case in _OPEN or "MARKETING" in kinds:
        return
    for field in SAMPLE_FIELDS:
        text: str = getattr(told, field)
        found = STRONG_OFFERS.find(read(text))
        if found or "% off" in text:
            place = Evidence(field, found.start, found.end) if found else None
            yield Problem("sub_use_cases" if told.sub_use_cases else "use_case", evidence=place)
            return


@rule(
    "sub_use_cases.codes",
    severity=Severity.WARNING,
    predicts="USECASE_MISMATCH",
    says=msg("An example is a sign-in code, but “Sign-in codes” is not among the kinds of messages you named."),
    source=_FIT,
)
def _codes(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    kinds = declared(subject)
    if not kinds or told.use_case in _OPEN or kinds & {"2FA", "SECURITY_ALERT", "FRAUD_ALERT"}:
        return
    for field in SAMPLE_FIELDS:
        if found := find_code(getattr(told, field)):
            yield Problem(
                "sub_use_cases" if told.sub_use_cases else "use_case",
                evidence=Evidence(field, found.start, found.end),
            )
            return


@rule(
    "use_case.examples",
    severity=Severity.WARNING,
    predicts="USECASE_MISMATCH",
    says=msg("None of the examples is a message of the kind that you chose."),
    fix=msg("Write an example of the messages that this use is for, or choose the use that fits the examples."),
    source=_FIT,
)
def _examples(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    kinds = declared(subject)
    if not kinds or not kinds <= _TELLTALE or not told.samples:
        return
    shown = [kinds_of(text) for text in told.samples]
    if all(each.isdisjoint(kinds) for each in shown):
        yield Problem("use_case")


@rule(
    "use_case.political",
    severity=Severity.WARNING,
    predicts="USECASE_MISMATCH",
    says=msg(
        "This reads like a political campaign. Such texts need the political use case and a check of the committee."
    ),
    source="dossier 1.7, POLITICAL; 5.7, 30501",
)
def _political(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    if told.use_case == "POLITICAL":
        return
    for field in ("description", *SAMPLE_FIELDS):
        text = read(getattr(told, field))
        if found := next((match for match in _POLITICAL.all(text) if not is_denied(text, match)), None):
            yield Problem("use_case", evidence=Evidence(field, found.start, found.end))
            return


@rule(
    "sub_use_cases.examples",
    severity=Severity.TIP,
    predicts="SAMPLE_COUNT",
    says=msg("You named more kinds of messages than you gave examples. Reviewers like one example of each kind."),
    source="dossier 5.9, samples: one per declared sub-use-case; 5.3, 30538",
)
def _one_each(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    if told.samples and len(told.samples) < min(len(told.sub_use_cases), len(SAMPLE_FIELDS)):
        yield Problem(next(field for field in SAMPLE_FIELDS if not getattr(told, field)))


RULES = (
    required("use_case", msg("Choose what you will use texting for."), predicts="USECASE_MISMATCH", source=_SOURCE),
    _use_case,
    _pool,
    _volume,
    _sub_use_cases,
    _offers,
    _codes,
    _examples,
    _political,
    _one_each,
)
