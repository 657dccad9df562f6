"""What a sign-up page must show: phone field, a box of its own, and everything beside it (dossier 5.9; peers E3)."""

from collections.abc import Iterator

from onboarding.domain.drafting import sentences
from onboarding.domain.preflight import elements
from onboarding.domain.preflight.consent_terms import BUNDLED, FORCED, said_freely
from onboarding.domain.preflight.elements import phrases
from onboarding.domain.preflight.pages import PageSubject, needs
from onboarding.domain.preflight.rule import Evidence, Problem, Rule, Severity, rule
from onboarding.domain.preflight.sharing import read_sharing
from onboarding.domain.preflight.telling import tells_of_something
from onboarding.domain.text.html import Input
from onboarding.domain.text.phrases import Phrases
from onboarding.domain.text.reading import read
from onboarding.domain.words import Message, msg

_SOURCE = "dossier 5.9, call to action; peers E3"
_FIELD = "opt_in_page"
_TEXTING = phrases("{msg}|texting|sms|texted", "mensajes|mensaje|textos|texto|sms")
_TYPES = phrases(
    "about|regarding|when|concerning|sobre|acerca|cuando",
    "appointment|appointments|order|orders|reminders|reminder|updates|offers|promotions|promotional|marketing|news|deals|sales|"
    "specials|events|delivery|pickup|alerts|codes|shifts|notices|notifications|coupons|discounts|announcements|confirmations|"
    "closures|rewards|promos|openings|listings|receipts|questions|invitations|surveys|jobs",
    "alertas|alerta|recordatorios|recordatorio|citas|cita|ofertas|promociones|avisos|pedidos|pedido|novedades|descuentos|entregas|noticias|clases",
)
_PHONE_WORDS = ("phone", "mobile", "cell", "tel", "sms", "numero", "movil", "celular", "number to text", "text me at")
_OTHER_CHANNELS = phrases(
    "{msg}|texting ~4 and|or|, ~2 emails|email|calls|call|phone_calls|e_mail|newsletters|voice",
    "emails|email|calls|call|phone|e_mail ~3 and|or ~2 {msg}",
    "{msg} ~10 and ~2 accept|agree ~4 terms|conditions|policy",
    "text ~8 and ~2 accept|agree ~4 terms|conditions|policy",
    "correos|correo|llamadas|llamada ~4 y|o ~3 mensajes|mensaje|textos|texto|sms",
    "mensajes|mensaje|textos|sms ~6 y|o|e ~3 correos|correo|llamadas|llamada",
    "terminos|condiciones|politica ~8 y ~6 mensajes|textos|sms",
)
_BY_ACT = phrases(
    "by|when|upon ~1 submitting|clicking|providing|entering|giving|signing|continuing|booking|pressing|tapping|registering|completing|"
    "sending|placing|requesting ~14 agree|consent|authorize|agreeing|accept|opt",
    "al ~1 enviar|hacer|dar|proporcionar|continuar|registrarse|oprimir|pulsar ~14 acepta|aceptas|autoriza|consiente|acepto",
)


def _is_phone(each: Input) -> bool:
    told = f"{each.name} {each.label}".casefold()
    typed = each.kind in {"tel", "text", "number", "search"}
    return each.kind == "tel" or (typed and any(word in told for word in _PHONE_WORDS) and "e-mail" not in each.name)


def _phones(subject: PageSubject) -> list[Input]:
    return [each for each in subject.page.inputs if _is_phone(each)]


def _boxes(subject: PageSubject) -> list[Input]:
    """The checkboxes that ask for consent to texts."""
    return [each for each in subject.page.inputs if each.kind == "checkbox" and _TEXTING.within(read(each.label))]


def _is_form(subject: PageSubject) -> bool:
    return subject.is_readable and not subject.is_empty_shell and bool(_phones(subject) or _boxes(subject))


@rule(
    "opt_in_page.there",
    predicts="CTA_UNVERIFIABLE",
    says=msg("Reviewers can't see a sign-up form here: the page is not ready, not there, or behind a login."),
    fix=msg("Publish a page that everybody can open, with the form as your customers see it."),
    source="dossier 5.9, call to action 11; peers B12",
)
def _there(subject: PageSubject) -> Iterator[Problem]:
    if subject.is_readable and subject.is_empty_shell:
        yield Problem(_FIELD)


@rule(
    "opt_in_page.phone_field",
    predicts="CTA_NO_PHONE_FIELD",
    says=msg("The page has no field for a mobile number."),
    source="dossier 5.1, CTA_NO_PHONE_FIELD; 5.5, 2139",
)
def _phone_field(subject: PageSubject) -> Iterator[Problem]:
    if subject.is_readable and not subject.is_empty_shell and not _phones(subject):
        yield Problem(_FIELD)


@rule(
    "opt_in_page.forced",
    predicts="CTA_FORCED",
    says=msg("People can't use this form without agreeing to texts."),
    fix=msg("Ask with a box of its own that is empty at first and may stay empty, or let the phone field stay empty."),
    example="[ ] Yes, text me appointment reminders. (optional)",
    source="dossier 5.1, CTA_FORCED; 5.4, 803; peers E3",
)
def _forced(subject: PageSubject) -> Iterator[Problem]:
    if not _is_form(subject):
        return
    boxes = _boxes(subject)
    if any(box.is_checked for box in boxes):
        yield Problem(_FIELD, msg("The box for texts is checked beforehand. It must be empty at first."))
    elif any(box.is_required or _is_marked(box.label) for box in boxes):
        yield Problem(_FIELD, msg("The box for texts must be checked to go on. It must be free to stay empty."))
    elif (
        not boxes
        and _BY_ACT.within(subject.text)
        and any(p.is_required or _is_marked(p.label) for p in _phones(subject))
    ):
        yield Problem(_FIELD, msg("Whoever sends this form agrees to texts, and the phone number can't be left out."))
    elif found := next((m for m in FORCED.all(subject.text) if said_freely(subject.text, m)), None):
        yield Problem(_FIELD, evidence=Evidence(_FIELD, found.start, found.end))


def _is_marked(label: str) -> bool:
    told = label.casefold()
    return ("required" in told and "not required" not in told) or label.rstrip().endswith("*") or "obligatori" in told


@rule(
    "opt_in_page.bundled",
    predicts="CTA_BUNDLED",
    says=msg("One box asks for texts together with e-mail, calls or terms. Texts need a box of their own."),
    source="dossier 5.1, CTA_BUNDLED; peers D2, 30923",
)
def _bundled(subject: PageSubject) -> Iterator[Problem]:
    if _is_form(subject):
        asked = [box.label for box in _boxes(subject)] or [subject.page.text] * (not _boxes(subject))
        for label in asked:
            text = read(label)
            patterns = (_OTHER_CHANNELS, BUNDLED) if label is not subject.page.text else (BUNDLED,)
            if any(said_freely(text, m) for pattern in patterns for m in pattern.all(text)):
                yield Problem(_FIELD)
                return


@rule(
    "opt_in_page.brand",
    predicts="CTA_NO_BRAND",
    says=msg("The page must name your business where people agree."),
    source=_SOURCE,
)
def _brand(subject: PageSubject) -> Iterator[Problem]:
    if _is_form(subject) and not subject.is_named:
        yield Problem(_FIELD)


@rule(
    "opt_in_page.types",
    predicts="CTA_NO_TYPES",
    says=msg("The page must say what kinds of texts people will get."),
    source=_SOURCE,
)
def _types(subject: PageSubject) -> Iterator[Problem]:
    if not _is_form(subject):
        return
    asked = " ".join(box.label for box in _boxes(subject)) or subject.page.text
    whole = subject.text
    told = (
        _TYPES.within(read(asked))
        or _TOLD_ELSEWHERE.within(whole)
        or tells_of_something(asked, subject.names, whole=bool(_boxes(subject)))
    )
    if not told:
        yield Problem(_FIELD)


_TOLD_ELSEWHERE = phrases(
    "text|texts|texting|send|message|remind|notify ~2 you ~3 about|when|if|reminders|updates|offers|deals|news",
    "get|receive ~3 reminders|updates|offers|deals|news|alerts|coupons",
)


@rule(
    "opt_in_page.links",
    predicts="CTA_NO_LINKS",
    says=msg("The page must link to your privacy policy and your texting terms beside the form."),
    source=_SOURCE,
)
def _links(subject: PageSubject) -> Iterator[Problem]:
    if not _is_form(subject):
        return
    anchors = [
        f"{a.text} {a.href}".casefold()
        for a in subject.page.anchors
        if a.href and a.href not in {"#", "javascript:void(0)"}
    ]
    if not any("priva" in each for each in anchors):
        yield Problem(_FIELD, msg("The page has no link to your privacy policy."))
    elif not any(
        "terms" in each or "termin" in each or "términ" in each or "condicion" in each or "conditions" in each
        for each in anchors
    ):
        yield Problem(_FIELD, msg("The page has no link to your texting terms."))


@rule(
    "opt_in_page.sharing",
    predicts="PP_SHARING",
    says=msg("The page says that numbers or consent are shared with others."),
    source="dossier 5.1, PP_SHARING",
)
def _sharing(subject: PageSubject) -> Iterator[Problem]:
    if _is_form(subject):
        for each in read_sharing(subject.page.text).offences():
            yield Problem(_FIELD, evidence=Evidence(_FIELD, each.start, each.end))
            return


def _lacks(name: str, found: Phrases, predicts: str, says: Message, example: str, word: str = "") -> Rule:
    return needs(
        f"opt_in_page.{name}",
        _FIELD,
        found,
        predicts=predicts,
        says=says,
        example=example,
        source=_SOURCE,
        severity=Severity.BLOCKER,
        word=word,
        applies=_is_form,
    )


RULES = (
    _there,
    _phone_field,
    _forced,
    _bundled,
    _brand,
    _types,
    _lacks(
        "frequency",
        elements.FREQUENCY,
        "CTA_NO_FREQUENCY",
        msg("The page must say how often you text."),
        sentences.FREQUENCY,
    ),
    _lacks(
        "rates",
        elements.RATES,
        "CTA_NO_RATES",
        msg("The page must say that message and data rates may apply."),
        sentences.RATES,
    ),
    _lacks(
        "help",
        elements.HELP,
        "CTA_NO_HELP",
        msg("The page must say that people can reply HELP."),
        sentences.HELP,
        "HELP",
    ),
    _lacks(
        "stop",
        elements.STOP,
        "CTA_NO_STOP",
        msg("The page must say that people can reply STOP."),
        sentences.STOP,
        "STOP",
    ),
    _links,
    _sharing,
)
