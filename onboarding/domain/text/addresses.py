"""Web and mail addresses in texts, and what their host names say."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

from onboarding.domain.reference import table
from onboarding.domain.text.reading import LINK, PHONE, read


@dataclass(frozen=True, slots=True)
class Link:
    """A web address in a text: as typed, its host in lower case, whether it says http, and where it stands."""

    typed: str
    host: str
    is_plain_http: bool
    start: int
    end: int


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@cache
def listed(kind: str) -> frozenset[str]:
    """Hosts of a kind, from reference data: ``shorteners``, ``free_mail``, ``throwaway_mail``, ``profiles``, ``documents``."""
    return frozenset(table("web_names")[kind])


@lru_cache(maxsize=512)
def host_of(address: str) -> str:
    """The host of a web address, in lower case and without ``www.``; empty when there is none."""
    try:
        host = urlsplit(address if "://" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").rstrip(".")


@lru_cache(maxsize=512)
def owner_of(host: str) -> str:
    """The part of a host name that somebody registered: ``shop.bakery.co.uk`` is ``bakery.co.uk``."""
    return _suffixes().privatesuffix(host) or host if host else ""


def mail_host(address: str) -> str:
    """The host of a mail address, in lower case."""
    return address.rpartition("@")[2].strip().casefold()


def is_listed(host: str, kinds: Iterable[str]) -> bool:
    """Is a host, or the domain that it belongs to, on one of the lists?"""
    names = {host, owner_of(host)}
    return any(names & listed(kind) for kind in kinds)


@lru_cache(maxsize=512)
def links(text: str) -> tuple[Link, ...]:
    """Every web address in a text, with or without a scheme."""
    found = []
    for word in read(text).words:
        if word.plain == LINK:
            typed = text[word.start : word.end]
            found.append(Link(typed, host_of(typed), typed.casefold().startswith("http://"), word.start, word.end))
    return tuple(found)


@lru_cache(maxsize=512)
def phones(text: str) -> tuple[tuple[str, int, int], ...]:
    """Every US phone number in a text as ten digits, with its place."""
    return tuple(
        ("".join(c for c in text[word.start : word.end] if c.isdigit())[-10:], word.start, word.end)
        for word in read(text).words
        if word.plain == PHONE
    )
