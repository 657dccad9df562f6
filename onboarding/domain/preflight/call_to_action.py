"""How people agree to be texted: what must stand beside every request for consent (dossier 1.7, 5.9)."""

from collections.abc import Iterator

from onboarding.domain.answers import OptInMethod
from onboarding.domain.drafting import sentences
from onboarding.domain.drafting.words import about
from onboarding.domain.preflight import elements
from onboarding.domain.preflight.additions import with_sentence
from onboarding.domain.preflight.english import is_foreign
from onboarding.domain.preflight.kinds import kinds_of
from onboarding.domain.preflight.leftovers import problem_of_name
from onboarding.domain.preflight.rule import Patch, Problem, Severity, Subject, rule
from onboarding.domain.preflight.shapes import length, required
from onboarding.domain.preflight.telling import tells_of_something
from onboarding.domain.preflight.use_case import declared
from onboarding.domain.preflight.web_presence import is_web_address
from onboarding.domain.text.names import find_name
from onboarding.domain.text.phrases import Phrases
from onboarding.domain.text.reading import read
from onboarding.domain.words import msg

_SOURCE = "dossier 1.7, messageFlow"
_ELEMENTS = "dossier 5.9, call to action"
BESIDE = msg("Put the same sentence beside the phone field of your form, or into what your staff say.")
_CONSENT = Phrases(
    "agree|agrees|agreed|agreeing|consent|consents|consented|consenting|permission|opt|opts|opted|opting|subscribe|"
    "subscribes|subscribed|subscribing|enroll|enrolls|enrolled|optin|checkbox",
    "sign|signs|signed|signing ~2 up|for",
    "box|boxes|checkboxes",
    "ask|asks|asked|asking",
    "may|can ~4 text you|them|me|him|her",
    "ok|okay|alright ~2 if|to",
    "yes ~1 or no",
    "say|says|said|saying|answer|answers|answered yes",
    "text|texts|texting|send|sends|sending ~4 to ~3 xphonex|number|us|short",
    "request|requests|requested|ask|asks|asked|choose|chooses|turn|turns ~5 {msg}|code|codes",
    groups=elements.GROUPS,
)
_KEYWORD = Phrases("text|texts|texting|send|sends|sending ~4 to ~3 xphonex|number|us|short")
_TYPES = Phrases(
    "{msg}|texting|alerts|updates|codes|reminders|text_club|code ~8 about|regarding|when|whenever|concerning|once",
    "notify|remind|tell|alert|answer ~1 you|me|them|him|her|us|people",
    "about|regarding|with|for|such_as|like|including|containing|related_to|concerning ~4 appointment|appointments|order|"
    "orders|reminders|updates|offers|promotions|promotional|marketing|news|deals|sales|specials|events|delivery|pickup|"
    "account|service|services|shipping|showings|listings|classes|alerts|codes|shifts|visit|visits|status|schedule|billing",
    "appointment|order|delivery|account|service|event|class|shift|security|fraud|billing|payment|pickup|shipping|"
    "schedule|marketing|promotional|informational|transactional|promo|verification|login|sign_in|emergency|school|"
    "status|rental|maintenance|reservation|customer_care|conversational|weather|closure|membership|policy|loan|showing "
    "{msg}|reminders|reminder|updates|update|alerts|alert|notifications|notification|notices|notice|confirmations|"
    "confirmation|code|codes|news|announcements|information|changes|questions",
    "topics|notices|information|requests|drives|shifts|jobs|openings|polls|menus|dates|closures|deadlines|invitations|tips|surveys|receipts|"
    "reminders|offers|promotions|coupons|deals|discounts|specials|announcements|confirmations|notifications|newsletters|"
    "updates|alerts",
    "verification|security|one_time|sign_in|login code|codes|passcode|passcodes",
    "answer|answers|questions|conversation|conversations",
    groups=elements.GROUPS,
)


def is_between_machines(subject: Subject) -> bool:
    """Texts that no person gets, so that nobody agrees to them (dossier 1.7, attribute rules)."""
    return subject.answers.use_case == "M2M"


def is_told(subject: Subject) -> bool:
    """Is there a story, in English, that elements can be missing from? Texts between machines have no people who agree."""
    flow = subject.answers.message_flow
    return bool(flow) and not is_between_machines(subject) and not is_foreign(flow)


def added(subject: Subject, sentence: str) -> Patch | None:
    """A patch that puts a sentence at the end of the story; None when that would make it too long."""
    return with_sentence(subject.answers.message_flow, sentence, 4096)


@rule(
    "opt_in_methods.known",
    predicts="CTA_MISSING",
    says=msg("Choose the ways from the list."),
    source=_SOURCE,
)
def _methods(subject: Subject) -> Iterator[Problem]:
    if not set(subject.answers.opt_in_methods) <= set(OptInMethod):
        yield Problem("opt_in_methods")


@rule(
    "opt_in_page.address",
    predicts="CTA_UNVERIFIABLE",
    says=msg("Enter the full web address of the page where people sign up, such as https://www.example.com/texts."),
    source=_SOURCE,
)
def _page(subject: Subject) -> Iterator[Problem]:
    answers = subject.answers
    if OptInMethod.WEBSITE in answers.opt_in_methods and not answers.opt_in_page:
        yield Problem("opt_in_page", msg("Enter the address of the page where people sign up."))
    elif answers.opt_in_page and not is_web_address(answers.opt_in_page):
        yield Problem("opt_in_page", msg("Enter a full web address, such as https://www.example.com/texts."))


@rule(
    "message_flow.consent",
    predicts="CTA_MISSING",
    says=msg("This doesn't say how people agree to your texts. It is what most registrations are declined for."),
    fix=msg("Say where people are asked, what they see or hear, and what they do to say yes."),
    example="Customers check a box, empty at first, beside the phone field on our booking page.",
    source="dossier 5.1, CTA_MISSING; 5.3, 30909",
)
def _consent(subject: Subject) -> Iterator[Problem]:
    if not is_told(subject):
        return
    flow = read(sentences.without_added(subject.answers.message_flow))
    told = sum(each.within(flow) for each in (elements.RATES, elements.STOP, elements.HELP, elements.PRIVACY))
    acts = elements.OPTIONAL_BOX.within(flow) or _KEYWORD.within(flow)
    bare = not told and not acts and len(flow.words) < 30
    # Who tells all of these asks for consent, in whatever words.
    if bare or (told < 3 and not _CONSENT.within(flow)):
        yield Problem("message_flow")


@rule(
    "message_flow.leftover",
    predicts="CTA_NO_BRAND",
    says=msg("The name of the business was left to fill in. Write your own."),
    source="ours: what is filed has no places to fill in",
)
def _leftover(subject: Subject) -> Iterator[Problem]:
    if problem := problem_of_name(subject, "message_flow"):
        yield problem


@rule(
    "message_flow.brand",
    predicts="CTA_NO_BRAND",
    says=msg("The request for consent must name your business."),
    fix=msg("Write the name that your customers know, such as “to get texts from Blue Door Bakery”."),
    source=_ELEMENTS,
)
def _brand(subject: Subject) -> Iterator[Problem]:
    flow = subject.answers.message_flow
    if is_told(subject) and subject.names and find_name(subject.names, flow) is None:
        yield Problem("message_flow", patch=added(subject, sentences.brand(subject.names[0])))


@rule(
    "message_flow.types",
    severity=Severity.WARNING,
    predicts="CTA_NO_TYPES",
    says=msg("The request for consent must say what kinds of texts people will get."),
    fix=BESIDE,
    example="Texts are about appointments and pickup times.",
    source=_ELEMENTS,
)
def _types(subject: Subject) -> Iterator[Problem]:
    flow = subject.answers.message_flow
    if is_told(subject) and not _TYPES.within(read(flow)) and not tells_of_something(flow, subject.names):
        yield Problem("message_flow", patch=added(subject, _told_types(subject)))


def _told_types(subject: Subject) -> str:
    return sentences.about(about(subject.answers))


@rule(
    "message_flow.offers",
    severity=Severity.TIP,
    predicts="CTA_NO_TYPES",
    says=msg("You send offers, but the request for consent doesn't say so. Offers must be named."),
    fix=BESIDE,
    example="Texts include offers and promotions.",
    source="dossier 5.9, call to action 2: marketing named explicitly",
)
def _offers(subject: Subject) -> Iterator[Problem]:
    if not is_told(subject) or "MARKETING" not in declared(subject):
        return
    flow = subject.answers.message_flow
    if "MARKETING" not in kinds_of(flow) and not _OFFERS_NAMED.within(read(flow)):
        yield Problem("message_flow", patch=added(subject, sentences.OFFERS))


_OFFERS_NAMED = Phrases(
    "marketing|promotional|promotions|promotion|promo|promos|offers|offer|deals|specials|discounts|sales|coupons|news|"
    "newsletter|advertising|savings|announcements|events|arrivals|listings|club|fundraising|appeals|campaigns|giveaways"
)


RULES = (
    required(
        "opt_in_methods",
        msg("Choose at least one way in which people agree."),
        predicts="CTA_MISSING",
        source=_SOURCE,
        unless=is_between_machines,
    ),
    _methods,
    _page,
    length("opt_in_page", msg("The web address"), 0, 255, predicts="CTA_UNVERIFIABLE", source=_SOURCE),
    required("message_flow", msg("Describe how people agree to get texts."), predicts="CTA_MISSING", source=_SOURCE),
    length(
        "message_flow", msg("The description of how people agree"), 40, 4096, predicts="CTA_MISSING", source=_SOURCE
    ),
    _consent,
    _leftover,
    _brand,
    _types,
    _offers,
)
