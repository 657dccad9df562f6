"""The guided pages about the business: who it is, where it is, how it is reached."""

from typing import Any, ClassVar

from wtforms.fields import EmailField, StringField, TelField, URLField
from wtforms.widgets import DateInput

from forms.base import AnswersForm, Help, squeeze, web_address
from forms.choices import DropDown, Radios
from onboarding.domain.answers import Answers, EntityType
from onboarding.domain.reference import table
from onboarding.domain.usecases import exchanges, verticals
from onboarding.domain.words import msg

ENTITY_NAMES = {
    EntityType.PRIVATE_PROFIT.value: msg("Private company"),
    EntityType.SOLE_PROPRIETOR.value: msg("Sole proprietor without an EIN"),
    EntityType.NON_PROFIT.value: msg("Nonprofit"),
    EntityType.PUBLIC_PROFIT.value: msg("Company on a stock exchange"),
    EntityType.GOVERNMENT.value: msg("Government office"),
}


class KindForm(AnswersForm):
    """What kind of business it is; the pages that follow ask only what that kind is asked for."""

    entity_type = Radios(msg("What kind of business are you?"), ENTITY_NAMES)

    help: ClassVar = {
        "entity_type": Help(
            msg("The registry checks each kind of business in a different list."),
            options={
                "PRIVATE_PROFIT": msg(
                    "An LLC, corporation or partnership whose shares are not sold on a stock exchange. It has an EIN from the IRS."
                ),
                "SOLE_PROPRIETOR": msg(
                    "One person in business under their own name, without an EIN. The registry confirms you by a code to your mobile."
                ),
                "NON_PROFIT": msg("An organization with tax-exempt status from the IRS, such as a 501(c)(3) charity."),
                "PUBLIC_PROFIT": msg(
                    "Its shares are sold on a stock exchange. The registry also confirms it by an e-mail to the company."
                ),
                "GOVERNMENT": msg("A federal, state, local or tribal office."),
            },
        ),
    }


class BusinessForm(AnswersForm):
    """Who the business is."""

    legal_name = StringField(msg("Legal business name"), filters=[squeeze])
    first_name = StringField(msg("Your first name"), filters=[squeeze])
    last_name = StringField(msg("Your last name"), filters=[squeeze])
    display_name = StringField(msg("Name your customers know"), filters=[squeeze])
    ein = StringField(
        msg("Employer identification number (EIN)"),
        description=msg("9 digits, from the IRS. Not your Social Security number."),
        filters=[squeeze],
    )
    ein_issued = StringField(msg("Date on the IRS letter that gave you the EIN"), widget=DateInput(), filters=[squeeze])
    stock_symbol = StringField(msg("Ticker symbol"), filters=[squeeze])
    stock_exchange = DropDown(msg("Stock exchange"), exchanges())
    vertical = DropDown(msg("Line of business"), verticals())

    def __init__(self, formdata: Any, before: Answers, ein: str = "", **options: Any) -> None:
        super().__init__(formdata, before, ein, **options)
        if before.is_sole_proprietor:
            del self.legal_name, self.ein, self.ein_issued
        else:
            del self.first_name, self.last_name
        if not before.is_listed:
            del self.stock_symbol, self.stock_exchange
        if ein and "ein" in self:
            last = ein[-4:]
            self.ein.description = msg(
                "We have your EIN ending in %(last)s. Type it again only to change it.", last=last
            )

    help: ClassVar = {
        "legal_name": Help(
            msg(
                "The registry compares it with the IRS record, letter by letter. Copy it from your IRS letter (CP 575 or "
                "147C), with every comma, “LLC” or “Inc.” A different name is the most common reason for a failed check."
            ),
            msg("Blue Door Bakery, LLC"),
        ),
        "first_name": Help(msg("The registry files a sole proprietor under the owner's own name."), msg("Maria")),
        "last_name": Help(msg("As on your driver's license or passport."), msg("Lopez")),
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
        "ein_issued": Help(
            msg(
                "The registry learns of a new EIN 30 to 90 days after the IRS gives it out. If yours is new, we tell you when "
                "to file. Leave it empty if the letter is older than a year."
            )
        ),
        "stock_symbol": Help(msg("The registry looks your company up in the exchange's own list."), msg("BLDB")),
        "stock_exchange": Help(msg("The one that the ticker symbol belongs to."), msg("NASDAQ")),
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
    mobile = TelField(msg("Your own mobile"), filters=[squeeze])
    email = EmailField(msg("Business e-mail address"), filters=[squeeze])
    contact_email = EmailField(msg("E-mail address of your company contact"), filters=[squeeze])
    website = URLField(msg("Website"), filters=[web_address])

    def __init__(self, formdata: Any, before: Answers, ein: str = "", **options: Any) -> None:
        super().__init__(formdata, before, ein, **options)
        if not before.is_sole_proprietor:
            del self.mobile
        if not before.is_listed:
            del self.contact_email

    help: ClassVar = {
        "phone": Help(
            msg("People who reply HELP to a text get this number. It may be your landline."), msg("(415) 555-0123")
        ),
        "mobile": Help(
            msg("The registry texts a code to it, to see that you are you. It must be a US or Canadian mobile."),
            msg("(415) 555-0143"),
        ),
        "contact_email": Help(
            msg(
                "The registry e-mails this person to confirm that the company knows of the registration. It must be a person's own address at the company's website name, not one such as sales@ or info@."
            ),
            msg("maria.lopez@bluedoorbakery.com"),
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
