"""The chain: a changed byte anywhere is found, and so is a link that is missing, moved or cut off."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.documents.history import Link, faults, link_digest, text_digest

START = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)
NAME = "abc/privacy"


def chain(texts: Sequence[str]) -> list[Link]:
    links: list[Link] = []
    for index, text in enumerate(texts, 1):
        previous = links[-1].digest if links else ""
        at, sha256 = START + timedelta(days=index), text_digest(text)
        digest = link_digest(NAME, index, "published", at, sha256, previous)
        links.append(Link(NAME, index, "published", at, text, sha256, previous, digest))
    return links


def found(links: list[Link], whole: list[Link]) -> list[str]:
    head = whole[-1].digest if whole else ""
    return [fault.what for fault in faults(NAME, links, length=len(whole), head=head)]


@given(st.lists(st.text(max_size=50), max_size=6))
def test_a_chain_as_it_was_made_has_no_fault(texts: list[str]) -> None:
    assert found(chain(texts), chain(texts)) == []


@given(st.lists(st.text(min_size=1, max_size=50), min_size=1, max_size=6), st.data())
def test_one_changed_byte_is_found(texts: list[str], data: st.DataObject) -> None:
    links = chain(texts)
    at = data.draw(st.integers(0, len(links) - 1))
    place = data.draw(st.integers(0, len(texts[at]) - 1))
    other = data.draw(st.characters().filter(lambda c: c != texts[at][place] and c.isprintable()))
    changed = texts[at][:place] + other + texts[at][place + 1 :]
    tampered = [*links[:at], replace(links[at], text=changed), *links[at + 1 :]]
    assert "the text is not the one that was published" in found(tampered, links)


def test_who_changes_the_hash_too_breaks_the_link() -> None:
    links = chain(["one", "two", "three"])
    forged = replace(links[1], text="zwei", sha256=text_digest("zwei"))
    assert found([links[0], forged, links[2]], links) == ["the link is not as it was made"]


def test_who_changes_the_link_too_breaks_the_next_one() -> None:
    links = chain(["one", "two", "three"])
    sha256 = text_digest("zwei")
    digest = link_digest(NAME, 2, "published", links[1].at, sha256, links[1].previous)
    forged = replace(links[1], text="zwei", sha256=sha256, digest=digest)
    assert found([links[0], forged, links[2]], links) == ["it does not follow the link before"]


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_missing_link_is_found(gone: int) -> None:
    links = chain(["one", "two", "three"])
    assert found([link for index, link in enumerate(links) if index != gone], links)


def test_another_time_is_another_link() -> None:
    links = chain(["one"])
    assert found([replace(links[0], at=links[0].at + timedelta(microseconds=1))], links) == [
        "the link is not as it was made"
    ]
