"""The opt-in story, which the registry calls message flow: every way, what people see or hear, and what stands beside it."""

from onboarding.domain.answers import Answers, OptInMethod
from onboarding.domain.drafting.words import about, how_often, name
from onboarding.domain.phones import national

_WAYS = {
    OptInMethod.WEBSITE: "on our website at {page}, where they enter their mobile number and check a box, empty at first, to agree",
    OptInMethod.PAPER: "on a paper form {place}, where they write their mobile number and check a box to agree",
    OptInMethod.VERBAL: "in person or by phone, where our staff ask for permission, read out the words below and record a yes",
    OptInMethod.KEYWORD: "by texting the word {keyword} to {number}, which we show {place}",
    OptInMethod.QR_CODE: "by scanning a QR code {place}, which opens {page}, where they enter their mobile number and check a box, empty at first, to agree",
    OptInMethod.POINT_OF_SALE: "at the register, on a screen that shows the words below, where they enter their mobile number and check a box, empty at first, to agree",
}


def message_flow(answers: Answers, policy_link: str = "", number: str = "") -> str:
    """How people agree, in the words that reviewers look for; nothing while the name or the ways are not known.

    ``policy_link`` is the address of the privacy policy with the texting terms, ``number`` the number that texts, if they
    are known.
    """
    who = name(answers)
    ways = [_way(answers, method, number) for method in OptInMethod if method in answers.opt_in_methods]
    if not who or not ways:
        return ""
    hears = OptInMethod.VERBAL in answers.opt_in_methods
    says = "They see or hear" if hears and len(ways) > 1 else "They hear" if hears else "They see"
    page = f" at {policy_link}" if policy_link else ""
    age = (
        " Before anybody can sign up, we ask for the full date of birth; nobody under the legal age can go on."
        if answers.age_gated
        else ""
    )
    return (
        f"People agree to get texts from {who} {'; or '.join(ways)}. {says}: “Do you agree to get texts from {who} about "
        f"{about(answers)}? {how_often(answers)} Message and data rates may apply. Reply HELP for help or STOP to opt out. "
        f"Agreeing is not a condition of any purchase.” They can read our privacy policy and texting terms{page} before they "
        f"agree.{age} We never share mobile numbers or consent with third parties for marketing. We record when and how each "
        f"person agreed."
    )


def _way(answers: Answers, method: OptInMethod, number: str) -> str:
    return _WAYS[method].format(
        page=answers.opt_in_page or answers.website or "our sign-up page",
        place=answers.opt_in_place or "at our location",
        keyword=(answers.opt_in_keywords or "JOIN").split(",")[0],
        number=national(number) if number else "our number",
    )
