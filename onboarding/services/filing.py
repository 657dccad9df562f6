"""Filing: from an approved registration, one step at a time, to the registry (invariants 3, 4 and 6).

``advance`` looks at the facts and writes down the next wish. A worker then carries a wish out in three steps that never
hold a transaction over the network: ``prepare``, ``send`` (in ``services/sending.py``), ``record``.
"""

import logging
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from onboarding.domain import filing as wire
from onboarding.domain.answers import Answers, digest
from onboarding.domain.chain import Chain, Due, Step, blocks, next_step
from onboarding.domain.follow_ups import Topic
from onboarding.domain.states import Event, Identity, Machine
from onboarding.domain.states import Registration as State
from onboarding.services import documents, fees
from onboarding.services.registrations import SUBMISSION_EIN_COLUMN
from onboarding.settings import Settings
from onboarding.store import brands, intents, numbers, outbox, registrations
from onboarding.store import documents as document_rows
from onboarding.store.intents import Intent
from onboarding.store.moves import Cause, chain_of, move
from onboarding.store.numbers import Number
from onboarding.store.registrations import Registration, Submission
from onboarding.store.vault import Vault

log = logging.getLogger(__name__)

# States in which the approved submission is being carried out.
_WORKING = frozenset({State.FILING, State.WAITING})


@dataclass(frozen=True)
class Filed:
    """What an approved submission wants at the registry: both requests, and hashes to tell a change by."""

    brand: dict[str, Any]
    campaign: dict[str, Any]

    @property
    def brand_digest(self) -> str:
        """Hash of the brand's content; the EIN enters through the hash only."""
        return digest(self.brand)

    @property
    def identity_digest(self) -> str:
        """Hash of the fields whose change takes the registry's confirmation away."""
        return digest({name: self.brand.get(name) for name in wire.IDENTITY_FIELDS})

    @property
    def campaign_digest(self) -> str:
        """Hash of what can be edited in the campaign."""
        return digest(wire.campaign_edit(self.campaign))

    @property
    def review_digest(self) -> str:
        """Hash of all that a reviewer looks at."""
        return digest({"brand": self.brand_digest, "campaign": self.campaign_digest})


def approved(session: Session, registration: Registration) -> Submission | None:
    """The newest submission that staff approved."""
    for submission in registrations.submissions_of(session, registration.id):
        decision = registrations.decision_on(session, submission.id)
        if decision and decision.verdict == "approved":
            return submission
    return None


def filed(
    session: Session, registration: Registration, submission: Submission, vault: Vault, settings: Settings
) -> Filed:
    """The requests that follow from a submission. Raises LookupError when its contents were erased."""
    if submission.payload is None:
        raise LookupError(f"the contents of submission {submission.id} were erased")
    answers = Answers.from_json(submission.payload.answers)
    ein = vault.open(submission.payload.ein, SUBMISSION_EIN_COLUMN)
    policy = document_rows.of_registration(session, registration.id, documents.PRIVACY_POLICY)
    link = documents.address(policy, settings.public_url) if policy else ""
    return Filed(wire.brand_request(answers, ein), wire.campaign_request(answers, privacy_policy=link))


def due(registration: Registration, content: Filed) -> Due:
    """What the approved submission still has to change at the registry."""
    brand, campaign = registration.brand, registration.campaign
    return Due(
        edit_brand=bool(brand and brand.registry_id and brand.filed_digest != content.brand_digest),
        revet_brand=bool(brand and brand.registry_id and brand.vetted_digest != content.brand_digest),
        edit_campaign=bool(campaign and campaign.registry_id and campaign.filed_digest != content.campaign_digest),
        share=bool(campaign and campaign.registry_id and campaign.shared_digest != content.review_digest),
    )


def number_of(session: Session, registration: Registration) -> Number | None:
    """The number that a registration is for."""
    return next(iter(numbers.of_registration(session, registration.id)), None)


def advance(session: Session, registration_id: int, vault: Vault, settings: Settings, at: datetime) -> Step | None:
    """Take the next step of a registration, whatever news made us look.

    1. Hold the chain; read the facts as they are now.
    2. Ask the domain for the next step.
    3. Move the registration to where the facts have brought it, and write the wish if there is something to file.
    """
    registration = session.get(Registration, registration_id)
    if registration is None or registration.brand_id is None:
        return None
    brands.lock(session, registration.brand_id)
    session.refresh(registration)
    submission = approved(session, registration)
    if submission is None:
        return None
    content = filed(session, registration, submission, vault, settings)
    number = number_of(session, registration)
    chain = chain_of(registration.brand, registration.campaign, number)
    step = next_step(chain, due(registration, content))
    if registration.state not in _WORKING | {State.ACTION_NEEDED, State.DONE}:
        return step  # a correction is being written or reviewed: it decides what happens next
    key = _key(session, registration, submission, step) if step in _FILINGS else None
    known = intents.by_key(session, key) if key else None
    if registration.state is State.ACTION_NEEDED and known is not None and known.outcome in {"refused", "done"}:
        return step  # this very wish was carried out or refused: only a correction makes another one
    event = _event(step, registration.state, chain)
    if event is not None:
        move(session, registration, Machine.REGISTRATION, event, Cause("system", "filing", at))
    if key and registration.state in _WORKING:
        _wish(session, registration, submission, step, key, at)
    return step


_FILINGS = frozenset(Step) - {Step.DONE, Step.ASK_OWNER, Step.WAIT}


def _event(step: Step, state: State, chain: Chain) -> Event | None:
    """What the facts mean for the registration; None when they mean nothing new, or there is something to file."""
    match step:
        case Step.DONE:
            return Event.CHAIN_GOOD
        case Step.ASK_OWNER if state in _WORKING | {State.DONE}:
            return Event.REFUSED
        case _ if state is State.DONE and blocks(chain):
            return Event.CHAIN_BROKEN
        case _ if state is State.ACTION_NEEDED and step is not Step.ASK_OWNER:
            return Event.RESUMED  # the registry thought better of it
        case Step.WAIT if state is State.FILING and chain.identity is not Identity.SCORING:
            return Event.FILED
        case _:
            return None


def _reference(registration: Registration, step: Step) -> str:
    """The public id of the object that a step files or changes; it is its reference id at the registry."""
    of_brand = step in {Step.FILE_BRAND, Step.EDIT_BRAND, Step.REVET_BRAND}
    subject = registration.brand if of_brand else registration.campaign
    if subject is None:
        raise LookupError(f"registration {registration.id} has nothing to {step}")
    return subject.public_id


def _key(session: Session, registration: Registration, submission: Submission, step: Step) -> str:
    """What makes a wish the same wish: the step, its object and the submission."""
    key = f"{step}:{_reference(registration, step)}:{submission.sequence}"
    if step is Step.ATTACH_NUMBER:
        # Free of charge and safe to repeat: a number that came off is attached again.
        before = [row for row in intents.of_registration(session, registration.id) if row.step is step]
        key += f":{sum(row.outcome == 'done' for row in before)}"
    return key


def _wish(
    session: Session, registration: Registration, submission: Submission, step: Step, key: str, at: datetime
) -> None:
    """Write down one wish to file; the same wish exists once, however often we look. One that was dropped is taken up."""
    row = intents.by_key(session, key)
    if row is None:
        row = Intent(
            registration_id=registration.id,
            step=step,
            key=key,
            reference=_reference(registration, step),
            submission_id=submission.id,
            created_at=at,
        )
        session.add(row)
    elif row.outcome == "dropped":
        row.outcome, row.decided_at = "open", None
    else:
        return
    session.flush()
    outbox.post(session, Topic.FILE, str(row.id), at=at)


@dataclass(frozen=True)
class Errand:
    """One wish made ready for the network: plain values only, no rows."""

    intent_id: int
    step: Step
    reference: str
    tried_before: bool
    before: dict[str, Any] | None
    brand_id: str
    campaign_id: str
    upstream: str
    e164: str
    use_case: str
    content: Filed = field(repr=False)  # holds the EIN
    agreed_monthly_cost: int
    mock: bool = False


def prepare(session: Session, intent_id: int, vault: Vault, settings: Settings, at: datetime) -> Errand | None:
    """Read a wish before the network is used, and remember that it is being tried; None when it is decided already.

    A wish that was overtaken while it waited is dropped: another submission was approved since, its object was replaced,
    or the owner is to correct something first.
    """
    intent = session.get_one(Intent, intent_id)
    if intent.outcome != "open":
        return None
    registration = session.get_one(Registration, intent.registration_id)
    submission = session.get_one(Submission, intent.submission_id)
    if _is_overtaken(session, registration, submission, intent):
        intent.outcome, intent.decided_at = "dropped", at
        return None
    brand, campaign = registration.brand, registration.campaign
    number = number_of(session, registration)
    tried_before = intent.tried_at is not None
    intent.tried_at = intent.tried_at or at
    return Errand(
        intent_id=intent.id,
        step=intent.step,
        reference=intent.reference,
        tried_before=tried_before,
        before=intent.before,
        brand_id=(brand.registry_id if brand else None) or "",
        campaign_id=(campaign.registry_id if campaign else None) or "",
        upstream=settings.upstream_partner,
        e164=number.e164 if number else "",
        use_case=campaign.use_case if campaign else "",
        content=filed(session, registration, submission, vault, settings),
        agreed_monthly_cost=fees.agreed(session, submission).monthly_cost,
        mock=registration.business.is_rehearsal and not settings.practice_mode,
    )


def _is_overtaken(session: Session, registration: Registration, submission: Submission, intent: Intent) -> bool:
    newest = approved(session, registration)
    return (
        newest is None
        or newest.id != submission.id
        or registration.state not in _WORKING
        or _reference(registration, intent.step) != intent.reference
    )


def begin_again(session: Session, intent_id: int) -> None:
    """The last try certainly left nothing at the registry: the next one is a first one."""
    intent = session.get_one(Intent, intent_id)
    intent.tried_at = intent.before = None


def remember_before(session: Session, intent_id: int, before: dict[str, Any]) -> None:
    """Keep the state read before the first try, where the registry takes no reference id."""
    intent = session.get_one(Intent, intent_id)
    if intent.before is None:
        intent.before = before
