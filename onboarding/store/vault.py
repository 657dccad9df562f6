"""Secrets at rest: AES-GCM with a key id and the column's name as bound data, and a blind index to find equals.

A sealed value is ``key id (1 byte) + nonce (12 bytes) + ciphertext``; the bound data makes a value worthless in any
other column. Keys are 32 bytes; the first seals, all open, so a key rotates without rewriting rows.
"""

import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


@dataclass(frozen=True)
class Vault:
    """Seals and opens values. ``keys`` by id (1 to 255); ``current`` seals; ``index_key`` is for the blind index."""

    keys: Mapping[int, bytes] = field(repr=False)
    current: int
    index_key: bytes = field(repr=False)

    def seal(self, text: str, column: str) -> bytes:
        """Encrypt for one column, such as ``registrations.ein``."""
        nonce = os.urandom(12)
        sealed = AESGCM(self.keys[self.current]).encrypt(nonce, text.encode(), column.encode())
        return bytes([self.current]) + nonce + sealed

    def open(self, sealed: bytes | None, column: str) -> str:
        """Decrypt; an absent value is an empty string. Raises InvalidTag for a value from another column."""
        if not sealed:
            return ""
        key = self.keys[sealed[0]]
        return AESGCM(key).decrypt(sealed[1:13], sealed[13:], column.encode()).decode()

    def index(self, text: str) -> str:
        """A keyed digest by which equal values find each other without being readable."""
        return hmac.new(self.index_key, text.encode(), hashlib.sha256).hexdigest()


def derive(secret: str) -> Vault:
    """A vault from one secret text: separate keys for sealing and for the index."""
    seal = hashlib.blake2b(secret.encode(), person=b"gl-seal", digest_size=32).digest()
    index = hashlib.blake2b(secret.encode(), person=b"gl-index", digest_size=32).digest()
    return Vault({1: seal}, 1, index)
