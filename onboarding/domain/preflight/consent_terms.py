"""What spoils consent: forced, bundled, implied, bought or shared (dossier 5.1, 5.9; peers B9, B11)."""

from collections.abc import Iterator

from onboarding.domain.preflight import elements
from onboarding.domain.preflight.elements import phrases
from onboarding.domain.preflight.rule import Evidence, Problem, Severity, Subject, rule
from onboarding.domain.preflight.sharing import read_sharing
from onboarding.domain.preflight.sharing_clauses import Verdict
from onboarding.domain.text.negation import is_denied
from onboarding.domain.text.phrases import Match, Phrases
from onboarding.domain.text.reading import Text, read
from onboarding.domain.words import msg

FORCED = phrases(
    "pre|already|automatically|auto|default ~1 checked|ticked|selected|filled|enabled",
    "prechecked|preticked|preselected|precheck|autochecked",
    "checked|ticked|selected|enabled|on ~2 by default",
    "automatically|auto ~3 opted|enrolled|added|subscribed|signed|receive|receives|get|gets|opt|enroll|adds|enrolls|texted",
    "must|required|have|has|need|needs|mandatory|obligated to? ~1 agree|consent|opt|accept|check|tick ~6 {msg}|texting|text|box",
    "required|mandatory|compulsory ~6 {msg}|texting|sms|consent ~6 book|purchase|order|appointment|service|account|register|complete|checkout|continue",
    "{msg}|texting|sms|consent ~4 is|are required|mandatory|compulsory",
    "all|every ~3 customers|clients|patients|members|guests|people|buyers|customer|client ~4 automatically|enrolled|opted|added|subscribed|receive|get",
    "as|is|are ~1 condition of",
    "no ~2 way|option|chance to decline|refuse|say|skip",
    "number is a? required|mandatory|compulsory ~12 agree|receive|texts|text",
    "can not ~4 without ~4 agreeing|consenting|opting|checking|accepting",
    "can not book|order|register|buy|check|join|continue ~4 unless|without|until ~6 agree|agreeing|box|consent|opt|texts",
    "condition of ~2 service|purchase|booking|employment|membership",
)
BY_ACT = phrases(
    "by|when|upon|once|in ~1 booking|purchasing|buying|ordering|making|scheduling|submitting|providing|giving|entering|"
    "placing|completing|registering|visiting|calling|using|sharing|leaving|creating|continuing|clicking|paying|filling|"
    "signing ~14 agree|agrees|consent|consents|opt|opts|opted|agreeing|consenting|authorize|authorizes|automatically",
    "providing|giving|entering|leaving|booking|submitting|purchasing ~8 is|are|constitutes|counts|implies|means|serves|"
    "considered|equals|indicates ~5 consent|opt|permission|agreement|agreeing|agree",
)
BUNDLED = phrases(
    "agree|agrees|consent|consents|opt|opts|agreeing|permission|authorize|receive|get ~8 {msg}|texting ~2 and|or|plus ~1 "
    "emails|email|calls|phone_calls|e_mails|e_mail|voicemails|call|newsletters|mailings|phone",
    "agree|agrees|consent|consents|opt|opts|agreeing|permission|authorize|receive|get ~8 emails|email|calls|phone_calls|e_mail|"
    "mail|phone|e_mails|call|newsletters|calling ~3 and|plus ~2 {msg}",
    "agree|agrees|consent|consents|agreeing|authorize ~8 emails|email|calls|phone_calls|call|calling ~3 or ~2 {msg}",
    "agree|agrees|accept|accepts|agreeing ~6 terms|policy|conditions ~3 and ~4 receive|get|receiving ~3 texts|{msg}",
    "contacted|contact|reached|communications|communicate ~8 phone|email|calls|call ~3 and|or ~2 {msg}",
    "receive|get ~4 {msg} ~8 and ~3 to|accept ~2 terms|conditions|policy",
    "one|same|single ~2 box|checkbox|check|consent ~12 email|emails|calls|terms",
)
_SEPARATE = Phrases(
    "separate|separately|separated|distinct|independent|own|apart|only|different|second|each|two ~4 box|boxes|checkbox|checkboxes|consent|from|opt|line|question|permission",
    "separate|separately",
    "not bundled|combined|tied",
    "only ~2 text|texts|texting|sms",
)
IMPLIED = phrases(
    "existing|current|past|previous|all_our|all|our_regular|regular ~1 customers|clients|patients|members ~6 are|receive|get|text|texted|added|on|database|list",
    "already have ~3 numbers|number|phone|their",
    "numbers|number|contacts|phone_numbers ~3 on file|in_our",
    "from|in|using|import|imported|upload|export|pull ~3 customer|client|patient|member|our|booking|existing|crm|contact|email ~1 list|database|records|crm|system|file|contacts|lists",
    "business card|cards",
    "customers|clients|patients|they|people|who ~3 give|gave|provide|provided|leave|left ~3 number|numbers|phone|cell ~4 and|so|when|then|are|will|we",
    "implied|assumed|implicit ~1 consent|permission|opt",
    "word of mouth",
    "referred|referral|referrals ~4 by|from|friends|customers",
)
BOUGHT = phrases(
    "purchased|purchase|bought|buy|rented|rent|acquired|obtained|third_party|scraped|lead|leads|leads_list|co_registration ~3 list|lists|leads|provider|vendor|vendors|database|databases|data|source|numbers",
    "list|lists|leads|numbers|contacts|data ~4 purchased|bought|rented|acquired|scraped ~3 from|by|through",
    "lead generation|gen|generator|generators|provider|providers|vendor|vendors|aggregator",
    "from ~2 lead|data ~1 provider|providers|broker|brokers|vendor|vendors|company|companies",
    "public|county|property|skip|white_pages|mls ~1 records|tracing|traced|trace",
    "skip trace|traced|tracing",
    "partner|partners|affiliate|affiliates ~1 site|sites|websites|forms|lists|companies ~6 consent|opt|agree|numbers|collect|leads",
)


def said_freely(text: Text, place: Match) -> bool:
    """Is something said there, and not denied?"""
    return not is_denied(text, place)


def _first_said(text: Text, phrases_: Phrases) -> Match | None:
    return next((match for match in phrases_.all(text) if said_freely(text, match)), None)


def _is_free(text: Text) -> bool:
    """Does the text say that agreeing is a choice of its own: a box to check, optional, no condition?"""
    return any(
        said_freely(text, match)
        for phrases_ in (elements.OPTIONAL_BOX, elements.OPTIONAL)
        for match in phrases_.all(text)
    ) or elements.NOT_A_CONDITION.within(text)


def _place(found: Match) -> Evidence:
    return Evidence("message_flow", found.start, found.end)


@rule(
    "message_flow.forced",
    predicts="CTA_FORCED",
    says=msg("This reads as if people had to agree. Consent to texts must be a free choice."),
    fix=msg("Use a box of its own that is empty at first, or a phone field that may stay empty, and say so here."),
    example="A box, empty at first, lets customers agree to texts. They can book without checking it.",
    source="dossier 5.1, CTA_FORCED; 5.4, 803; peers B11",
)
def _forced(subject: Subject) -> Iterator[Problem]:
    text = read(subject.answers.message_flow)
    if found := _first_said(text, FORCED):
        yield Problem("message_flow", evidence=_place(found))
    elif (found := _first_said(text, BY_ACT)) and not _is_free(text):
        yield Problem(
            "message_flow",
            msg(
                "People agree here by doing something else, such as booking. Consent to texts must be asked for itself."
            ),
            _place(found),
        )


@rule(
    "message_flow.bundled",
    severity=Severity.WARNING,
    predicts="CTA_BUNDLED",
    says=msg("Consent to texts is asked for together with e-mail, calls or terms. It must stand alone."),
    fix=msg("Ask for texts with a box of their own, and ask for e-mail or calls with another."),
    source="dossier 5.1, CTA_BUNDLED; peers D2, 30923",
)
def _bundled(subject: Subject) -> Iterator[Problem]:
    text = read(subject.answers.message_flow)
    found = _first_said(text, BUNDLED)
    if found and not _SEPARATE.within(text):
        yield Problem("message_flow", evidence=_place(found))


@rule(
    "message_flow.implied",
    severity=Severity.WARNING,
    predicts="CTA_MISSING",
    says=msg("Having somebody's number is no permission to text. Reviewers want to see how each person said yes."),
    fix=msg("Ask these people first, on a form or by a keyword, and describe that here."),
    source="dossier 5.9, call to action; peers D1, opt-in flow: no implied consent",
)
def _implied(subject: Subject) -> Iterator[Problem]:
    text = read(subject.answers.message_flow)
    found = _first_said(text, IMPLIED)
    if found and not _is_free(text):
        yield Problem("message_flow", evidence=_place(found))


@rule(
    "message_flow.bought",
    predicts="PP_SHARING",
    says=msg("Numbers that were bought, rented or found elsewhere can't be texted. Consent can't be passed on."),
    fix=msg("Text only people who agreed to hear from your own business."),
    source="dossier 5.9, prohibited: data resale; 6.4, consent transfer between brands",
)
def _bought(subject: Subject) -> Iterator[Problem]:
    for field in ("message_flow", "description"):
        if found := _first_said(read(getattr(subject.answers, field)), BOUGHT):
            yield Problem("message_flow", evidence=Evidence(field, found.start, found.end))
            return


@rule(
    "message_flow.shared",
    predicts="PP_SHARING",
    says=msg("This says that numbers or consent are shared with others. Carriers decline that."),
    fix=msg("Do not share mobile numbers or consent for marketing, and say so: “We never share your number.”"),
    source="dossier 5.1, PP_SHARING; peers B9, E1",
)
def _shared(subject: Subject) -> Iterator[Problem]:
    found = read_sharing(subject.answers.message_flow)
    for each in found.statements:
        if each.verdict is Verdict.SHARED:
            yield Problem("message_flow", evidence=Evidence("message_flow", each.start, each.end))
            return


RULES = (_forced, _bundled, _implied, _bought, _shared)
