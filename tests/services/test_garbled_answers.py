"""Answers that cannot be: they charge nothing, stop nothing, and open no gate."""

import json
from datetime import timedelta

import pytest
import requests

from onboarding.domain.states import Identity
from tests.services.test_overtaken import costs
from tests.services.wire_trouble import line
from tests.world import LIVE, World


@pytest.mark.parametrize("date", ["2036-05-01", "1970-01-01", "2026-13-45", "soon"])
def test_a_renewal_date_that_cannot_be_charges_nothing_and_stops_nothing(live_world: World, date: str) -> None:
    campaign = live_world.registration(LIVE).campaign
    assert campaign is not None
    before = campaign.renews_on

    def garble(request: requests.PreparedRequest, answer: requests.Response) -> None:
        if request.method == "GET" and str(request.url).endswith(f"/campaign/{campaign.registry_id}"):
            body = json.loads(answer.content) | {"nextRenewalOrExpirationDate": date}
            answer._content = json.dumps(body).encode()

    with line(live_world, after=garble):
        live_world.pass_time(timedelta(days=1, seconds=1))
    assert costs(live_world, "month_begun") == 0
    live_world.pass_time(timedelta(days=1, seconds=1))
    now = live_world.registration(LIVE).campaign
    assert now is not None
    assert now.renews_on == before


def test_a_brand_whose_status_nobody_knows_closes_the_gate(live_world: World) -> None:
    brand = live_world.registration(LIVE).brand
    assert brand is not None

    def garble(request: requests.PreparedRequest, answer: requests.Response) -> None:
        if request.method == "GET" and str(request.url).endswith(f"/brand/{brand.registry_id}"):
            body = json.loads(answer.content) | {"status": "SUSPENDED"}
            answer._content = json.dumps(body).encode()

    with line(live_world, after=garble):
        live_world.pass_time(timedelta(days=1, seconds=1))
    now = live_world.registration(LIVE).brand
    assert now is not None
    assert (now.identity, now.unknown_words["identity"]) == (Identity.UNKNOWN, "SUSPENDED VERIFIED")
