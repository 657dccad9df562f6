"""Where the registry's notices go (contract section 5)."""

from collections.abc import Mapping, Sequence

from onboarding.registry.http import Line, at
from onboarding.registry.wire.account import EventTypeBody, SubscriptionBody, TrialBody, event_type, trial
from onboarding.registry.wire.body import Text
from onboarding.services.registry import EventType, NoticeTrial


class WebhookCalls(Line):
    """Subscribe, look, try."""

    def subscribe(self, category: str, url: str) -> None:
        """Where notices of a category are posted."""
        body = {"eventCategory": category, "webhookEndpoint": url}
        self._call("PUT", "/webhook/subscription", json=body)

    def subscriptions(self) -> Mapping[str, str]:
        """The subscribed address of each category."""
        rows = self._read(list[SubscriptionBody | object], "GET", "/webhook/subscription")
        named = [row for row in rows if isinstance(row, SubscriptionBody) and row.category and row.address]
        return {row.category: row.address for row in named}

    def unsubscribe(self, category: str) -> None:
        """Send notices of a category nowhere."""
        self._call("DELETE", at("/webhook/subscription/{}", category))

    def event_categories(self) -> Sequence[str]:
        """What can be subscribed to."""
        return self._read(list[Text], "GET", "/webhook/eventCategory")

    def event_types(self) -> Sequence[EventType]:
        """All kinds of notices."""
        return [event_type(row) for row in self._read(list[EventTypeBody], "GET", "/webhook/eventType")]

    def try_notice(self, event_type: str) -> NoticeTrial:
        """Have a made-up notice posted to its subscriber."""
        return trial(self._read(TrialBody, "GET", at("/webhook/subscription/eventType/{}/mock", event_type)))
