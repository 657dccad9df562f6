"""Naming a business."""

from typing import Any, ClassVar

from wtforms import Form
from wtforms.fields import StringField
from wtforms.validators import ValidationError

from forms.base import Help, squeeze
from onboarding.domain.words import msg


class BusinessNameForm(Form):
    """What we call a business on its pages."""

    name = StringField(msg("What is your business called?"), filters=[squeeze])

    help: ClassVar = {
        "name": Help(msg("We use it on your pages here. You give the exact legal name later."), msg("Blue Door Bakery"))
    }

    def validate_name(self, field: Any) -> None:
        """Two characters or more, and no essay."""
        text = field.data or ""
        if len(text) < 2:
            raise ValidationError(msg("Enter the name of your business."))
        if len(text) > 255:
            raise ValidationError(msg("Use a name of 255 characters or fewer."))
