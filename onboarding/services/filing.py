"""Filing: from an approved registration, one step at a time, to the registry (invariants 3, 4 and 6).

``advance`` looks at the facts and writes down the next wish. A worker then carries a wish out in three steps that never
hold a transaction over the network: prepare (``services/errands.py``), send (``sending.py``), record (``recording.py``).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from onboarding.domain import attachments
from onboarding.domain import filing as wire
from onboarding.domain.answers import Answers, digest
from onboarding.domain.chain import Chain, Due, Step, blocks, next_step
from onboarding.domain.documents.facts import Links
from onboarding.domain.follow_ups import Topic
from onboarding.domain.states import Event, Identity, Machine, Proof, Registry
from onboarding.domain.states import Number as NumberState
from onboarding.domain.states import Registration as State
from onboarding.services.registrations import SUBMISSION_EIN_COLUMN
from onboarding.settings import Settings
from onboarding.store import brands, intents, numbers, outbox, registrations, slugs
from onboarding.store.intents import Intent
from onboarding.store.moves import Cause, chain_of, move
from onboarding.store.numbers import Number
from onboarding.store.registrations import Registration, Submission, SubmissionPayload
from onboarding.store.vault import Vault

# States in which the approved submission is being carried out.
WORKING = frozenset({State.FILING, State.WAITING})


@dataclass(frozen=True)
class Filed:
    """What an approved submission wants at the registry: both requests, and hashes to tell a change by."""

    brand: dict[str, Any]
    campaign: dict[str, Any]

    @property
    def has_ein(self) -> bool:
        """Is it checked against the tax records?"""
        return "ein" in self.brand

    @property
    def brand_digest(self) -> str:
        """Hash of the brand's content; the EIN enters through the hash only."""
        return digest(self.brand)

    @property
    def identity_digest(self) -> str:
        """Hash of the fields whose change takes the registry's confirmation away."""
        return digest({name: self.brand[name] for name in wire.IDENTITY_FIELDS if name in self.brand})

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
    links = _links(session, registration, submission.payload, settings)
    return Filed(wire.brand_request(answers, ein), wire.campaign_request(answers, links))


def _links(session: Session, registration: Registration, payload: SubmissionPayload, settings: Settings) -> Links:
    """The addresses as they were submitted. Before submissions held them there was one, which still leads to the policy."""
    told = payload.answers.get("links")
    slug = "" if told else slugs.first(session, registration.business_id)
    return Links(**told) if told else Links(f"{settings.public_url}/p/{slug}" if slug else "")


def due(session: Session, registration: Registration, submission: Submission, content: Filed) -> Due:
    """What the approved submission still has to change at the registry."""
    brand, campaign, number = registration.brand, registration.campaign, number_of(session, registration)
    filed_brand = brand if brand and brand.registry_id else None
    filed_campaign = campaign if campaign and campaign.registry_id else None
    return Due(
        edit_brand=bool(filed_brand and filed_brand.filed_digest != content.brand_digest),
        revet_brand=bool(filed_brand and content.has_ein and filed_brand.vetted_digest != content.brand_digest),
        order_mail=bool(filed_brand and filed_brand.proof is Proof.FAILED)
        and not intents.made_for(session, submission.id, Step.ORDER_MAIL),
        edit_campaign=bool(filed_campaign and filed_campaign.filed_digest != content.campaign_digest),
        retire=bool(filed_campaign and registrations.idle_campaign(session, filed_campaign.brand_id)),
        share=bool(filed_campaign and filed_campaign.shared_digest != content.review_digest),
        attach=bool(number and number.assignment is NumberState.FAILED)
        and attachments.may_pass(number.failure if number else "", number.failures if number else 0),
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
    if registration.state is State.CLOSED:
        return _retire(session, registration, submission, at)
    content = filed(session, registration, submission, vault, settings)
    number = number_of(session, registration)
    chain = chain_of(registration.brand, registration.campaign, number)
    step = next_step(chain, due(session, registration, submission, content))
    if registration.state not in WORKING | {State.ACTION_NEEDED, State.DONE}:
        return step  # a correction is being written or reviewed: it decides what happens next
    key = _key(session, registration, submission, step) if step in _FILINGS else None
    known = intents.by_key(session, key) if key else None
    if registration.state is State.ACTION_NEEDED and known is not None and known.outcome in {"refused", "done"}:
        return step  # this very wish was carried out or refused: only a correction makes another one
    if known is not None and known.outcome == "refused" and registration.state in WORKING:
        codes = ",".join(code for code, *_ in known.refusal)
        move(session, registration, Machine.REGISTRATION, Event.REFUSED, Cause("registry", "filing", at, codes))
        return Step.ASK_OWNER
    event = _event(step, registration.state, chain)
    if event is not None:
        move(session, registration, Machine.REGISTRATION, event, Cause("system", "filing", at))
    if key and registration.state in WORKING:
        _wish(session, registration, submission, step, key, reference(session, registration, step), at)
    return step


def _retire(session: Session, registration: Registration, submission: Submission, at: datetime) -> Step:
    """Nobody pays for the campaigns of a registration that was closed."""
    campaign = registrations.idle_campaign(session, registration.brand_id) if registration.brand_id else None
    if campaign is None:
        return Step.DONE
    key = f"{Step.RETIRE_CAMPAIGN}:{campaign.public_id}"
    _wish(session, registration, submission, Step.RETIRE_CAMPAIGN, key, campaign.public_id, at)
    return Step.RETIRE_CAMPAIGN


_FILINGS = frozenset(Step) - {Step.DONE, Step.ASK_OWNER, Step.WAIT}


def _event(step: Step, state: State, chain: Chain) -> Event | None:
    """What the facts mean for the registration; None when they mean nothing new, or there is something to file."""
    match step:
        case Step.DONE:
            return Event.CHAIN_GOOD
        case Step.ASK_OWNER if state in WORKING | {State.DONE}:
            return Event.REFUSED
        case _ if state is State.DONE and blocks(chain):
            return Event.CHAIN_BROKEN
        case Step.WAIT if state is State.ACTION_NEEDED and _is_in_doubt(chain):
            return None
        case _ if state is State.ACTION_NEEDED and step is not Step.ASK_OWNER:
            return Event.RESUMED  # the registry thought better of it
        case Step.WAIT if state is State.FILING and chain.registry is Registry.ACTIVE:
            return Event.FILED
        case _:
            return None


def _is_in_doubt(chain: Chain) -> bool:
    """Waiting for a word that may be the same as before is no reason to take the owner's task away."""
    proving = chain.proof is Proof.PIN_SENT and not chain.identity.is_good
    return chain.is_unclear or chain.identity is Identity.SCORING or proving


OF_BRAND = frozenset({Step.FILE_BRAND, Step.EDIT_BRAND, Step.REVET_BRAND, Step.SEND_PIN, Step.ORDER_MAIL})


def reference(session: Session, registration: Registration, step: Step) -> str:
    """The public id of the object that a step files or changes; it is its reference id at the registry."""
    subject = registration.brand if step in OF_BRAND else registration.campaign
    if step is Step.RETIRE_CAMPAIGN and registration.campaign:
        subject = registrations.idle_campaign(session, registration.campaign.brand_id)
    if subject is None:
        raise LookupError(f"registration {registration.id} has nothing to {step}")
    return subject.public_id


# Free of charge and safe to repeat: done once more whenever the facts ask for it again.
_REPEATED = frozenset({Step.ATTACH_NUMBER, Step.SEND_PIN})


def _key(session: Session, registration: Registration, submission: Submission, step: Step) -> str:
    """What makes a wish the same wish: the step, its object and the submission."""
    if step is Step.RETIRE_CAMPAIGN:
        return f"{step}:{reference(session, registration, step)}"
    key = f"{step}:{reference(session, registration, step)}:{submission.sequence}"
    if step in _REPEATED:
        before = [row for row in intents.of_registration(session, registration.id) if row.step is step]
        key += f":{sum(row.outcome == 'done' for row in before)}"
    return key


def _wish(
    session: Session,
    registration: Registration,
    submission: Submission,
    step: Step,
    key: str,
    named: str,
    at: datetime,
) -> None:
    """Write down one wish to file; the same wish exists once, however often we look. One that was dropped is taken up."""
    row = intents.by_key(session, key)
    if row is None:
        row = Intent(
            registration_id=registration.id,
            step=step,
            key=key,
            reference=named,
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
