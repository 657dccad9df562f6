"""Example texts, one for each kind of message that was named (dossier 5.9, samples)."""

from onboarding.domain.answers import SAMPLE_FIELDS, Answers
from onboarding.domain.drafting.sentences import STOP
from onboarding.domain.drafting.words import kinds, name
from onboarding.domain.phones import national
from onboarding.domain.usecases import all_use_cases

_TEXTS = {
    "CUSTOMER_CARE": "{name}: Thanks for your question, [first name]. Yes, we can do that on [day]. " + STOP,
    "ACCOUNT_NOTIFICATION": "{name}: Hi [first name], a reminder of your appointment on [date] at [time]. " + STOP,
    "DELIVERY_NOTIFICATION": "{name}: Hi [first name], your order is ready for pickup until [time] today. " + STOP,
    "MARKETING": "{name}: This week only, take [percent] percent off [product]. Come in until [day]. " + STOP,
    "2FA": "{name}: [code] is your sign-in code. It expires in 10 minutes. Do not share it. " + STOP,
    "FRAUD_ALERT": "{name}: Fraud alert: did you make a purchase of [amount] at [place]? Answer YES or NO. " + STOP,
    "SECURITY_ALERT": "{name}: Security alert: there was a new login to your account on [date]. " + STOP,
    "HIGHER_EDUCATION": "{name}: Classes on the [campus] campus begin at [time] tomorrow. " + STOP,
    "POLLING_VOTING": "{name}: A short survey: how was your visit on [date]? Answer with a number from 1 to 5. " + STOP,
    "PUBLIC_SERVICE_ANNOUNCEMENT": "{name}: The [library] library is closed on [date] for repairs. " + STOP,
}
_SPECIAL = {
    "CHARITY": (
        "{name}: Thank you, [first name]. Your gift pays for [program]. Volunteers meet on [date]. " + STOP,
        "{name}: Our food drive is on [date] at [place]. Can you help for an hour? " + STOP,
    ),
    "AGENTS_FRANCHISES": (
        "{name}: Hi [first name], your agent [agent] will call you on [date] at [time]. " + STOP,
        "{name}: The papers for your visit to our [city] office are ready. " + STOP,
    ),
    "EMERGENCY": (
        "{name}: Flood warning for [area]. Move to higher ground now and stay off the roads. " + STOP,
        "{name}: The shelter at [place] is open. Bring your medicine and papers. " + STOP,
    ),
    "K12_EDUCATION": (
        "{name}: School is closed on [date] because of snow. " + STOP,
        "{name}: Parents of grade [grade]: the class meeting is on [date] at [time]. " + STOP,
    ),
    "POLITICAL": (
        "{name}: Hi [first name], early voting ends on [date]. Your polling place is [place]. " + STOP,
        "{name}: Join our volunteers at [place] on [date]. " + STOP,
    ),
    "PROXY": (
        "{name}: Your driver [driver] is 5 minutes away. Answer this text to reach the driver. " + STOP,
        "{name}: [buyer] asks when the item can be picked up. Answer this text to reply. " + STOP,
    ),
    "SOCIAL": (
        "{name}: Hi everybody, our next live show is on [date] at [time]. " + STOP,
        "{name}: Thanks for following along. The new episode is out on [date]. " + STOP,
    ),
    "SWEEPSTAKE": (
        "{name}: Thanks for entering our prize drawing. The winner is drawn on [date]. " + STOP,
        "{name}: The prize drawing is over. The winner's name is on our website since [date]. " + STOP,
    ),
    "M2M": (
        "{name}: device [device id] reports status [status] at [time].",
        "{name}: device [device id] alarm [alarm code] was reset at [time].",
    ),
}
_MORE = (
    "{name}: Hi [first name], we are closed on [date] and open again on [date]. " + STOP,
    "{name}: Thanks for your message, [first name]. We will answer it by [time] today. " + STOP,
)


def samples(answers: Answers) -> tuple[str, ...]:
    """One example for each kind, as many as the use case asks for; nothing while name or use case is not known."""
    case = all_use_cases().get(answers.use_case)
    if not name(answers) or case is None:
        return ()
    texts = [_TEXTS[kind] for kind in kinds(answers)] or list(_SPECIAL.get(answers.use_case, ()))
    for more in _MORE:
        if len(texts) < case.samples:
            texts.append(more)
    filled = [text.format(name=name(answers)) for text in texts[: len(SAMPLE_FIELDS)]]
    if filled:
        filled[-1] += _extras(answers)
    return tuple(filled)


def _extras(answers: Answers) -> str:
    """What the checked boxes promise: a link to the own website, a phone number."""
    parts = []
    if answers.embedded_link and answers.website.startswith("https://"):
        parts.append(f" See {answers.website}")
    if answers.embedded_phone and answers.phone:
        parts.append(f" Call {national(answers.phone)}." if not parts else f" or call {national(answers.phone)}.")
    return "".join(parts)
