"""Consents entered by hand: a number, what the person agreed to, and when."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from wtforms import Form
from wtforms.fields import BooleanField, DateField, FileField, StringField, TelField
from wtforms.validators import ValidationError

from forms.base import Help, squeeze
from forms.choices import Checkboxes, Radios
from onboarding.domain.phones import parse_us
from onboarding.domain.words import Message, msg

PURPOSES: Mapping[str, Message] = {
    "service": msg("Ordinary texts, such as reminders and answers"),
    "marketing": msg("Offers and promotions"),
}


def _phone(field: Any) -> None:
    if parse_us(field.data or "") is None:
        raise ValidationError(msg("Enter a US mobile number with area code, such as (415) 555-0123."))


class EntryForm(Form):
    """A consent on paper or by word of mouth."""

    phone = TelField(msg("Mobile number"), filters=[squeeze])
    method = Radios(
        msg("How did they agree?"),
        {"paper": msg("On the paper form"), "verbal": msg("They said yes when we read out the script")},
    )
    purposes = Checkboxes(msg("What did they agree to?"), PURPOSES)
    language = Radios(msg("In which language was it?"), {"en": msg("English"), "es": msg("Spanish")})
    day = DateField(msg("On which day?"))
    sure = BooleanField(msg("I have this person's consent and can show how it was given."))
    help: ClassVar = {
        "phone": Help(msg("The number that the person gave."), msg("(415) 555-0123")),
        "purposes": Help(msg("Check only what they said yes to. Offers need a yes of their own.")),
        "method": Help(msg("Use the words of your paper form or your script: they are kept with the consent.")),
    }

    def __init__(self, formdata: Any, today: date) -> None:
        self._today = today
        super().__init__(formdata, data={"day": today, "language": "en"})

    def validate_phone(self, field: Any) -> None:
        """A US number."""
        _phone(field)

    def validate_method(self, field: Any) -> None:
        """One of them."""
        if field.data not in {"paper", "verbal"}:
            raise ValidationError(msg("Choose how they agreed."))

    def validate_purposes(self, field: Any) -> None:
        """At least one."""
        field.data = [name for name in field.data or [] if name in PURPOSES]
        if not field.data:
            raise ValidationError(msg("Check what they agreed to."))
        if "marketing" in field.data and self.method.data == "verbal":
            raise ValidationError(msg("A spoken yes is not enough for offers. Have them sign the paper form."))

    def validate_language(self, field: Any) -> None:
        """One of them."""
        if field.data not in {"en", "es"}:
            raise ValidationError(msg("Choose the language."))

    def validate_day(self, field: Any) -> None:
        """A day that has come."""
        if field.data is None or field.data > self._today or field.data.year < 1990:
            raise ValidationError(msg("Enter the day of the consent. It can't lie in the future."))

    def validate_sure(self, field: Any) -> None:
        """The owner's word."""
        if not field.data:
            raise ValidationError(msg("Check the box if it is true. Without consent, don't text this person."))


class ImportForm(Form):
    """A list of consents from another system."""

    file = FileField(msg("File with the consents (CSV)"))
    source = StringField(msg("Where does this list come from?"), filters=[squeeze])
    sure = BooleanField(msg("Everybody on this list agreed to get texts from this business."))
    help: ClassVar = {
        "file": Help(
            msg("The first line names the columns phone, date and purposes. Save your spreadsheet as CSV."),
            msg("(415) 555-0123, 2026-05-03, service marketing"),
        ),
        "source": Help(
            msg("It is kept with each consent, so that you can show later where it came from."),
            msg("Sign-up forms of our old texting service, exported May 3"),
        ),
    }

    def validate_source(self, field: Any) -> None:
        """A few words at least."""
        if len(field.data or "") < 10:
            raise ValidationError(msg("Say in a few words where the list comes from and how people agreed."))

    def validate_sure(self, field: Any) -> None:
        """The owner's word. Bought lists are what carriers shut numbers off for."""
        if not field.data:
            raise ValidationError(msg("Check the box if it is true. A bought list is never consent."))


class StopForm(Form):
    """A person told the business in another way that they want no more texts."""

    words = StringField(msg("What did they say, and how?"), filters=[squeeze])
    help: ClassVar = {
        "words": Help(
            msg("People may stop texts in any way they like. You must obey at once."),
            msg("Called us on May 3: no more texts"),
        )
    }


class SearchForm(Form):
    """Find one person."""

    phone = TelField(msg("Find a mobile number"), filters=[squeeze])

    def validate_phone(self, field: Any) -> None:
        """A US number."""
        _phone(field)
