"""Campaigns and what each carrier says of them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Integer, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from onboarding.domain.states import Carrier, Dca, Registry, Sharing
from onboarding.store.base import Base, EnumText, public_id


class Campaign(Base):
    """One use case of a brand at the registry; the four vectors are kept apart (dossier 2.2)."""

    __tablename__ = "campaigns"
    __table_args__ = (
        CheckConstraint("(record = 'unfiled') = (registry_id IS NULL)", name="filed"),
        {"comment": "Campaigns as filed"},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    brand_id: Mapped[int] = mapped_column(ForeignKey("brands.id"), index=True)
    registry_id: Mapped[str | None] = mapped_column(String(20), unique=True)
    use_case: Mapped[str] = mapped_column(String(50))
    record: Mapped[Registry] = mapped_column(EnumText(Registry), default=Registry.UNFILED)
    sharing: Mapped[Sharing] = mapped_column(EnumText(Sharing), default=Sharing.NONE)
    dca: Mapped[Dca] = mapped_column(EnumText(Dca), default=Dca.NONE)
    upstream: Mapped[str | None] = mapped_column(String(20), comment="The partner it was shared to")
    elected: Mapped[list[Any]] = mapped_column(default=list, comment="Network ids with an aggregator, as observed")
    explanation: Mapped[str] = mapped_column(default="", comment="The upstream partner's words on a decline")
    categories: Mapped[list[Any]] = mapped_column(default=list, comment="The registry's categories of a decline")
    unknown_words: Mapped[dict[str, Any]] = mapped_column(
        default=dict, comment="Words of the registry that we do not know, by machine, as last seen: for staff"
    )
    quoted_monthly: Mapped[int | None] = mapped_column(
        Integer, comment="Cents that the registry asks a month, where that was more than the owner had agreed to"
    )
    opt_in_keywords: Mapped[str] = mapped_column(String(255), default="")
    opt_out_keywords: Mapped[str] = mapped_column(String(255), default="")
    help_keywords: Mapped[str] = mapped_column(String(255), default="")
    opt_in_message: Mapped[str] = mapped_column(default="")
    opt_out_message: Mapped[str] = mapped_column(default="")
    help_message: Mapped[str] = mapped_column(default="")
    filed_digest: Mapped[str | None] = mapped_column(String(64))
    shared_digest: Mapped[str | None] = mapped_column(String(64), comment="What the last review looked at")
    renews_on: Mapped[date | None] = mapped_column(Date)
    observed_at: Mapped[datetime | None] = mapped_column()
    created_at: Mapped[datetime] = mapped_column()
    version: Mapped[int] = mapped_column(Integer)

    carriers: Mapped[list["CampaignCarrier"]] = relationship(lazy="selectin", order_by="CampaignCarrier.network_id")

    __mapper_args__ = {"version_id_col": version}


class CampaignCarrier(Base):
    """One carrier's state for one campaign."""

    __tablename__ = "campaign_carriers"
    __table_args__ = (UniqueConstraint("campaign_id", "network_id"), {"comment": "Each carrier's word on a campaign"})

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    network_id: Mapped[int] = mapped_column(Integer)
    state: Mapped[Carrier] = mapped_column(EnumText(Carrier), default=Carrier.NONE)
    required: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}


def of_brand(session: Session, brand_id: int) -> list[Campaign]:
    """The campaigns of a brand, read afresh with their carriers."""
    query = select(Campaign).where(Campaign.brand_id == brand_id).order_by(Campaign.id)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def by_public_id(session: Session, public: str) -> Campaign | None:
    """A campaign by its public id."""
    return session.scalar(select(Campaign).where(Campaign.public_id == public))
