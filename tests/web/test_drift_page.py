"""The desk's page of what notices missed."""

from datetime import timedelta

from tests.page import Client
from tests.world import LIVE, World


def test_without_drift_the_page_says_so(staff: Client) -> None:
    page = staff.get("/desk/drift")
    assert "Every change of late was announced by a notice." in page.text


def test_a_missed_change_stands_with_its_case_and_how_late_it_was_known(live_world: World) -> None:
    staff = live_world.signed_in("staff@example.com", staff=True)
    live_world.control("/faults", {"notices": "off"})
    campaign = live_world.registration(LIVE).campaign
    assert campaign is not None
    live_world.control(f"/campaigns/{campaign.registry_id}/carriers/10035", {"status": "SUSPENDED"})
    live_world.pass_time(timedelta(days=1, seconds=1))
    live_world.pass_time(timedelta(minutes=11))
    page = staff.get("/desk/drift")
    assert "T-Mobile paused your texting" in page.text
    assert "carrier: registered → suspended" in page.text
    page = staff.click("Rehearsal Bakery")
    assert page.path == f"/desk/{live_world.registration(LIVE).public_id}"


def test_words_that_we_do_not_know_stand_on_the_case(live_world: World) -> None:
    staff = live_world.signed_in("staff@example.com", staff=True)
    with live_world.transaction() as session:
        row = session.merge(live_world.registration(LIVE))
        row.campaign.unknown_words = {"sharing": "FROZEN"}
    page = staff.get(f"/desk/{live_world.registration(LIVE).public_id}")
    assert "Words that we don't know" in page.text
    assert "sharing: FROZEN" in page.text
