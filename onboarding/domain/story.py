"""The story a person reads, derived from moves and facts: one headline a move, and what comes next (dossier 7)."""

from collections.abc import Sequence
from dataclasses import dataclass

from onboarding.domain.chain import ChainStatus
from onboarding.domain.states import (
    Carrier,
    Dca,
    Event,
    Identity,
    Machine,
    Number,
    Proof,
    Registration,
    Registry,
    Sharing,
)
from onboarding.domain.usecases import carrier_name
from onboarding.domain.words import Message, msg


@dataclass(frozen=True)
class Line:
    """One entry of a timeline; ``tone`` is good, bad, waiting or neutral."""

    headline: Message
    tone: str


_R, _I = Registration, Identity
_LINES = {
    (Machine.REGISTRATION, _R.IN_REVIEW): Line(msg("You sent your registration for review"), "neutral"),
    (Machine.REGISTRATION, _R.RETURNED): Line(msg("We asked you to change something"), "bad"),
    (Machine.REGISTRATION, _R.CLOSED): Line(msg("We can't register this business"), "bad"),
    (Machine.REGISTRATION, _R.FILING): Line(msg("We approved your registration and began to file it"), "good"),
    (Machine.REGISTRATION, _R.WAITING): Line(msg("Everything is filed; reviewers and carriers are at work"), "waiting"),
    (Machine.REGISTRATION, _R.ACTION_NEEDED): Line(msg("Something needs your attention"), "bad"),
    (Machine.REGISTRATION, _R.DONE): Line(msg("Your number can send texts"), "good"),
    (Machine.IDENTITY, _I.SCORING): Line(msg("The registry began to check your business"), "waiting"),
    (Machine.IDENTITY, _I.VERIFIED): Line(msg("The registry confirmed your business"), "good"),
    (Machine.IDENTITY, _I.VETTED_VERIFIED): Line(msg("The registry confirmed your business"), "good"),
    (Machine.IDENTITY, _I.UNVERIFIED): Line(msg("The registry could not confirm your business"), "bad"),
    (Machine.IDENTITY, _I.SELF_DECLARED): Line(msg("The registry noted your business"), "neutral"),
    (Machine.IDENTITY, _I.DELETED): Line(msg("Your business was removed from the registry"), "bad"),
    (Machine.IDENTITY, _I.UNKNOWN): Line(msg("The registry says something new about your business"), "waiting"),
    (Machine.PROOF, Proof.PIN_NEEDED): Line(msg("The registry wants to confirm your mobile"), "waiting"),
    (Machine.PROOF, Proof.PIN_SENT): Line(msg("The registry texted you a code"), "waiting"),
    (Machine.PROOF, Proof.MAIL_NEEDED): Line(msg("The registry wants to confirm your company by e-mail"), "waiting"),
    (Machine.PROOF, Proof.MAIL_SENT): Line(msg("The registry e-mailed your company"), "waiting"),
    (Machine.PROOF, Proof.FAILED): Line(msg("The registry could not confirm your company by e-mail"), "bad"),
    (Machine.PROOF, Proof.GIVEN): Line(msg("The registry has your confirmation"), "good"),
    (Machine.PROOF, Proof.NOT_NEEDED): Line(msg("The registry needs no further confirmation"), "neutral"),
    (Machine.PROOF, Proof.UNKNOWN): Line(msg("The registry says something new about your confirmation"), "waiting"),
    (Machine.REGISTRY, Registry.UNKNOWN): Line(
        msg("The registry says something new about your registration"), "waiting"
    ),
    (Machine.SHARING, Sharing.UNKNOWN): Line(msg("The reviewers say something new about your registration"), "waiting"),
    (Machine.NUMBER, Number.UNKNOWN): Line(msg("Your number is in a state that we look into"), "waiting"),
    (Machine.REGISTRY, Registry.ACTIVE): Line(msg("Your texting registration was filed"), "good"),
    (Machine.REGISTRY, Registry.EXPIRED): Line(msg("Your texting registration ended"), "bad"),
    (Machine.SHARING, Sharing.PENDING): Line(msg("The reviewers have your registration"), "waiting"),
    (Machine.SHARING, Sharing.ACCEPTED): Line(msg("The reviewers approved your registration"), "good"),
    (Machine.SHARING, Sharing.DECLINED): Line(msg("The reviewers declined your registration"), "bad"),
    (Machine.SHARING, Sharing.NONE): Line(msg("Your registration left the reviewers"), "neutral"),
    (Machine.DCA, Dca.PARTIAL): Line(msg("Some carriers are connected"), "waiting"),
    (Machine.DCA, Dca.COMPLETE): Line(msg("The way to every carrier is connected"), "good"),
    (Machine.DCA, Dca.NONE): Line(msg("The connection to the carriers was taken back"), "bad"),
    (Machine.NUMBER, Number.PENDING): Line(msg("Your number is being connected"), "waiting"),
    (Machine.NUMBER, Number.ASSIGNED): Line(msg("Your number is connected"), "good"),
    (Machine.NUMBER, Number.FAILED): Line(msg("Your number could not be connected"), "bad"),
    (Machine.NUMBER, Number.UNASSIGNED): Line(msg("Your number was disconnected"), "bad"),
}


# A sole proprietor is unverified at the registry until the PIN was given: no failure, and no news for anybody.
AWAITED = (Machine.IDENTITY, _I.UNVERIFIED)


def line(machine: Machine, state: str, event: str, network_id: int | None) -> Line:
    """A move in plain words."""
    if machine is Machine.CARRIER:
        return _carrier_line(Carrier(state), carrier_name(network_id or 0))
    if machine is Machine.REGISTRATION and event == Event.CHAIN_BROKEN:
        return Line(msg("Texting is locked until the problem is solved"), "bad")
    if machine is Machine.REGISTRATION and event == Event.ENDED:
        return Line(msg("We ended your texting registration"), "neutral")
    if machine is Machine.REGISTRATION and event == Event.RESUMED:
        return Line(msg("The problem is solved, and we went on with your registration"), "good")
    return _LINES[machine, state]  # type: ignore[index]


def _carrier_line(state: Carrier, name: str) -> Line:
    match state:
        case Carrier.REVIEW:
            return Line(msg("%(carrier)s is looking at your registration", carrier=name), "waiting")
        case Carrier.REGISTERED:
            return Line(msg("%(carrier)s switched on your registration", carrier=name), "good")
        case Carrier.REJECTED:
            return Line(msg("%(carrier)s turned your registration down", carrier=name), "bad")
        case Carrier.SUSPENDED:
            return Line(msg("%(carrier)s paused your texting", carrier=name), "bad")
        case Carrier.NONE:
            return Line(msg("%(carrier)s no longer shows your registration", carrier=name), "bad")
        case Carrier.UNKNOWN:  # pragma: no branch - mypy knows that there is no other
            return Line(msg("%(carrier)s says something new about your registration", carrier=name), "waiting")


def carriers_line(state: Carrier, network_ids: Sequence[int]) -> Line:
    """What several carriers said at the same time, as one line."""
    names = [carrier_name(network_id) for network_id in network_ids]
    if len(names) == 1:
        return _carrier_line(state, names[0])
    said = {"carriers": ", ".join(names[:-1]), "last": names[-1]}
    match state:
        case Carrier.REVIEW:
            return Line(msg("%(carriers)s and %(last)s are looking at your registration", **said), "waiting")
        case Carrier.REGISTERED:
            return Line(msg("%(carriers)s and %(last)s switched on your registration", **said), "good")
        case Carrier.REJECTED:
            return Line(msg("%(carriers)s and %(last)s turned your registration down", **said), "bad")
        case Carrier.SUSPENDED:
            return Line(msg("%(carriers)s and %(last)s paused your texting", **said), "bad")
        case Carrier.NONE:
            return Line(msg("%(carriers)s and %(last)s no longer show your registration", **said), "bad")
        case Carrier.UNKNOWN:  # pragma: no branch - mypy knows that there is no other
            return Line(msg("%(carriers)s and %(last)s say something new about your registration", **said), "waiting")


@dataclass(frozen=True)
class Outlook:
    """Where a registration stands in one sentence, what happens next, and how long that usually takes."""

    now: Message
    next: Message
    usually: Message | None = None
    tone: str = "waiting"


_OURS = {
    _R.DRAFT: Outlook(
        msg("You are still filling in your registration."),
        msg("Complete the tasks, see the price, then send it."),
        tone="neutral",
    ),
    _R.IN_REVIEW: Outlook(
        msg("Our team is reading your registration."),
        msg("We check it before anything is filed or charged. We e-mail you either way."),
        msg("Usually within one business day."),
    ),
    _R.RETURNED: Outlook(
        msg("We need you to change something."),
        msg("Open the marked tasks, correct them and send it again. Nothing has been charged."),
        tone="bad",
    ),
    _R.CLOSED: Outlook(
        msg("We can't register this business for texting."),
        msg("Read the reasons below. Contact us if you think this is a mistake."),
        tone="bad",
    ),
}

_THEIRS = {
    ChainStatus.NOT_FILED: Outlook(
        msg("We are filing your business with the registry."),
        msg("The registry checks who you are next."),
        msg("Usually a few minutes."),
    ),
    ChainStatus.CHECKING_BUSINESS: Outlook(
        msg("The registry is checking your legal name and EIN."),
        msg("There is nothing for you to do."),
        msg("Usually a few minutes."),
    ),
    ChainStatus.BUSINESS_NOT_VERIFIED: Outlook(
        msg("The registry could not confirm your business."),
        msg("Compare the marked answers with your IRS letter, correct them and send it again."),
        tone="bad",
    ),
    ChainStatus.CONFIRM_MOBILE: Outlook(
        msg("The registry texted a code to your mobile."),
        msg("Type it in here, so that the registry knows the mobile is yours."),
        msg("The code works for 24 hours."),
    ),
    ChainStatus.CONFIRM_MAIL: Outlook(
        msg("The registry e-mailed your company contact."),
        msg("Open the e-mail, follow its link and enter its code. It comes from the registry, not from us."),
        msg("The code works for 7 days, and the whole step must be done within 30 days."),
    ),
    ChainStatus.CONFIRMATION_FAILED: Outlook(
        msg("The registry could not confirm your company by e-mail."),
        msg("Give a contact address at your company's own website name, then send it again."),
        tone="bad",
    ),
    ChainStatus.FILING: Outlook(
        msg("The registry confirmed your business. We are filing what you text about."),
        msg("Reviewers look at it next."),
        msg("Usually a few minutes."),
    ),
    ChainStatus.IN_REVIEW: Outlook(
        msg("Reviewers are looking at how you text."),
        msg("There is nothing for you to do. We e-mail you when they decide."),
        msg("Usually 5 to 7 business days, sometimes up to 30."),
    ),
    ChainStatus.DECLINED: Outlook(
        msg("The reviewers declined your registration."),
        msg("Correct the marked answers and send it again. You see the price of a new review first."),
        tone="bad",
    ),
    ChainStatus.CARRIERS: Outlook(
        msg("The reviewers approved you. The carriers are switching you on."),
        msg("There is nothing for you to do."),
        msg("Usually 1 to 5 business days."),
    ),
    ChainStatus.CARRIER_REJECTED: Outlook(
        msg("A carrier turned your registration down."),
        msg("We are looking into it and will write to you."),
        tone="bad",
    ),
    ChainStatus.SUSPENDED: Outlook(
        msg("A carrier has paused your texting, so your number is locked."),
        msg("We have been told and are looking into it. We e-mail you as soon as it is switched on again."),
        tone="bad",
    ),
    ChainStatus.DORMANT: Outlook(
        msg("A carrier has paused your registration because no number was connected to it."),
        msg("We are connecting your number again, which ends the pause."),
        tone="bad",
    ),
    ChainStatus.UNCLEAR: Outlook(
        msg("The registry shows something that we have not seen before."),
        msg("Our team is looking into it. Your number stays locked until we know, and there is nothing for you to do."),
        msg("Usually within one business day."),
    ),
    ChainStatus.CONNECTING_NUMBER: Outlook(
        msg("Your number is being connected."),
        msg("It may text as soon as that is done."),
        msg("Usually minutes, at most 3 business days."),
    ),
    ChainStatus.NUMBER_FAILED: Outlook(
        msg("Your number could not be connected."), msg("We are looking into it and will write to you."), tone="bad"
    ),
    ChainStatus.LIVE: Outlook(
        msg("You're all set: your number can send texts."),
        msg("Send yourself a test text to see it work."),
        tone="good",
    ),
    ChainStatus.CLOSED: Outlook(
        msg("This texting registration has ended."), msg("Contact us to begin a new one."), tone="bad"
    ),
}


_REFUSED = Outlook(
    msg("The registry did not take what we filed."),
    msg("Read the reasons below, correct the marked answers and send it again."),
    tone="bad",
)


def outlook(state: Registration, status: ChainStatus) -> Outlook:
    """What to tell the owner now: our own states first, then the weakest link of the chain."""
    if state is Registration.CLOSED and status is not ChainStatus.NOT_FILED:
        return _THEIRS[ChainStatus.CLOSED]  # it was filed and then ended; who was never filed was turned down
    found = _OURS.get(state) or _THEIRS[status]
    # A link that only waits asks nothing of the owner: what does is a filing that was refused.
    return _REFUSED if state is Registration.ACTION_NEEDED and found.tone == "waiting" else found
