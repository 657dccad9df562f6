"""What all our forms share: help beside each field, and answers checked by the same rules that preflight uses."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from wtforms import Field, Form
from wtforms.fields import BooleanField

from onboarding.domain.answers import Answers
from onboarding.domain.preflight.catalogue import report
from onboarding.domain.preflight.rule import VERSION, Finding, Report, Severity, Subject
from onboarding.domain.words import Message


@dataclass(frozen=True)
class Help:
    """Why a field is asked, an example of a good answer, and hints under options."""

    why: Message
    example: Message | None = None
    options: Mapping[str, Message] | None = None


# What no keyboard types and neither PostgreSQL nor the registry takes: control characters but for tabs and line ends,
# and spaces without width. (The joiner in emoji stays.)
_UNSEEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(127, 160), 0x200B, 0x2060, 0xFEFF])


def squeeze(text: str | None) -> str | None:
    """Without space at the ends and control characters; line ends as one character, as they are counted."""
    return text.translate(_UNSEEN).replace("\r\n", "\n").replace("\r", "\n").strip() if text else text


def web_address(text: str | None) -> str | None:
    """``example.com`` as a whole address; what names a scheme stays as it is."""
    typed = squeeze(text)
    return f"https://{typed}" if typed and re.fullmatch(r"[^\s:/@]+\.[^\s:/@]{2,}(/\S*)?", typed) else typed


def keywords(text: str | None) -> str | None:
    """``start, Join`` as the registry takes it: ``START,JOIN``."""
    typed = squeeze(text)
    return re.sub(r"[\s,;]*[,;][\s,;]*", ",", typed).strip(",").upper() if typed else typed


class AnswersForm(Form):
    """A guided page: its fields are named like the answers they hold.

    Validation has one source: after the fields have read what was typed, preflight runs over the answers as they would
    be, and its blockers on this page's fields become the errors. So a page, the review and the filing never disagree.
    """

    help: ClassVar[Mapping[str, Help]] = {}

    def __init__(
        self, formdata: Any, before: Answers, ein: str = "", *, around: Subject | None = None, **options: Any
    ) -> None:
        self._before = before
        self._ein = ein
        self._around = around or Subject(before, ein)
        self.subject = self._around
        self.report = Report(VERSION, ())
        # What pages show beside each field: set by them, read by the macro.
        self.advice: Mapping[str, Any] = {}
        # A stored EIN is never shown again in full: its field begins empty, and left empty it keeps what is stored.
        super().__init__(formdata, data=before.to_json(), **options)

    def changes(self) -> dict[str, Any]:
        """What was typed, complete or not, by answer name; the EIN under ``ein``, if one was typed."""
        told = {field.name: _plain(field) for field in self}
        if not told.get("ein"):
            told.pop("ein", None)
        return told

    def validate(self, extra_validators: Any = None) -> bool:
        """Check by preflight; errors land at the fields."""
        fits = super().validate(extra_validators)
        told = self.changes()
        ein = told.pop("ein", self._ein)
        self.subject = replace(self._around, answers=self._before.with_changes(told), ein=ein)
        self.report = report(self.subject)
        for field in self:
            blockers = [each for each in self.report.on(field.name) if each.severity is Severity.BLOCKER]
            if blockers and not field.errors:
                field.errors = _told(blockers)
                fits = False
        return fits


def _told(blockers: Sequence[Finding]) -> list[Message]:
    """What is said of a field: that it is missing or too long alone, or everything that is wrong with what it says."""
    shape = [each for each in blockers if each.rule.endswith((".required", ".length"))]
    return list(dict.fromkeys(each.message for each in (shape[:1] or blockers)))


def _plain(field: Field) -> Any:
    if isinstance(field, BooleanField):
        return bool(field.data)
    if isinstance(field.data, list):
        return tuple(squeeze(each) for each in field.data)
    return squeeze(field.data) or ""
