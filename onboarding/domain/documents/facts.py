"""What the clauses are filled with: the answers of a registration, the questionnaire, and the addresses of the pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onboarding.domain.answers import Answers, Frequency, OptInMethod
from onboarding.domain.documents.kinds import Language
from onboarding.domain.documents.parts import Run
from onboarding.domain.documents.practices import ALL_STATES, Cookies, MinimumAge, Practices
from onboarding.domain.drafting.words import kinds
from onboarding.domain.phones import national
from onboarding.domain.preflight.web_presence import is_web_address
from onboarding.domain.reference import table

MARKETING = "MARKETING"
# A value is one run, or several of which each makes a list item. What is not known is not there.
Value = Run | tuple[Run, ...]


@dataclass(frozen=True)
class Links:
    """The public addresses of the hosted documents; empty until they are known."""

    privacy: str = ""
    terms: str = ""
    opt_in: str = ""


@dataclass(frozen=True)
class Facts:
    """Everything that documents are composed from. ``number`` is the number that texts, as E.164."""

    answers: Answers
    practices: Practices = field(default_factory=Practices)
    links: Links = field(default_factory=Links)
    number: str = ""

    @property
    def name(self) -> str:
        """What customers call the business."""
        return _line(self.answers.display_name or self.answers.legal_party)

    @property
    def names(self) -> tuple[str, ...]:
        """What the business may be called."""
        told = self.answers
        return tuple(name for name in dict.fromkeys((told.display_name, told.legal_name, told.legal_party)) if name)

    @property
    def message_kinds(self) -> tuple[str, ...]:
        """What is texted about, by code; the use case itself where it covers one kind only."""
        return kinds(self.answers) or ((self.answers.use_case,) if self.answers.use_case else ())

    @property
    def is_marketing(self) -> bool:
        """Are offers among the texts?"""
        return MARKETING in self.message_kinds

    @property
    def age(self) -> str:
        """How old people must be; an age gate that was registered is never left out."""
        asked = self.practices.age
        return MinimumAge.ADULT.value if self.answers.age_gated and asked in {"", MinimumAge.ANY} else asked

    @property
    def is_adults_only(self) -> bool:
        """Are people asked for their age?"""
        return self.age in {MinimumAge.ADULT, MinimumAge.DRINKING}

    @property
    def states(self) -> tuple[str, ...]:
        """The states that are served."""
        return self.practices.states or ((self.answers.state,) if self.answers.state else ())


def conditions(facts: Facts) -> Mapping[str, bool]:
    """What clauses ask for under ``when``."""
    answers, cookies, states = facts.answers, facts.practices.cookies, facts.states
    legal, shown = _line(answers.legal_party), _line(answers.display_name)
    return {
        "other_name": bool(legal and shown and legal != shown),
        "marketing": facts.is_marketing,
        "service": facts.message_kinds != (MARKETING,),
        "adults": facts.is_adults_only,
        "double": facts.practices.double,
        "has_number": bool(facts.number),
        "cookies_none": cookies == Cookies.NONE,
        "cookies_needed": cookies == Cookies.NEEDED,
        "cookies_visits": cookies == Cookies.VISITS,
        "cookies_ads": cookies == Cookies.ADS,
        "home_state_only": states == (answers.state,) and bool(states),
        "many_states": bool(states) and states != (answers.state,),
        "collects_more": bool(_with_birth_date(facts)),
        "by_keyword": bool(facts.number) and not facts.is_adults_only,
    }


def values(facts: Facts, language: Language) -> dict[str, Value]:
    """Every value that is known, by the name that clauses use."""
    answers, practices = facts.answers, facts.practices
    email = practices.email or answers.email
    found: dict[str, Value | None] = {
        "legal_name": _run(answers.legal_party),
        "name": _run(facts.name),
        "website": _web(answers.website),
        "email": _mail(email),
        "number": _run(national(facts.number) if facts.number else ""),
        "keyword": _run((answers.opt_in_keywords or "JOIN").split(",")[0]),
        "about": _run(_about(facts.message_kinds, language)),
        "service": _run(_about(_other_than_marketing(facts), language)),
        "service_mine": _run(_about(_other_than_marketing(facts), language, "mine")),
        "frequency": _run(_frequency(answers.frequency, language)),
        "ways": _each("ways", [way for way in OptInMethod if way in answers.opt_in_methods], language),
        "collected": _each("collected", _with_birth_date(facts), language),
        "purposes": _each("purposes", practices.purposes, language),
        "processors": _each("processors", _with_texting(practices.processors), language),
        "retention": _run(_words("retention", language).get(practices.retention, "")),
        "age": _run(facts.age),
        "state": _run(_state_names(language).get(answers.state, "")),
        "states": _run(_states(facts.states, language)),
        "privacy_link": _ours(facts.links.privacy),
        "terms_link": _ours(facts.links.terms),
        "opt_in_link": _ours(facts.links.opt_in),
        "contact": _contact(facts, email, language),
    }
    return {name: value for name, value in found.items() if value}


def title(kind: str, name: str, language: Language) -> str:
    """The title of a document."""
    return str(table("document_words")["titles"][language.value][kind]).replace("{name}", name)


def _words(group: str, language: Language) -> Mapping[str, str]:
    found: Mapping[str, str] = table("document_words")[group][language.value]
    return found


def _frequency(code: str, language: Language) -> str:
    known = _words("frequency", language)
    return known.get(code, known[Frequency.VARIES])


def _line(text: str) -> str:
    """One line without what turns the order of writing around, or can't be seen: a name must not disturb its sentence."""
    return " ".join("".join(char for char in text if char.isprintable() or char.isspace()).split())


def _run(text: str, href: str = "") -> Run | None:
    shown = _line(text)
    return Run(shown, href=href) if shown else None


def _web(address: str) -> Run | None:
    return _run(address, address if is_web_address(address) else "")


def _ours(address: str) -> Run | None:
    """An address that we made: a link wherever we run, on a laptop, too."""
    return _run(address, address)


def _mail(address: str) -> Run | None:
    return _run(address, f"mailto:{address}" if _is_plain(address) else "")


def _is_plain(address: str) -> bool:
    return address.count("@") == 1 and address.isascii() and address.isprintable() and not set(' "<>?&%') & set(address)


def _each(group: str, codes: Sequence[str], language: Language) -> tuple[Run, ...]:
    known = _words(group, language)
    return tuple(Run(known[code]) for code in known if code in codes)


def _with_texting(processors: Sequence[str]) -> tuple[str, ...]:
    return ("texting", *processors)  # a number that texts has a provider


def _with_birth_date(facts: Facts) -> tuple[str, ...]:
    return (*facts.practices.collected, "birth_date") if facts.is_adults_only else facts.practices.collected


def _other_than_marketing(facts: Facts) -> list[str]:
    return [kind for kind in facts.message_kinds if kind != MARKETING]


def _about(codes: Sequence[str], language: Language, group: str = "about") -> str:
    known = _words(group, language)
    told = list(dict.fromkeys(known.get(code, known["other"]) for code in codes)) or [known["other"]]
    return joined(told, language)


def joined(told: Sequence[str], language: Language) -> str:
    """``a``, ``a, and b``, ``a, b, and c``: with a comma before the last, since the parts hold an "and" themselves."""
    link = table("document_words")[language.value]["and"]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])}, {link} {told[-1]}"


def _state_names(language: Language) -> Mapping[str, str]:
    names: Mapping[str, str] = table("states")["names"]
    return {**names, **table("document_words")["states_es"]} if language is Language.SPANISH else names


def _states(codes: Sequence[str], language: Language) -> str:
    names = _state_names(language)
    if ALL_STATES in codes:
        return str(table("document_words")[language.value]["usa"])
    told = [str(names[code]) for code in codes if code in names]
    return joined(told, language) if told else ""


def _contact(facts: Facts, email: str, language: Language) -> tuple[Run, ...]:
    answers, labels = facts.answers, table("document_words")[language.value]
    place = f"{answers.street}, {answers.city}, {answers.state} {answers.zip_code}"
    told = (
        ("mail", _mail(email)),
        ("phone", _run(national(answers.phone)) if answers.phone else None),
        ("post", _run(place) if answers.street and answers.city else None),
        ("site", _web(answers.website)),
    )
    return tuple(
        Run(str(labels[label]).replace("{value}", run.text), href=run.href) for label, run in told if run is not None
    )
