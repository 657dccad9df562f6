"""What our books say at the end of a run, as text beside the logs: the database itself is thrown away."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from onboarding.store.intents import Intent
from onboarding.store.moves import Move
from onboarding.store.registrations import Registration
from tests.chaos.plan import Case


def write(session: Session, cases: dict[int, Case], path: Path) -> None:
    """Each registration with its wishes and the moves of its chain, in the order in which they happened."""
    lines: list[str] = []
    for row in session.scalars(select(Registration).order_by(Registration.id)):
        case = cases.get(row.id)
        ids = [thing.registry_id for thing in (row.brand, row.campaign) if thing]
        lines.append(f"\n== {row.id} {case.name if case else ''}: {row.state}, {ids}")
        told = [
            (wish.created_at, f"wish {wish.step} {wish.outcome} {wish.decided_at} {wish.refusal or ''}")
            for wish in session.scalars(select(Intent).where(Intent.registration_id == row.id))
        ]
        mine = (Move.registration_id == row.id) | (Move.brand_id == row.brand_id)
        told += [
            (
                move.at,
                f"{move.machine} {move.network_id or ''} {move.from_state} > {move.to_state} ({move.source}) {move.reason}",
            )
            for move in session.scalars(select(Move).where(mine).order_by(Move.id))
        ]
        lines += [f"{at:%d %H:%M:%S.%f} {what}" for at, what in sorted(told, key=lambda pair: pair[0])]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
