"""docs/states.md, generated from the tables: run ``onboarding states > docs/states.md`` after changing one."""

from collections.abc import Iterator
from datetime import timedelta

from onboarding.domain.chain import ChainStatus, Step
from onboarding.domain.follow_ups import follow_ups
from onboarding.domain.polling import pace_of
from onboarding.domain.states import (
    FINAL,
    REGISTRATION_MOVES,
    REGISTRATION_STAYS,
    STATES,
    Machine,
    Registration,
    after,
    events,
)
from onboarding.domain.story import line, outlook

_ABOUT = {
    Machine.REGISTRATION: "Where one guided application of a business stands with us. Our own states; an event that is not named here is illegal.",
    Machine.IDENTITY: "The registry's word on a brand. `unfiled` and `scoring` are ours: the registry has no word for them.",
    Machine.PROOF: "What a brand must prove beyond its tax record: a sole proprietor answers a PIN, a listed company a mail (Authentication+).",
    Machine.REGISTRY: "The campaign's record at the registry.",
    Machine.SHARING: "The election of the upstream partner, who reviews the campaign.",
    Machine.DCA: "Whether every required carrier has an aggregator.",
    Machine.CARRIER: "One carrier's word on one campaign.",
    Machine.NUMBER: "One phone number's binding to its campaign.",
}


def render() -> str:
    """The whole page as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "# States and moves"
    yield ""
    yield "Generated from `onboarding/domain/states.py`, `follow_ups.py` and `story.py` by `onboarding states`; a test holds it to them."
    yield ""
    for machine, kind in STATES.items():
        yield from (f"## {machine.value.capitalize()}", "", _ABOUT[machine], "")
        yield from ("| State | What people read | What follows |", "|---|---|---|")
        for state in kind:
            yield f"| `{state}` | {_said(machine, state)} | {', '.join(follow_ups(machine, state)) or 'nothing'} |"
        yield ""
        yield from _registration() if machine is Machine.REGISTRATION else _observed(machine)
    yield from _statuses()


def _statuses() -> Iterator[str]:
    """What follows from the facts together: the weakest link has the word."""
    yield from ("## The chain", "")
    yield "Identity, proof, registry record, sharing, aggregators, carriers and number are independent facts. Their weakest link is the status:"
    yield from (
        "",
        "| Status | What the owner reads | Read again after (new, a day old, a month old) |",
        "|---|---|---|",
    )
    for status in ChainStatus:
        pace = pace_of(status)
        waits = ", ".join(_span(pace.after(age)) for age in (timedelta(), timedelta(days=1), timedelta(days=30)))
        yield f"| `{status}` | {outlook(Registration.WAITING, status).now} | {waits} |"
    yield ""
    yield "The next step for an approved registration follows from the same facts (`next_step` in `onboarding/domain/chain.py`):"
    yield from ("", "| Step | What it does |", "|---|---|")
    yield from (f"| `{step}` | {_STEPS[step]} |" for step in Step)
    yield ""


def _span(wait: timedelta) -> str:
    seconds = int(wait.total_seconds())
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= size and seconds % size == 0:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


_STEPS = {
    Step.FILE_BRAND: "creates the brand under its reference id; chargeable",
    Step.SEND_PIN: "has the registry text a PIN to a sole proprietor's mobile",
    Step.ORDER_MAIL: "orders Authentication+ for a listed company; chargeable",
    Step.FILE_CAMPAIGN: "creates the campaign under its reference id, if the fee is not above the agreed one; chargeable",
    Step.EDIT_BRAND: "brings a correction to the brand",
    Step.REVET_BRAND: "has the identity checked anew; chargeable",
    Step.EDIT_CAMPAIGN: "brings a correction to the campaign",
    Step.RETIRE_CAMPAIGN: "ends a campaign that another one replaced",
    Step.SHARE: "puts the campaign before the reviewers; chargeable",
    Step.ATTACH_NUMBER: "connects the number at the messaging provider",
    Step.WAIT: "nothing: the other side is at work",
    Step.ASK_OWNER: "moves the registration to `action_needed`",
    Step.DONE: "moves the registration to `done`: every link is good",
}


def _said(machine: Machine, state: str) -> str:
    try:
        return str(line(machine, state, "", 10017).headline).replace("AT&T", "A carrier")
    except KeyError:
        return "(where it begins)"


def _registration() -> Iterator[str]:
    yield from ("| From | Event | To |", "|---|---|---|")
    for (state, event), to in REGISTRATION_MOVES.items():
        yield f"| `{state}` | `{event}` | `{to}` |"
    yield from ("", "News that changes nothing:", "", "| In | Event | Because |", "|---|---|---|")
    for (state, event), why in REGISTRATION_STAYS.items():
        yield f"| `{state}` | `{event}` | {why} |"
    yield ""


def _observed(machine: Machine) -> Iterator[str]:
    """An observed fact takes the state seen; only the pairs in which it does not are worth a line."""
    yield "The event is the state seen. Each state can follow each other, but for these:"
    yield ""
    yield from ("| In | Seen | Because |", "|---|---|---|")
    refused = [
        f"| `{state}` | `{seen}` | {outcome.note} |"
        for state in STATES[machine]
        for seen in events(machine)
        if seen != state and (outcome := after(machine, state, seen)).note
    ]
    yield from refused or ["| | | nothing is refused |"]
    if machine in FINAL:
        yield ""
        yield f"Final: {', '.join(f'`{state}`' for state in sorted(FINAL[machine]))}."
    yield ""
