"""A person's own mobile: confirmed by a code that is texted to it from the operator's number."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from onboarding.domain.gate import Verdict
from onboarding.domain.words import Message, msg
from onboarding.services import texting
from onboarding.store import accounts, outbox
from onboarding.store.accounts import MobileCode, User

VALID = timedelta(minutes=10)
_MOST_ATTEMPTS = 5
_MOST_AN_HOUR = 5
_WAIT = timedelta(seconds=30)


class Checked(StrEnum):
    """What became of a code that was typed."""

    CONFIRMED = "confirmed"
    WRONG = "wrong"
    EXPIRED = "expired"


class NotSent(Exception):
    """No code could be texted; ``message`` tells why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


class JustSent(NotSent):
    """The last code to this mobile is seconds old."""


def _hash(secret: str, mobile: str, code: str) -> str:
    return hmac.new(secret.encode(), f"{mobile}:{code}".encode(), hashlib.sha256).hexdigest()


def send_code(session: Session, user_id: int, mobile: str, *, secret: str, provider: str, at: datetime) -> None:
    """Text a six-digit code. Raises NotSent when our own number may not text, or the last code is seconds old."""
    now = outbox.wall(session)
    last = accounts.latest_code(session, user_id)
    if last and last.mobile == mobile and now - last.created_at < _WAIT:
        raise JustSent(msg("We have just texted you a code. Wait half a minute before you ask for another."))
    if accounts.codes_since(session, user_id, now - timedelta(hours=1)) >= _MOST_AN_HOUR:
        raise NotSent(msg("We have texted you many codes in the last hour. Please wait an hour, then try again."))
    sender = texting.operator_number(session)
    if sender is None:
        raise NotSent(msg("We can't text codes yet: our own number isn't set up. Please try again later."))
    code = f"{secrets.randbelow(1_000_000):06d}"
    body = f"{provider}: Your code is {code}. It is good for 10 minutes. Reply STOP to opt out."
    verdict: Verdict = texting.write(session, sender, mobile, body, "code", at)
    if not verdict.allowed:
        raise NotSent(_why(verdict))
    session.add(
        MobileCode(
            user_id=user_id,
            mobile=mobile,
            code_hash=_hash(secret, mobile, code),
            created_at=now,
            expires_at=now + VALID,
        )
    )


def _why(verdict: Verdict) -> Message:
    codes = {block.code for block in verdict.blocks}
    if "recipient_opted_out" in codes:
        return msg("This mobile replied STOP to our texts. Text START to our number first.")
    if codes & {"recipient_invalid", "destination_unsupported"}:
        return msg("Enter a US mobile number, such as (415) 555-0123.")
    return msg("We can't text codes right now: our own number isn't ready. Please try again later.")


def check_code(session: Session, user_id: int, code: str, *, secret: str) -> Checked:
    """Compare a typed code with the newest one; five tries, ten minutes."""
    now = outbox.wall(session)
    row = accounts.latest_code(session, user_id)
    if row is None and _was_confirmed(session, user_id, code, secret=secret):
        return Checked.CONFIRMED
    if row is None or row.expires_at < now or row.attempts >= _MOST_ATTEMPTS:
        return Checked.EXPIRED
    if not accounts.claim_attempt(session, row.id, _MOST_ATTEMPTS):
        return Checked.EXPIRED
    if not hmac.compare_digest(row.code_hash, _hash(secret, row.mobile, code.strip())):
        return Checked.WRONG
    row.used_at = now
    user = session.get_one(User, user_id)
    user.mobile, user.mobile_confirmed_at = row.mobile, now
    return Checked.CONFIRMED


def _was_confirmed(session: Session, user_id: int, code: str, *, secret: str) -> bool:
    """Is this the code that confirmed the mobile a moment ago? The second of two clicks says what the first said."""
    row = accounts.last_used_code(session, user_id)
    return (
        row is not None
        and row.expires_at >= outbox.wall(session)
        and hmac.compare_digest(row.code_hash, _hash(secret, row.mobile, code.strip()))
    )


def pending(session: Session, user_id: int) -> str | None:
    """The mobile that a code is on its way to."""
    row = accounts.latest_code(session, user_id)
    return row.mobile if row and row.expires_at > outbox.wall(session) else None


def of_user(session: Session, user_id: int) -> str | None:
    """A person's confirmed mobile."""
    return session.get_one(User, user_id).mobile
