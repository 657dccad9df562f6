"""The review desk: the queue, a case, and the three decisions."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from onboarding.domain.answers import Answers
from onboarding.domain.reasons import catalogue
from onboarding.domain.registrations import FIELD_NAMES
from onboarding.domain.states import Event, Identity, Machine, Registry
from onboarding.domain.states import Number as NumberState
from onboarding.domain.states import Registration as State
from onboarding.domain.words import Message, msg
from onboarding.services import recording_consents
from onboarding.services.registrations import SUBMISSION_EIN_COLUMN
from onboarding.store import brands, inbox, intents, numbers, registrations
from onboarding.store.brands import Brand
from onboarding.store.campaigns import Campaign
from onboarding.store.inbox import Notice
from onboarding.store.intents import Intent
from onboarding.store.moves import Cause, Move, move, timeline, write_gates
from onboarding.store.numbers import Number
from onboarding.store.registrations import Decision, DecisionReason, Registration, Submission
from onboarding.store.vault import Vault

BRAND_EIN_COLUMN = "brands.ein"


class Stale(Exception):
    """Somebody acted since the page was opened; nothing was changed."""


class Incomplete(Exception):
    """A decision lacks something; ``message`` says what."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Reasoned:
    """One reason given on the desk: a field, a catalogue id, a note to the owner."""

    field: str
    reason: str
    note: str = ""


@dataclass(frozen=True)
class Past:
    """An earlier submission with what was decided on it."""

    submission: Submission
    decision: Decision | None


@dataclass(frozen=True)
class Case:
    """What the case page shows besides the owner's dossier."""

    registration: Registration
    submissions: tuple[Past, ...]
    moves: tuple[Move, ...]
    intents: tuple[Intent, ...]
    notices: tuple[Notice, ...]
    changes: frozenset[str]


def counts(session: Session) -> dict[str, int]:
    """How many registrations are in each state."""
    return registrations.counts(session)


def others(session: Session, state: State) -> list[Registration]:
    """The registrations in another state, for looking up."""
    return registrations.in_state(session, state)


def case(session: Session, registration: Registration) -> Case:
    """Read a case with its history."""
    past = tuple(
        Past(submission, registrations.decision_on(session, submission.id))
        for submission in registrations.submissions_of(session, registration.id)
    )
    ids = [row.registry_id for row in (registration.brand, registration.campaign) if row and row.registry_id]
    return Case(
        registration=registration,
        submissions=past,
        moves=tuple(timeline(session, registration)),
        intents=tuple(intents.of_registration(session, registration.id)),
        notices=tuple(inbox.about(session, ids)) if ids else (),
        changes=_changes(past),
    )


def _changes(past: Sequence[Past]) -> frozenset[str]:
    """The answers in which the newest submission differs from the one before."""
    if len(past) < 2 or not past[0].submission.payload or not past[1].submission.payload:
        return frozenset()
    new, old = past[0].submission.payload.answers, past[1].submission.payload.answers
    return frozenset(name for name in new if new[name] != old.get(name))


def decide(
    session: Session,
    registration: Registration,
    verdict: str,
    reasons: Sequence[Reasoned],
    *,
    version: int,
    user_id: int | None,
    cause: Cause,
    vault: Vault,
) -> Decision:
    """Approve, return or reject the newest submission.

    Raises Stale when the page is older than the case, Incomplete when a return or a rejection gives no reason.
    """
    if registration.version != version or registration.state is not State.IN_REVIEW:
        raise Stale(registration.public_id)
    if verdict != "approved" and not reasons:
        raise Incomplete(msg("Give at least one reason, so that the owner knows what to change."))
    if any(reason.reason not in catalogue() for reason in reasons):
        raise Incomplete(msg("Choose each reason from the list."))
    if any(reason.field not in {"", *FIELD_NAMES} for reason in reasons):
        raise Incomplete(msg("Choose each field from the list."))
    submission = registrations.latest_submission(session, registration.id)
    if submission is None:
        raise Stale(registration.public_id)
    decision = Decision(
        submission_id=submission.id,
        verdict=verdict,
        decided_by=user_id,
        is_rehearsal=registration.business.is_rehearsal or registration.business.is_operator,
        decided_at=cause.at,
        reasons=[DecisionReason(field=r.field, reason=r.reason, note=r.note.strip()) for r in reasons],
    )
    session.add(decision)
    session.flush()
    event = {"approved": Event.APPROVED, "returned": Event.RETURNED, "rejected": Event.REJECTED}[verdict]
    if event is Event.APPROVED:
        _open_chain(session, registration, submission, cause, vault)
    move(session, registration, Machine.REGISTRATION, event, cause)
    return decision


def _open_chain(
    session: Session, registration: Registration, submission: Submission, cause: Cause, vault: Vault
) -> None:
    """Make or reuse the brand and the campaign that the approved submission will file, and hang the number below."""
    if submission.payload is None:
        raise Stale(registration.public_id)
    answers = Answers.from_json(submission.payload.answers)
    ein = vault.open(submission.payload.ein, SUBMISSION_EIN_COLUMN)
    numbers.lock(session, registration.business_id)
    brand = registration.brand
    if brand is None or brand.identity is Identity.DELETED:
        brand = Brand(business_id=registration.business_id, display_name=answers.display_name, created_at=cause.at)
        session.add(brand)
        session.flush()
        if registration.brand_id is not None:
            numbers.carry_opt_outs(session, registration.brand_id, brand.id)
        for phone, said, is_held, at in recording_consents.stops_before(session, registration.business_id):
            numbers.opt_out(session, brand.id, phone, said, at, is_held=is_held)
    brand.display_name = answers.display_name
    has_ein = bool(ein) and not answers.is_sole_proprietor
    brand.ein = vault.seal(ein, BRAND_EIN_COLUMN) if has_ein else None
    brand.ein_index = registration.ein_index if has_ein else None
    session.flush()
    brands.lock(session, brand.id)
    campaign = registration.campaign
    kept = campaign is not None and campaign.brand_id == brand.id and campaign.use_case == answers.use_case
    if campaign is None or not kept or campaign.record is Registry.EXPIRED:
        campaign = Campaign(brand_id=brand.id, use_case=answers.use_case, created_at=cause.at)
        session.add(campaign)
    for name in ("opt_in_keywords", "opt_out_keywords", "help_keywords"):
        setattr(campaign, name, getattr(answers, name))
    for name in ("opt_in_message", "opt_out_message", "help_message"):
        setattr(campaign, name, getattr(answers, name))
    if campaign.registry_id is not None:
        # An answer that was asked for before this decision would undo what it sets right (a number to be connected anew).
        campaign.observed_at = cause.at
    session.flush()
    registration.brand, registration.campaign = brand, campaign
    for number in _numbers(session, registration):
        _hang(session, number, campaign, cause)
    session.flush()
    write_gates(session, brand.id, None, cause.at)


def _hang(session: Session, number: Number, campaign: Campaign, cause: Cause) -> None:
    """Hang a number below a campaign. One that was connected to another, or failed, is to be connected anew."""
    elsewhere = number.campaign_id not in {None, campaign.id}
    number.campaign_id = campaign.id
    if elsewhere or number.assignment is NumberState.FAILED:
        session.flush()
        move(session, number, Machine.NUMBER, NumberState.UNASSIGNED, cause)


def _numbers(session: Session, registration: Registration) -> list[Number]:
    return numbers.of_registration(session, registration.id)
