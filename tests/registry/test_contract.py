"""The client against the stand-in registry: both are written from docs/registry-api.md alone and must agree on it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from onboarding.domain import filing
from onboarding.domain.examples import example_answers
from onboarding.registry.client import RegistryClient
from onboarding.registry.pace import Pace
from onboarding.registry.signature import HEADER, verify
from onboarding.services.ports import AlreadyKnown, Misconfigured, NotFound, OutsideError, Refused, Unavailable
from onboarding.simulator.app import create_app
from onboarding.simulator.config import Config
from tests.wsgi_adapter import WsgiAdapter

BASE, KEY, SECRET = "http://simulator.test/v2", "contract-key", "contract-secret"
HOOK = "https://greenlight.test/hooks/registry"
POLICY = "https://greenlight.test/p/privacy"
ALL_CARRIERS = [10017, 10035, 10037, 10038, 10631, 10901]


@dataclass
class Wire:
    """The client, and the simulator that it speaks to."""

    client: RegistryClient
    line: WsgiAdapter
    posted: list[tuple[str, bytes, dict[str, str]]]

    @property
    def simulator(self) -> Any:
        return self.line.app.extensions["simulator"]

    def pass_time(self, *, seconds: float = 0, days: float = 0) -> None:
        self.simulator.set_clock(advance=seconds + days * 86_400)

    def control(self, path: str, body: dict[str, Any] | None = None) -> None:
        answer = self.line.app.test_client().post(f"/control{path}", json=body or {})
        assert answer.status_code < 300, answer.text

    def brand(self, reference: str = "b-1", *, ein: str = "59-1234567", **changes: Any) -> str:
        request = filing.brand_request(example_answers(), ein)
        return self.client.create_brand(request | {"referenceId": reference} | changes)

    def verified(self, reference: str = "b-1", **changes: Any) -> str:
        brand_id = self.brand(reference, **changes)
        self.pass_time(seconds=6)
        return brand_id

    def request(self, brand_id: str, reference: str = "c-1") -> dict[str, Any]:
        request = filing.campaign_request(example_answers(), privacy_policy=POLICY)
        return request | {"brandId": brand_id, "referenceId": reference}

    def campaign(self) -> str:
        return self.client.create_campaign(self.request(self.verified()))[0]


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[Wire]:
    config = Config(database=tmp_path / "simulator.sqlite3", api_key=KEY, api_secret=SECRET, limits=0)
    posted: list[tuple[str, bytes, dict[str, str]]] = []

    def post(url: str, data: bytes, headers: Any) -> int:
        posted.append((url, data, dict(headers)))
        return 204

    app = create_app(config, ticker=False, post=post)
    app.extensions["simulator"].set_clock(speed=0.0)
    line = WsgiAdapter(app)
    client = RegistryClient(BASE, KEY, SECRET, adapter=line)
    client._reads = client._writes = Pace(10_000, 0.001)
    yield Wire(client, line, posted)
    app.extensions["simulator"].close()


def test_our_account_is_known_and_another_is_not(wire: Wire) -> None:
    assert wire.client.profile()["status"] == "ACTIVE"
    for key, secret in ((KEY, "wrong"), ("wrong", SECRET), ("", "")):
        with pytest.raises(Misconfigured):
            RegistryClient(BASE, key, secret, adapter=wire.line).profile()


def test_a_brand_is_scored_then_verified(wire: Wire) -> None:
    brand_id = wire.brand()
    seen = wire.client.read_brand(brand_id)
    assert (seen.registry_id, seen.identity, seen.scoring, seen.deleted, seen.mock) == (
        brand_id, "", True, False, False,
    )  # fmt: skip
    wire.pass_time(seconds=6)
    seen = wire.client.read_brand(brand_id)
    assert (seen.identity, seen.scoring, seen.feedback) == ("VERIFIED", False, ())


def test_a_charity_is_recognized(wire: Wire) -> None:
    brand_id = wire.verified(entityType="NON_PROFIT")
    assert wire.client.read_brand(brand_id).attributes == {"taxExemptStatus": "501c3"}


@pytest.mark.parametrize(("ein", "code"), [("990000101", "TFTI04"), ("990000102", "TFTI01"), ("990000103", "TFTI07")])
def test_a_failed_identity_check_comes_with_its_reason(wire: Wire, ein: str, code: str) -> None:
    seen = wire.client.read_brand(wire.verified(ein=ein))
    assert (seen.identity, seen.scoring) == ("UNVERIFIED", False)
    [category] = seen.feedback
    assert (category["id"], [error["code"] for error in category["errors"]]) == ("TAX_ID", [code])


def test_a_brand_is_edited_and_checked_again(wire: Wire) -> None:
    brand_id = wire.verified()
    with pytest.raises(Refused) as refusal:
        wire.client.revet_brand(brand_id)
    assert refusal.value.has(525), "nothing changed since the last check"
    wire.client.edit_brand(brand_id, {"companyName": "Rehearsal Bakery, Inc."})
    wire.client.revet_brand(brand_id)
    seen = wire.client.read_brand(brand_id)
    assert (seen.identity, seen.scoring) == ("UNVERIFIED", True)
    with pytest.raises(Unavailable) as later:
        wire.client.revet_brand(brand_id)
    assert not later.value.unclear, "527: still being scored"
    wire.pass_time(seconds=6)
    assert wire.client.read_brand(brand_id).identity == "VERIFIED"


def test_a_reference_is_taken_once_and_found_again_in_any_case(wire: Wire) -> None:
    brand_id = wire.brand("Ref-One")
    with pytest.raises(AlreadyKnown):
        wire.brand("REF-ONE")
    assert wire.client.find_brand("ref-one") == brand_id
    assert wire.client.find_brand("ref-two") is None
    campaign_id, _ = wire.client.create_campaign(wire.request(wire.verified("other"), "Camp-One"))
    with pytest.raises(AlreadyKnown):
        wire.client.create_campaign(wire.request(wire.client.find_brand("other") or "", "CAMP-ONE"))
    assert wire.client.find_campaign("camp-one") == campaign_id
    assert wire.client.find_campaign("ref-one") is None, "a brand's reference is none of a campaign"


def test_what_there_is_not_is_not_found(wire: Wire) -> None:
    for call in (
        lambda: wire.client.read_brand("BZZZZZZ"),
        lambda: wire.client.read_campaign("CZZZZZZ"),
        lambda: wire.client.read_sharing("CZZZZZZ"),
        lambda: wire.client.edit_brand("BZZZZZZ", {}),
        lambda: wire.client.terms("BZZZZZZ", "LOW_VOLUME"),
    ):
        with pytest.raises(NotFound):
            call()


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"companyName": None}, 501, "companyName"),
        ({"phone": "call me"}, 501, "phone"),
        ({"ein": "990000105"}, 529, None),
        ({"postalCode": "00000"}, 554, None),
    ],
)
def test_a_brand_is_refused_by_code_and_field(
    wire: Wire, changes: dict[str, Any], code: int, field: str | None
) -> None:
    with pytest.raises(Refused) as refusal:
        wire.brand(**changes)
    assert refusal.value.has(code)
    assert field is None or field in refusal.value.problems[0].fields


def test_a_temporary_error_left_nothing_and_a_lost_answer_did(wire: Wire) -> None:
    with pytest.raises(Unavailable) as later:
        wire.brand(ein="990000106")
    assert not later.value.unclear
    assert wire.client.find_brand("b-1") is None
    with pytest.raises(Unavailable) as lost:
        wire.brand("b-2", ein="990000107")
    assert lost.value.unclear
    assert wire.client.find_brand("b-2") is not None


def test_the_terms_of_a_use_case(wire: Wire) -> None:
    brand_id = wire.brand()
    with pytest.raises(Unavailable):  # 527
        wire.client.terms(brand_id, "LOW_VOLUME")
    wire.pass_time(seconds=6)
    terms = wire.client.terms(brand_id, "LOW_VOLUME")
    assert (terms.monthly_cents, terms.carriers) == (150, ALL_CARRIERS)
    with pytest.raises(Refused) as refusal:
        wire.client.terms(wire.verified("b-2", ein="990000101"), "LOW_VOLUME")
    assert refusal.value.has(509)


def test_a_campaign_goes_from_filed_to_registered_everywhere(wire: Wire) -> None:
    campaign_id, carriers = wire.client.create_campaign(wire.request(wire.verified()))
    assert carriers == ALL_CARRIERS
    seen = wire.client.read_campaign(campaign_id)
    assert (seen.status, seen.sharing, seen.elected, seen.operation, seen.mock) == ("ACTIVE", "", (), {}, False)
    assert datetime.fromisoformat(seen.renews_on).replace(tzinfo=UTC) > datetime.now(UTC)
    wire.client.share(campaign_id, "BANDW")
    first = wire.client.read_sharing(campaign_id)
    assert first.status == "PENDING"
    assert datetime.fromisoformat(first.shared_at).tzinfo is not None
    wire.client.share(campaign_id, "BANDW")
    assert wire.client.read_sharing(campaign_id) == first, "sharing again while it is there changes nothing"
    wire.pass_time(days=8)
    seen = wire.client.read_campaign(campaign_id)
    assert (seen.sharing, seen.explanation, seen.elected) == ("ACCEPTED", "", ALL_CARRIERS)
    assert seen.operation == dict.fromkeys(ALL_CARRIERS, "REGISTERED")


def test_a_decline_carries_the_reviewers_words_and_a_second_share_is_another_one(wire: Wire) -> None:
    campaign_id = wire.campaign()
    wire.client.share(campaign_id, "BANDW")
    first = wire.client.read_sharing(campaign_id)
    wire.control(f"/campaigns/{campaign_id}/review", {"outcome": "decline", "explanation": "CR4015 - no opt-in"})
    seen = wire.client.read_campaign(campaign_id)
    assert (seen.sharing, seen.explanation, seen.elected) == ("DECLINED", "CR4015 - no opt-in", ())
    wire.pass_time(seconds=60)
    wire.client.edit_campaign(campaign_id, {"description": "Rehearsal Bakery tells customers when a cake is ready."})
    wire.client.share(campaign_id, "BANDW")
    second = wire.client.read_sharing(campaign_id)
    assert (second.status, second.explanation) == ("PENDING", "")
    assert second.shared_at > first.shared_at


def test_what_is_fixed_in_a_campaign_is_refused_and_what_may_be_edited_is_taken(wire: Wire) -> None:
    campaign_id = wire.campaign()
    request = wire.request("", "c-1")
    wire.client.edit_campaign(campaign_id, filing.campaign_edit(request) | {"embeddedPhone": True})
    with pytest.raises(Refused) as refusal:
        wire.client.edit_campaign(campaign_id, {"usecase": "MARKETING"})
    assert refusal.value.has(501)


def test_notices_go_where_they_are_subscribed_to_and_bear_our_signature(wire: Wire) -> None:
    assert wire.client.subscriptions() == {}
    wire.client.subscribe("BRAND", "https://old.test/hook")
    wire.client.subscribe("BRAND", HOOK)
    wire.client.subscribe("CAMPAIGN", HOOK)
    assert wire.client.subscriptions() == {"BRAND": HOOK, "CAMPAIGN": HOOK}
    brand_id = wire.verified()
    wire.simulator.deliver()
    assert [url for url, _, _ in wire.posted] == [HOOK, HOOK]
    for url, data, headers in wire.posted:
        body = json.loads(data)
        assert body["brandId"] == brand_id
        assert verify(SECRET, url, body, headers[HEADER])
        assert not verify("another", url, body, headers[HEADER])


def test_a_category_that_there_is_not_is_refused(wire: Wire) -> None:
    with pytest.raises(Refused):
        wire.client.subscribe("WEATHER", HOOK)


@pytest.mark.parametrize("fault", [{"down": True}, {"garbage": True}])
def test_a_registry_out_of_order_is_tried_later_and_may_have_done_it(wire: Wire, fault: dict[str, bool]) -> None:
    wire.control("/faults", fault)
    with pytest.raises(OutsideError) as error:
        wire.brand()
    assert isinstance(error.value, Unavailable)
    assert error.value.unclear
    wire.control("/faults", dict.fromkeys(fault, False))
    assert (wire.client.find_brand("b-1") is not None) is ("garbage" in fault)


def test_a_caller_without_a_pace_is_told_to_wait(tmp_path: Path) -> None:
    config = Config(database=tmp_path / "limited.sqlite3", api_key=KEY, api_secret=SECRET)
    app = create_app(config, ticker=False, post=lambda *_: 204)
    unpaced = RegistryClient(BASE, KEY, SECRET, adapter=WsgiAdapter(app))
    unpaced._reads = Pace(10_000, 0.001)
    with pytest.raises(Unavailable, match="429") as error:
        for _ in range(50):
            unpaced.profile()
    assert not error.value.unclear
    app.extensions["simulator"].close()
