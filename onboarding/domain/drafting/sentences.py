"""The sentences that reviewers look for, as drafts and patches write them and rules show them."""

import re

_ADDED = re.compile(
    r"The texts (?:come from|are about) [^.\n]{0,300}\.|Our (?:privacy policy(?: and texting terms)?|texting terms) (?:is|are) at \S+"
)
FREQUENCY = "Message frequency varies."
RATES = "Message and data rates may apply."
HELP = "Reply HELP for help."
STOP = "Reply STOP to opt out."
NO_CONDITION = "Agreeing is not a condition of any purchase."
NO_SHARING = (
    "We do not sell, rent or share your mobile number, your consent to texts or any other texting data with third parties "
    "or affiliates for their marketing."
)
OFFERS = "The texts include offers and promotions."
NO_MORE = "You will get no more texts from us."


def brand(name: str) -> str:
    """Who the texts come from."""
    return f"The texts come from {name}."


def without_added(text: str) -> str:
    """A text without the sentences that patches add: they tell what must be told, but nobody agrees by them."""
    for sentence in (FREQUENCY, RATES, HELP, STOP, NO_CONDITION, OFFERS):
        text = text.replace(sentence, " ")
    return _ADDED.sub(" ", text)


def about(what: str) -> str:
    """What the texts are about, as a sentence."""
    return f"The texts are about {what}."


def where(link: str, *, terms: bool) -> str:
    """Where the policy is, with the terms where both stand on one page."""
    return f"{'Our privacy policy and texting terms are' if terms else 'Our privacy policy is'} at {link}"
