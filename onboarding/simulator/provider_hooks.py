"""The messaging provider's webhooks: queued here, signed by the Standard Webhooks scheme and posted by `delivery`."""

from typing import Any

from onboarding.simulator.clock import iso, real_now
from onboarding.simulator.tables import Hook
from onboarding.simulator.work import Work, draw, keep_setting, setting


def subscribe(work: Work, url: str, secret: str) -> None:
    keep_setting(work, "provider_webhook", {"url": url, "secret": secret})


def number_updated(work: Work, phone_number: str) -> None:
    _queue(work, "number.updated", {"phone_number": phone_number})


def message_received(work: Work, *, sender: str, recipient: str, text: str, message_id: str) -> None:
    _queue(work, "message.received", {"from": sender, "to": recipient, "text": text, "id": message_id})


def _queue(work: Work, kind: str, data: dict[str, Any]) -> None:
    webhook = setting(work, "provider_webhook")
    if not webhook:
        return
    work.session.add(
        Hook(
            id=f"msg_{draw(work, 'hook'):064x}"[:28],
            url=webhook["url"],
            secret=webhook["secret"],
            body={"type": kind, "timestamp": iso(work.now), "data": data},
            state="queued",
            tries=0,
            answer=None,
            next_try=real_now(),
        )
    )
    work.session.flush()
