"""A notice of the registry is cheap to take: it may come a thousand times at once."""

import json

from onboarding.registry.signature import HEADER, sign
from tests.api.test_verdicts import asked, statements
from tests.world import LIVE, World


def test_a_notice_is_stored_and_its_object_made_due_in_two_statements(live_world: World) -> None:
    campaign = live_world.registration(LIVE).campaign
    assert campaign is not None
    body = {"eventType": "CAMPAIGN_UPDATE", "campaignId": campaign.registry_id, "brandId": "BXXXXXX"}
    signature = sign(live_world.settings.registry_secret, live_world.settings.registry_hook_url, body)
    live_world.bell.rung.clear()
    live_world.ports.keys.secrets()  # read once in each process, not for each notice
    with statements(live_world) as seen:
        answer = live_world.app.test_client().post(
            "/hooks/registry", data=json.dumps(body), headers={HEADER: signature}
        )
    assert answer.status_code == 204
    assert asked(seen) == ["INSERT", "UPDATE"]
    assert [(queue, job) for queue, job, _ in live_world.bell.rung] == [("reads", "jobs.tasks.read")]


def test_a_notice_about_a_brand_alone_makes_the_brand_due(live_world: World) -> None:
    brand = live_world.registration(LIVE).brand
    assert brand is not None
    body = {"eventType": "BRAND_UPDATE", "campaignId": "CXXXXXX", "brandId": brand.registry_id}
    signature = sign(live_world.settings.registry_secret, live_world.settings.registry_hook_url, body)
    live_world.bell.rung.clear()
    answer = live_world.app.test_client().post("/hooks/registry", data=json.dumps(body), headers={HEADER: signature})
    assert answer.status_code == 204
    assert len(live_world.bell.rung) == 1
