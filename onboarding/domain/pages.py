"""A public page as it was fetched: what a reviewer would have seen, and what stood in the way.

A snapshot is evidence: it carries the time, every hop on the way, and the SHA-256 of the bytes that were received.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Trouble(StrEnum):
    """Why a page could not be read; one word for each thing that an owner can mend."""

    BAD_ADDRESS = "bad_address"  # not http or https, a user name or password in it, no host
    UNKNOWN_HOST = "unknown_host"  # the name leads nowhere
    NOT_PUBLIC = "not_public"  # leads to a private, local or reserved address
    UNREACHABLE = "unreachable"  # refused, reset, closed without an answer
    CERTIFICATE = "certificate"  # https with a certificate that browsers refuse
    TIMEOUT = "timeout"  # too slow as a whole
    TOO_LARGE = "too_large"  # more than the limit, before or after unpacking
    REDIRECTS = "redirects"  # a loop or too many
    NOT_A_PAGE = "not_a_page"  # no HTML or plain text: a PDF, a picture, a download
    BROKEN = "broken"  # an answer that is no HTTP, or a body that can't be unpacked


@dataclass(frozen=True)
class Snapshot:
    """One fetch of one address. ``status`` is the last HTTP status, 0 when there was none; ``text`` is decoded HTML."""

    asked: str
    address: str
    fetched_at: datetime
    status: int = 0
    trouble: Trouble | None = None
    hops: tuple[str, ...] = ()
    content_type: str = ""
    text: str = ""
    sha256: str = ""
    size: int = 0

    @property
    def is_readable(self) -> bool:
        """Did a reader without an account get a page?"""
        return self.trouble is None and self.status == 200
