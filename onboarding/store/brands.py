"""Brands: legal entities as filed with the registry."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Integer, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from onboarding.domain.states import Identity, Proof
from onboarding.store.base import Base, EnumText, public_id


class Brand(Base):
    """One legal entity at the registry. ``filed_digest`` is the hash of what was last filed for it."""

    __tablename__ = "brands"
    __table_args__ = (
        CheckConstraint("(identity = 'unfiled') = (registry_id IS NULL)", name="filed"),
        {"comment": "Brands as filed"},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"), index=True)
    registry_id: Mapped[str | None] = mapped_column(String(20), unique=True)
    display_name: Mapped[str] = mapped_column(String(255))
    ein: Mapped[bytes | None] = mapped_column(LargeBinary, comment="Sealed by the vault")
    ein_index: Mapped[str | None] = mapped_column(String(64), index=True)
    entity_type: Mapped[str] = mapped_column(
        String(20), default="", comment="As filed: it decides what is to be proved"
    )
    identity: Mapped[Identity] = mapped_column(EnumText(Identity), default=Identity.UNFILED)
    proof: Mapped[Proof] = mapped_column(EnumText(Proof), default=Proof.NOT_NEEDED)
    unknown_words: Mapped[dict[str, Any]] = mapped_column(
        default=dict, comment="Words of the registry that we do not know, by machine, as last seen: for staff"
    )
    filed_digest: Mapped[str | None] = mapped_column(String(64))
    vetted_digest: Mapped[str | None] = mapped_column(String(64), comment="What the last identity check looked at")
    identity_digest: Mapped[str | None] = mapped_column(
        String(64), comment="The filed fields whose change takes the confirmation away"
    )
    attributes: Mapped[dict[str, Any]] = mapped_column(default=dict, comment="optionalAttributes as observed")
    feedback: Mapped[list[Any]] = mapped_column(default=list, comment="Why identity failed, as observed")
    observed_at: Mapped[datetime | None] = mapped_column(comment="When the newest applied answer was asked for")
    created_at: Mapped[datetime] = mapped_column()
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}


def lock(session: Session, brand_id: int) -> Brand:
    """The brand, held against other writers of its chain until the transaction ends.

    Everything below a brand is written under this one lock, so that two observations of different links cannot each
    compute the chain without the other. SQLite has one writer at a time anyway.
    """
    session.flush()
    query = select(Brand).where(Brand.id == brand_id).with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).one()


def by_public_id(session: Session, public: str) -> Brand | None:
    """A brand by its public id."""
    return session.scalar(select(Brand).where(Brand.public_id == public))
