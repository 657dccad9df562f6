"""The contract against a registry that is not ours: TCR's staging. Run by ``./dev contract --live``; no test collects it.

    REGISTRY_LIVE_URL=https://csp-api-staging.campaignregistry.com/v2 REGISTRY_LIVE_KEY=... REGISTRY_LIVE_SECRET=... \\
        ./dev contract --live

Everything that it makes is a mock (free, private, deleted by the registry after 30 days), and it deletes it in the end. It
changes no subscription, shares nothing, and speaks to no production host.
"""

import ipaddress
import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from onboarding.domain import filing
from onboarding.domain.documents.facts import Links
from onboarding.domain.examples import example_answers
from onboarding.registry.client import RegistryClient
from onboarding.registry.limits import paces
from onboarding.services.ports import AlreadyKnown, Misconfigured, NotFound, OutsideError, Refused
from onboarding.services.registry import BrandSeen

NAMES = ("REGISTRY_LIVE_URL", "REGISTRY_LIVE_KEY", "REGISTRY_LIVE_SECRET")
SCORING_SECONDS = 180
PRACTICE_HOSTS = ("staging", "sandbox")


class Wrong(Exception):
    """The registry did not do what our contract says."""


class Skip(Exception):
    """This registry offers nothing to check here."""


def expect(fact: object, why: str) -> None:
    if not fact:
        raise Wrong(why)


@contextmanager
def refused(kind: type[OutsideError], *codes: int) -> Iterator[None]:
    """What is done inside must be refused so, with one of these codes if any are named."""
    try:
        yield
    except kind as error:
        expect(not codes or (isinstance(error, Refused) and error.has(*codes)), f"refused with other codes: {error}")
    except OutsideError as error:
        raise Wrong(f"{type(error).__name__} instead of {kind.__name__}: {error}") from error
    else:
        raise Wrong(f"taken, and not {kind.__name__}")


class Live:
    """The checks, in order; later ones use what earlier ones made."""

    def __init__(self, client: RegistryClient, stranger: RegistryClient, pause: float) -> None:
        self.client, self.stranger, self.pause = client, stranger, pause
        self.reference = f"live-{secrets.token_hex(8)}"
        self.brand_id = self.campaign_id = ""

    def brand_request(self, **changes: Any) -> dict[str, Any]:
        request = filing.brand_request(example_answers(), "59-1234567")
        return request | {"referenceId": self.reference, "mock": True} | changes

    def campaign_request(self, **changes: Any) -> dict[str, Any]:
        request = filing.campaign_request(example_answers(), Links("https://example.com/privacy"))
        return request | {"brandId": self.brand_id, "referenceId": self.reference} | changes

    def needs(self, made: str) -> str:
        if not made:
            raise Skip("what it needs was not made")
        return made

    # --- reading only ---------------------------------------------------------------------------------------------

    def check_a_wrong_password_is_refused(self) -> None:
        with refused(Misconfigured):
            self.stranger.profile()

    def check_our_account_is_active(self) -> None:
        status = self.client.profile().get("status")
        expect(status == "ACTIVE", f"its status is {status}")

    def check_the_release_is_told(self) -> None:
        expect(self.client.version(), "it is empty")

    def check_enumerations_hold_the_words_that_we_use(self) -> None:
        for name, wanted in (
            ("entityType", {"PRIVATE_PROFIT", "PUBLIC_PROFIT", "NON_PROFIT", "GOVERNMENT", "SOLE_PROPRIETOR"}),
            ("mno", {"10017", "10035", "10038"}),
            ("operationStatus", {"REGISTERED", "REVIEW", "REJECTED", "SUSPENDED"}),
            ("usecase", {"LOW_VOLUME", "MIXED", "MARKETING"}),
            ("vertical", {"RETAIL", "PROFESSIONAL"}),
        ):
            missing = wanted - {word.code for word in self.client.words(name)}
            expect(not missing, f"{name} lacks {', '.join(sorted(missing))}")

    def check_error_codes_have_meanings(self) -> None:
        missing = {"501", "502", "503", "592"} - set(self.client.error_meanings())
        expect(not missing, f"there is none for {', '.join(sorted(missing))}")

    def check_kinds_of_notices_are_told(self) -> None:
        wanted = {"BRAND_IDENTITY_STATUS_UPDATE", "CAMPAIGN_SHARE_DELETE", "CAMPAIGN_DCA_COMPLETE"}
        missing = wanted - {kind.name for kind in self.client.event_types()}
        expect(not missing, f"there is no {', '.join(sorted(missing))}")

    def check_subscriptions_are_readable(self) -> None:
        self.client.subscriptions()

    def check_what_there_is_not_is_not_found(self) -> None:
        with refused(NotFound):
            self.client.read_brand("BZZZZZZ")
        expect(self.client.find_brand(self.reference) is None, "a reference that nobody used is found")

    # --- a mock ---------------------------------------------------------------------------------------------------

    def check_a_brand_without_its_name_is_refused_by_field(self) -> None:
        request = self.brand_request()
        del request["companyName"]
        with refused(Refused, 501):
            self.client.create_brand(request)

    def check_a_mock_brand_is_taken_once_for_its_reference(self) -> None:
        self.brand_id = self.client.create_brand(self.brand_request())
        with refused(AlreadyKnown):
            self.client.create_brand(self.brand_request(referenceId=self.reference.upper()))
        expect(self.client.find_brand(self.reference) == self.brand_id, "it is not found by its reference")

    def check_the_mock_is_scored(self) -> None:
        self.needs(self.brand_id)
        seen = self._scored()
        expect(seen.mock, "it is no mock")
        expect(not seen.scoring, f"it was not scored within {SCORING_SECONDS} seconds")
        expect(seen.identity in {"VERIFIED", "UNVERIFIED", "VETTED_VERIFIED"}, f"its identity is {seen.identity}")

    def _scored(self) -> BrandSeen:
        ends = time.monotonic() + SCORING_SECONDS
        while (seen := self.client.read_brand(self.brand_id)).scoring and time.monotonic() < ends:
            time.sleep(self.pause)
        return seen

    def _verified(self) -> str:
        identity = self.client.read_brand(self.needs(self.brand_id)).identity
        if identity not in {"VERIFIED", "VETTED_VERIFIED"}:
            raise Skip(f"the mock brand is {identity or 'still being scored'}")
        return self.brand_id

    def check_low_volume_has_a_fee_and_carriers(self) -> None:
        terms = self.client.terms(self._verified(), "LOW_VOLUME")
        expect(terms.monthly_cents > 0, "it is free")
        expect({10017, 10035} <= set(terms.carriers), f"the carriers are {terms.carriers}")

    def check_a_short_message_flow_is_refused_by_field(self) -> None:
        self._verified()
        with refused(Refused, 501):
            self.client.create_campaign(self.campaign_request(messageFlow="x" * 39))

    def check_a_mock_campaign_is_taken_and_found_but_never_shared(self) -> None:
        self._verified()
        self.campaign_id, _ = self.client.create_campaign(self.campaign_request())
        expect(self.client.find_campaign(self.reference) == self.campaign_id, "it is not found by its reference")
        expect(self.client.read_campaign(self.campaign_id).mock, "it is no mock")
        with refused(Refused, 536):
            self.client.share(self.campaign_id, "BANDW")

    def check_a_brand_outlives_its_campaigns(self) -> None:
        self.needs(self.campaign_id)
        with refused(Refused, 542):
            self.client.delete_brand(self.brand_id)
        self.client.deactivate_campaign(self.campaign_id)
        expect(self.client.read_campaign(self.campaign_id).status == "EXPIRED", "it did not end")

    def check_the_mock_can_be_deleted(self) -> None:
        self.client.delete_brand(self.needs(self.brand_id))
        expect(self.client.read_brand(self.brand_id).deleted, "it is still there")

    def clean_up(self) -> None:
        """Leave nothing behind, however the checks ended."""
        with suppress(OutsideError):
            if self.campaign_id and self.client.read_campaign(self.campaign_id).status != "EXPIRED":
                self.client.deactivate_campaign(self.campaign_id)
        with suppress(OutsideError):
            if self.brand_id and not self.client.read_brand(self.brand_id).deleted:
                self.client.delete_brand(self.brand_id)


def run(live: Live, say: Callable[[str], None] = print) -> int:
    """All checks, one line each; how many failed."""
    failed = 0
    try:
        for name in [name for name in vars(Live) if name.startswith("check_")]:
            words = name.removeprefix("check_").replace("_", " ")
            try:
                getattr(live, name)()
                say(f"ok       {words}")
            except Skip as reason:
                say(f"skipped  {words}: {reason}")
            except (Wrong, OutsideError) as error:
                failed += 1
                say(f"FAILED   {words}: {error}")
    finally:
        live.clean_up()
    say("All checks passed." if not failed else f"Checks FAILED: {failed}")
    return failed


def main(environ: Mapping[str, str], say: Callable[[str], None] = print, *, pause: float = 5.0) -> int:
    """0 when the registry keeps the contract, 1 when not, 2 when it may not or cannot be asked."""
    base, key, secret = (environ.get(name, "").strip() for name in NAMES)
    if missing := [name for name in NAMES if not environ.get(name, "").strip()]:
        say(f"To run the contract against a registry, set {', '.join(missing)}.")
        return 2
    if objection := _objection(base):
        say(objection)
        return 2
    whole = paces("", key, processes=1)  # nobody else speaks for this account
    client = RegistryClient(base, key, secret, pace=whole)
    stranger = RegistryClient(base, key, secret + "-wrong", pace=whole)
    try:
        return 1 if run(Live(client, stranger, pause), say) else 0
    finally:
        client.close()
        stranger.close()


def _objection(base: str) -> str:
    """Why this address may not be asked; empty when it may."""
    try:
        parts = urlsplit(base)
        host = (parts.hostname or "").lower()
    except ValueError:
        return "REGISTRY_LIVE_URL is no address."
    if _is_loopback(host):
        return ""
    if parts.scheme != "https":
        return "REGISTRY_LIVE_URL must begin with https://: our password would be readable on the way."
    if not any(word in host.partition(".")[0].split("-") for word in PRACTICE_HOSTS):
        return f"{host} is not known for a staging or sandbox host, and this never runs against production."
    return ""


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


if __name__ == "__main__":
    sys.exit(main(os.environ))
