"""What must hold whatever happened: each breach is one sentence. Pure: plain values in, sentences out.

``always`` may be asked at any moment, ``settled`` once everything has come to rest.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from onboarding.domain.follow_ups import Topic
from onboarding.domain.states import IllegalMove, Machine, after, first
from tests.chaos.far import Far
from tests.chaos.plan import Case
from tests.chaos.records import Door, Records, Step, Work

# Which step costs what, and how the ledger calls it.
COSTS = {
    "file_brand": "brand_created",
    "revet_brand": "brand_revetted",
    "file_campaign": "campaign_created",
    "share": "campaign_shared",
    "order_mail": "mail_ordered",
}


def always(ours: Records, far: Far) -> list[str]:
    """The breaches of what holds at every moment."""
    return [*_moves(ours), *_doors(ours.doors), *_once(ours, far), *_wished(ours, far), *_charged_once(ours)]


def settled(ours: Records, far: Far, cases: Mapping[int, Case]) -> list[str]:
    """The breaches of what holds when faults have ended and all work is done; ``cases`` by registration id."""
    return [*_paid_for(ours, far), *_agree(ours, far), *_left(ours), *_ends(ours, cases)]


def doors(seen: Sequence[Door]) -> list[str]:
    """The breaches that one look at all gates shows."""
    return list(_doors(seen))


def undecidable(ours: Records) -> list[Work]:
    """What is parked because nobody but a person can say whether it was carried out (invariant 3)."""
    revets = {str(wish.id) for wish in ours.wishes if wish.step == "revet_brand"}
    return [
        work
        for work in ours.work
        if work.parked and work.topic == Topic.FILE and work.subject in revets and work.error.startswith("CannotDecide")
    ]


def _moves(ours: Records) -> Iterator[str]:
    stands: dict[tuple[str, tuple[int, ...]], str] = {}
    for step in ours.moves:
        who = (step.machine, step.subject)
        before = stands.get(who, str(first(Machine(step.machine))))
        if step.before != before:
            yield f"illegal move: {_named(step)} begins in {step.before}, but the one before ended in {before}"
        try:
            outcome = after(Machine(step.machine), step.before, step.event).state
        except (IllegalMove, ValueError) as problem:
            yield f"illegal move: {_named(step)}: {problem}"
        else:
            if outcome != step.after:
                yield f"illegal move: {_named(step)} ends in {step.after}, the table says {outcome}"
        stands[who] = step.after
    for who, state in ours.now.items():
        told = stands.get(who, str(first(Machine(who[0]))))
        if told != state:
            yield f"state without a move: {who[0]} {who[1]} is {state}, its moves end in {told}"


def _named(step: Step) -> str:
    return f"{step.machine} {step.subject} {step.before} -> {step.after} ({step.event})"


def _doors(seen: Sequence[Door]) -> Iterator[str]:
    for door in seen:
        if door.is_open and door.chain:
            yield f"open gate with a bad chain: {door.e164} may send in spite of {_codes(door)}"
        elif set(door.gate) != set(door.chain):
            yield f"gate and chain differ: {door.e164} is blocked otherwise than by {_codes(door) or 'nothing'}"


def _codes(door: Door) -> str:
    return ", ".join(block.code for block in door.chain)


def _once(ours: Records, far: Far) -> Iterator[str]:
    kinds = (("brand", ours.brands, far.brands), ("campaign", ours.campaigns, far.campaigns))
    for kind, mine, theirs in kinds:
        known = {reference.lower(): registry_id for reference, registry_id in mine.items()}
        for reference, ids in theirs.items():
            if reference not in known:
                yield f"nobody's {kind}: the registry holds {', '.join(ids)} under reference {reference!r}"
            elif len(ids) > 1:
                yield f"duplicate {kind}: the registry holds {', '.join(ids)} for {reference}"
            elif known[reference] not in {None, ids[0]}:
                yield f"wrong {kind}: {reference} is {ids[0]} at the registry and {known[reference]} with us"
        for reference, registry_id in known.items():
            if registry_id is not None and registry_id not in theirs.get(reference, ()):
                yield f"imagined {kind}: we hold {registry_id} for {reference}, the registry does not"


def _wished(ours: Records, far: Far) -> Iterator[str]:
    """What carries no reference id was done at most as often as it was wished."""
    wished = Counter((wish.step, wish.reference) for wish in ours.wishes)
    for step, objects in (("share", ours.campaigns), ("revet_brand", ours.brands), ("order_mail", ours.brands)):
        for reference, registry_id in objects.items():
            done, asked = _done(far, step, reference, registry_id or ""), wished[step, reference]
            if done > asked:
                yield f"done twice: {done} times {step} of {reference}, wished {asked} times"


def _charged_once(ours: Records) -> Iterator[str]:
    known = {str(wish.id): wish for wish in ours.wishes}
    for (source, account), count in Counter(
        (entry.source.rsplit(":", 1)[0], entry.account) for entry in ours.ledger
    ).items():
        if count > 1:
            yield f"double charge: {count} entries of {account} for {source}"
        wish = known.get(source.removeprefix("intent:"))
        if source.startswith("intent:") and (wish is None or wish.outcome != "done"):
            yield f"charge for nothing: {account} for {source}, which is {wish.outcome if wish else 'unknown'}"


def _paid_for(ours: Records, far: Far) -> Iterator[str]:
    """What the registry did for money stands in the ledger as often as it was done."""
    wishes = {str(wish.id): wish for wish in ours.wishes}
    costs: Counter[tuple[str, str]] = Counter()
    for entry in ours.ledger:
        wish = wishes.get(entry.source.split(":")[1]) if entry.source.startswith("intent:") else None
        if entry.account == "cost" and wish is not None:
            costs[entry.item, wish.reference] += 1
    open_to_doubt = {wishes[work.subject].reference for work in undecidable(ours)}
    for step, objects in (
        ("file_brand", ours.brands),
        ("revet_brand", ours.brands),
        ("file_campaign", ours.campaigns),
        ("share", ours.campaigns),
        ("order_mail", ours.brands),
    ):
        for reference, registry_id in objects.items():
            done = _done(far, step, reference, registry_id or "")
            paid = costs[COSTS[step], reference]
            if done != paid and not (step == "revet_brand" and reference in open_to_doubt):
                yield f"money and deeds differ: {step} of {reference} was done {done} times and costs {paid} times"


def _done(far: Far, step: str, reference: str, registry_id: str) -> int:
    match step:
        case "file_brand":
            return len(far.brands.get(reference.lower(), ()))
        case "file_campaign":
            return len(far.campaigns.get(reference.lower(), ()))
        case "share":
            return far.shares.get(registry_id, 0)
        case "order_mail":
            return far.mails.get(registry_id, 0)
        case _:
            return far.revets.get(registry_id, 0)


def _agree(ours: Records, far: Far) -> Iterator[str]:
    for door in ours.doors:
        if door.is_open and door.e164 not in far.good:
            yield f"open gate, bad chain there: {door.e164} may send, but the registry's chain is not good"
        if not door.is_open and door.e164 in far.good:
            yield f"closed gate, good chain there: {door.e164} is blocked by {', '.join(b.code for b in door.gate)}"


def _left(ours: Records) -> Iterator[str]:
    allowed = undecidable(ours)
    for work in ours.work:
        if not work.parked:
            yield f"stuck outbox: {work.topic} {work.subject} (message {work.id}) is not done: {work.error or 'no error'}"
        elif work not in allowed:
            yield f"parked without need: {work.topic} {work.subject} (message {work.id}): {work.error}"
    for watch in ours.unread:
        yield f"stuck inbox: {watch} has a notice that no read has answered"
    doubtful = {work.subject for work in allowed}
    for wish in ours.wishes:
        if wish.outcome == "open" and str(wish.id) not in doubtful:
            yield f"open wish: {wish.step} of {wish.reference} (intent {wish.id}) was never decided"


def _ends(ours: Records, cases: Mapping[int, Case]) -> Iterator[str]:
    subjects = {work.subject for work in undecidable(ours)}
    doubtful = {wish.registration_id for wish in ours.wishes if str(wish.id) in subjects}
    may_send = {door.e164 for door in ours.doors if door.is_open}
    for registration_id, case in cases.items():
        if registration_id in doubtful:
            continue  # a person has to say first what became of it
        state, is_open = ours.states[registration_id], ours.numbers.get(registration_id) in may_send
        if state != case.end or is_open != case.may_send:
            yield (
                f"wrong end: registration {registration_id} ({case.name}) is {state}, its gate {_word(is_open)}; "
                f"it should be {case.end}, {_word(case.may_send)}"
            )


def _word(is_open: bool) -> str:
    return "open" if is_open else "closed"
