"""The questionnaire behind the documents: one question a page, with why it is asked."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import Form
from wtforms.fields import BooleanField, EmailField, StringField
from wtforms.validators import ValidationError

from forms.base import Help, squeeze
from forms.choices import Checkboxes, Radios
from onboarding.domain.documents.practices import ALL_STATES, Cookies, MinimumAge, Practices
from onboarding.domain.preflight.contact import is_mail_address
from onboarding.domain.words import Message, msg


class PracticesForm(Form):
    """One page of the questionnaire; its fields are named like the answers that they hold."""

    title: ClassVar[Message]
    help: ClassVar[Mapping[str, Help]] = {}

    def __init__(self, formdata: Any, before: Practices) -> None:
        self._before = before
        super().__init__(formdata, data=before.to_json())

    def told(self) -> Practices:
        """The answers as they would be with this page's."""
        changes = {field.name: _plain(field) for field in self}
        return Practices.from_json(self._before.to_json() | changes)


def _plain(field: Any) -> Any:
    if isinstance(field, BooleanField):
        return bool(field.data)
    return list(field.data or []) if isinstance(field.data, list) or field.data is None else field.data


def _known(field: Any) -> None:
    """A choice that is not offered is a mistake of a program, not of a person; it is taken out."""
    offered = {choice[0] for choice in field.iter_choices()}
    field.data = [value for value in field.data or [] if value in offered]


class CollectedForm(PracticesForm):
    """What is collected."""

    title = msg("What do you keep about your customers?")
    collected = Checkboxes(
        msg("Besides the mobile number, we keep"),
        {
            "name": msg("Their name"),
            "email": msg("Their e-mail address"),
            "address": msg("Their mailing address"),
            "orders": msg("What they ordered or bought"),
            "appointments": msg("Their appointments"),
            "payment": msg("How they paid (never the card number)"),
            "birth_date": msg("Their date of birth"),
            "website_use": msg("Which pages of our website they visit"),
        },
    )
    help: ClassVar = {
        "collected": Help(
            msg(
                "A privacy policy must list what you keep. Check everything that is true, and leave out what you don't do."
            )
        )
    }

    def validate_collected(self, field: Any) -> None:
        """Take out what is not offered."""
        _known(field)


class PurposesForm(PracticesForm):
    """What it is used for."""

    title = msg("What do you use it for?")
    purposes = Checkboxes(
        msg("Besides texting, we use it to"),
        {
            "service": msg("Do the work they asked for"),
            "questions": msg("Answer their questions"),
            "billing": msg("Send bills and take payments"),
            "improve": msg("Learn how to serve them better"),
            "safety": msg("Keep customers and staff safe"),
        },
    )
    help: ClassVar = {
        "purposes": Help(msg("People may know what their data is for. Texting stands in the policy already."))
    }

    def validate_purposes(self, field: Any) -> None:
        """At least one, or there is nothing to collect it for."""
        _known(field)
        if not field.data:
            raise ValidationError(msg("Check at least one."))


class ProcessorsForm(PracticesForm):
    """Who works for the business."""

    title = msg("Which companies work with this data for you?")
    processors = Checkboxes(
        msg("Besides your phone company, which delivers the texts"),
        {
            "mail": msg("An e-mail service"),
            "payments": msg("A company that takes card payments"),
            "booking": msg("A calendar or booking service"),
            "website": msg("A company that hosts your website"),
            "delivery": msg("Delivery companies"),
            "accounting": msg("A bookkeeper"),
        },
    )
    help: ClassVar = {
        "processors": Help(
            msg("Reviewers look at who else sees the data. Companies that only work for you are fine; they are named.")
        )
    }

    def validate_processors(self, field: Any) -> None:
        """Take out what is not offered."""
        _known(field)


class CookiesForm(PracticesForm):
    """What the website stores in browsers."""

    title = msg("Does your website use cookies?")
    cookies = Radios(
        msg("Cookies"),
        {
            Cookies.NONE: msg("No cookies, or we have no website"),
            Cookies.NEEDED: msg("Only those that the website needs to work"),
            Cookies.VISITS: msg("Also some that count visits, such as Google Analytics"),
            Cookies.ADS: msg("Also some for our ads on other sites, such as the Facebook pixel"),
        },
    )
    help: ClassVar = {
        "cookies": Help(msg("Your policy must say it. If you are not sure, ask whoever made your website."))
    }

    def validate_cookies(self, field: Any) -> None:
        """One of them."""
        if field.data not in set(Cookies):
            raise ValidationError(msg("Choose one."))


class RetentionForm(PracticesForm):
    """How long data are kept."""

    title = msg("How long do you keep it?")
    retention = Radios(
        msg("After a customer last dealt with us, we keep it for"),
        {"1y": msg("One year"), "2y": msg("Two years"), "3y": msg("Three years"), "7y": msg("Seven years")},
    )
    help: ClassVar = {
        "retention": Help(
            msg(
                "Keep what you need for your books, and no longer. Records of consent to texts are kept for at least five years after they end, whatever you choose here: you may have to prove them."
            )
        )
    }

    def validate_retention(self, field: Any) -> None:
        """One of them."""
        if field.data not in {"1y", "2y", "3y", "7y"}:
            raise ValidationError(msg("Choose one."))


class ReachForm(PracticesForm):
    """Whom the business serves."""

    title = msg("Whom do you serve?")
    reach = Radios(
        msg("Our customers live"),
        {
            "home": msg("In our own state only"),
            "all": msg("All over the United States"),
        },
    )
    age = Radios(
        msg("Who may sign up for your texts?"),
        {
            MinimumAge.ANY: msg("Everybody who may have a phone plan of their own"),
            MinimumAge.ADULT: msg("Only people who are 18 or older"),
            MinimumAge.DRINKING: msg("Only people who are 21 or older, because we text about alcohol"),
        },
    )
    help: ClassVar = {
        "reach": Help(msg("Some states give people more rights over their data. The policy says that they have them.")),
        "age": Help(
            msg(
                "If your texts are for adults, the sign-up form asks for the full date of birth first. Carriers want that."
            )
        ),
    }

    def __init__(self, formdata: Any, before: Practices) -> None:
        super().__init__(formdata, before)
        if formdata is None:
            self.reach.data = "all" if ALL_STATES in before.states else "home"
            self.age.data = before.age or MinimumAge.ANY.value

    def told(self) -> Practices:
        """The states are kept as codes; none means the business's own."""
        states = [ALL_STATES] if self.reach.data == "all" else []
        return Practices.from_json(self._before.to_json() | {"states": states, "age": self.age.data or ""})

    def validate_reach(self, field: Any) -> None:
        """One of them."""
        if field.data not in {"home", "all"}:
            raise ValidationError(msg("Choose one."))

    def validate_age(self, field: Any) -> None:
        """One of them."""
        if field.data not in set(MinimumAge):
            raise ValidationError(msg("Choose one."))


class ContactForm(PracticesForm):
    """Questions about data, and how the pages behave."""

    title = msg("Who answers questions about data?")
    email = EmailField(msg("E-mail address for questions about data"), filters=[squeeze])
    double = BooleanField(msg("Ask people to reply YES before they get texts"))
    unlisted = BooleanField(msg("Ask search engines to leave these pages out"))
    help: ClassVar = {
        "email": Help(
            msg("It stands in the policy. Leave it empty to use your business e-mail."),
            msg("privacy@your-business.com"),
        ),
        "double": Help(
            msg(
                "Who signs up on our page gets one text that asks for a YES. It proves that the number is theirs, and is kept with the consent."
            )
        ),
        "unlisted": Help(msg("Reviewers still see them: they open the address, and everybody with the link can, too.")),
    }

    def validate_email(self, field: Any) -> None:
        """An address, or nothing."""
        if field.data and not is_mail_address(field.data):
            raise ValidationError(msg("Enter an e-mail address, such as privacy@your-business.com."))


QUESTIONS: Mapping[str, type[PracticesForm]] = {
    "collected": CollectedForm,
    "purposes": PurposesForm,
    "processors": ProcessorsForm,
    "cookies": CookiesForm,
    "retention": RetentionForm,
    "reach": ReachForm,
    "contact": ContactForm,
}


class DomainForm(Form):
    """A domain of the owner's own."""

    host = StringField(msg("Your domain"), filters=[squeeze])
    help: ClassVar = {
        "host": Help(
            msg(
                "Reviewers like it when the pages stand on the same domain as your website. Use a part of it that is free."
            ),
            msg("texts.your-business.com"),
        )
    }
