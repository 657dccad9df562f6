"""Signing up on the hosted page: what was sent is checked, recorded once, and answered alike whoever the number belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from onboarding.domain.documents.content import BOXES
from onboarding.domain.documents.frame_words import say
from onboarding.domain.documents.kinds import Language
from onboarding.domain.phones import parse_us
from onboarding.services import consents
from onboarding.services.hosting import Hosted
from onboarding.services.ports import Ports
from onboarding.services.recording_consents import Entry, write
from onboarding.store import businesses
from onboarding.store import consents as consent_rows

# What one person, and one business, can be signed up for at most: nobody's phone is rung with texts by strangers.
_A_DAY, _MOST_OF_PERSON = timedelta(days=1), 3
_AN_HOUR, _MOST_OF_BUSINESS = timedelta(hours=1), 300
_TWICE = timedelta(minutes=2)


@dataclass(frozen=True)
class Sent:
    """What came from the form, as typed."""

    phone: str
    birth: str
    purposes: tuple[str, ...]
    ip_address: str
    agent: str


@dataclass(frozen=True)
class Outcome:
    """Errors by field, or what became of it: ``nothing`` (no box), ``thanks``."""

    errors: tuple[tuple[str, str], ...] = ()
    what: str = ""


def birth_date(text: str) -> date | None:
    """A day as Americans write it: ``4/27/1990``; None for anything else."""
    for form in ("%m/%d/%Y", "%m-%d-%Y", "%Y-%m-%d", "%m.%d.%Y", "%B %d, %Y", "%d %B %Y"):
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day of the calendar
        except ValueError:
            continue
    return None


def age_on(born: date, today: date) -> int:
    """Whole years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def check(found: Hosted, sent: Sent, language: Language, today: date) -> tuple[tuple[str, str], ...]:
    """What is wrong with what was sent, field by field; nothing when no box was checked, since then nothing is kept."""
    errors: list[tuple[str, str]] = []
    if parse_us(sent.phone) is None:
        errors.append(("phone", say(language, "bad_phone")))
    if found.content.age:
        born = birth_date(sent.birth)
        if born is None or born > today or born.year < 1900:
            errors.append(("birth", say(language, "bad_birth")))
        elif age_on(born, today) < int(found.content.age):
            errors.append(("birth", say(language, "too_young", age=found.content.age)))
    return tuple(errors)


def sign_up(session: Session, found: Hosted, sent: Sent, language: Language, ports: Ports) -> None:
    """Record the agreement and have it confirmed. What was recorded a moment ago, or too often, is not recorded again;
    the visitor is told the same, so that nobody learns whose number is known.
    """
    now = ports.clock.now()
    businesses.lock(session, found.business_id)
    phone = parse_us(sent.phone) or ""
    person = ports.vault.index(phone)
    history = consent_rows.of_person(session, found.business_id, person)
    newest = history[-1] if history else None
    twice = newest and newest.event == "agreed" and tuple(newest.purposes) == sent.purposes
    if twice and newest and now - newest.recorded_at < _TWICE:
        return
    if consent_rows.count_since(session, found.business_id, "web", now - _A_DAY, person) >= _MOST_OF_PERSON:
        return
    entry = Entry(
        business_id=found.business_id,
        phone=phone,
        event="agreed",
        method="web",
        at=now,
        purposes=sent.purposes,
        version_id=found.version.id,
        language=language.value,
        words=_labels(found, sent.purposes, language),
        ip_address=sent.ip_address,
        agent=sent.agent,
    )
    made = write(session, entry, ports.vault, now)
    consents.ask_to_confirm(session, made, now)


def is_crowded(session: Session, business_id: int, ports: Ports) -> bool:
    """Were there more sign-ups in the last hour than people make?"""
    since = ports.clock.now() - _AN_HOUR
    return consent_rows.count_since(session, business_id, "web", since) >= _MOST_OF_BUSINESS


def _labels(found: Hosted, purposes: Sequence[str], language: Language) -> str:
    body = found.content.bodies[language]
    return "\n".join(clause.text for name in purposes if (clause := body.clause(BOXES[name])))
