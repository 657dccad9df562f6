"""The registry's signature on a notice: HMAC-SHA1 over the subscribed address and the canonical JSON (contract section 5)."""

import base64
import binascii
import hashlib
import hmac
from typing import Any

import rfc8785

HEADER = "X-Registry-Signature"


def sign(secret: str, url: str, body: Any) -> str:
    """The signature of a notice, base64. Raises ValueError for a body that has no canonical form."""
    try:
        canonical = rfc8785.dumps(body)
    except rfc8785.CanonicalizationError as error:
        raise ValueError(str(error)) from error
    return base64.b64encode(hmac.new(secret.encode(), url.encode() + canonical, hashlib.sha1).digest()).decode()


def verify(secret: str, url: str, body: Any, given: str) -> bool:
    """Is this signature right? Compared in constant time; a malformed one is wrong."""
    try:
        expected = base64.b64decode(sign(secret, url, body))
        return hmac.compare_digest(expected, base64.b64decode(given, validate=True))
    except (ValueError, binascii.Error, RecursionError):
        return False
