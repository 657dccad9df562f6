"""Filling in what was left empty, and keeping drafts in step with the answers that they were made of."""

from collections.abc import Callable, Mapping

from onboarding.domain.answers import SAMPLE_FIELDS, Answers
from onboarding.domain.drafting.description import description
from onboarding.domain.drafting.replies import KEYWORDS, help_reply, stop_reply, welcome
from onboarding.domain.drafting.samples import samples
from onboarding.domain.drafting.story import message_flow

DRAFTS: Mapping[str, Callable[[Answers], str]] = {
    "message_flow": message_flow,
    "opt_in_message": welcome,
    "opt_out_message": stop_reply,
    "help_message": help_reply,
}


def renewed(before: Answers, after: Answers) -> Answers:
    """Drafts that nobody has edited follow the answers that they were made of."""
    stale = {
        name: draft(after)
        for name, draft in DRAFTS.items()
        if getattr(after, name) and getattr(after, name) == getattr(before, name) == draft(before)
    }
    return after.with_changes({name: text for name, text in stale.items() if text})


def with_drafts(answers: Answers) -> Answers:
    """Fill the replies and keywords that were left empty, so that nobody starts from a blank page."""
    drafts = {
        "opt_in_message": welcome(answers),
        "opt_out_message": stop_reply(answers),
        "help_message": help_reply(answers),
    } | KEYWORDS
    return answers.with_changes({name: text for name, text in drafts.items() if not getattr(answers, name)})


def drafted(answers: Answers, policy_link: str = "", number: str = "") -> Answers:
    """Fill in every text that was left empty: description, opt-in story, examples, replies and keywords."""
    texts = dict(zip(SAMPLE_FIELDS, samples(answers), strict=False)) if not answers.samples else {}
    if not answers.description:
        texts["description"] = description(answers)
    if not answers.message_flow:
        texts["message_flow"] = message_flow(answers, policy_link, number)
    return with_drafts(answers.with_changes({name: text for name, text in texts.items() if text}))
