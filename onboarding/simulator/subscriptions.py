"""Who gets the registry's notices: one address for each category; and what notices there are (contract, section 5)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from onboarding.simulator import notices
from onboarding.simulator.addresses import is_web_address
from onboarding.simulator.errors import invalid, refusal
from onboarding.simulator.events import CATEGORIES, EVENTS
from onboarding.simulator.hub import the_simulator
from onboarding.simulator.reading import Fields, registry_object
from onboarding.simulator.tables import Subscription
from onboarding.simulator.work import Work

routes = Blueprint("subscriptions", __name__, url_prefix="/v2/webhook")


@routes.put("/subscription")
def subscribe() -> ResponseReturnValue:
    fields = Fields(registry_object())
    category = fields.choice("eventCategory", CATEGORIES, required=True) or ""
    address = fields.text("webhookEndpoint", 1, 255, required=True) or ""
    if address and not is_web_address(address):
        fields.bad("webhookEndpoint", "webhookEndpoint must be an http or https address.")
    fields.finish()
    with the_simulator().work() as work:
        subscription = work.session.merge(Subscription(category=category, address=address))
        return _as_json(subscription)


@routes.get("/subscription")
def read() -> ResponseReturnValue:
    with the_simulator().work() as work:
        return [_as_json(row) for row in work.session.scalars(select(Subscription).order_by(Subscription.category))]


@routes.delete("/subscription/<category>")
def remove(category: str) -> ResponseReturnValue:
    if category not in CATEGORIES:
        raise invalid("eventCategory", "There is no such category.")
    with the_simulator().work() as work:
        _forget(work, category)
    return "", 204


@routes.get("/eventCategory")
def categories() -> ResponseReturnValue:
    return list(CATEGORIES)


@routes.get("/eventType")
def event_types() -> ResponseReturnValue:
    return [
        {"eventType": event, "description": text, "eventCategory": category}
        for event, (category, text) in EVENTS.items()
    ]


@routes.get("/subscription/eventType/<event>/mock")
def try_out(event: str) -> ResponseReturnValue:
    """Posts a made-up notice at once, whatever the faults; the subscriber's answer is told by its status alone."""
    if event not in EVENTS:
        raise invalid("eventType", "There is no such event.")
    with the_simulator().work() as work:
        subscription = work.session.get(Subscription, EVENTS[event][0])
        if subscription is None:
            raise refusal(590, "Nobody has subscribed to this event's category.", "eventType")
        address, body = subscription.address, notices.sample(work, event)
    status = the_simulator().post_now(address, body)
    return {"endpoint": address, "status": status, "request": body, "response": None}


def _forget(work: Work, category: str) -> None:
    subscription = work.session.get(Subscription, category)
    if subscription is not None:
        work.session.delete(subscription)


def _as_json(subscription: Subscription) -> dict[str, str]:
    return {"eventCategory": subscription.category, "webhookEndpoint": subscription.address}
