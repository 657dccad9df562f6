"""Registrations: beginning one, saving a page, showing what is left, submitting it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session, object_session

from onboarding.domain import ein as eins
from onboarding.domain.answers import Answers, digest
from onboarding.domain.documents.facts import Links
from onboarding.domain.drafting.drafts import renewed
from onboarding.domain.preflight.catalogue import report
from onboarding.domain.preflight.rule import Report, Subject
from onboarding.domain.registrations import Task, checklist
from onboarding.domain.states import Event, Identity, Machine, Proof, Registry
from onboarding.domain.states import Number as NumberState
from onboarding.domain.states import Registration as State
from onboarding.domain.words import Message, msg
from onboarding.services import documents, fees, page_checks, preflight
from onboarding.services.page_checks import CheckedPage
from onboarding.services.ports import Ports
from onboarding.store import numbers, outcomes, registrations
from onboarding.store.moves import Cause, move
from onboarding.store.numbers import Number
from onboarding.store.registrations import DecisionReason, Registration, Submission, SubmissionPayload
from onboarding.store.vault import Vault

EIN_COLUMN = "registrations.ein"
SUBMISSION_EIN_COLUMN = "submission_payloads.ein"


@dataclass(frozen=True)
class Dossier:
    """Everything a page about a registration shows, read in one go."""

    registration: Registration
    answers: Answers
    ein: str
    number: Number | None
    links: Links
    subject: Subject
    report: Report
    tasks: tuple[Task, ...]
    returned: tuple[DecisionReason, ...]
    changed: frozenset[str] = frozenset()
    pages: tuple[CheckedPage, ...] = ()

    @property
    def is_editable(self) -> bool:
        """May the owner change answers now?"""
        return self.registration.state.is_editable

    @property
    def is_complete(self) -> bool:
        """Is nothing left that stops a submission?"""
        return not self.report.blockers


class NotNow(Exception):
    """The registration is in a state that does not allow this; ``message`` tells the owner."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def start(session: Session, business_id: int, at: datetime) -> Registration:
    """The open registration of a business, or a new draft: a double click makes one."""
    for row in registrations.of_business(session, business_id):
        if row.state.is_open:
            return row
    row = Registration(business_id=business_id, answers={}, created_at=at, updated_at=at)
    session.add(row)
    session.flush()
    return row


def dossier(session: Session, registration: Registration, ports: Ports) -> Dossier:
    """Read a registration with all that its pages need."""
    answers = Answers.from_json(registration.answers)
    ein = ports.vault.open(registration.ein, EIN_COLUMN)
    number = next(iter(numbers.of_registration(session, registration.id)), None)
    links = documents.published_links(session, registration.business_id, ports.settings)
    subject = preflight.subject(session, registration, answers, ein, ports, links)
    pages = page_checks.pages(session, registration, answers)
    offline = report(subject)
    found = Report(offline.version, (*offline.findings, *page_checks.findings(pages)))
    return Dossier(
        subject=subject,
        registration=registration,
        answers=answers,
        ein=ein,
        number=number,
        links=links,
        report=found,
        tasks=checklist(answers, ein, found),
        returned=_returned(session, registration),
        changed=_changed(session, registration, answers, ein, ports.vault),
        pages=pages,
    )


def sent(session: Session, registration: Registration, vault: Vault) -> tuple[Answers, str] | None:
    """The answers and the EIN of the newest submission; None before the first, and once they were erased."""
    newest = registrations.latest_submission(session, registration.id)
    if newest is None or newest.payload is None:
        return None
    return Answers.from_json(newest.payload.answers), vault.open(newest.payload.ein, SUBMISSION_EIN_COLUMN)


def _changed(session: Session, registration: Registration, answers: Answers, ein: str, vault: Vault) -> frozenset[str]:
    """The answers that differ from those of the newest submission; none before the first."""
    before = sent(session, registration, vault)
    if before is None:
        return frozenset()
    then, now = before[0].to_json(), answers.to_json()
    found = {name for name in now if now[name] != then[name]}
    if eins.digits(ein) != eins.digits(before[1]):
        found.add("ein")
    return frozenset(found)


def _returned(session: Session, registration: Registration) -> tuple[DecisionReason, ...]:
    newest = registrations.latest_submission(session, registration.id)
    decision = registrations.decision_on(session, newest.id) if newest else None
    return tuple(decision.reasons) if decision else ()


def find(session: Session, public: str, business_id: int | None = None) -> Registration | None:
    """A registration by its public id; within one business for owners (somebody else's is None)."""
    return registrations.by_public_id(session, public, business_id)


def of_business(session: Session, business_id: int) -> list[Registration]:
    """The registrations of a business, newest first."""
    return registrations.of_business(session, business_id)


def save(registration: Registration, changes: Mapping[str, Any], vault: Vault, at: datetime) -> None:
    """Keep what was typed on a page, complete or not. ``ein`` among the changes is sealed, never stored as an answer;
    one that cannot be an EIN is not kept at all, since it may be somebody's Social Security number. Pages that the answers
    name now are looked at by a job.

    Raises NotNow once the registration is with the reviewers or the registry.
    """
    if not registration.state.is_editable:
        raise NotNow(msg("Your registration is being handled, so it can't be changed right now."))
    told = dict(changes)
    if "ein" in told:
        ein = str(told.pop("ein")).strip()
        if not ein or eins.is_plausible(ein):
            registration.ein = vault.seal(ein, EIN_COLUMN) if ein else None
            registration.ein_index = vault.index(eins.digits(ein)) if ein else None
    before = Answers.from_json(registration.answers)
    after = renewed(before, before.with_changes(told))
    registration.answers = after.to_json()
    registration.updated_at = at
    session = object_session(registration)
    if session is not None:
        page_checks.follow(session, registration, before, after, at)


def _is_worth_repeating(registration: Registration, number: Number | None) -> bool:
    """Is something to be filed anew although the answers were right: what was filed is gone, the number failed, or the
    registry asked for a higher price than was agreed to?
    """
    if registration.state is not State.ACTION_NEEDED:
        return False
    brand, campaign = registration.brand, registration.campaign
    return (
        bool(brand and (brand.identity is Identity.DELETED or brand.proof is Proof.FAILED))
        or bool(campaign and campaign.record is Registry.EXPIRED)
        or bool(campaign and campaign.record is Registry.UNFILED and campaign.quoted_monthly)
        or bool(number and number.assignment is NumberState.FAILED)
    )


def submit(
    session: Session,
    registration: Registration,
    shown_price: str,
    *,
    user_id: int | None,
    cause: Cause,
    ports: Ports,
) -> Submission:
    """Send a registration to review.

    1. Refuse while a blocker stands, or when nothing changed since it was declined (nobody pays twice for one mistake).
    2. Publish the documents as the answers are now, keep the quote that was agreed to.
    3. Store the snapshot with what it was warned of, and move.
    4. Have its pages looked at again, if that was long ago: staff and reviewers see them now.

    Raises NotNow with the sentence for the owner, fees.PriceChanged when another price was shown.
    """
    if not registration.state.is_editable:
        raise NotNow(msg("This registration has been sent already. There is nothing more to do here."))
    case = dossier(session, registration, ports)
    if not case.is_complete:
        raise NotNow(msg("Some answers still need attention. Complete the tasks, then send it."))
    content = digest(registration.answers | {"ein": registration.ein_index})
    newest = registrations.latest_submission(session, registration.id)
    if newest and newest.digest == content and not _is_worth_repeating(registration, case.number):
        raise NotNow(
            msg(
                "Nothing has changed since your last try, so it would be declined again. Correct the marked answers first."
            )
        )
    links = _published(session, registration, case.answers, ports, cause)
    quote = fees.agree(session, registration, ports.settings, shown_price, user_id=user_id, at=cause.at)
    submission = Submission(
        registration_id=registration.id,
        sequence=(newest.sequence if newest else 0) + 1,
        digest=content,
        rules_version=case.report.version,
        quote_id=quote.id,
        created_at=cause.at,
        created_by=user_id,
    )
    ein = ports.vault.seal(case.ein, SUBMISSION_EIN_COLUMN)
    # The addresses are filed as they are now, whatever becomes of slugs and domains later.
    submission.payload = SubmissionPayload(answers=registration.answers | {"links": asdict(links)}, ein=ein)
    session.add(submission)
    registration.submitted_at = registration.updated_at = cause.at
    session.flush()
    outcomes.carry(session, submission.id, ((finding.rule, finding.severity) for finding in case.report.findings))
    page_checks.request(session, registration, case.answers, cause.at)
    move(session, registration, Machine.REGISTRATION, Event.SUBMITTED, cause)
    return submission


def _published(session: Session, registration: Registration, answers: Answers, ports: Ports, cause: Cause) -> Links:
    try:
        documents.publish(session, registration, answers, ports, cause.at, cause.actor)
    except documents.NotFit as refused:
        raise NotNow(
            msg("Your documents would be declined as they are. Open “Your documents” and see what to restore.")
        ) from refused
    return documents.published_links(session, registration.business_id, ports.settings)
