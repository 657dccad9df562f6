"""Who gets the registry's notices: one address for each category (contract, section 5)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from onboarding.simulator.addresses import is_web_address
from onboarding.simulator.errors import invalid
from onboarding.simulator.hub import the_simulator
from onboarding.simulator.notices import CATEGORIES
from onboarding.simulator.reading import Fields, registry_object
from onboarding.simulator.tables import Subscription
from onboarding.simulator.work import Work

routes = Blueprint("subscriptions", __name__, url_prefix="/v2/webhook/subscription")


@routes.put("")
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


@routes.get("")
def read() -> ResponseReturnValue:
    with the_simulator().work() as work:
        return [_as_json(row) for row in work.session.scalars(select(Subscription).order_by(Subscription.category))]


@routes.delete("/<category>")
def remove(category: str) -> ResponseReturnValue:
    if category not in CATEGORIES:
        raise invalid("eventCategory", "There is no such category.")
    with the_simulator().work() as work:
        _forget(work, category)
    return "", 204


def _forget(work: Work, category: str) -> None:
    subscription = work.session.get(Subscription, category)
    if subscription is not None:
        work.session.delete(subscription)


def _as_json(subscription: Subscription) -> dict[str, str]:
    return {"eventCategory": subscription.category, "webhookEndpoint": subscription.address}
