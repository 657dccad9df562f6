"""Facts and pages to try documents on, and the full product of what the questionnaire's conditions turn on."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product

from onboarding.adapters.pdf import LockedRoom
from onboarding.domain.answers import Answers, Frequency, OptInMethod
from onboarding.domain.documents.compose import compose
from onboarding.domain.documents.content import Content, content_of
from onboarding.domain.documents.facts import Facts, Links
from onboarding.domain.documents.kinds import Kind, Language
from onboarding.domain.documents.practices import (
    COLLECTED,
    PROCESSORS,
    PURPOSES,
    RETENTIONS,
    Cookies,
    MinimumAge,
    Practices,
)
from onboarding.services.framing import Edition, FormState, Place, document_page
from tests.domain.strategies import subject

BASE = "https://texts.example/p/rehearsal-bakery-abc123"
LINKS = Links(f"{BASE}/privacy", f"{BASE}/terms", f"{BASE}/opt-in")
ANSWERS: Answers = subject().answers
NUMBER = "+18635550188"
TOLD = Practices(("name",), ("service", "questions"), ("texting",), "2y", cookies="needed")
FACTS = Facts(ANSWERS, TOLD, LINKS, NUMBER)
AT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
ROOM = LockedRoom()


def content(kind: Kind, facts: Facts = FACTS) -> Content:
    return content_of(compose(kind, facts), facts)


def hosted(kind: Kind, language: Language, facts: Facts = FACTS) -> tuple[Content, str]:
    """A document with the page that everybody would read."""
    made = content(kind, facts)
    place = Place("https://texts.example", "/p/rehearsal-bakery-abc123", "Acme Phones")
    return made, document_page(ROOM, made, language, place, Edition("0" * 64, AT), FormState("token"))


KINDS_OF_TEXTS = (
    (),
    ("CUSTOMER_CARE",),
    ("MARKETING",),
    ("ACCOUNT_NOTIFICATION", "MARKETING"),
    ("DELIVERY_NOTIFICATION", "2FA"),
)
STATES = ((), ("FL", "GA"), ("ALL",))


def full_product() -> Iterator[Facts]:
    """Every combination of what turns clauses on and off; lists and wordings take turns along the way."""
    methods = [tuple(OptInMethod)[:n] for n in range(1, 7)]
    for index, (cookies, age, states, kinds, double, names, number) in enumerate(
        product(Cookies, MinimumAge, STATES, KINDS_OF_TEXTS, (False, True), (False, True), (NUMBER, ""))
    ):
        practices = Practices(
            collected=COLLECTED[: index % 9],
            purposes=PURPOSES[: 1 + index % 5],
            processors=PROCESSORS[: index % 8],
            retention=RETENTIONS[index % 4],
            age=age.value,
            states=states,
            cookies=cookies.value,
            double=double,
        )
        answers = ANSWERS.with_changes(
            {
                "sub_use_cases": kinds,
                "use_case": kinds[0] if len(kinds) == 1 else "MIXED",
                "display_name": "Sunny Side Bakery" if names else ANSWERS.legal_name,
                "opt_in_methods": methods[index % 6],
                "frequency": tuple(Frequency)[index % 4].value,
                "website": ANSWERS.website if index % 5 else "",
                "phone": ANSWERS.phone if index % 3 else "",
            }
        )
        yield Facts(answers, practices, LINKS, number)
