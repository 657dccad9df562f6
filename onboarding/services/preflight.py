"""Preflight of a registration: what is known around its answers, gathered for the rules."""

from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from onboarding.domain.answers import Answers
from onboarding.domain.documents.facts import Links
from onboarding.domain.preflight.rule import Provider, Subject
from onboarding.services.ports import Ports
from onboarding.settings import Settings
from onboarding.store import numbers, registrations
from onboarding.store.registrations import Registration


def subject(
    session: Session, registration: Registration, answers: Answers, ein: str, ports: Ports, links: Links
) -> Subject:
    """What the rules look at: answers as given, and number, policy, date, provider and other registrations as they are."""
    return Subject(
        answers,
        ein,
        has_number=any(numbers.of_registration(session, registration.id)),
        has_policy=bool(links.privacy),
        today=ports.clock.now().date(),
        provider=None if registration.business.is_operator else provider(ports.settings),
        filed_before=registrations.others_with_ein(session, registration),
        policy_link=links.privacy,
        terms_link=links.terms,
    )


def provider(settings: Settings) -> Provider:
    """Whose data in a customer's registration is a mistake: the operator's own."""
    host = urlsplit(settings.public_url).hostname or ""
    return Provider(settings.provider_name, settings.provider_support_email, settings.public_url if "." in host else "")
