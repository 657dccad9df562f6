"""Proving the published documents: every text has its hash, every link its digest, every chain its end."""

from collections.abc import Sequence
from dataclasses import dataclass

from onboarding.domain.documents.history import Fault, Link, faults
from onboarding.services.documents import chain_name
from onboarding.services.ports import Ports
from onboarding.services.work import reading
from onboarding.store import documents
from onboarding.store.businesses import Business
from onboarding.store.documents import DocumentVersion


@dataclass(frozen=True)
class Chain:
    """One document's chain as it was found: how long it is, its last digest, and what does not fit."""

    document: str
    length: int
    head: str
    faults: tuple[Fault, ...]
    digests: frozenset[str] = frozenset()


def prove(ports: Ports) -> list[Chain]:
    """Go through every chain. The last digests, kept elsewhere, prove later that nothing was cut off either."""
    with reading(ports) as session:
        found = []
        for row in documents.every_document(session):
            name = chain_name(session.get_one(Business, row.business_id).public_id, row.kind)
            links = [
                Link(
                    document=name,
                    sequence=each.sequence,
                    event=each.event,
                    at=each.at,
                    text=_text(session.get(DocumentVersion, each.version_id)),
                    sha256=_sha256(session.get(DocumentVersion, each.version_id)),
                    previous=each.previous,
                    digest=each.digest,
                )
                for each in documents.publications(session, row.id)
            ]
            wrong = tuple(faults(name, links, length=row.sequence, head=row.head))
            found.append(Chain(name, row.sequence, row.head, wrong, frozenset(link.digest for link in links)))
            session.expunge_all()
        return found


def _text(version: DocumentVersion | None) -> str:
    return (version.content or version.body) if version else ""


def _sha256(version: DocumentVersion | None) -> str:
    return version.sha256 if version else ""


def against(chains: Sequence[Chain], heads: dict[str, str]) -> list[Fault]:
    """Compare with digests that were kept elsewhere: a chain must still hold each of them as it was."""
    known = {chain.document: chain for chain in chains}
    return [
        Fault(document, 0, "what was noted is not in the chain any more")
        for document, head in heads.items()
        if document not in known or head not in known[document].digests
    ]
