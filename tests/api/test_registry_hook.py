"""The registry's notices: refused unless they are signed, stored, answered with 204, and only then asked about."""

import json
from typing import Any

import pytest

from onboarding.registry.signature import HEADER, sign
from onboarding.services import credentials
from onboarding.store.inbox import Notice
from tests.world import World

BODY = {"cspId": "SABCDEF", "eventType": "CAMPAIGN_UPDATE", "campaignId": "CXYZ123", "description": "changed"}


def post(world: World, data: bytes | str, signature: str | None) -> Any:
    headers = {} if signature is None else {HEADER: signature}
    return world.app.test_client().post("/hooks/registry", data=data, headers=headers)


def signed(world: World, body: Any, raw: str | None = None) -> Any:
    signature = sign(world.settings.registry_secret, world.settings.registry_hook_url, body)
    return post(world, raw or json.dumps(body), signature)


def notices(world: World) -> list[Notice]:
    with world.reading() as session:
        return list(session.query(Notice).filter_by(source="registry", object_id="CXYZ123"))


def test_a_signed_notice_is_kept(world: World) -> None:
    answer = signed(world, BODY)
    assert (answer.status_code, answer.data) == (204, b"")
    [notice] = notices(world)
    assert (notice.event_type, json.loads(notice.body)) == ("CAMPAIGN_UPDATE", BODY)


@pytest.mark.parametrize("signature", [None, "", "nonsense", "bm9uc2Vuc2U=", "é", "=" * 5000])
def test_a_forged_notice_leaves_nothing_but_a_line_in_the_log(
    world: World, caplog: pytest.LogCaptureFixture, signature: str | None
) -> None:
    answer = post(world, json.dumps(BODY), signature)
    assert (answer.status_code, answer.mimetype) == (403, "application/problem+json")
    assert notices(world) == []
    assert "a registry notice with a wrong signature was refused" in caplog.text


def test_a_signature_of_another_body_address_or_secret_is_wrong(world: World) -> None:
    url, secret = world.settings.registry_hook_url, world.settings.registry_secret
    for signature in (
        sign(secret, url, BODY | {"campaignId": "COTHER1"}),
        sign(secret, url.replace("http:", "https:"), BODY),
        sign("another secret", url, BODY),
    ):
        assert post(world, json.dumps(BODY), signature).status_code == 403
    assert notices(world) == []


def test_the_order_of_keys_and_spaces_do_not_matter(world: World) -> None:
    turned = json.dumps(dict(reversed(BODY.items())), indent=3)
    assert signed(world, BODY, turned).status_code == 204


def test_a_repeated_notice_is_kept_again(world: World) -> None:
    """It carries neither id nor time: two may be two pieces of news."""
    for _ in range(3):
        assert signed(world, BODY).status_code == 204
    assert len(notices(world)) == 3


@pytest.mark.parametrize(
    "data", [b"", b"not JSON", b"[]", b'"text"', b"1", b"null", b"\xff\xfe", b"{", b"[" * 90_000, b'{"a":' * 15_000]
)
def test_what_is_no_json_object_is_refused(world: World, data: bytes) -> None:
    answer = post(world, data, "bm9uc2Vuc2U=")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_what_nests_deeply_is_refused(world: World) -> None:
    for depth in (100, 400, 900, 2000, 10_000):
        data = '{"a":' * depth + "1" + "}" * depth
        assert post(world, data, "bm9uc2Vuc2U=").status_code in {400, 403}, depth


@pytest.mark.parametrize("size", [100_001, 10_000_000])
def test_what_is_too_large_is_refused(world: World, size: int) -> None:
    answer = post(world, b'{"a":"' + b"x" * size + b'"}', "bm9uc2Vuc2U=")
    assert (answer.status_code, answer.mimetype) == (413, "application/problem+json")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"eventType": None, "brandId": None},
        {"eventType": 7, "campaignId": 7},
        {"eventType": ["x"], "brandId": {"a": 1}},
        {"eventType": "x" * 5000, "campaignId": "C" * 5000},
        {"eventType": "BRAND_UPDATE", "brandId": "B\x00\x01"},
        {"eventType": "🧁\x00", "brandId": "BNOBODY"},
        {"eventType": "BRAND_ADD", "brandId": "BNOBODY", "description": "\x00"},
    ],
)
def test_a_signed_notice_of_nothing_we_know_is_taken_all_the_same(world: World, body: dict[str, Any]) -> None:
    assert signed(world, body).status_code == 204


def test_numbers_that_have_no_canonical_form_are_refused(world: World) -> None:
    for text in ('{"a": NaN}', '{"a": 1e999}', '{"a": 99999999999999999999}', '{"a": "\\ud800"}'):
        assert post(world, text, "bm9uc2Vuc2U=").status_code == 403


def test_a_notice_makes_us_ask_and_believes_nothing(world: World) -> None:
    registration = world.live()
    campaign = world.registration(registration).campaign
    assert campaign is not None
    world.registry_line.requests.clear()
    assert (
        signed(world, BODY | {"campaignId": campaign.registry_id, "eventType": "CAMPAIGN_EXPIRED"}).status_code == 204
    )
    world.drain()
    assert any(campaign.registry_id in path for _, path in world.registry_line.requests)
    assert world.registration(registration).state == "done"


def test_a_get_is_refused(world: World) -> None:
    assert world.app.test_client().get("/hooks/registry").status_code == 405


def test_after_a_rotation_notices_of_both_secrets_are_taken_and_others_are_not(world: World) -> None:
    assert signed(world, BODY).status_code == 204, "the first secret was read"
    with world.transaction() as session:
        credentials.rotate(session, world.ports.vault, "key-2", "secret-2", by="test", at=world.clock.wall())
    url = world.settings.registry_hook_url
    assert post(world, json.dumps(BODY), sign("secret-2", url, BODY)).status_code == 204
    assert signed(world, BODY).status_code == 204
    assert post(world, json.dumps(BODY), sign("secret-3", url, BODY)).status_code == 403
