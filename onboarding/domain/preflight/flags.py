"""The boxes about links, phone numbers, adults and lending: do they fit the texts, both ways (dossier 1.7, 5.4, 601)?"""

from collections.abc import Iterator

from onboarding.domain.answers import SAMPLE_FIELDS
from onboarding.domain.ein import digits
from onboarding.domain.preflight import elements
from onboarding.domain.preflight.rule import Evidence, Patch, Problem, Severity, Subject, rule
from onboarding.domain.text.addresses import links, phones
from onboarding.domain.text.negation import is_denied
from onboarding.domain.text.phrases import Cover, Phrases
from onboarding.domain.text.reading import SLOT, read
from onboarding.domain.words import msg

_SOURCE = "dossier 5.4, 601; 5.9, samples: link and phone appear exactly if the attribute is set"
_SELLS_ALCOHOL = Phrases(
    "wine|liquor|beer|spirits|bottle|package|beverage|alcohol|whiskey|bourbon ~1 shop|shops|store|stores|club|clubs|merchant|merchants|"
    "cellar|bar|warehouse|outlet|depot|mart|delivery|release|releases|tasting|tastings|shipment|shipments|allocation|sale|sales|"
    "deals|specials|special|promotions|offers|flight|flights|list",
    "winery|wineries|vineyard|vineyards|brewery|breweries|brewpub|distillery|distilleries|taproom|tap_room|meadery|cidery|beers|wines|liquors",
    "craft|draft|cold beer|cocktails|brew|brews|beers",
    "bottle|bottles|case|cases|glass|pints|pint|keg|kegs|pour|pours|six_pack ~1 of ~2 wine|beer|champagne|bourbon|whiskey|pinot|"
    "cabernet|prosecco|rose|merlot|chardonnay|tequila|vodka|ipa|stout|cider",
    "pinot|cabernet|chardonnay|merlot|zinfandel|riesling|malbec|syrah|prosecco|champagne|bourbon|whiskey|vodka|tequila|mezcal|ipa|stout|"
    "lager|pilsner|sauvignon",
    "alcohol|alcoholic ~2 products|beverages|drinks|sales",
    "beer|wine|spirits and|or beer|wine|spirits|liquor",
    "brewing company|co",
)
_HARMLESS = Phrases(
    "no|non|without|zero|free ~1 alcohol|alcoholic",
    "alcohol free|wipes|swabs|pads|rub|abuse|treatment|counseling|recovery|testing",
    "root|ginger|birch|butter beer|beers|ale|ales",
    "wine|champagne|stout colored|color|red|country_road|street",
    "wine country|glass|glasses|rack|racks|cork|opener",
    "cocktail dress|dresses|attire|party_dress|ring|sauce",
    "rose|merlot|champagne|bourbon gold|color|petals|garden|bouquet|bouquets|street|bush|st|ave|avenue|county",
    "beer battered|cheese|bread|garden_tools",
)
_LENDS = Phrases(
    "loan|loans|lending|lender|lenders|mortgage|mortgages|heloc|refinance|refinancing|refi|financing",
    "line|lines of credit",
    "borrow|borrower|borrowers|borrowing",
)
_LENDERS = Phrases(
    "credit union",
    "bank|banks|lending|lender|loan|loans|mortgage|mortgages|finance|financial|capital|funding|thrift|savings_bank",
    "we|our|direct ~3 lend|lending|loans|mortgages|lender|lenders",
    "originate|originates|underwrite|underwrites|fund|funds|issue|issues|make|makes|offer|offers|provide|provides|approve|approves ~4 loans|loan|mortgages|mortgage|financing",
)
_NOT_LENDING = Phrases(
    "student loan forgiveness",
    "on|book|library|interlibrary|equipment|inter loan|loans|loaner",
    "loaner",
    "food|blood|memory bank|banks",
    "river bank",
    "your|their|buyer|buyers|the ~1 lender|mortgage ~2 company|broker|officer|approval|approved",
    "financing available",
    "closing ~4 lender|loan",
)


def _first(subject: Subject, fields: tuple[str, ...], phrases: Phrases, harmless: Phrases) -> Evidence | None:
    """Where something is said and meant; a description must say it twice, since it may mention what is not the business."""
    for field in fields:
        text = read(getattr(subject.answers, field))
        fine: Cover | None = None
        places: set[tuple[int, int]] = set()
        for found in phrases.all(text):
            fine = fine or harmless.cover(text)
            if not fine.touches(found.start, found.end) and not is_denied(text, found):
                places.add((found.start, found.end))
                if field != "description" or len(places) > 1:
                    return Evidence(field, *min(places))
    return None


@rule(
    "embedded_link.undeclared",
    predicts="ATTR_MISMATCH_LINK",
    says=msg("An example has a web link, but the box about links isn't checked."),
    fix=msg("Check “Some of our texts contain a web link”."),
    source=_SOURCE,
)
def _link(subject: Subject) -> Iterator[Problem]:
    for field in SAMPLE_FIELDS:
        found = links(getattr(subject.answers, field))
        if found and not subject.answers.embedded_link:
            yield Problem("embedded_link", evidence=Evidence(field, found[0].start, found[0].end), patch=Patch(True))
            return


@rule(
    "embedded_link.unshown",
    severity=Severity.WARNING,
    predicts="ATTR_MISMATCH_LINK",
    says=msg("You checked that texts contain links, but no example has one."),
    fix=msg("Put a link to your own website into an example, or clear the box."),
    source=_SOURCE,
)
def _link_unshown(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    if (
        told.embedded_link
        and told.samples
        and not any(links(text) or _has_slot(text, "link", "url", "website", "http") for text in told.samples)
    ):
        yield Problem("embedded_link", patch=Patch(False, safe=False))


def _has_slot(text: str, *words: str) -> bool:
    """Is there a place in brackets for such a thing?"""
    return any(
        word.plain == SLOT and any(each in text[word.start : word.end].casefold() for each in words)
        for word in read(text).words
    )


@rule(
    "embedded_phone.undeclared",
    predicts="ATTR_MISMATCH_PHONE",
    says=msg("An example has a phone number, but the box about phone numbers isn't checked."),
    fix=msg("Check “Some of our texts contain a phone number”. The number in your reply to HELP does not count."),
    source=_SOURCE,
)
def _phone(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    help_numbers = {number for number, _, _ in phones(told.help_message)} | {digits(told.phone)[-10:]}
    for field in SAMPLE_FIELDS:
        for number, start, end in phones(getattr(told, field)):
            if not told.embedded_phone and number not in help_numbers:
                yield Problem("embedded_phone", evidence=Evidence(field, start, end), patch=Patch(True))
                return


@rule(
    "embedded_phone.help_number",
    severity=Severity.WARNING,
    predicts="ATTR_MISMATCH_PHONE",
    says=msg(
        "An example has your own phone number, and the box about phone numbers isn't checked. Some reviewers object."
    ),
    fix=msg("Check “Some of our texts contain a phone number”, to be safe."),
    source=_SOURCE,
)
def _help_number(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    found = [(field, phones(getattr(told, field))) for field in SAMPLE_FIELDS]
    if told.embedded_phone or any(_phone.check(subject)):
        return
    for field, numbers in found:
        if numbers:
            yield Problem("embedded_phone", evidence=Evidence(field, numbers[0][1], numbers[0][2]), patch=Patch(True))
            return


@rule(
    "embedded_phone.unshown",
    severity=Severity.WARNING,
    predicts="ATTR_MISMATCH_PHONE",
    says=msg("You checked that texts contain phone numbers, but no example has one."),
    fix=msg("Put the phone number into an example, or clear the box."),
    source=_SOURCE,
)
def _phone_unshown(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    if (
        told.embedded_phone
        and told.samples
        and not any(phones(text) or _has_slot(text, "phone", "number") for text in told.samples)
    ):
        yield Problem("embedded_phone", patch=Patch(False, safe=False))


@rule(
    "age_gated.undeclared",
    severity=Severity.WARNING,
    predicts="ATTR_MISMATCH_AGE",
    says=msg("This is about something only adults may buy, but the box about it isn't checked."),
    fix=msg("Check “We text about things only adults may buy”, and ask for the date of birth where people sign up."),
    source="dossier 5.4, 601 and 706; 5.9, conditional: alcohol",
)
def _age(subject: Subject) -> Iterator[Problem]:
    fields = ("display_name", "legal_name", *SAMPLE_FIELDS, "description")
    if not subject.answers.age_gated and (found := _first(subject, fields, _SELLS_ALCOHOL, _HARMLESS)):
        yield Problem("age_gated", evidence=found, patch=Patch(True, safe=False))


@rule(
    "age_gated.no_gate",
    severity=Severity.WARNING,
    predicts="AGE_GATE",
    says=msg("Alcohol may be texted about only where people's age is checked, and nothing here says how you check it."),
    fix=msg("Ask for the full date of birth where people sign up, and say so in the text on how people agree."),
    source="dossier 5.4, 706; 5.3, 30888",
)
def _no_gate(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    fields = ("display_name", "legal_name", *SAMPLE_FIELDS, "description")
    is_gated = told.age_gated or elements.BIRTH_DATE.within(read(told.message_flow))
    if told.message_flow and not is_gated and (found := _first(subject, fields, _SELLS_ALCOHOL, _HARMLESS)):
        yield Problem("message_flow", evidence=found)


@rule(
    "direct_lending.undeclared",
    severity=Severity.WARNING,
    predicts="ATTR_MISMATCH_LENDING",
    says=msg("This is about loans, but the box about lending isn't checked."),
    fix=msg("If you lend money yourself, check “We lend money ourselves”. Other loans can't be texted about."),
    source="dossier 5.4, 601 and 712; 5.3, 30895",
)
def _lending(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    if told.direct_lending:
        return
    lender = _first(subject, ("display_name", "legal_name", "description"), _LENDERS, _NOT_LENDING)
    found = _first(subject, (*SAMPLE_FIELDS, "description", "display_name", "legal_name"), _LENDS, _NOT_LENDING)
    if lender and found:
        yield Problem("direct_lending", evidence=found, patch=Patch(True, safe=False))


@rule(
    "direct_lending.unshown",
    severity=Severity.WARNING,
    predicts="ATTR_MISMATCH_LENDING",
    says=msg("You checked that you lend money, but nothing here is about loans."),
    fix=msg("Say in the description what you lend, or clear the box."),
    source=_SOURCE,
)
def _not_lending(subject: Subject) -> Iterator[Problem]:
    told = subject.answers
    fields = (*SAMPLE_FIELDS, "description", "display_name", "legal_name")
    if told.direct_lending and not any(
        _LENDS.within(text) or _LENDERS.within(text) for text in (read(getattr(told, field)) for field in fields)
    ):
        yield Problem("direct_lending", patch=Patch(False, safe=False))


RULES = (
    _link,
    _link_unshown,
    _phone,
    _help_number,
    _phone_unshown,
    _age,
    _no_gate,
    _lending,
    _not_lending,
)
