"""Asking the outside to tell us of changes."""

from onboarding.services.ports import Ports

CATEGORIES = ("BRAND", "CAMPAIGN", "CSP", "INCIDENCE", "VETTING")


def subscribe(ports: Ports) -> None:
    """Point every category of the registry, and the messaging provider, at our webhooks. Raises OutsideError."""
    url = ports.settings.registry_hook_url
    known = ports.registry.subscriptions()
    for category in CATEGORIES:
        if known.get(category) != url:
            ports.registry.subscribe(category, url)
    ports.messaging.subscribe(ports.settings.messaging_hook_url, ports.settings.messaging_hook_secret)


def missing(ports: Ports) -> list[str]:
    """The registry's categories that do not tell us. Raises OutsideError."""
    known = ports.registry.subscriptions()
    return [name for name in CATEGORIES if known.get(name) != ports.settings.registry_hook_url]
