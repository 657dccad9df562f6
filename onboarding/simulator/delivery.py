"""Posts what is queued: the registry's notices once, the messaging provider's webhooks with retries."""

import base64
import hashlib
import hmac
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import requests
import rfc8785
from standardwebhooks import Webhook

from onboarding.simulator.config import Config

# post(url, body, headers) -> the HTTP status of the answer; raises when there is none. An AssertionError is let through.
Post = Callable[[str, bytes, Mapping[str, str]], int]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One thing to post, taken out of its transaction so that no lock is held while the other side answers."""

    seq: int
    url: str
    body: dict[str, Any]
    forged: bool = False
    id: str = ""
    secret: str = ""
    tries: int = 0


def poster(timeout: float) -> Post:
    """Posts over the network, past any proxy, follows no redirect and never reads the answer's body."""

    def post(url: str, data: bytes, headers: Mapping[str, str]) -> int:
        with requests.Session() as session:
            session.trust_env = False
            answer = session.post(
                url, data=data, headers=dict(headers), timeout=timeout, allow_redirects=False, stream=True
            )
            answer.close()
            return answer.status_code

    return post


def notice_signature(secret: str, address: str, body: dict[str, Any]) -> str:
    """base64(HMAC-SHA1(secret, address + RFC 8785 canonical JSON of the body)) (contract, section 5)."""
    message = address.encode() + rfc8785.dumps(body)
    return base64.b64encode(hmac.digest(secret.encode(), message, hashlib.sha1)).decode()


def post_notice(post: Post, config: Config, parcel: Parcel) -> int | None:
    """The status answered, or None when there was no answer. A forged notice is signed with another secret."""
    secret = config.api_secret + ("-forged" if parcel.forged else "")
    headers = {
        "Content-Type": "application/json; utf-8",
        "X-Registry-Signature": notice_signature(secret, parcel.url, parcel.body),
    }
    # Not canonical on purpose: a receiver must bring the body into the canonical form itself.
    return _try(post, parcel.url, json.dumps(parcel.body, indent=1).encode(), headers)


def post_hook(post: Post, parcel: Parcel, real: datetime) -> int | None:
    data = json.dumps(parcel.body)
    headers = {
        "Content-Type": "application/json",
        "webhook-id": parcel.id,
        "webhook-timestamp": str(int(real.timestamp())),
        "webhook-signature": Webhook(parcel.secret).sign(parcel.id, real, data),
    }
    return _try(post, parcel.url, data.encode(), headers)


def is_delivered(answer: int | None) -> bool:
    return answer is not None and 200 <= answer < 300


def next_try(config: Config, tries: int, real: datetime) -> datetime | None:
    """When to try again after so many tries, None when it is time to give up."""
    return real + timedelta(seconds=config.retries[tries - 1]) if tries <= len(config.retries) else None


def _try(post: Post, url: str, data: bytes, headers: Mapping[str, str]) -> int | None:
    try:
        return post(url, data, headers)
    except AssertionError:  # of a test that brought its own `post`
        raise
    except Exception as problem:  # noqa: BLE001 - whatever a stranger's address does must not stop the others
        _log.info("no answer from %s: %s", url, problem)
        return None
