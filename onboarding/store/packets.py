"""Evidence packets: made once on request, kept as they were handed out."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from onboarding.store.base import Base, public_id


class Packet(Base):
    """One evidence packet of a registration."""

    __tablename__ = "packets"
    __table_args__ = (
        CheckConstraint("state IN ('pending', 'ready', 'failed')", name="state"),
        {"comment": "Evidence packets, as they were handed out"},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    person: Mapped[str] = mapped_column(
        String(64), default="", comment="Blind index of the one person that it is about; empty for the whole"
    )
    requested_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    requested_at: Mapped[datetime] = mapped_column()
    state: Mapped[str] = mapped_column(String(10), default="pending")
    made_at: Mapped[datetime | None] = mapped_column()
    sha256: Mapped[str] = mapped_column(String(64), default="", comment="Of the ZIP")
    uploaded_at: Mapped[datetime | None] = mapped_column(comment="When the registry took the PDF")
    archive: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True, comment="The ZIP")
    report: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True, comment="The PDF in it")


def of_registration(session: Session, registration_id: int) -> list[Packet]:
    """The packets of a registration, newest first."""
    query = select(Packet).where(Packet.registration_id == registration_id, Packet.person == "")
    query = query.order_by(Packet.id.desc()).limit(20)
    return list(session.scalars(query))


def by_public_id(session: Session, registration_id: int, public: str) -> Packet | None:
    """One packet of a registration."""
    return session.scalar(select(Packet).where(Packet.registration_id == registration_id, Packet.public_id == public))


def of_person(session: Session, registration_id: int, person: str) -> list[Packet]:
    """The proofs about one person, newest first."""
    query = select(Packet).where(Packet.registration_id == registration_id, Packet.person == person)
    return list(session.scalars(query.order_by(Packet.id.desc()).limit(10)))
