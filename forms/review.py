"""Agreeing to the price, and deciding on the desk."""

import re
from typing import Any, ClassVar

from wtforms import Form
from wtforms.fields import BooleanField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import ValidationError

from forms.base import Help, squeeze
from forms.choices import SelectChoice
from onboarding.domain.reasons import catalogue
from onboarding.domain.registrations import FIELD_NAMES, STEPS
from onboarding.domain.words import msg

ROWS = 3


class AgreeForm(Form):
    """Sending a registration: the price and the promise."""

    quote = HiddenField()
    agree_price = BooleanField(msg("I agree to pay this price. I know that fees are not refunded if I am declined."))
    agree_rules = BooleanField(
        msg("What I told you is true, the texts are for my own business, and I will text only people who agreed.")
    )

    help: ClassVar = {
        "agree_price": Help(msg("The registry and the reviewers charge for their work whatever they decide.")),
        "agree_rules": Help(
            msg(
                "The registry asks each business to promise this. It rules out texting for others (affiliate marketing)."
            )
        ),
    }

    def validate_agree_price(self, field: Any) -> None:
        """It has to be checked."""
        if not field.data:
            raise ValidationError(msg("Check the box if you agree to the price."))

    def validate_agree_rules(self, field: Any) -> None:
        """It has to be checked."""
        if not field.data:
            raise ValidationError(msg("Check the box if what you told us is true."))


def _version(field: Any) -> int:
    """The version of the case that a page showed; one that never was when it is no number."""
    text = str(field.data or "")
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else -1


class EndForm(Form):
    """Ending a registration on the desk."""

    version = HiddenField()
    sure = BooleanField(msg("The business asked for it, and knows that this is final"))

    help: ClassVar[dict[str, Help]] = {}

    @property
    def seen_version(self) -> int:
        """The version of the case that the page showed."""
        return _version(self.version)

    def validate_sure(self, field: Any) -> None:
        """It has to be checked: a slip must not cost anybody a campaign."""
        if not field.data:
            raise ValidationError(msg("Check the box if the business asked for it."))


# What staff judge; the rest only the registry and the carriers say.
_OF_STAFF = frozenset(
    {
        "BRAND_IDENTITY",
        "BRAND_INCONSISTENCIES",
        "CALL_TO_ACTION",
        "CAMPAIGN_DESCRIPTION_OR_ATTRIBUTES",
        "DISALLOWED_CONTENT",
        "DUPLICATE",
        "ELIGIBILITY",
        "MANDATORY_MESSAGE_TERMINOLOGY",
        "OTHER",
        "PRIVACY_POLICY",
        "SAMPLE_MESSAGE",
        "TERMS_AND_CONDITIONS",
    }
)


class DecisionForm(Form):
    """A decision on the desk, with up to three reasons on fields."""

    version = HiddenField()
    verdict = RadioField(
        msg("Decision"),
        choices=[
            SelectChoice("approved", msg("Approve and file it")),
            SelectChoice("returned", msg("Return it to the owner")),
            SelectChoice("rejected", msg("Reject it for good")),
        ],
        validate_choice=False,
    )
    field1 = SelectField(msg("Field"), validate_choice=False)
    reason1 = SelectField(msg("Reason"), validate_choice=False)
    note1 = TextAreaField(msg("Note to the owner"), filters=[squeeze])
    field2 = SelectField(msg("Field"), validate_choice=False)
    reason2 = SelectField(msg("Reason"), validate_choice=False)
    note2 = TextAreaField(msg("Note to the owner"), filters=[squeeze])
    field3 = SelectField(msg("Field"), validate_choice=False)
    reason3 = SelectField(msg("Reason"), validate_choice=False)
    note3 = TextAreaField(msg("Note to the owner"), filters=[squeeze])

    help: ClassVar[dict[str, Help]] = {}

    def __init__(self, formdata: Any, **options: Any) -> None:
        super().__init__(formdata, **options)
        fields = [SelectChoice("", msg("No field"))]
        fields += [SelectChoice(name, FIELD_NAMES[name]) for step in STEPS for name in step.fields]
        reasons = [SelectChoice("", msg("No reason"))]
        reasons += [
            SelectChoice(reason.id, reason.say)
            for reason in catalogue().values()
            if reason.category in _OF_STAFF and not reason.id.startswith("SUSPENDED_")
        ]
        for row in range(1, ROWS + 1):
            getattr(self, f"field{row}").choices = fields
            getattr(self, f"reason{row}").choices = reasons

    @property
    def seen_version(self) -> int:
        """The version of the case that the page showed."""
        return _version(self.version)

    def validate_verdict(self, field: Any) -> None:
        """One of the three."""
        if field.data not in {"approved", "returned", "rejected"}:
            raise ValidationError(msg("Choose a decision."))

    def reasons(self) -> list[tuple[str, str, str]]:
        """The rows that name a reason: field, reason, note."""
        rows = [
            tuple(self[f"{name}{row}"].data or "" for name in ("field", "reason", "note")) for row in range(1, ROWS + 1)
        ]
        return [(field, reason, note) for field, reason, note in rows if reason]
