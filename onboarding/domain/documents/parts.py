"""What a document is made of: sections of paragraphs and list items, made of runs of plain text. No markup anywhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Run:
    """Some words in one look; ``href`` makes a link of them."""

    text: str
    strong: bool = False
    href: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, or an item of a list."""

    runs: tuple[Run, ...]
    is_item: bool = False

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Clause:
    """One clause as it stands in a document; an empty title goes on in the section before."""

    id: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The words alone, title first, a line each."""
        return "\n".join([*([self.title] if self.title else []), *(block.text for block in self.blocks)])


@dataclass(frozen=True)
class Body:
    """The text of a document in one language."""

    language: str
    title: str
    clauses: tuple[Clause, ...]

    def sections(self) -> Iterator[tuple[str, tuple[Clause, ...]]]:
        """Clauses by the title that they stand under."""
        together: list[Clause] = []
        for clause in self.clauses:
            if clause.title and together:
                yield together[0].title, tuple(together)
                together = []
            together.append(clause)
        if together:
            yield together[0].title, tuple(together)

    def clause(self, name: str) -> Clause | None:
        """A clause by its id; None where it was left out."""
        return next((each for each in self.clauses if each.id == name), None)

    def to_json(self) -> dict[str, Any]:
        """Plain values; the published form, which is hashed."""
        return {
            "language": self.language,
            "title": self.title,
            "clauses": [
                {
                    "id": clause.id,
                    "title": clause.title,
                    "blocks": [
                        {
                            "item": block.is_item,
                            "runs": [[run.text, run.strong, run.href] for run in block.runs],
                        }
                        for block in clause.blocks
                    ],
                }
                for clause in self.clauses
            ],
        }


def body_from_json(data: Mapping[str, Any]) -> Body:
    """The inverse of ``Body.to_json``."""
    return Body(
        data["language"],
        data["title"],
        tuple(
            Clause(
                clause["id"],
                clause["title"],
                tuple(Block(tuple(Run(*run) for run in block["runs"]), block["item"]) for block in clause["blocks"]),
            )
            for clause in data["clauses"]
        ),
    )
