"""A published text: both languages and whose it is, as canonical JSON, which is what the SHA-256 is of."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onboarding.domain.documents.clauses import version
from onboarding.domain.documents.compose import Composed
from onboarding.domain.documents.facts import Facts
from onboarding.domain.documents.kinds import Kind, Language
from onboarding.domain.documents.parts import Body, body_from_json
from onboarding.domain.preflight.web_presence import is_web_address


@dataclass(frozen=True)
class Content:
    """What was published. ``purposes`` are the boxes of a sign-up page; ``age`` is asked for there, if it is not empty."""

    kind: Kind
    name: str
    names: tuple[str, ...]
    website: str
    wording: str
    bodies: Mapping[Language, Body]
    purposes: tuple[str, ...] = ()
    age: str = ""
    double: bool = False

    def to_text(self) -> str:
        """Canonical JSON: equal content, equal bytes."""
        data = {
            "kind": self.kind.value,
            "name": self.name,
            "names": list(self.names),
            "website": self.website,
            "wording": self.wording,
            "bodies": {language.value: body.to_json() for language, body in self.bodies.items()},
            "purposes": list(self.purposes),
            "age": self.age,
            "double": self.double,
        }
        return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def content_of(composed: Composed, facts: Facts) -> Content:
    """What would be published of a composed document."""
    boxes = [name for name in PURPOSES if composed.bodies[Language.ENGLISH].clause(BOXES[name])]
    return Content(
        kind=composed.kind,
        name=facts.name,
        names=facts.names,
        website=facts.answers.website if is_web_address(facts.answers.website) else "",
        wording=version(),
        bodies=composed.bodies,
        purposes=tuple(boxes),
        age=facts.age if facts.is_adults_only else "",
        double=facts.practices.double,
    )


# What people may say yes to, each with the clause that asks for it.
PURPOSES = ("service", "marketing")
BOXES = {"service": "box_service", "marketing": "box_offers"}


class _Bodies(Mapping[Language, Body]):
    """The bodies of a published text, each made when it is asked for: a reader reads one language."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self._made: dict[Language, Body] = {}

    def __getitem__(self, language: Language) -> Body:
        if language not in self._made:
            self._made[language] = body_from_json(self._data[language.value])
        return self._made[language]

    def __iter__(self) -> Iterator[Language]:
        return (Language(code) for code in self._data)

    def __len__(self) -> int:
        return len(self._data)


def read(text: str) -> Content:
    """The inverse of ``Content.to_text``."""
    data = json.loads(text)
    return Content(
        kind=Kind(data["kind"]),
        name=data["name"],
        names=tuple(data["names"]),
        website=data["website"],
        wording=data["wording"],
        bodies=_Bodies(data["bodies"]),
        purposes=tuple(data["purposes"]),
        age=data["age"],
        double=data["double"],
    )
