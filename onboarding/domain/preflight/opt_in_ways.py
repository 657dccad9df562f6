"""Each way in which people agree has needs of its own: form, paper, script, keyword, QR code, point of sale (dossier 5.9)."""

import re
from collections.abc import Iterator

from onboarding.domain.answers import Answers, OptInMethod
from onboarding.domain.preflight.elements import phrases
from onboarding.domain.preflight.english import is_foreign
from onboarding.domain.preflight.rule import Evidence, Problem, Severity, Subject, rule
from onboarding.domain.preflight.use_case import sends_offers
from onboarding.domain.reference import words
from onboarding.domain.text.addresses import is_listed, links
from onboarding.domain.text.negation import is_denied
from onboarding.domain.text.reading import read
from onboarding.domain.words import msg

_TOLD = {
    OptInMethod.WEBSITE: phrases(
        "website|site|online|web|webpage|page|internet|app|portal|checkout|web_form|xlinkx|form|widget|software|screen"
    ),
    OptInMethod.PAPER: phrases(
        "paper|form|forms|card|cards|sheet|clipboard|intake|printed|print|written|write|writes|sign|signs|signed|brochure|"
        "application|agreement|lease|contract|waiver|packet|paperwork|hand"
    ),
    OptInMethod.VERBAL: phrases(
        "verbal|verbally|phone|call|calls|calling|say|says|said|ask|asks|asked|asking|person|spoken|orally|oral|tell|tells|"
        "told|script|staff|speak|speaks|conversation|receptionist|read|reads|callers|caller"
    ),
    OptInMethod.KEYWORD: phrases(
        "text|texts|texting|send|sends|sending|keyword|keywords ~6 to|at ~4 xphonex|number|us|short|code|line|phone",
        "keyword",
        "texting ~2 in",
        "text|texts|texting the? word",
        "text|texts|texting join|start|yes|subscribe|info|deals|vip|club",
    ),
    OptInMethod.QR_CODE: phrases("qr|scan|scans|scanning|scanned"),
    OptInMethod.POINT_OF_SALE: phrases(
        "checkout|register|terminal|tablet|keypad|pos|point_of_sale|counter|pin_pad|screen|ipad|kiosk|till|card_reader|"
        "cashier|pay|paying|device"
    ),
}
# The same, as far as the words leave no doubt: for stories without a list of ways beside them.
_CERTAIN = {
    OptInMethod.PAPER: phrases(
        "paper|printed|clipboard|handwritten", "sign|signs|signed ~4 form|sheet|card|lease|agreement"
    ),
    OptInMethod.VERBAL: phrases(
        "verbal|verbally|orally", "over ~2 phone", "by voice|phone", "we|i|staff|receptionist ~3 ask|asks"
    ),
    OptInMethod.KEYWORD: phrases("text|texts|texting|send ~4 to ~3 xphonex|our|number", "keyword|keywords"),
    OptInMethod.QR_CODE: phrases("qr", "scan|scans|scanning ~3 code"),
    OptInMethod.POINT_OF_SALE: phrases("register|terminal|tablet|keypad|kiosk|point_of_sale|pos|pin_pad"),
}
_WAY = {
    OptInMethod.WEBSITE: msg("You chose “on our website”, but the text doesn't tell how people agree there."),
    OptInMethod.PAPER: msg("You chose “on paper”, but the text doesn't tell how people agree there."),
    OptInMethod.VERBAL: msg("You chose “in person or by phone”, but the text doesn't tell how people agree there."),
    OptInMethod.KEYWORD: msg("You chose “by texting a keyword”, but the text doesn't tell how people agree so."),
    OptInMethod.QR_CODE: msg("You chose “with a QR code”, but the text doesn't tell how people agree so."),
    OptInMethod.POINT_OF_SALE: msg("You chose “at the register”, but the text doesn't tell how people agree there."),
}
_QUOTED = re.compile(r"[\"“«]([^\"”»]{40,4000})[\"”»]|'(?=[A-Z])([^']{60,4000})'")
_CAPITALS = re.compile(r"(?<![\w&])[A-Z][A-Z0-9]{1,19}(?![\w&])")
_NO_KEYWORDS = words("no_keywords")
_WALL = phrases(
    "log|logs|logging|logged|sign|signing|signed in|into ~4 account|portal|dashboard|app|profile",
    "behind ~2 login|log_in",
    "internal|staff|private|password|client|patient|member|customer|employee ~1 portal|intranet",
    "requires|require|need|needs ~3 login|account|password",
    "after|once ~4 log|logged|login",
    "password protected",
)
_PICTURE = phrases(
    "screenshot|screenshots|picture|pictures|image|images|photo|public|publicly|attached|upload|uploaded|copy"
)
_DOUBLE = phrases(
    "reply|replying|respond|answer ~2 yes|y|agree|confirm",
    "confirm|confirms|confirmation ~6 {msg}|reply|yes",
    "double opt",
    "opt in {msg}",
)


def _has_script(flow: str) -> bool:
    """Are the words that are said given, in quotation marks or after the word script?"""
    quoted = " ".join(match.group() for match in _QUOTED.finditer(flow))
    return len(quoted.split()) >= 8 or bool(re.search(r"(?i)\bscript\b[^.]{0,60}:.{60}", flow))


def ways_told(answers: Answers) -> tuple[str, ...]:
    """The ways that an opt-in story certainly tells of; the website where there is a page to look at."""
    flow = read(answers.message_flow)
    found = [way.value for way, told in _CERTAIN.items() if told.within(flow)]
    if not found and not answers.opt_in_page:
        found = [way.value for way in (OptInMethod.PAPER, OptInMethod.VERBAL) if _TOLD[way].within(flow)][:1]
    if (
        len(found) + bool(answers.opt_in_page) > 1
        and OptInMethod.VERBAL in found
        and not _has_script(answers.message_flow)
    ):
        found.remove(OptInMethod.VERBAL)  # somebody asks something; the other way is the one that is told
    asks_online = answers.opt_in_page and (_TOLD[OptInMethod.WEBSITE].within(flow) or not found)
    return (OptInMethod.WEBSITE.value, *found) if asks_online else tuple(found)


@rule(
    "message_flow.ways",
    severity=Severity.WARNING,
    predicts="CTA_MISSING",
    says=msg("The text must tell every way in which people agree."),
    source="dossier 5.9, call to action 12; peers D2, 30917",
)
def _every_way(subject: Subject) -> Iterator[Problem]:
    flow = subject.answers.message_flow
    if not flow or is_foreign(flow):
        return
    for way in OptInMethod:
        if way in subject.answers.opt_in_methods and not _TOLD[way].within(read(flow)):
            yield Problem("message_flow", _WAY[way])


@rule(
    "message_flow.script",
    predicts="CTA_VERBAL_NO_SCRIPT",
    says=msg(
        "For people who agree in person or by phone, give the exact words that your staff say, in quotation marks."
    ),
    fix=msg("Write the script: your name, what you will text, how often, rates, STOP and HELP, and the question."),
    example="“May we text you about your appointments? Message frequency varies. Message and data rates may apply. "
    "You can reply HELP for help or STOP to opt out at any time.”",
    source="dossier 5.1, CTA_VERBAL_NO_SCRIPT; 5.5, 2105",
)
def _script(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    if OptInMethod.VERBAL not in told.opt_in_methods or not told.message_flow:
        return
    if not _has_script(told.message_flow):
        yield Problem("message_flow")


@rule(
    "opt_in_methods.written",
    predicts="CTA_WRITTEN_REQUIRED",
    says=msg(
        "For offers, people must agree in writing: on a form, or by texting a keyword. A spoken yes is not enough."
    ),
    fix=msg("Add a written way, or take offers out of what you send."),
    source="dossier 5.1, CTA_WRITTEN_REQUIRED; 5.5, 2101",
)
def _written(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    only_spoken = tuple(told.opt_in_methods) == (OptInMethod.VERBAL,)
    if only_spoken and sends_offers(subject) and not _DOUBLE.within(read(told.message_flow)):
        yield Problem("opt_in_methods")


@rule(
    "message_flow.keyword",
    severity=Severity.WARNING,
    predicts="CTA_UNVERIFIABLE",
    says=msg(
        "For people who text a keyword, name the keyword, in capital letters, and the number that they text it to."
    ),
    fix=msg("Also say where people see the keyword, such as on a sign at your counter."),
    example="Customers text JOIN to (415) 555-0123, as the sign at our counter says.",
    source="dossier 5.9, call to action 12: keyword, number and where it is advertised",
)
def _keyword(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    if OptInMethod.KEYWORD not in told.opt_in_methods or not told.message_flow:
        return
    named = {word for word in _CAPITALS.findall(told.message_flow) if word not in _NO_KEYWORDS}
    if not named:
        yield Problem("message_flow")


@rule(
    "message_flow.page",
    severity=Severity.TIP,
    predicts="CTA_UNVERIFIABLE",
    says=msg("Reviewers open the page where people sign up. Name its address in the text, too."),
    source="dossier 5.9, call to action 12: web address",
)
def _address(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    if OptInMethod.WEBSITE in told.opt_in_methods and told.message_flow and not links(told.message_flow):
        yield Problem("message_flow")


@rule(
    "opt_in_page.document",
    severity=Severity.WARNING,
    predicts="CTA_UNVERIFIABLE",
    says=msg("Reviewers want an ordinary web page. A shared document, a short link or a profile is not accepted."),
    source="peers B10; dossier 5.9, shortener blocklist",
)
def _document(subject: Subject) -> Iterator[Problem]:
    address = subject.answers.opt_in_page
    if any(is_listed(link.host, ("documents", "shorteners")) for link in links(address)):
        yield Problem("opt_in_page")


@rule(
    "message_flow.login",
    severity=Severity.WARNING,
    predicts="CTA_UNVERIFIABLE",
    says=msg("People agree behind a login, where reviewers can't look."),
    fix=msg("Give a public page that shows the form as it is, and say where it is."),
    source="dossier 5.9, call to action 11; peers B12",
)
def _login(subject: Subject) -> Iterator[Problem]:
    flow = read(subject.answers.message_flow)
    found = _WALL.find(flow)
    if found and not _PICTURE.within(flow) and not is_denied(flow, found):
        yield Problem("message_flow", evidence=Evidence("message_flow", found.start, found.end))


RULES = (_every_way, _script, _written, _keyword, _address, _document, _login)
