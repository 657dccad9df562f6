"""What businesses told in the questionnaire behind their documents."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Integer
from sqlalchemy.orm import Mapped, Session, mapped_column

from onboarding.store.base import Base


class PracticeAnswers(Base):
    """The questionnaire of one business."""

    __tablename__ = "practices"
    __table_args__ = ({"comment": "What businesses do with people's data, as they told it"},)

    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"), primary_key=True)
    answers: Mapped[dict[str, Any]] = mapped_column()
    updated_at: Mapped[datetime] = mapped_column()
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}


def of_business(session: Session, business_id: int) -> PracticeAnswers | None:
    """What a business told; None before it told anything."""
    return session.get(PracticeAnswers, business_id)
