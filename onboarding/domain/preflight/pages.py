"""What rules about pages look at: one page, what it is meant to be, whose it is, and how it was reached."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from onboarding.domain.pages import Snapshot
from onboarding.domain.preflight.rule import Problem, Rule, Severity, rule
from onboarding.domain.text.html import Page
from onboarding.domain.text.names import core, find_name
from onboarding.domain.text.phrases import Phrases
from onboarding.domain.text.reading import Text, read
from onboarding.domain.words import Message, msg


class PageKind(StrEnum):
    """What a page is meant to be."""

    PRIVACY = "privacy"
    TERMS = "terms"
    OPT_IN = "optin"
    WEBSITE = "website"


@dataclass(frozen=True)
class PageSubject:
    """A page and what is known of it. ``names`` is what the business may be called; ``snapshot`` how it was fetched."""

    kind: PageKind
    page: Page
    names: tuple[str, ...] = ()
    snapshot: Snapshot | None = field(default=None, compare=False)

    @cached_property
    def text(self) -> Text:
        """Everything that can be read on it."""
        return read(self.page.text)

    @property
    def is_readable(self) -> bool:
        """Did a reader without an account get it? A page that was given as a file is readable."""
        return self.snapshot is None or self.snapshot.is_readable

    @property
    def is_named(self) -> bool:
        """Does the page, or its title, name the business? True when no name is known."""
        names = tuple(name for name in self.names if core(name))
        return not names or any(find_name(names, text) for text in (self.page.text, self.page.title))

    @property
    def is_empty_shell(self) -> bool:
        """A page that is not there yet, or not there any more, or asks for a login before it says anything."""
        return _is_shell(self)


_UNDER_WAY = Phrases(
    "coming soon",
    "under construction|maintenance|development",
    "site|page|website ~3 not ~1 ready|available|live|found|built",
    "domain ~3 for sale|parked|registered|available",
    "parked ~2 domain|free|page",
    "launching|opening soon",
    "check back",
    "404",
    "not found",
    "page ~8 moved|gone|removed|missing",
    "find ~1 page",
    "we_are|we|are working on",
    "work in progress",
    "en construccion",
    "proximamente|pronto",
    "no ~2 encontrada|encontrado|disponible",
    "estamos trabajando",
)
_LOGIN = Phrases(
    "log|sign in ~4 to|continue|account|view|see|access",
    "log|sign in",
    "please log|sign",
    "members|customers|clients|residents|tenants only",
    "enter ~2 password",
    "forgot|forgotten ~2 password",
    "password",
    "iniciar|inicie|inicia sesion",
    "contrasena",
)


def _is_shell(subject: PageSubject) -> bool:
    words = sum(1 for word in subject.text.words if word.plain.isalpha())
    if any(field.kind == "password" for field in subject.page.inputs):
        return words < 120 and _LOGIN.within(subject.text)
    return words < 80 and _UNDER_WAY.within(subject.text)


def needs(
    name: str,
    field_: str,
    phrases: Phrases,
    *,
    predicts: str,
    says: Message,
    source: str,
    example: str = "",
    severity: Severity = Severity.BLOCKER,
    word: str = "",
    applies: Callable[[PageSubject], bool] = lambda _subject: True,
) -> Rule:
    """A rule that fires while a page lacks a sentence; ``word`` says enough where it stands in capitals."""

    @rule(name, predicts=predicts, says=says, example=example, source=source, severity=severity)
    def check(subject: PageSubject) -> Iterator[Problem]:
        there = phrases.within(subject.text) or (word and word in subject.page.text)
        if subject.is_readable and not subject.is_empty_shell and applies(subject) and not there:
            yield Problem(field_)

    return check


FIELD_OF_KIND = {
    PageKind.PRIVACY: "policy",
    PageKind.TERMS: "policy",
    PageKind.OPT_IN: "opt_in_page",
    PageKind.WEBSITE: "website",
}
PAGE_NAMES = {
    PageKind.PRIVACY: msg("Privacy policy"),
    PageKind.TERMS: msg("Texting terms"),
    PageKind.OPT_IN: msg("Sign-up page"),
    PageKind.WEBSITE: msg("Website"),
}
