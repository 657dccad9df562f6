"""The three automatic replies: welcome, STOP and HELP (dossier 5.4, 611; 5.9; 6.4)."""

from collections.abc import Callable, Iterator

from onboarding.domain.drafting import sentences
from onboarding.domain.drafting.replies import help_reply, stop_reply, welcome
from onboarding.domain.phones import national
from onboarding.domain.preflight import elements
from onboarding.domain.preflight.additions import with_sentence
from onboarding.domain.preflight.call_to_action import is_between_machines
from onboarding.domain.preflight.english import is_foreign
from onboarding.domain.preflight.kinds import STRONG_OFFERS
from onboarding.domain.preflight.leftovers import with_name
from onboarding.domain.preflight.rule import Evidence, Patch, Problem, Rule, Subject, rule
from onboarding.domain.preflight.shapes import length, required
from onboarding.domain.text.addresses import is_listed, links
from onboarding.domain.text.names import find_name
from onboarding.domain.text.phrases import Match, Phrases
from onboarding.domain.text.reading import LINK, MAIL, PHONE, SLOT, read
from onboarding.domain.words import Message, msg

_SOURCE = "dossier 1.7, CampaignRequest"
_NEEDS = "dossier 5.4, 611; 5.9"
_TITLES = {
    "opt_in_message": msg("The welcome text"),
    "opt_out_message": msg("The reply to STOP"),
    "help_message": msg("The reply to HELP"),
}
_PREDICTS = {"opt_in_message": "OPTIN_MSG", "opt_out_message": "OPTOUT_MSG", "help_message": "HELP_MSG"}


def _asked(subject: Subject, field: str) -> bool:
    """Texts between machines have no welcome text; what is not there, or not in English, is told by another rule."""
    text: str = getattr(subject.answers, field)
    return bool(text) and not is_between_machines(subject) and not is_foreign(text)


def _needs(field: str, name: str, phrases: Phrases, says: Message, sentence: str, word: str = "") -> Rule:
    """A blocker while a sentence that must be in a reply is missing; its patch adds the sentence.

    ``word`` is a keyword that says enough where it stands in capitals.
    """

    @rule(
        f"{field}.{name}",
        predicts=_PREDICTS[field],
        says=says,
        example=sentence,
        source=_NEEDS,
    )
    def check(subject: Subject) -> Iterator[Problem]:
        text: str = getattr(subject.answers, field)
        if _asked(subject, field) and not phrases.within(read(text)) and not (word and word in text):
            yield Problem(field, patch=_added(subject, field, sentence))

    return check


def _added(subject: Subject, field: str, sentence: str) -> Patch | None:
    text: str = getattr(subject.answers, field)
    if SLOT in read(text).vocabulary or (field == "opt_out_message" and _woos(text)):
        return None  # the whole text is to be written anew
    return with_sentence(text, sentence, 1024)


def _brand(field: str) -> Rule:
    @rule(
        f"{field}.brand",
        predicts=_PREDICTS[field],
        says=msg("%(text)s must name your business.", text=_TITLES[field]),
        example="Blue Door Bakery: …",
        source=_NEEDS,
    )
    def check(subject: Subject) -> Iterator[Problem]:
        text: str = getattr(subject.answers, field)
        if _asked(subject, field) and subject.names and find_name(subject.names, text) is None:
            named = f"{subject.names[0]}: {text}"
            leftover = any(word.plain == SLOT for word in read(text).words)
            yield Problem(field, patch=Patch(named) if len(named) <= 1024 and not leftover else None)

    return check


@rule(
    "opt_out_message.ends",
    predicts="OPTOUT_MSG",
    says=msg("The reply to STOP must say that no more texts will come."),
    example="You're opted out and will get no more texts from us.",
    source=_NEEDS,
)
def _ends(subject: Subject) -> Iterator[Problem]:
    if _asked(subject, "opt_out_message") and not elements.NO_MORE.within(read(subject.answers.opt_out_message)):
        yield Problem("opt_out_message", patch=_added(subject, "opt_out_message", sentences.NO_MORE))


_WOOING = Phrases(
    "sorry to see you|see ~6 discount|off|offer|deal|code|stay",
    "before you go",
    "come back ~6 off|discount|save|free|deal",
    "coupon|discount|promo|specials",
    "check out ~4 new|sale|latest|website|offers|deals",
    "visit ~4 sale|offers|deals|specials|save",
    "follow us on",
    "download ~3 app",
    "shop ~2 now|online|sale|today",
    "refer ~2 friend",
    "miss out|you_will_miss",
)


@rule(
    "opt_out_message.advertises",
    predicts="OPTOUT_MSG",
    says=msg("The reply to STOP must not advertise anything or ask people to stay."),
    fix=msg("Say only who you are and that no more texts will come."),
    example="Blue Door Bakery: You're opted out and will get no more texts from us.",
    source="dossier 5.9, opt-out reply: no marketing; 6.2, confirmation",
)
def _advertises(subject: Subject) -> Iterator[Problem]:
    if found := _woos(subject.answers.opt_out_message):
        yield Problem(
            "opt_out_message",
            evidence=Evidence("opt_out_message", found.start, found.end),
            patch=_drafted(subject, "opt_out_message", stop_reply),
        )


def _woos(text: str) -> Match | None:
    return _WOOING.find(read(text)) or STRONG_OFFERS.find(read(text))


def _drafted(subject: Subject, field: str, draft: Callable[..., str]) -> Patch | None:
    text = draft(subject.answers) if subject.names else ""
    return Patch(text) if text and text != getattr(subject.answers, field) else None


@rule(
    "help_message.contact",
    predicts="HELP_MSG",
    says=msg("The reply to HELP must say how to reach you: a phone number, an e-mail address or a web page."),
    example="Blue Door Bakery: For help, call (415) 555-0123. Reply STOP to opt out.",
    source=_NEEDS,
)
def _contact(subject: Subject) -> Iterator[Problem]:
    text = subject.answers.help_message
    if _asked(subject, "help_message") and not {LINK, MAIL, PHONE} & read(text).vocabulary:
        told = subject.answers
        ways = [way for way in (national(told.phone) if told.phone else "", told.email) if way]
        yield Problem(
            "help_message",
            patch=_added(subject, "help_message", f"Contact us at {' or '.join(ways)}.") if ways else None,
        )


@rule(
    "opt_in_message.leftover",
    predicts="OPTIN_MSG",
    says=msg("A place in brackets was left to fill in. This text is sent as it stands."),
    source="ours: automatic replies have no variables",
)
def _leftover(subject: Subject) -> Iterator[Problem]:
    for field in ("opt_in_message", "opt_out_message", "help_message"):
        text = read(getattr(subject.answers, field))
        for word in text.words:
            if word.plain == SLOT:
                slot = text.typed[word.start : word.end]
                yield Problem(
                    field,
                    msg("“%(slot)s” was left to fill in. This text is sent as it stands.", slot=slot),
                    Evidence(field, word.start, word.end),
                    _filled(subject, field),
                )
                break


_DRAFTS = {"opt_in_message": welcome, "opt_out_message": stop_reply, "help_message": help_reply}


def _filled(subject: Subject, field: str) -> Patch | None:
    """The name where it was left out; where more was left out, the text as we would draft it."""
    text: str = getattr(subject.answers, field)
    named = with_name(text, subject.names[0]) if subject.names else text
    if SLOT in read(named).vocabulary:
        return _drafted(subject, field, _DRAFTS[field])
    return Patch(named) if named != text else None


@rule(
    "opt_in_message.shortener",
    predicts="SAMPLE_SHORTENER",
    says=msg("Automatic replies must not hold short links or addresses with http."),
    source="dossier 5.9, shortener blocklist",
)
def _shortener(subject: Subject) -> Iterator[Problem]:
    for field in ("opt_in_message", "opt_out_message", "help_message"):
        for link in links(getattr(subject.answers, field)):
            if is_listed(link.host, ("shorteners",)):
                yield Problem(field, evidence=Evidence(field, link.start, link.end))


def _shape(field: str, ask: Message) -> tuple[Rule, Rule]:
    predicts = _PREDICTS[field]
    return (
        required(field, ask, predicts=predicts, source=_SOURCE, unless=is_between_machines),
        length(field, _TITLES[field], 20, 1024, predicts=predicts, source=_SOURCE),
    )


RULES = (
    *_shape("opt_in_message", msg("Write the welcome text.")),
    _brand("opt_in_message"),
    _needs(
        "opt_in_message",
        "frequency",
        elements.FREQUENCY,
        msg("The welcome text must say how often you text."),
        sentences.FREQUENCY,
    ),
    _needs(
        "opt_in_message",
        "rates",
        elements.RATES,
        msg("The welcome text must say that message and data rates may apply."),
        sentences.RATES,
    ),
    _needs(
        "opt_in_message",
        "help",
        elements.HELP,
        msg("The welcome text must say that people can reply HELP."),
        sentences.HELP,
        "HELP",
    ),
    _needs(
        "opt_in_message",
        "stop",
        elements.STOP,
        msg("The welcome text must say that people can reply STOP."),
        sentences.STOP,
        "STOP",
    ),
    _leftover,
    _shortener,
    *_shape("opt_out_message", msg("Write the reply to STOP.")),
    _brand("opt_out_message"),
    _ends,
    _advertises,
    *_shape("help_message", msg("Write the reply to HELP.")),
    _brand("help_message"),
    _contact,
)
