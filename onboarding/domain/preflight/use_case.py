"""What the texting is for: the use case, its kinds of messages, the description (dossier 1.7)."""

from collections.abc import Iterator

from onboarding.domain.preflight.rule import Problem, Subject
from onboarding.domain.preflight.shapes import length, required, rule
from onboarding.domain.usecases import all_use_cases, sub_use_cases
from onboarding.domain.words import msg

_SOURCE = "dossier 1.7, use cases"


def _use_case(subject: Subject) -> Iterator[Problem]:
    code, entity = subject.answers.use_case, subject.answers.entity_type
    if not code:
        return
    case = all_use_cases().get(code)
    if case is None:
        yield Problem("use_case", msg("Choose a use case from the list."))
    elif entity and entity not in case.entities:
        yield Problem(
            "use_case", msg("“%(name)s” is not open to your kind of business. Choose another.", name=case.name)
        )


def _sub_use_cases(subject: Subject) -> Iterator[Problem]:
    case = all_use_cases().get(subject.answers.use_case)
    chosen = subject.answers.sub_use_cases
    if case is None:
        return
    if len(set(chosen)) != len(chosen) or not set(chosen) <= set(sub_use_cases()):
        yield Problem("sub_use_cases", msg("Choose the kinds of messages from the list."))
    elif len(chosen) < case.sub_least:
        yield Problem(
            "sub_use_cases",
            msg("Choose at least %(least)s kinds of messages.", least=case.sub_least)
            if case.sub_least > 1
            else msg("Choose at least one kind of message."),
        )
    elif len(chosen) > case.sub_most:
        yield Problem(
            "sub_use_cases",
            msg("Choose up to %(most)s kinds of messages.", most=case.sub_most)
            if case.sub_most
            else msg("This use case covers one kind of message only. Clear the boxes here."),
        )


RULES = (
    required("use_case", msg("Choose what you will use texting for."), predicts="USECASE_MISMATCH", source=_SOURCE),
    rule("use_case.open", "USECASE_MISMATCH", _SOURCE, _use_case),
    rule("sub_use_cases.count", "USECASE_MISMATCH", _SOURCE, _sub_use_cases),
    required("description", msg("Describe who you text and why."), predicts="DESC_VAGUE", source=_SOURCE),
    length("description", msg("The description"), 40, 4096, predicts="DESC_VAGUE", source=_SOURCE),
)
