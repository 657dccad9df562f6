"""Whether the kind of business fits what else is known of it (dossier 1.3, 1.4, 5.1)."""

from collections.abc import Iterator

from onboarding.domain.answers import EntityType
from onboarding.domain.preflight.rule import Evidence, Problem, Severity, Subject, rule
from onboarding.domain.reference import words
from onboarding.domain.text.addresses import host_of, mail_host, owner_of
from onboarding.domain.text.names import INCORPORATED, has_form, words_of
from onboarding.domain.text.negation import NEGATIONS, is_denied
from onboarding.domain.text.phrases import Phrases
from onboarding.domain.text.reading import read
from onboarding.domain.words import msg

_TELNYX = "dossier 1.4, words that get a sole proprietor declined"
# Words of organizations (dossier 1.4). What also is a trade of one person alone (home, spa, vet) is only a hint.
_ORGANIZED = words("organized")
_HINTS = words("perhaps_organized")
_NONPROFIT = Phrases(
    "church|churches|ministry|ministries|chapel|parish|diocese|congregation|synagogue|mosque|temple|tabernacle",
    "foundation|charity|charities|nonprofit|non_profit",
    "humane society",
    "food bank|pantry",
    "united way",
    "rescue mission",
    "501 c|501c3",
    "501c3",
    "ymca|ywca",
    "pta|ptso|booster|boosters",
    "rotary|lions|kiwanis club",
)
_GOVERNMENT = Phrases(
    "city|town|village|county|township|borough|parish|state|commonwealth of",
    "county ~2 department|library|clerk|sheriff|government|health|commission|office",
    "municipal|municipality|township|borough|county|parish|village",
    "public library|schools|works",
    "school|fire|water|utility|sanitary|library|transit|park district",
    "independent|unified|consolidated|central school",
    "department of",
    "housing authority",
    "transit authority",
    "police|sheriff|fire ~1 department|office",
    "federal|tribal|tribe|nation",
    "university|college|schools|school",
    "board of education",
)


@rule(
    "entity_type.nonprofit",
    severity=Severity.WARNING,
    predicts="ENTITY_TYPE_WRONG",
    says=msg("The name sounds like a nonprofit, but the kind of business is another."),
    fix=msg("If the IRS recognizes you as tax-exempt, choose “Nonprofit”: it is checked in another list."),
    source="dossier 1.3, feedback NONPROFIT; 5.1, ENTITY_TYPE_WRONG",
)
def _nonprofit(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    for_profit = told.entity_type in {EntityType.PRIVATE_PROFIT, EntityType.PUBLIC_PROFIT}
    found = _NONPROFIT.find(read(told.legal_name))
    if for_profit and found and not _is_company(told.legal_name):
        yield Problem("entity_type", evidence=Evidence("legal_name", found.start, found.end))


@rule(
    "entity_type.not_nonprofit",
    severity=Severity.WARNING,
    predicts="ENTITY_TYPE_WRONG",
    says=msg("A nonprofit is seldom an LLC or a partnership. The IRS lists may not show yours as one."),
    fix=msg("Choose “Private company” unless you have a letter from the IRS that says you are tax-exempt."),
    source="dossier 1.3, feedback NONPROFIT (TFNP02)",
)
def _not_nonprofit(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    if told.entity_type == EntityType.NON_PROFIT and has_form(
        told.legal_name, frozenset({"llc", "llp", "lp", "pllc", "pc"})
    ):
        yield Problem("entity_type")


@rule(
    "entity_type.government",
    severity=Severity.WARNING,
    predicts="ENTITY_TYPE_WRONG",
    says=msg("The name sounds like a public office, but the kind of business is another."),
    fix=msg("Choose “Government office” if you are a federal, state, local or tribal office."),
    source="dossier 1.3, feedback GOVERNMENT_ENTITY",
)
def _government(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    if told.entity_type in {EntityType.PRIVATE_PROFIT, EntityType.PUBLIC_PROFIT} and not _is_company(told.legal_name):
        start = " ".join(words_of(told.legal_name)[:2])
        if start in {"city of", "town of", "village of", "county of", "township of", "state of", "department of"}:
            yield Problem("entity_type")


@rule(
    "entity_type.not_government",
    severity=Severity.WARNING,
    predicts="ENTITY_TYPE_WRONG",
    says=msg("The name does not sound like a public office."),
    fix=msg("Choose “Government office” only for a federal, state, local or tribal office."),
    source="dossier 1.3, feedback GOVERNMENT_ENTITY (TFGE02)",
)
def _not_government(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    sounds_so = _GOVERNMENT.within(read(told.legal_name)) and not _is_company(told.legal_name)
    if told.entity_type == EntityType.GOVERNMENT and told.legal_name and not sounds_so:
        yield Problem("entity_type")


_MISSION = Phrases(
    "nonprofit|non_profit|not_for_profit|charity|charitable|donate|donation|donations|donor|donors|volunteer|volunteers|"
    "ministry|ministries|church|parish|congregation|foundation|association|society|league|boosters|pta|rescue|shelter|"
    "pantry|museum|union|council|alliance|coalition|institute|school|academy|college|university|hospital|tax_exempt|501c3|"
    "scouts|library|theater|theatre|symphony|chamber|mission|humane",
    "501 c",
)


@rule(
    "entity_type.no_mission",
    severity=Severity.WARNING,
    predicts="ENTITY_TYPE_WRONG",
    says=msg("Nothing in your answers sounds like a nonprofit. The IRS lists may not show you as one."),
    fix=msg("Choose “Private company” unless you have a letter from the IRS that says you are tax-exempt."),
    source="dossier 1.3, feedback NONPROFIT (TFNP02)",
)
def _no_mission(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    texts = (told.legal_name, told.display_name, told.description, told.website.replace(".", " "))
    open_to_both = {"NGO", "EDUCATION", "HEALTHCARE", "ENTERTAINMENT", "POLITICAL", "GOVERNMENT", "HUMAN_RESOURCES"}
    if told.entity_type != EntityType.NON_PROFIT or told.vertical in open_to_both or not told.description:
        return
    if not any(_MISSION.within(read(t)) for t in texts):
        yield Problem("entity_type")


def _is_company(name: str) -> bool:
    return has_form(name, INCORPORATED)


@rule(
    "entity_type.incorporated",
    predicts="NOT_SOLE_PROP",
    says=msg("A name with LLC, Inc. or the like belongs to a company. It can't register as a sole proprietor."),
    fix=msg("Choose “Private company” and enter the EIN, or leave the legal form out if there is no company."),
    source=_TELNYX,
)
def _incorporated(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    if told.is_sole_proprietor and _is_company(told.display_name):
        yield Problem("entity_type")


@rule(
    "entity_type.organized",
    severity=Severity.WARNING,
    predicts="NOT_SOLE_PROP",
    says=msg("The name sounds like an organization. Reviewers decline sole proprietors with such a name."),
    fix=msg("If you have an EIN, choose “Private company”. If not, use a name that shows that you work alone."),
    source=_TELNYX,
)
def _organized(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    if not told.is_sole_proprietor or _is_company(told.display_name):
        return
    words = words_of(told.display_name)
    if not _ORGANIZED.isdisjoint(words) or " real estate " in f" {' '.join(words)} ":
        yield Problem("entity_type")
    elif owner_of(mail_host(told.email)).endswith((".gov", ".org", ".ai")) or owner_of(host_of(told.website)).endswith(
        (".gov", ".org", ".ai")
    ):
        yield Problem(
            "entity_type",
            msg("An address that ends in .org, .gov or .ai makes reviewers doubt that you are a sole proprietor."),
        )


@rule(
    "entity_type.hint",
    severity=Severity.TIP,
    predicts="NOT_SOLE_PROP",
    says=msg("Some reviewers take this name for a company's. Be ready to show that you work alone."),
    source=_TELNYX,
)
def _hint(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    if told.is_sole_proprietor and not _HINTS.isdisjoint(words_of(told.display_name)):
        yield Problem("entity_type")


_MANY = Phrases(
    "our|my|the|all|with|has|have|of ~2 employees|staff|crew_members",
    "team of|members",
    "corporation|incorporated|corporate",
    "llc|inc|company_owned|llp",
    "all|our|two|three|four|five|several|multiple|many ~2 locations|branches|offices",
)


@rule(
    "entity_type.employs",
    severity=Severity.WARNING,
    predicts="NOT_SOLE_PROP",
    says=msg(
        "Your own words tell of a company or of people who work for you. That is no sole proprietor to a reviewer."
    ),
    fix=msg("Choose “Private company” and enter the EIN: who pays employees has one."),
    source="dossier 1.4: an individual with no EIN, not an LLC, Inc. or Corp.",
)
def _employs(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    text = read(told.description)
    found = _MANY.find(text) if told.is_sole_proprietor else None
    if (
        found
        and not is_denied(text, found)
        and NEGATIONS.isdisjoint(read(text.typed[found.start : found.end]).vocabulary)
    ):
        yield Problem("entity_type", evidence=Evidence("description", found.start, found.end))


@rule(
    "entity_type.has_ein",
    severity=Severity.WARNING,
    predicts="NOT_SOLE_PROP",
    says=msg("You gave an EIN. Registration as a sole proprietor is only for people who have none."),
    fix=msg("Choose “Private company”, which also lets you send more texts."),
    source="dossier 1.4: a person with no EIN",
)
def _has_ein(subject: Subject) -> Iterator[Problem]:
    if subject.answers.is_sole_proprietor and subject.ein:
        yield Problem("entity_type")


RULES = (
    _nonprofit,
    _not_nonprofit,
    _no_mission,
    _government,
    _not_government,
    _incorporated,
    _organized,
    _hint,
    _employs,
    _has_ein,
)
