"""What a privacy policy must say for texting, in English or Spanish (dossier 5.9; peers E1)."""

from collections.abc import Iterator

from onboarding.domain.drafting import sentences
from onboarding.domain.preflight import elements
from onboarding.domain.preflight.leftovers import is_business
from onboarding.domain.preflight.pages import PageSubject, needs
from onboarding.domain.preflight.rule import Evidence, Problem, Severity, rule
from onboarding.domain.preflight.sharing import read_sharing
from onboarding.domain.text.phrases import Phrases
from onboarding.domain.text.reading import LINK, MAIL, PHONE, SLOT
from onboarding.domain.words import msg

_SOURCE = "dossier 5.9, privacy policy page; peers E1"
_IS_POLICY = Phrases(
    "personal ~1 information|data",
    "information|data we ~2 collect|collected|keep|have|use",
    "we|do collect|keep|store|use ~4 information|data|number|name",
    "datos|informacion personales|personal",
    "recopilamos|recogemos|guardamos",
    "how we use|handle|treat",
)
_TEXTING = Phrases(
    "sms|text|texts|texting|mobile|cell|cellphone|messaging|phone ~2 number|numbers|message|messages|messaging|information|opt|data|us|you|program|consent",
    "sms|texting|texts",
    "text|mobile messages|message|numbers|number",
    "mensajes|mensaje ~2 texto|sms",
    "celular|movil|telefono",
)
_WAY_OUT = Phrases(
    "opt out|optout",
    "unsubscribe",
    "stop ~3 texts|messages|texting|receiving",
    "darse|dar|darte ~2 baja",
    "dejar de recibir",
)
_REACH = Phrases(
    "contact|call|write|email|reach|mail|visit ~3 us|at|our|me",
    "contactenos|contacto|llame|escriba|escribanos|llamenos",
)
_DATED = Phrases(
    "effective|updated|revised|vigente|vigencia|actualizacion|actualizado|actualizada ~6 2023|2024|2025|2026|2027|date|as",
    "last updated|revised|changed",
    "version ~4 2024|2025|2026",
    "ultima actualizacion",
)


def _is_policy(subject: PageSubject) -> bool:
    words = sum(1 for word in subject.text.words if word.plain.isalpha())
    if not subject.is_readable or subject.is_empty_shell or words < 25:
        return False
    opening = f"{subject.page.title} {subject.page.text[:200]}".casefold()
    named = "privacy" in opening or "privacidad" in opening or _IS_POLICY.within(subject.text)
    return named or read_sharing(subject.page.text).denies_anything


@rule(
    "policy.is_one",
    predicts="PP_MISSING",
    says=msg("This page is no privacy policy: it does not say what you do with people's data."),
    fix=msg("Publish a policy, or use the one that we write and host for you."),
    source="dossier 5.1, PP_MISSING",
)
def _is_one(subject: PageSubject) -> Iterator[Problem]:
    if subject.is_readable and not _is_policy(subject):
        yield Problem("policy")


@rule(
    "policy.sharing",
    predicts="PP_SHARING",
    says=msg(
        "The policy lets you share or sell mobile numbers or consent. Carriers decline that, even “with your consent”."
    ),
    fix=msg(
        "Take the sentence out, or add one that takes texting data out of everything the policy says about sharing."
    ),
    example=sentences.NO_SHARING,
    source="dossier 5.1, PP_SHARING; 5.3, 30908; peers B9, E1",
)
def _sharing(subject: PageSubject) -> Iterator[Problem]:
    if _is_policy(subject):
        for each in read_sharing(subject.page.text).offences():
            yield Problem("policy", evidence=Evidence("policy", each.start, each.end))
            return


def _offends(subject: PageSubject) -> bool:
    return next(read_sharing(subject.page.text).offences(), None) is not None


@rule(
    "policy.promise",
    predicts="PP_INCOMPLETE",
    says=msg("The policy must say that you don't share mobile numbers or consent to texts for marketing."),
    fix=msg("Add the sentence, as its own paragraph."),
    example=sentences.NO_SHARING,
    source="dossier 5.9, privacy policy page 2; 5.4, 805 and 852",
)
def _promise(subject: PageSubject) -> Iterator[Problem]:
    if not _is_policy(subject) or _offends(subject):
        return
    found = read_sharing(subject.page.text)
    if not found.denies_texting and not found.denies_anything:
        yield Problem("policy")


@rule(
    "policy.promise_of_texting",
    severity=Severity.WARNING,
    predicts="PP_INCOMPLETE",
    says=msg(
        "The policy promises not to share data, but doesn't name mobile numbers or consent to texts. Reviewers look for those words."
    ),
    fix=msg("Name them in the sentence."),
    example=sentences.NO_SHARING,
    source="dossier 5.9, privacy policy page 2",
)
def _promise_of_texting(subject: PageSubject) -> Iterator[Problem]:
    found = read_sharing(subject.page.text)
    if _is_policy(subject) and not _offends(subject) and found.denies_anything and not found.denies_texting:
        yield Problem("policy")


@rule(
    "policy.promise_of_sharing",
    severity=Severity.WARNING,
    predicts="PP_INCOMPLETE",
    says=msg("The policy promises not to sell mobile numbers, but says nothing of sharing them. It must deny both."),
    example=sentences.NO_SHARING,
    source="dossier 5.9, privacy policy page 2: both selling and sharing",
)
def _promise_of_sharing(subject: PageSubject) -> Iterator[Problem]:
    found = read_sharing(subject.page.text)
    if _is_policy(subject) and not _offends(subject) and found.denies_texting and not found.denies_sharing:
        yield Problem("policy")


@rule(
    "policy.selling",
    severity=Severity.TIP,
    predicts="PP_INCOMPLETE",
    says=msg("The policy denies sharing, but says nothing of selling. Some reviewers want both words."),
    example=sentences.NO_SHARING,
    source="dossier 5.9, privacy policy page 2: both selling and sharing",
)
def _selling(subject: PageSubject) -> Iterator[Problem]:
    found = read_sharing(subject.page.text)
    if _is_policy(subject) and found.denies_texting and not found.denies_selling:
        yield Problem("policy")


@rule(
    "policy.brand",
    severity=Severity.WARNING,
    predicts="PP_INCOMPLETE",
    says=msg("The policy doesn't name your business. Reviewers take it for somebody else's, or for a template."),
    source="dossier 5.9, privacy policy page 1",
)
def _brand(subject: PageSubject) -> Iterator[Problem]:
    if _is_policy(subject) and not subject.is_named:
        yield Problem("policy")


@rule(
    "policy.leftover",
    predicts="PP_INCOMPLETE",
    says=msg("A place in brackets was left to fill in."),
    source="peers E1, E5: never a bracket",
)
def _leftover(subject: PageSubject) -> Iterator[Problem]:
    for word in subject.text.words:
        slot = subject.page.text[word.start : word.end]
        told = slot.strip("[]{}<>_% ").casefold()
        if (
            word.plain == SLOT
            and _is_policy(subject)
            and (is_business(slot) or slot.startswith("_") or told in _TO_FILL)
        ):
            yield Problem("policy", evidence=Evidence("policy", word.start, word.end))
            return


_TO_FILL = frozenset(
    {
        "date", "effective date", "email", "e-mail", "email address", "phone", "phone number", "address", "website",
        "website url", "url", "state", "contact email", "insert date", "your email", "your phone", "city", "country",
    }
)  # fmt: skip


@rule(
    "policy.texting",
    severity=Severity.WARNING,
    predicts="PP_INCOMPLETE",
    says=msg("The policy says nothing about texts or mobile numbers."),
    fix=msg("Say that you collect mobile numbers, how people agree to texts, and what you text about."),
    source="dossier 5.9, privacy policy page 3; peers E1",
)
def _texting(subject: PageSubject) -> Iterator[Problem]:
    if _is_policy(subject) and not _TEXTING.within(subject.text):
        yield Problem("policy")


@rule(
    "policy.stop",
    severity=Severity.WARNING,
    predicts="PP_INCOMPLETE",
    says=msg("The policy doesn't say how people stop your texts."),
    example="Reply STOP at any time to get no more texts.",
    source="dossier 5.9, privacy policy page 4",
)
def _stop(subject: PageSubject) -> Iterator[Problem]:
    told = "STOP" in subject.page.text or elements.STOP.within(subject.text) or _WAY_OUT.within(subject.text)
    if _is_policy(subject) and _TEXTING.within(subject.text) and not told:
        yield Problem("policy")


@rule(
    "policy.contact",
    severity=Severity.WARNING,
    predicts="PP_INCOMPLETE",
    says=msg("The policy doesn't say how to reach you."),
    source="dossier 5.9, privacy policy page 5",
)
def _contact(subject: PageSubject) -> Iterator[Problem]:
    there = {MAIL, PHONE, LINK} & subject.text.vocabulary or any(
        anchor.href.startswith(("mailto:", "tel:")) for anchor in subject.page.anchors
    )
    if _is_policy(subject) and not there and not (_REACH.within(subject.text) and _has_street(subject)):
        yield Problem("policy")


def _has_street(subject: PageSubject) -> bool:
    return any(word.plain.isdigit() and len(word.plain) == 5 for word in subject.text.words)


RULES = (
    _is_one,
    _sharing,
    _promise,
    _promise_of_texting,
    _promise_of_sharing,
    _selling,
    _brand,
    _leftover,
    _texting,
    _stop,
    _contact,
    needs(
        "policy.rates",
        "policy",
        elements.RATES,
        predicts="PP_INCOMPLETE",
        says=msg("Some reviewers look for “Message and data rates may apply” in the policy, too."),
        source="dossier 5.9, privacy policy page 4",
        severity=Severity.TIP,
        applies=_is_policy,
    ),
    needs(
        "policy.date",
        "policy",
        _DATED,
        predicts="PP_INCOMPLETE",
        says=msg("The policy has no date. Say since when it holds."),
        source="dossier 5.9, privacy policy page 5",
        severity=Severity.TIP,
        applies=_is_policy,
    ),
)
