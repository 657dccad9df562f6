"""The description: who sends, who gets the texts, and why (dossier 5.1, DESC_VAGUE; 5.3, 30886)."""

from collections.abc import Iterator
from dataclasses import replace

from onboarding.domain.preflight.leftovers import problem_of_name
from onboarding.domain.preflight.rule import Evidence, Problem, Severity, Subject, rule
from onboarding.domain.preflight.shapes import length, required
from onboarding.domain.reference import words
from onboarding.domain.text.names import find_name, words_of
from onboarding.domain.text.phrases import Phrases
from onboarding.domain.text.reading import SLOT, read
from onboarding.domain.words import msg

_SOURCE = "dossier 5.3, 30886: sender, recipients, purpose"
_PEOPLE = Phrases(
    "customers|customer|clients|client|patients|patient|members|member|guests|guest|students|student|parents|parent|"
    "families|family|employees|employee|staff|tenants|tenant|residents|resident|subscribers|subscriber|shoppers|buyers|"
    "buyer|sellers|homeowners|homeowner|people|users|user|donors|donor|volunteers|volunteer|drivers|driver|candidates|"
    "candidate|applicants|applicant|workers|worker|owners|owner|attendees|contacts|leads|neighbors|congregation|"
    "parishioners|policyholders|borrowers|borrower|riders|players|fans|followers|visitors|visitor|recipients|crew|crews|"
    "technicians|agents|participants|patrons|citizens|citizen|couples|couple|brides|diners|drinkers|riders|athletes|"
    "policyholder|shippers|carriers|consumers|consumer|women|men|adults|anyone|everyone|those|persons|households|pet_parents|"
    "teachers|kids|children|campers|golfers|renters|renter|investors|travelers|travellers|vendors|businesses|accounts|who"
)
_SAYING_NOTHING = words("saying_nothing")
_NOTHING = Phrases(
    "lorem ipsum",
    "test test",
    "asdf|qwerty|asdfasdf",
    "insert ~2 here",
    "to be determined",
    "n a",
    "same as above",
)
_EMPTY = Phrases(
    "send|sending|sends ~2 texts|messages|sms|text|message|information|info|updates|communications ~2 to ~2 customers|clients|people|them|users|our|my",
    "communicate|communicating|communication|contact|contacting|keep ~3 with ~2 customers|clients|our|my|people|them|touch",
    "general ~2 messages|communication|communications|texting|purposes|business|use",
    "business ~1 purposes|communication|communications|texting|use|messages|texts",
    "various|different|all|any|other ~2 purposes|messages|things|reasons|kinds",
    "text|message|texting|messaging ~2 customers|clients|people",
)


@rule(
    "description.nothing",
    predicts="DESC_VAGUE",
    says=msg("This text says nothing yet. A reviewer reads it first."),
    fix=msg("Say in one or two sentences who sends the texts, who gets them, and why."),
    example="Blue Door Bakery texts customers who ordered a cake about pickup times, and answers their questions.",
    source=_SOURCE,
)
def _nothing(subject: Subject) -> Iterator[Problem]:
    text = subject.answers.description
    words = [word.plain for word in read(text).words if word.plain not in {",", "."}]
    if not text:
        return
    found = _NOTHING.find(read(text))
    if found or len(set(words)) < 5:
        yield Problem("description", evidence=Evidence("description", found.start, found.end) if found else None)


@rule(
    "description.leftover",
    predicts="DESC_VAGUE",
    says=msg("A place in brackets was left to fill in. Reviewers read the description as it stands."),
    source="ours: what is filed has no places to fill in",
)
def _leftover(subject: Subject) -> Iterator[Problem]:
    text = read(subject.answers.description)
    slot = next((word for word in text.words if word.plain == SLOT), None)
    if problem := problem_of_name(subject, "description"):
        yield replace(problem, message=msg("The name of the business was left to fill in. Write your own."))
    elif slot:
        told = text.typed[slot.start : slot.end]
        yield Problem(
            "description",
            msg("“%(slot)s” was left to fill in. Write what it stands for.", slot=told),
            Evidence("description", slot.start, slot.end),
        )


@rule(
    "description.vague",
    severity=Severity.WARNING,
    predicts="DESC_VAGUE",
    says=msg("A reviewer can't see from this who gets the texts and what they are about."),
    fix=msg("Name the people, such as “customers who booked a cleaning”, and what you text them about."),
    example="Blue Door Bakery texts customers who ordered a cake about pickup times, and answers their questions.",
    source=_SOURCE,
)
def _vague(subject: Subject) -> Iterator[Problem]:
    text = read(subject.answers.description)
    if not text.words:
        return
    telling = _telling(subject)
    found = _EMPTY.find(text)
    if telling < 4 or (telling < 7 and (found or not _PEOPLE.within(text))):
        yield Problem("description", evidence=Evidence("description", found.start, found.end) if found else None)


def _telling(subject: Subject) -> int:
    """How many words of a description tell something: not the name, not what each description says."""
    names = {word for name in subject.names for word in words_of(name)}
    return len(
        {word.plain for word in read(subject.answers.description).words if len(word.plain) > 2}
        - names
        - _SAYING_NOTHING
    )


@rule(
    "description.sender",
    severity=Severity.TIP,
    predicts="DESC_VAGUE",
    says=msg("The description doesn't name your business. Begin with the name that your customers know."),
    source=_SOURCE,
)
def _sender(subject: Subject) -> Iterator[Problem]:
    text = subject.answers.description
    if text and subject.names and find_name(subject.names, text) is None:
        yield Problem("description")


ON_BEHALF = Phrases(
    "on behalf of ~2 clients|customers|businesses|companies|brands|merchants|others|client|multiple|various|different",
    "for ~2 clients|businesses|brands|merchants and their customers",
    "our clients|client|customers customers|patients|audience|subscribers|leads|shoppers|members",
    "clients s? ~1 customers|patients|audience|leads",
    "client businesses|accounts|brands|locations",
    "our|the platform|software|app ~4 businesses|clients|merchants|brands|companies|users ~2 to? text|message|send|communicate|reach",
    "we|agency ~4 manage|manages|run|runs|handle|handles ~3 texting|messaging|sms|marketing|campaigns|text for",
    "our clients|customers ~8 use|uses|using ~5 to? send|text|message|reach|notify",
    "platform|software|saas ~2 for|used_by ~3 managers|restaurants|businesses|offices|salons|dentists|clinics|"
    "stores|agents|landlords|merchants|practices|contractors|companies|gyms|churches|teams",
    "white label",
    "resell|reseller|resale|resells",
    "businesses|merchants|clients we|that_we|who ~3 serve|represent|manage|work",
    "used by ~3 businesses|clients|merchants|companies|practices|brands",
)


@rule(
    "description.on_behalf",
    severity=Severity.WARNING,
    predicts="PLATFORM_AS_BRAND",
    says=msg("This reads as if you text for other businesses. Each business that sends must be registered itself."),
    fix=msg("Register the business whose customers get the texts. An agency registers each client on its own."),
    source="dossier 5.1, PLATFORM_AS_BRAND; 5.3, 30894",
)
def _on_behalf(subject: Subject) -> Iterator[Problem]:
    for field in ("description", "message_flow"):
        if found := ON_BEHALF.find(read(getattr(subject.answers, field))):
            yield Problem("description", evidence=Evidence(field, found.start, found.end))
            return


RULES = (
    required("description", msg("Describe who you text and why."), predicts="DESC_VAGUE", source="dossier 1.7"),
    length("description", msg("The description"), 40, 4096, predicts="DESC_VAGUE", source="dossier 1.7"),
    _nothing,
    _leftover,
    _vague,
    _sender,
    _on_behalf,
)
