"""What the names say: legal form, trade name, and whose name it is (dossier 1.3, 5.1)."""

from collections.abc import Iterator

from onboarding.domain.answers import EntityType
from onboarding.domain.preflight.rule import Evidence, Patch, Problem, Severity, Subject, rule
from onboarding.domain.reference import words
from onboarding.domain.text.addresses import host_of, is_listed, mail_host, owner_of
from onboarding.domain.text.names import FORMS, INCORPORATED, core, has_form, words_of
from onboarding.domain.text.phrases import Match, Phrases
from onboarding.domain.text.reading import SLOT, read
from onboarding.domain.words import msg

_TRADE_NAME = Phrases("dba|doing_business_as|aka|trading_as|also_known_as", "d b a", "t a", "a k a")
_PLACEHOLDER = words("placeholder_names")


def _match(field: str, found: Match) -> Evidence:
    return Evidence(field, found.start, found.end)


@rule(
    "legal_name.placeholder",
    predicts="NAME_EIN_MISMATCH",
    says=msg("This is not the name of a business. Enter the name on your IRS letter."),
    example="Blue Door Bakery, LLC",
    source="ours: what people type to get on",
)
def _placeholder(subject: Subject) -> Iterator[Problem]:
    for field in ("legal_name", "display_name"):
        name: str = getattr(subject.answers, field)
        words = words_of(name)
        nothing = len(name) > 1 and (not words or all(word in _PLACEHOLDER for word in words))
        if nothing or any(word.plain == SLOT for word in read(name).words):
            yield Problem(field)


@rule(
    "legal_name.trade_name",
    severity=Severity.WARNING,
    predicts="NAME_EIN_MISMATCH",
    says=msg("The legal name holds a trade name too. The registry compares it with the IRS record letter by letter."),
    fix=msg("Keep only the first line of your IRS letter here. The name your customers know has an answer of its own."),
    source="dossier 1.3, companyName: first line of the CP 575",
)
def _trade_name(subject: Subject) -> Iterator[Problem]:
    name = subject.answers.legal_name
    found = _TRADE_NAME.find(read(name))
    if found and (found.start > 0 or name[:1].casefold() == "d"):  # AKA Brands is a name, DBA Brands is none
        before = name[: found.start].rstrip(" ,;(-/")
        yield Problem("legal_name", evidence=_match("legal_name", found), patch=Patch(before) if before else None)


@rule(
    "legal_name.form_missing",
    severity=Severity.WARNING,
    predicts="NAME_EIN_MISMATCH",
    says=msg("Elsewhere you write your name with its legal form, such as LLC or Inc. Here it is missing."),
    fix=msg("Copy the name from your IRS letter (CP 575 or 147C), with every comma, “LLC” or “Inc.”"),
    example="Blue Door Bakery, LLC",
    source="dossier 5.1, NAME_EIN_MISMATCH; peers B5",
)
def _form_missing(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    if told.is_sole_proprietor or not told.legal_name or has_form(told.legal_name):
        return
    for field in ("display_name", "description", "message_flow", "opt_in_message", "help_message"):
        for word in read(getattr(told, field)).words:
            if word.plain in INCORPORATED:
                yield Problem("legal_name", evidence=Evidence(field, word.start, word.end))
                return


@rule(
    "legal_name.form_unsaid",
    severity=Severity.TIP,
    predicts="NAME_EIN_MISMATCH",
    says=msg("Most companies have a legal form in their name, such as LLC or Inc. Yours has none."),
    fix=msg("Look at your IRS letter once more. If LLC or Inc. stands there, add it with every comma."),
    source="dossier 5.1, NAME_EIN_MISMATCH",
)
def _form_unsaid(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    of_form = {EntityType.PRIVATE_PROFIT, EntityType.PUBLIC_PROFIT}
    if told.legal_name and told.entity_type in of_form and not has_form(told.legal_name, FORMS | {"partnership"}):
        yield Problem("legal_name")


@rule(
    "legal_name.is_a_trade_name",
    severity=Severity.WARNING,
    predicts="NAME_EIN_MISMATCH",
    says=msg("The legal name looks like an address on the web, not like a name on an IRS letter."),
    source="dossier 5.1, NAME_EIN_MISMATCH",
)
def _web_name(subject: Subject) -> Iterator[Problem]:
    name = subject.answers.legal_name
    is_host = "." in name and " " not in name.strip() and host_of(name).count(".") > 0
    if (is_host or name.startswith(("http", "www."))) and not has_form(name):
        yield Problem("legal_name")


@rule(
    "first_name.readable",
    severity=Severity.WARNING,
    predicts="NAME_UNREADABLE",
    says=msg("The registry wants a person's name in plain letters, as on a driver's license."),
    source="dossier 1.12, 556; 5.2, 30756",
)
def _readable(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    for field in ("first_name", "last_name"):
        name: str = getattr(told, field)
        if (
            told.is_sole_proprietor
            and name
            and (any(c.isdigit() or c in "@#*_/\\" for c in name) or not words_of(name))
        ):
            yield Problem(field)


@rule(
    "display_name.provider",
    predicts="PLATFORM_AS_BRAND",
    says=msg("This is our own data, not your business's. Register the business that sends the texts."),
    fix=msg("Enter the name, e-mail address and website of your own business."),
    source="dossier 5.1, PLATFORM_AS_BRAND; peers B20",
)
def _provider(subject: Subject) -> Iterator[Problem]:
    if subject.provider is None:
        return
    ours, told = subject.provider, subject.answers
    for field in ("legal_name", "display_name"):
        if core(ours.name) and core(getattr(told, field)) == core(ours.name):
            yield Problem(field)
    own = {
        owner_of(host)
        for host in (mail_host(ours.email), host_of(ours.website))
        if "." in host and not is_listed(host, ("free_mail", "profiles")) and host != "example.com"
    }
    if owner_of(mail_host(told.email)) in own:
        yield Problem("email")
    if owner_of(host_of(told.website)) in own:
        yield Problem("website")


RULES = (
    _placeholder,
    _trade_name,
    _form_missing,
    _form_unsaid,
    _web_name,
    _readable,
    _provider,
)
