"""The guided pages as data: which page asks which fields, and what is left (derived, never stored)."""

from collections.abc import Mapping
from dataclasses import dataclass

from onboarding.domain.answers import SAMPLE_FIELDS, Answers
from onboarding.domain.preflight.rule import Report
from onboarding.domain.words import Message, msg


@dataclass(frozen=True)
class Step:
    """One guided page: its name in addresses, its title, and the fields it is responsible for."""

    name: str
    title: Message
    fields: tuple[str, ...]


STEPS: tuple[Step, ...] = (
    Step("kind", msg("Your kind of business"), ("entity_type",)),
    Step(
        "business",
        msg("Your business"),
        (
            "legal_name",
            "first_name",
            "last_name",
            "display_name",
            "ein",
            "ein_issued",
            "stock_symbol",
            "stock_exchange",
            "vertical",
        ),
    ),
    Step("address", msg("Your address"), ("street", "city", "state", "zip_code")),
    Step("contact", msg("How customers reach you"), ("phone", "mobile", "email", "contact_email", "website")),
    Step("use-case", msg("What you text about"), ("use_case", "sub_use_cases", "description")),
    Step(
        "opt-in",
        msg("How people agree to your texts"),
        ("opt_in_methods", "opt_in_page", "opt_in_place", "frequency", "message_flow"),
    ),
    Step(
        "messages",
        msg("Example texts"),
        (
            *SAMPLE_FIELDS,
            "embedded_link",
            "embedded_phone",
            "age_gated",
            "direct_lending",
            "number_pool",
        ),
    ),
    Step(
        "replies",
        msg("Automatic replies"),
        (
            "opt_in_message",
            "opt_in_keywords",
            "opt_out_message",
            "opt_out_keywords",
            "help_message",
            "help_keywords",
        ),
    ),
    Step("number", msg("Your phone number"), ("number",)),
    Step("policy", msg("Your privacy policy"), ("policy",)),
)
BY_NAME: Mapping[str, Step] = {step.name: step for step in STEPS}
# What each field is called where it is listed: the summary, the desk, an e-mail.
FIELD_NAMES: Mapping[str, Message] = {
    "entity_type": msg("Kind of business"),
    "legal_name": msg("Legal business name"),
    "first_name": msg("First name"),
    "last_name": msg("Last name"),
    "display_name": msg("Name customers know"),
    "ein": msg("EIN"),
    "ein_issued": msg("Date of the IRS letter"),
    "stock_symbol": msg("Ticker symbol"),
    "stock_exchange": msg("Stock exchange"),
    "vertical": msg("Line of business"),
    "street": msg("Street address"),
    "city": msg("City"),
    "state": msg("State"),
    "zip_code": msg("ZIP code"),
    "phone": msg("Business phone"),
    "mobile": msg("Your mobile"),
    "email": msg("Business e-mail"),
    "contact_email": msg("Company contact's e-mail"),
    "website": msg("Website"),
    "use_case": msg("Use case"),
    "sub_use_cases": msg("Kinds of messages"),
    "description": msg("Description"),
    "opt_in_methods": msg("Ways people agree"),
    "opt_in_page": msg("Sign-up page"),
    "opt_in_place": msg("Where people see it"),
    "frequency": msg("How often you text"),
    "message_flow": msg("How people agree"),
    "sample1": msg("Example 1"),
    "sample2": msg("Example 2"),
    "sample3": msg("Example 3"),
    "sample4": msg("Example 4"),
    "sample5": msg("Example 5"),
    "embedded_link": msg("Texts contain links"),
    "embedded_phone": msg("Texts contain phone numbers"),
    "age_gated": msg("For adults only"),
    "direct_lending": msg("Lends money"),
    "number_pool": msg("50 numbers or more"),
    "opt_in_message": msg("Welcome text"),
    "opt_in_keywords": msg("Words that sign up"),
    "opt_out_message": msg("Reply to STOP"),
    "opt_out_keywords": msg("Words that stop"),
    "help_message": msg("Reply to HELP"),
    "help_keywords": msg("Words for help"),
    "number": msg("Phone number"),
    "policy": msg("Privacy policy"),
}
STEP_OF_FIELD: Mapping[str, str] = {field: step.name for step in STEPS for field in step.fields}


@dataclass(frozen=True)
class Task:
    """One row of the task list."""

    step: Step
    done: bool
    started: bool


def checklist(answers: Answers, ein: str, report: Report) -> tuple[Task, ...]:
    """Every page with whether it is complete: a page is complete when no blocker stands on its fields."""
    given = answers.to_json() | {"ein": ein}
    return tuple(
        Task(
            step,
            done=not any(f in step.fields for f in (finding.field for finding in report.blockers)),
            started=any(given.get(field) for field in step.fields),
        )
        for step in STEPS
    )


def step_after(name: str) -> Step | None:
    """The page that follows; None after the last."""
    names = [step.name for step in STEPS]
    index = names.index(name) + 1
    return STEPS[index] if index < len(STEPS) else None
