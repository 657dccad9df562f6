"""The privacy policy's text, composed from answers (dossier 5.9; what reviewers look for on the page).

English, since it is filed; HTML made of escaped values only. Sections: who, what is collected, how consent is given, the
absolute promise not to share mobile numbers for marketing, how texting works, keeping and deleting, contact.
"""

from html import escape

from onboarding.domain.answers import Answers, OptInMethod
from onboarding.domain.phones import national
from onboarding.domain.preflight.web_presence import is_web_address
from onboarding.domain.usecases import sub_use_cases

TEMPLATE_VERSION = "1"

_WAYS = {
    OptInMethod.WEBSITE: "when you fill in a form on our website and check the box to get texts",
    OptInMethod.PAPER: "when you fill in a paper form and check the box to get texts",
    OptInMethod.VERBAL: "when you tell our staff that you want texts",
    OptInMethod.KEYWORD: "when you text a keyword to our number",
    OptInMethod.QR_CODE: "when you scan a QR code and check the box to get texts",
    OptInMethod.POINT_OF_SALE: "when you check the box to get texts at our register",
}


def policy_html(answers: Answers, link: str) -> str:
    """The policy's sections as HTML, without title and date; the same answers give the same bytes."""
    name = escape(answers.display_name or answers.legal_party)
    sections = [
        ("Who we are", _who(answers)),
        ("What we collect", _collect(answers, name)),
        ("What we use it for", _use(answers, name)),
        ("We do not share your mobile number for marketing", _no_sharing(name)),
        ("How our texts work", _texts(answers, name)),
        ("How long we keep it, and your choices", _choices(answers)),
        ("Changes to this policy", _changes(link)),
        ("How to reach us", _contact(answers, name)),
    ]
    return "\n".join(f"<h2>{title}</h2>\n{body}" for title, body in sections)


def _who(answers: Answers) -> str:
    legal, shown = escape(answers.legal_party), escape(answers.display_name)
    known = f", known to customers as {shown}" if shown and shown != legal else ""
    site = escape(answers.website)
    if is_web_address(answers.website):  # a page can be published before its answers are right
        site = f'<a href="{site}">{site}</a>'
    where = f" Our website is {site}." if site else ""
    return f"<p>This is the privacy policy of {legal}{known} (“we”). It says what we do with the personal information of people who text with us.{where}</p>"


def _collect(answers: Answers, name: str) -> str:
    ways = (
        "; ".join(_WAYS[way] for way in OptInMethod if way in answers.opt_in_methods) or "when you agree to get texts"
    )
    return (
        "<ul><li>Your mobile phone number and, if you tell us, your name.</li>"
        "<li>The texts that you send us and that we send you.</li>"
        f"<li>When and how you agreed to get texts from {name}: {ways}.</li></ul>"
    )


def _use(answers: Answers, name: str) -> str:
    kinds = [str(sub_use_cases()[code]).lower() for code in answers.sub_use_cases if code in sub_use_cases()]
    listed = f" Our texts are about: {escape('; '.join(kinds))}." if kinds else ""
    return (
        f"<p>We use this information to text you about what you asked {name} for, to answer you, and to prove that you "
        f"agreed.{listed}</p>"
    )


def _no_sharing(name: str) -> str:
    return (
        f"<p><strong>{name} does not sell, rent or share your mobile phone number, your opt-in to text messages or any "
        "other text messaging data with third parties or affiliates for their marketing or promotional purposes.</strong> "
        "Nothing else in this policy changes that. Companies that only carry our texts for us, such as our phone provider "
        "and the mobile carriers, get the number to deliver the message and may not use it for anything else.</p>"
    )


def _texts(answers: Answers, name: str) -> str:
    gated = "<li>These texts are for adults who may legally buy what they are about.</li>" if answers.age_gated else ""
    return (
        "<ul><li>Message frequency varies.</li><li>Message and data rates may apply.</li>"
        "<li>Reply <strong>STOP</strong> at any time to get no more texts. We confirm it with one last text.</li>"
        f"<li>Reply <strong>HELP</strong> for help, or reach {name} as shown below.</li>"
        "<li>Agreeing to texts is not a condition of buying anything.</li>"
        f"<li>Carriers are not liable for late or undelivered texts.</li>{gated}</ul>"
    )


def _choices(answers: Answers) -> str:
    mail = escape(answers.email)
    return (
        "<p>We keep your number while you get texts from us, and the record of your agreement for five years after you "
        f'stop. You can ask us to show, correct or delete what we have about you at <a href="mailto:{mail}">{mail}</a>. '
        "We protect it against access by others. We do not knowingly text children under 13.</p>"
    )


def _changes(link: str) -> str:
    place = (
        f'<a href="{escape(link)}">{escape(link)}</a>' if link else "(its web address stands here once it is published)"
    )
    return f"<p>The current policy, with its date, is always at {place}. You can read earlier versions there, too.</p>"


def _contact(answers: Answers, name: str) -> str:
    place = f"{escape(answers.street)}, {escape(answers.city)}, {escape(answers.state)} {escape(answers.zip_code)}"
    phone = f"{escape(national(answers.phone))}<br>" if answers.phone else ""
    mail = escape(answers.email)
    return f'<p>{name}<br>{place}<br>{phone}<a href="mailto:{mail}">{mail}</a></p>'
