"""The three automatic replies and their keywords (dossier 5.9; 6.1)."""

from onboarding.domain.answers import Answers
from onboarding.domain.drafting.words import how_often, name
from onboarding.domain.phones import national

KEYWORDS = {
    "opt_out_keywords": "STOP,STOPALL,UNSUBSCRIBE,CANCEL,END,QUIT,REVOKE,OPTOUT",
    "help_keywords": "HELP,INFO",
    "opt_in_keywords": "START,JOIN",
}


def welcome(answers: Answers) -> str:
    """The first text: who, how often, rates, HELP and STOP."""
    return (
        f"{name(answers)}: You're signed up for texts. {how_often(answers)} Message and data rates may apply. "
        f"Reply HELP for help, STOP to opt out."
    )


def stop_reply(answers: Answers) -> str:
    """The one confirmation after STOP: who, and that nothing more comes."""
    return f"{name(answers)}: You're opted out and will get no more texts from us. Reply START to rejoin."


def help_reply(answers: Answers) -> str:
    """The reply to HELP: who, and how to reach them; nothing yet while that is not known."""
    ways = [way for way in (national(answers.phone) if answers.phone else "", answers.email) if way]
    if not ways:
        return ""
    return f"{name(answers)}: For help, contact us at {' or '.join(ways)}. Reply STOP to opt out."


def pin_texts(provider: str) -> tuple[str, str]:
    """What the registry texts to a sole proprietor's mobile: the code (in place of its placeholder), and the thanks."""
    ask = f"{provider}: @OTP_PIN@ is your code to confirm your mobile number. It works for 24 hours."
    return ask, f"{provider}: Thank you. Your mobile number is confirmed."
