"""The guided pages about the texting: what for, how people agree, examples, automatic replies."""

from typing import Any, ClassVar

from wtforms.fields import BooleanField, StringField, TextAreaField, URLField

from forms.base import AnswersForm, Help, keywords, squeeze, web_address
from forms.choices import Checkboxes, DropDown, Radios, choices
from onboarding.domain.answers import Answers, Frequency, OptInMethod
from onboarding.domain.usecases import offered_to, sub_use_cases
from onboarding.domain.words import Message, msg

METHOD_NAMES = {
    OptInMethod.WEBSITE.value: msg("On our website, with a form and a checkbox"),
    OptInMethod.PAPER.value: msg("On paper, with a form and a checkbox"),
    OptInMethod.VERBAL.value: msg("In person or by phone, when they say yes"),
    OptInMethod.KEYWORD.value: msg("By texting a keyword to our number"),
    OptInMethod.QR_CODE.value: msg("By scanning a QR code that opens a form"),
    OptInMethod.POINT_OF_SALE.value: msg("At the register, on a screen with a checkbox"),
}
FREQUENCY_NAMES = {
    Frequency.VARIES.value: msg("It varies"),
    Frequency.ON_REQUEST.value: msg("One text for each request"),
    Frequency.WEEKLY.value: msg("Up to 4 a week"),
    Frequency.MONTHLY.value: msg("Up to 4 a month"),
}


class UseCaseForm(AnswersForm):
    """What the texting is for; the prices stand beside the choices."""

    use_case = Radios(msg("What will you use texting for?"), {})
    sub_use_cases = Checkboxes(msg("What kinds of messages?"), sub_use_cases())
    description = TextAreaField(msg("Describe who you text and why"), filters=[squeeze])

    help: ClassVar = {
        "use_case": Help(
            msg(
                "It sets your monthly fee and how many texts you may send. It can't be changed after filing, only filed anew."
            )
        ),
        "sub_use_cases": Help(msg("Reviewers compare the kinds you name with your example texts.")),
        "description": Help(
            msg(
                "A reviewer reads this first. Say who sends the texts, who gets them, and why. At least 40 characters."
            ),
            msg("Blue Door Bakery texts customers who ordered a cake about pickup times, and answers their questions."),
        ),
    }

    def __init__(
        self, formdata: Any, before: Answers, ein: str = "", *, prices: dict[str, Message], **options: Any
    ) -> None:
        super().__init__(formdata, before, ein, **options)
        offered = offered_to(before.entity_type) or offered_to("PRIVATE_PROFIT")
        self.use_case.choices = choices({case.code: case.name for case in offered})
        hints = {
            case.code: msg("%(about)s %(price)s", about=case.about, price=prices.get(case.code, msg("")))
            for case in offered
        }
        self.help = type(self).help | {"use_case": Help(type(self).help["use_case"].why, options=hints)}  # type: ignore[misc]


class OptInForm(AnswersForm):
    """How people agree."""

    opt_in_methods = Checkboxes(msg("How do people agree to get your texts?"), METHOD_NAMES)
    opt_in_page = URLField(msg("Address of the sign-up page"), filters=[web_address])
    opt_in_place = StringField(msg("Where people see the form, the keyword or the QR code"), filters=[squeeze])
    frequency = DropDown(msg("How often do you text one person?"), FREQUENCY_NAMES)
    message_flow = TextAreaField(
        msg("How people agree, in full"),
        description=msg(
            "Choose the ways above and leave this empty: we draft it from your choices, for you to read and change."
        ),
        filters=[squeeze],
    )

    help: ClassVar = {
        "opt_in_methods": Help(
            msg(
                "The law asks for a clear yes before the first text. Name every way; a way that you leave out counts as no permission."
            )
        ),
        "opt_in_page": Help(
            msg("Reviewers open it to see the form and its checkbox. Needed only if people sign up on your website."),
            msg("https://www.bluedoorbakery.com/texts"),
        ),
        "opt_in_place": Help(
            msg("Reviewers want to know the place. It goes into the text below. Leave it empty for a website."),
            msg("on a sign at our counter in Lakeland"),
        ),
        "frequency": Help(
            msg("The law asks you to say it where people agree, and in the welcome text. If you don't know, it varies.")
        ),
        "message_flow": Help(
            msg(
                "Reviewers decline more registrations over this text than over any other. It must name your business, how often you text, rates, HELP and STOP."
            ),
        ),
    }


class MessagesForm(AnswersForm):
    """Example texts."""

    sample1 = TextAreaField(msg("Example 1"), filters=[squeeze])
    sample2 = TextAreaField(msg("Example 2"), filters=[squeeze])
    sample3 = TextAreaField(msg("Example 3"), filters=[squeeze])
    sample4 = TextAreaField(msg("Example 4"), filters=[squeeze])
    sample5 = TextAreaField(msg("Example 5"), filters=[squeeze])
    embedded_link = BooleanField(msg("Some of our texts contain a web link"))
    embedded_phone = BooleanField(msg("Some of our texts contain a phone number"))
    age_gated = BooleanField(msg("We text about things only adults may buy, such as wine"))
    direct_lending = BooleanField(msg("We lend money ourselves"))
    number_pool = BooleanField(msg("We text from 50 numbers or more"))

    help: ClassVar = {
        "sample1": Help(
            msg(
                "Reviewers compare your examples with what you said you text about. Write them as you would send them, with your business name. At least 20 characters."
            ),
            msg("Blue Door Bakery: Hi [first name], your cake is ready for pickup until 6 PM. Reply STOP to opt out."),
        ),
        "sample2": Help(
            msg("A second example shows another kind of message that you named."),
            msg(
                "Blue Door Bakery: Thanks for your question! Yes, we bake gluten-free on Fridays. Reply STOP to opt out."
            ),
        ),
        "sample3": Help(
            msg("A third example helps if you named more than two kinds of messages."),
            msg("Blue Door Bakery: This week only, 2 muffins for the price of 1. Reply STOP to opt out."),
        ),
        "sample4": Help(msg("One example for each kind of message is best.")),
        "sample5": Help(msg("One example for each kind of message is best.")),
        "number_pool": Help(msg("Low-volume registration is for 49 numbers at most. Leave it empty if you have one.")),
        "embedded_link": Help(
            msg("Reviewers decline a link in an example when this box isn't checked, and the reverse.")
        ),
        "embedded_phone": Help(msg("The number in your reply to HELP does not count.")),
        "age_gated": Help(msg("Carriers ask for an age check on your sign-up form then.")),
        "direct_lending": Help(msg("Carriers treat texts from lenders in a special way.")),
    }


class RepliesForm(AnswersForm):
    """Automatic replies and their keywords."""

    opt_in_message = TextAreaField(msg("Welcome text, sent when somebody signs up"), filters=[squeeze])
    opt_in_keywords = StringField(msg("Words that sign people up"), filters=[keywords])
    opt_out_message = TextAreaField(msg("Reply to STOP"), filters=[squeeze])
    opt_out_keywords = StringField(msg("Words that stop your texts"), filters=[keywords])
    help_message = TextAreaField(msg("Reply to HELP"), filters=[squeeze])
    help_keywords = StringField(msg("Words that ask for help"), filters=[keywords])

    help: ClassVar = {
        "opt_in_message": Help(
            msg("It must name your business, how often you text, that rates may apply, and HELP and STOP."),
            msg(
                "Blue Door Bakery: You're signed up for texts. Message frequency varies. Message and data rates may apply. Reply HELP for help, STOP to opt out."
            ),
        ),
        "opt_in_keywords": Help(
            msg("Somebody who texts one of these words agrees to get your texts."), msg("START,JOIN")
        ),
        "opt_out_message": Help(
            msg("One last text, so that people know it worked. It must not advertise anything."),
            msg("Blue Door Bakery: You're opted out and will get no more texts from us."),
        ),
        "opt_out_keywords": Help(
            msg("The law asks you to stop when people text any of these. STOP must be among them."),
            msg("STOP,END,QUIT"),
        ),
        "help_message": Help(
            msg("It tells people who you are and how to reach a person."),
            msg("Blue Door Bakery: For help, call (415) 555-0123. Reply STOP to opt out."),
        ),
        "help_keywords": Help(msg("HELP must be among them."), msg("HELP,INFO")),
    }
