"""Texts drafted from answers: the opt-in story, the welcome text, the replies. The owner may change each.

What is filed with the registry is English whatever the language of the page, so these are plain strings, not marked
messages. The elements follow dossier 5.9 (call to action, opt-in confirmation, replies).
"""

from onboarding.domain.answers import Answers, OptInMethod
from onboarding.domain.phones import national

_WAYS = {
    OptInMethod.WEBSITE: "on our website at {page}, where they enter their mobile number and check a box, empty at first, to agree",
    OptInMethod.PAPER: "on a paper form at our location, where they write their mobile number and check a box to agree",
    OptInMethod.VERBAL: "in person or by phone, where our staff ask for permission, read out the terms below and record a yes",
    OptInMethod.KEYWORD: "by texting the word {keyword} to our number, which we show where customers see it",
}


def message_flow(answers: Answers) -> str:
    """How people agree, in the words that reviewers look for."""
    name = answers.display_name or answers.legal_party
    page = answers.opt_in_page or answers.website
    keyword = (answers.opt_in_keywords or "JOIN").split(",")[0]
    ways = [
        _WAYS[method].format(page=page, keyword=keyword) for method in OptInMethod if method in answers.opt_in_methods
    ]
    if not name or not ways:
        return ""
    listed = "; or ".join(ways)
    says = (
        "They see or hear"
        if len(ways) > 1
        else "They hear"
        if OptInMethod.VERBAL in answers.opt_in_methods
        else "They see"
    )
    return (
        f"People agree to get texts from {name} {listed}. {says}: “By giving your mobile number you agree to get "
        f"texts from {name}. Message frequency varies. Message and data rates may apply. Reply HELP for help or STOP to "
        f"opt out. Agreeing is not a condition of any purchase.” They can read our privacy policy before they agree. We "
        f"record when and how each person agreed."
    )


def welcome(answers: Answers) -> str:
    """The first text: who, how often, rates, HELP and STOP."""
    name = answers.display_name or answers.legal_party
    return (
        f"{name}: You're signed up for texts. Message frequency varies. Message and data rates may apply. "
        f"Reply HELP for help, STOP to opt out."
    )


def stop_reply(answers: Answers) -> str:
    """The one confirmation after STOP: who, and that nothing more comes."""
    return f"{answers.display_name or answers.legal_party}: You're opted out and will get no more texts from us. Reply START to rejoin."


def help_reply(answers: Answers) -> str:
    """The reply to HELP: who, and how to reach them; nothing yet while that is not known."""
    name = answers.display_name or answers.legal_party
    ways = [way for way in (national(answers.phone) if answers.phone else "", answers.email) if way]
    if not ways:
        return ""
    return f"{name}: For help, contact us at {' or '.join(ways)}. Reply STOP to opt out."


def renewed(before: Answers, after: Answers) -> Answers:
    """Drafts that nobody has edited follow the answers that they were made of."""
    drafts = {
        "message_flow": message_flow,
        "opt_in_message": welcome,
        "opt_out_message": stop_reply,
        "help_message": help_reply,
    }
    stale = {
        name: draft(after)
        for name, draft in drafts.items()
        if getattr(after, name) and getattr(after, name) == getattr(before, name) == draft(before)
    }
    return after.with_changes({name: text for name, text in stale.items() if text})


def with_drafts(answers: Answers) -> Answers:
    """Fill what was left empty with a draft, so that nobody starts from a blank page."""
    drafts = {
        "opt_in_message": welcome(answers),
        "opt_out_message": stop_reply(answers),
        "help_message": help_reply(answers),
        "opt_out_keywords": "STOP,STOPALL,UNSUBSCRIBE,CANCEL,END,QUIT,REVOKE,OPTOUT",
        "help_keywords": "HELP,INFO",
        "opt_in_keywords": "START,JOIN",
    }
    return answers.with_changes({name: text for name, text in drafts.items() if not getattr(answers, name)})


def pin_texts(provider: str) -> tuple[str, str]:
    """What the registry texts to a sole proprietor's mobile: the code (in place of its placeholder), and the thanks."""
    ask = f"{provider}: @OTP_PIN@ is your code to confirm your mobile number. It works for 24 hours."
    return ask, f"{provider}: Thank you. Your mobile number is confirmed."
