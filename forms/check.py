"""A campaign as anybody may check it: the few answers that reviewers decline most, without an account."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from wtforms.fields import EmailField, StringField, TextAreaField, URLField

from forms.base import AnswersForm, Help, squeeze, web_address
from forms.campaigns import METHOD_NAMES, MessagesForm, OptInForm, RepliesForm, UseCaseForm
from forms.choices import Checkboxes, DropDown
from onboarding.domain.answers import Answers, EntityType
from onboarding.domain.preflight.fixes import Change, fix_all
from onboarding.domain.preflight.rule import Report, Subject
from onboarding.domain.usecases import all_use_cases, sub_use_cases
from onboarding.domain.words import msg


class CheckForm(AnswersForm):
    """What a campaign says, and preflight's word on it; what the form doesn't ask for is left out of the report."""

    display_name = StringField(msg("Name your customers know"), filters=[squeeze])
    website = URLField(msg("Website"), filters=[web_address])
    email = EmailField(msg("Business e-mail"), filters=[squeeze])
    use_case = DropDown(
        msg("What will you use texting for?"), {case.code: case.name for case in all_use_cases().values()}
    )
    sub_use_cases = Checkboxes(msg("What kinds of messages?"), sub_use_cases())
    description = TextAreaField(msg("Describe who you text and why"), filters=[squeeze])
    opt_in_methods = Checkboxes(msg("How do people agree to get your texts?"), METHOD_NAMES)
    message_flow = TextAreaField(msg("How people agree, in full"), filters=[squeeze])
    sample1 = TextAreaField(msg("Example 1"), filters=[squeeze])
    sample2 = TextAreaField(msg("Example 2"), filters=[squeeze])
    sample3 = TextAreaField(msg("Example 3"), filters=[squeeze])
    opt_in_message = TextAreaField(msg("Welcome text, sent when somebody signs up"), filters=[squeeze])
    opt_out_message = TextAreaField(msg("Reply to STOP"), filters=[squeeze])
    help_message = TextAreaField(msg("Reply to HELP"), filters=[squeeze])

    help: ClassVar = {
        "display_name": Help(msg("Reviewers look for one and the same name in everything you write.")),
        "website": Help(msg("Reviewers open it and compare the name on it with yours.")),
        "email": Help(msg("Reviewers want an address at your own website's name.")),
        "use_case": Help(msg("Each use has rules of its own, such as how many examples it asks for.")),
        **{name: UseCaseForm.help[name] for name in ("sub_use_cases", "description")},
        **{name: OptInForm.help[name] for name in ("opt_in_methods", "message_flow")},
        **{name: MessagesForm.help[name] for name in ("sample1", "sample2", "sample3")},
        **{name: RepliesForm.help[name] for name in ("opt_in_message", "opt_out_message", "help_message")},
    }

    def __init__(self, formdata: Any, today: date, **options: Any) -> None:
        assumed = _assumed(formdata or {})
        around = Subject(assumed, has_number=True, has_policy=True, today=today)
        super().__init__(formdata, assumed, around=around, **options)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check by preflight; what is said of answers that the form doesn't have is dropped."""
        fits = super().validate(extra_validators)
        self.report: Report = replace(self.report, findings=self.report.on(*(field.name for field in self)))
        return fits

    def mended(self) -> tuple[Change, ...]:
        """What every safe fix together would change in the form's own answers."""
        return tuple(change for change in fix_all(self.subject)[1] if change.field in self)

    def put(self, changes: Mapping[str, Any]) -> None:
        """Change answers of the form as if they had been typed so."""
        for name, value in changes.items():
            self[name].data = value


def _assumed(formdata: Mapping[str, Any]) -> Answers:
    """What is not asked: a kind of business to which the use is open, and the usual keywords."""
    case = all_use_cases().get(formdata.get("use_case", ""))
    company = EntityType.PRIVATE_PROFIT
    kind = company if case is None or company in case.entities else min(case.entities)
    return Answers(entity_type=kind, opt_in_keywords="START", opt_out_keywords="STOP", help_keywords="HELP")
