"""The guided pages about the business: who it is, where it is, how it is reached."""

from typing import Any, ClassVar

from wtforms.fields import EmailField, StringField, TelField, URLField

from forms.base import AnswersForm, Help, squeeze, web_address
from forms.choices import DropDown, Radios
from onboarding.domain.answers import Answers, EntityType
from onboarding.domain.reference import table
from onboarding.domain.usecases import verticals
from onboarding.domain.words import msg

ENTITY_NAMES = {
    EntityType.PRIVATE_PROFIT.value: msg("Private company"),
    EntityType.NON_PROFIT.value: msg("Nonprofit"),
}


class BusinessForm(AnswersForm):
    """Who the business is."""

    entity_type = Radios(msg("What kind of business are you?"), ENTITY_NAMES)
    legal_name = StringField(msg("Legal business name"), filters=[squeeze])
    display_name = StringField(msg("Name your customers know"), filters=[squeeze])
    ein = StringField(
        msg("Employer identification number (EIN)"),
        description=msg("9 digits, from the IRS. Not your Social Security number."),
        filters=[squeeze],
    )
    vertical = DropDown(msg("Line of business"), verticals())

    def __init__(self, formdata: Any, before: Answers, ein: str = "", **options: Any) -> None:
        super().__init__(formdata, before, ein, **options)
        if ein:
            last = ein[-4:]
            self.ein.description = msg(
                "We have your EIN ending in %(last)s. Type it again only to change it.", last=last
            )

    help: ClassVar = {
        "entity_type": Help(
            msg("The registry checks each kind of business in a different list."),
            options={
                "PRIVATE_PROFIT": msg(
                    "An LLC, corporation or partnership whose shares are not sold on a stock exchange."
                ),
                "NON_PROFIT": msg("An organization with tax-exempt status from the IRS, such as a 501(c)(3) charity."),
            },
        ),
        "legal_name": Help(
            msg(
                "The registry compares it with the IRS record, letter by letter. Copy it from your IRS letter (CP 575 or "
                "147C), with every comma, “LLC” or “Inc.” A different name is the most common reason for a failed check."
            ),
            msg("Blue Door Bakery, LLC"),
        ),
        "display_name": Help(
            msg("Your texts and your privacy policy carry this name, so that people know who is writing."),
            msg("Blue Door Bakery"),
        ),
        "ein": Help(
            msg(
                "The registry uses it to confirm that your business exists. We store it encrypted and show it to nobody "
                "but the registry."
            ),
            msg("12-3456789"),
        ),
        "vertical": Help(
            msg("Reviewers read your texts with your line of business in mind."), msg("Restaurants, hotels and travel")
        ),
    }


class AddressForm(AnswersForm):
    """Where the business is."""

    street = StringField(msg("Street address"), filters=[squeeze])
    city = StringField(msg("City"), filters=[squeeze])
    state = DropDown(msg("State"), {code: msg(name) for code, name in table("states")["names"].items()})
    zip_code = StringField(msg("ZIP code"), filters=[squeeze])

    help: ClassVar = {
        "street": Help(
            msg(
                "The registry compares it with postal and tax records. Use the address where your business gets its mail."
            ),
            msg("12 Main Street, Suite 4"),
        ),
        "city": Help(msg("It belongs to the postal address that the registry checks."), msg("Lakeland")),
        "state": Help(msg("It belongs to the postal address that the registry checks."), msg("Florida")),
        "zip_code": Help(msg("It belongs to the postal address that the registry checks."), msg("33811")),
    }


class ContactForm(AnswersForm):
    """How customers reach the business."""

    phone = TelField(msg("Business phone number"), filters=[squeeze])
    email = EmailField(msg("Business e-mail address"), filters=[squeeze])
    website = URLField(msg("Website"), filters=[web_address])

    help: ClassVar = {
        "phone": Help(
            msg("People who reply HELP to a text get this number. It may be your landline."), msg("(415) 555-0123")
        ),
        "email": Help(
            msg("People who reply HELP get this address. Reviewers trust an address at your own website's name most."),
            msg("hello@bluedoorbakery.com"),
        ),
        "website": Help(
            msg(
                "Reviewers open it to see that your business is real and does what you say. Many decline a business without one."
            ),
            msg("https://www.bluedoorbakery.com"),
        ),
    }
