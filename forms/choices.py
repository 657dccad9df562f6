"""Choice fields that take what was sent as it is: preflight says in words what is wrong with it."""

from collections.abc import Iterable, Mapping

from wtforms.fields import RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than the stubs
from wtforms.widgets import CheckboxInput, ListWidget

from onboarding.domain.words import Message, msg


def choices(names: Mapping[str, Message]) -> list[SelectChoice]:
    """Options from code and name."""
    return [SelectChoice(code, name) for code, name in names.items()]


def with_empty(options: Iterable[SelectChoice]) -> list[SelectChoice]:
    """A drop-down begins with nothing chosen."""
    return [SelectChoice("", msg("Choose one")), *options]


class Radios(RadioField):
    """One of a few."""

    def __init__(self, label: Message, names: Mapping[str, Message], **options: object) -> None:
        super().__init__(label, choices=choices(names), validate_choice=False, coerce=str, **options)  # type: ignore[arg-type]


class DropDown(SelectField):
    """One of many."""

    def __init__(self, label: Message, names: Mapping[str, Message], **options: object) -> None:
        super().__init__(label, choices=with_empty(choices(names)), validate_choice=False, **options)  # type: ignore[arg-type]


class Checkboxes(SelectMultipleField):
    """Any of a few."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Message, names: Mapping[str, Message], **options: object) -> None:
        super().__init__(label, choices=choices(names), validate_choice=False, **options)  # type: ignore[arg-type]


__all__ = ["Checkboxes", "DropDown", "Radios", "SelectChoice", "choices", "with_empty"]
