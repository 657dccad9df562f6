"""Notices: stored once they are verified, then nothing but a hint to ask (invariant 5)."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from onboarding.domain.follow_ups import Topic
from onboarding.services import observing
from onboarding.store import inbox, outbox
from onboarding.store.outbox import Posted


def _kept(value: str) -> str:
    """Text as every database takes it: no NUL, no half of a surrogate pair."""
    return value.encode("utf-8", "replace").decode().replace("\x00", "")


def from_registry(writer: Session | Connection, body: Mapping[str, Any], at: datetime) -> Posted | None:
    """Keep a verified notice of the registry and make the named object due for a read, which is to be rung for.

    The registry's notices carry neither id nor time: each is stored, none is dropped, and all of them coalesce into one
    pending read of the object.
    """
    ids = {name: _kept(body[name]) for name in ("brandId", "campaignId") if isinstance(body.get(name), str)}
    inbox.store(
        writer,
        source="registry",
        event_type=_kept(str(body.get("eventType", ""))),
        object_id=ids.get("campaignId") or ids.get("brandId") or "",
        body=_kept(json.dumps(body, ensure_ascii=False)),
        at=at,
    )
    return observing.noticed(writer, ids, at)


def _is_text(told: Mapping[str, Any]) -> bool:
    """Is this a text that we can obey: from a number or a short code, to a number, with words?"""
    parties = (told.get("from"), told.get("to"))
    return isinstance(told.get("text"), str) and all(
        isinstance(party, str) and re.fullmatch(r"\+?[0-9]{3,15}", party, re.ASCII) for party in parties
    )


def from_messaging(session: Session, event_id: str, body: Mapping[str, Any], at: datetime) -> bool:
    """Keep a verified webhook of the messaging provider, once per its id; False for a repetition."""
    kind, data = str(body.get("type", "")), body.get("data")
    told = data if isinstance(data, dict) else {}
    number = str(told.get("phone_number") or told.get("to") or "")
    notice_id = inbox.store(
        session,
        source="messaging",
        event_type=_kept(kind),
        object_id=_kept(number),
        body=_kept(json.dumps(body, ensure_ascii=False)),
        at=at,
        event_id=event_id,
    )
    if notice_id is None:
        return False
    if kind == "message.received" and _is_text(told):
        outbox.post(session, Topic.HEAR, str(notice_id), at=at)
    elif kind == "number.updated":
        observing.number_noticed(session, _kept(number), at)
    return True
