"""The client of the campaign registry: docs/registry-api.md, whole."""

from requests.adapters import BaseAdapter

from onboarding.registry.account import AccountCalls
from onboarding.registry.appeals import AppealCalls
from onboarding.registry.brands import BrandCalls
from onboarding.registry.campaigns import CampaignCalls
from onboarding.registry.enums import EnumCalls
from onboarding.registry.http import Credentials
from onboarding.registry.limits import Paces, paces
from onboarding.registry.otp import PinCalls
from onboarding.registry.vettings import VettingCalls
from onboarding.registry.webhooks import WebhookCalls


class RegistryClient(
    BrandCalls, PinCalls, VettingCalls, AppealCalls, CampaignCalls, WebhookCalls, AccountCalls, EnumCalls
):
    """All calls on one line. Credentials are a key and its secret, or ``credentials``, asked for the pair at each request."""

    def __init__(
        self,
        base: str,
        key: str = "",
        secret: str = "",
        *,
        credentials: Credentials | None = None,
        timeout: float = 15.0,
        adapter: BaseAdapter | None = None,
        pace: Paces | None = None,
    ) -> None:
        given = credentials or (lambda: (key, secret))
        # Alone, half of the limits: a worker and a command line may speak at once.
        super().__init__(base, given, timeout=timeout, adapter=adapter, pace=pace or paces("", key, processes=2))
