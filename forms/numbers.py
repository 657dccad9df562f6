"""Choosing a number, and texting oneself."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from wtforms import Form
from wtforms.fields import HiddenField, RadioField, StringField, TelField
from wtforms.validators import ValidationError

from forms.base import Help, squeeze
from forms.choices import SelectChoice
from onboarding.domain.phones import national, parse_us
from onboarding.domain.words import msg


class AreaCodeForm(Form):
    """Which area code the number should have."""

    area_code = StringField(msg("Area code"), filters=[squeeze])

    help: ClassVar = {
        "area_code": Help(msg("Customers answer a local number more often. Any US area code will do."), msg("415"))
    }

    def validate_area_code(self, field: Any) -> None:
        """Three digits that can begin a US number."""
        text = field.data or ""
        if not re.fullmatch("[2-9][0-9]{2}", text):
            raise ValidationError(msg("Enter an area code with 3 digits, such as 415."))


class NumberForm(Form):
    """One of the numbers that are offered."""

    e164 = RadioField(msg("Choose your number"), choices=[], validate_choice=False)
    area_code = HiddenField()

    help: ClassVar = {"e164": Help(msg("This is the number that your texts come from."))}

    def offer(self, numbers: Iterable[str]) -> None:
        """The numbers to choose from."""
        self.e164.choices = [SelectChoice(e164, national(e164)) for e164 in numbers]

    def validate_e164(self, field: Any) -> None:
        """It must be a US number; whether it can be had is the provider's word."""
        if not field.data:
            raise ValidationError(msg("Choose one of the numbers."))
        if parse_us(field.data) != field.data:
            raise ValidationError(msg("Choose one of the numbers that are offered."))


class MobileForm(Form):
    """The owner's own mobile."""

    mobile = TelField(msg("Your mobile number"), filters=[squeeze])

    help: ClassVar = {
        "mobile": Help(
            msg("We text a code to it, so that nobody can send test texts to a stranger."), msg("(415) 555-0123")
        )
    }

    def validate_mobile(self, field: Any) -> None:
        """A US number."""
        if parse_us(field.data or "") is None:
            raise ValidationError(msg("Enter a US mobile number with area code, such as (415) 555-0123."))


class PinForm(Form):
    """The code that the registry texted to a sole proprietor."""

    pin = StringField(msg("Code from the registry's text"), filters=[squeeze])

    help: ClassVar = {
        "pin": Help(msg("It shows the registry that the mobile is yours and that you want to register."), msg("123456"))
    }

    def validate_pin(self, field: Any) -> None:
        """Digits, as many as the registry likes."""
        if not re.fullmatch("[0-9]{4,10}", field.data or "", re.ASCII):
            raise ValidationError(msg("Enter the digits from the text, without spaces."))


class CodeForm(Form):
    """The code that was texted."""

    code = StringField(msg("Code from the text"), filters=[squeeze])

    help: ClassVar = {"code": Help(msg("It proves that the mobile is yours."), msg("123456"))}

    def validate_code(self, field: Any) -> None:
        """Six digits."""
        text = field.data or ""
        if not re.fullmatch("[0-9]{6}", text):
            raise ValidationError(msg("Enter the 6 digits from the text."))
