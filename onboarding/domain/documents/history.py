"""The chain of what was published: each link holds the digest of the one before, so that no byte changes unnoticed."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from onboarding.domain.answers import digest


class Event(StrEnum):
    """What a link tells."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Link:
    """One link as it is stored, with the text that it is about. ``document`` names whose chain it is."""

    document: str
    sequence: int
    event: str
    at: datetime
    text: str
    sha256: str
    previous: str
    digest: str


def text_digest(text: str) -> str:
    """SHA-256 of a published text."""
    return hashlib.sha256(text.encode()).hexdigest()


def link_digest(document: str, sequence: int, event: str, at: datetime, sha256: str, previous: str) -> str:
    """SHA-256 over canonical JSON of a link: its place, its time, the hash of its text, the digest of the link before."""
    return digest(
        {
            "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "document": document,
            "event": str(event),
            "previous": previous,
            "sequence": sequence,
            "text": sha256,
        }
    )


@dataclass(frozen=True)
class Fault:
    """What does not fit: in which document, at which link, and how."""

    document: str
    sequence: int
    what: str


def faults(document: str, links: Sequence[Link], *, length: int, head: str) -> Iterator[Fault]:
    """Prove a chain; ``length`` and ``head`` are what the document itself says of its last link.

    Nothing is yielded when every text has its hash, every link its digest and its place, and the last one is the head.
    """
    previous = ""
    for place, link in enumerate(links, 1):
        if link.sequence != place:
            yield Fault(document, place, "a link is missing or stands in the wrong place")
        if text_digest(link.text) != link.sha256:
            yield Fault(document, link.sequence, "the text is not the one that was published")
        if link.previous != previous:
            yield Fault(document, link.sequence, "it does not follow the link before")
        if link_digest(document, link.sequence, link.event, link.at, link.sha256, link.previous) != link.digest:
            yield Fault(document, link.sequence, "the link is not as it was made")
        previous = link.digest
    if len(links) != length or previous != head:
        yield Fault(document, length, "the chain ends before the last publication")
