"""docs/states.md, generated from the tables: run ``onboarding states > docs/states.md`` after changing one."""

from collections.abc import Iterator

from onboarding.domain.follow_ups import follow_ups
from onboarding.domain.states import (
    FINAL,
    REGISTRATION_MOVES,
    REGISTRATION_STAYS,
    STATES,
    Machine,
    after,
    events,
)
from onboarding.domain.story import line

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
