"""Sharing, the reviewer's judgement, the aggregators, the carriers."""

import pytest

from tests.simulator.simulator_bench import DAY, NAME, Bench, codes, flow

HOUR = 3600


def test_a_share_is_pending_for_five_days(bench: Bench) -> None:
    campaign_id = bench.campaign()
    assert bench.get(f"/campaign/{campaign_id}/sharing") == {"sharedByMe": None, "sharedWithMe": None}
    answer = bench.v2("PUT", f"/campaign/{campaign_id}/sharing/TWILO").get_json()
    assert (answer["downstreamCnpId"], answer["upstreamCnpId"]) == ("SIM0001", "TWILO")
    assert (answer["sharingStatus"], answer["explanation"]) == ("PENDING", None)
    assert answer["sharedDate"] == answer["statusDate"]
    bench.advance(5 * DAY - 1)
    assert bench.sharing(campaign_id) == answer
    bench.advance(1)
    accepted = bench.sharing(campaign_id)
    assert accepted["sharingStatus"] == "ACCEPTED"
    assert accepted["statusDate"] > accepted["sharedDate"] == answer["sharedDate"]


def test_it_refuses_a_second_share_while_one_is_pending_or_accepted(bench: Bench) -> None:
    campaign_id = bench.shared()
    assert codes(bench.v2("PUT", f"/campaign/{campaign_id}/sharing/SINCH")) == [592]
    bench.advance(5 * DAY)
    assert codes(bench.v2("PUT", f"/campaign/{campaign_id}/sharing/SINCH")) == [592]


def test_it_refuses_an_upstream_partner_it_does_not_know(bench: Bench) -> None:
    campaign_id = bench.campaign()
    assert codes(bench.v2("PUT", f"/campaign/{campaign_id}/sharing/NOBODY")) == [502]
    assert bench.get(f"/campaign/{campaign_id}/sharing")["sharedByMe"] is None


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({}, ""),
        ({"messageFlow": flow().replace("agree to", "get")}, ""),  # the box is still ticked
        ({"messageFlow": flow().replace("agree to", "get").replace("by ticking the box", "")}, "CR4015"),
        ({"messageFlow": flow().replace("agree to texts", "text JOIN and get texts")}, ""),
        ({"messageFlow": flow("Another Name")}, "CR4002"),
        ({"messageFlow": flow().replace(NAME, "  BLUE door\nbakery ")}, ""),
        ({"messageFlow": flow().replace("HELP", "us")}, "CR4003"),
        ({"messageFlow": flow().replace("STOP", "us")}, "CR4004"),
        ({"messageFlow": flow().replace("Message frequency varies", "Thanks")}, "CR4005"),
        ({"messageFlow": flow().replace("Message frequency varies", "Up to 4 messages a month")}, ""),
        ({"messageFlow": flow().replace("Message and data rates may apply", "Thanks")}, "CR4006"),
        ({"messageFlow": flow().replace("Message and data rates", "Msg & data rates")}, ""),
        ({"privacyPolicyLink": None}, "CR4007"),
        ({"privacyPolicyLink": "bluedoor.test/privacy"}, "CR4007"),
        ({"privacyPolicyLink": "ftp://bluedoor.test/privacy"}, "CR4007"),
        ({"description": "Announcements and confirmations concerning appointments"}, "CR3002"),
        ({"sample1": "Your order is ready. Reply STOP.", "sample2": None}, "CR2020"),
        ({"sample1": f"{NAME}: your order is ready.", "sample2": None}, "9106"),
        ({"sample1": f"{NAME}: see bit.ly/bread. STOP to end"}, "SIM-SHORTENER"),
        ({"sample1": f"{NAME}: see https://rb.gy/bread. STOP to end"}, "SIM-SHORTENER"),
        ({"sample1": f"{NAME}: see orbit.lyon.test now. STOP to end"}, ""),
        ({"sample1": f"{NAME}: our casino is open. STOP to end"}, "SIM-PROHIBITED"),
        ({"description": "We tell the customers of our dispensary about fresh cannabis offers."}, "SIM-PROHIBITED"),
        ({"description": "We tell the customers of our garden shop about good weed killers."}, ""),
        ({"messageFlow": "Hello there. " * 6}, "CR4015 CR4002 CR4003 CR4004 CR4005 CR4006"),
        (
            {"privacyPolicyLink": None, "sample1": "bit.ly/casino is open now", "sample2": None},
            "CR4007 CR2020 9106 SIM-SHORTENER SIM-PROHIBITED",
        ),
    ],
)
def test_the_reviewer_names_every_code_that_holds_in_order(
    bench: Bench, fields: dict[str, object], wanted: str
) -> None:
    campaign_id = bench.shared(**fields)
    bench.advance(5 * DAY)
    sharing = bench.sharing(campaign_id)
    explanation = sharing["explanation"] or ""
    assert [reason.split(" - ")[0] for reason in explanation.split(";") if reason] == wanted.split()
    assert sharing["sharingStatus"] == ("DECLINED" if wanted else "ACCEPTED")


@pytest.mark.parametrize("word", ["STOP", "HELP"])
def test_texting_stop_or_help_is_not_agreeing(bench: Bench, word: str) -> None:
    text = flow().replace("agree to", "get").replace("by ticking the box", f"and may text {word}")
    campaign_id = bench.shared(messageFlow=text)
    bench.advance(5 * DAY)
    assert bench.sharing(campaign_id)["explanation"].startswith("CR4015 - ")


def test_the_reviewer_reads_the_campaign_as_it_stands_when_the_review_is_due(bench: Bench) -> None:
    campaign_id = bench.shared(privacyPolicyLink=None)
    bench.advance(4 * DAY)
    bench.v2("PUT", f"/campaign/{campaign_id}", {"privacyPolicyLink": "https://bluedoor.test/privacy"})
    bench.advance(DAY)
    assert bench.sharing(campaign_id)["sharingStatus"] == "ACCEPTED"


def test_a_declined_campaign_is_edited_and_shared_again(bench: Bench) -> None:
    bench.subscribe()
    campaign_id = bench.shared(privacyPolicyLink=None)
    bench.advance(5 * DAY)
    explanation = bench.sharing(campaign_id)["explanation"]
    assert bench.events()[-1] == "CAMPAIGN_SHARE_DELETE"
    assert bench.posted[-1].body["description"] == explanation
    assert bench.operation(campaign_id) == {}
    bench.v2("PUT", f"/campaign/{campaign_id}", {"privacyPolicyLink": "https://bluedoor.test/privacy"})
    assert bench.v2("PUT", f"/campaign/{campaign_id}/sharing/SINCH").get_json()["upstreamCnpId"] == "SINCH"
    bench.advance(5 * DAY)
    assert bench.sharing(campaign_id)["sharingStatus"] == "ACCEPTED"


def test_the_carriers_follow_one_after_the_other(bench: Bench) -> None:
    bench.subscribe()
    campaign_id = bench.shared()
    path = f"/campaign/{campaign_id}/mnoIdsWithDcaElected"
    bench.advance(5 * DAY)
    bench.advance(2 * HOUR - 1)
    assert (bench.get(path), bench.operation(campaign_id)) == ([], {})
    bench.advance(1)
    assert set(bench.get(path)) == {10017, 10035, 10037, 10038, 10631, 10901}
    assert bench.operation(campaign_id) == dict.fromkeys(map(str, bench.get(path)), "REVIEW")
    for wait, registered in (
        (HOUR - 1, set()),
        (1, {"10035"}),
        (23 * HOUR - 1, {"10035"}),
        (1, {"10035", "10017", "10038"}),
        (DAY, {"10035", "10017", "10038", "10037", "10631", "10901"}),
    ):
        bench.advance(wait)
        statuses = bench.operation(campaign_id)
        assert {network for network, status in statuses.items() if status == "REGISTERED"} == registered
    events = bench.events()
    assert events[3:6] == ["CAMPAIGN_SHARE_ADD", "CAMPAIGN_SHARE_ACCEPT", "CAMPAIGN_DCA_COMPLETE"]
    assert events[6:12] == ["MNO_CAMPAIGN_OPERATION_REVIEW"] * 6
    assert events[12:] == ["MNO_CAMPAIGN_OPERATION_APPROVED"] * 6
    assert bench.posted[5].body["dcaId"] == "BANDW"
    assert (bench.posted[12].body["mnoId"], bench.posted[12].body["mnoName"]) == (10035, "T-Mobile")


def test_only_the_carriers_named_take_part(bench: Bench) -> None:
    campaign_id = bench.shared(mnoIds=[10035, 10017])
    bench.advance(9 * DAY)
    assert bench.operation(campaign_id) == {"10017": "REGISTERED", "10035": "REGISTERED"}


def test_control_settles_a_review_at_once(bench: Bench) -> None:
    campaign_id = bench.shared(privacyPolicyLink=None)
    bench.control(f"/campaigns/{campaign_id}/review", {"outcome": "decline", "explanation": "CR1 - No;CR2 - Never"})
    assert bench.sharing(campaign_id)["explanation"] == "CR1 - No;CR2 - Never"
    bench.advance(6 * DAY)
    assert bench.sharing(campaign_id)["sharingStatus"] == "DECLINED"
    bench.v2("PUT", f"/campaign/{campaign_id}/sharing/BANDW")
    bench.control(f"/campaigns/{campaign_id}/review", {"outcome": "accept"})
    bench.advance(6 * DAY)
    assert bench.sharing(campaign_id)["sharingStatus"] == "ACCEPTED"
    assert bench.client.post(f"/control/campaigns/{campaign_id}/review", json={"outcome": "accept"}).status_code == 409
    assert bench.client.post("/control/campaigns/C000000/review", json={"outcome": "accept"}).status_code == 404


@pytest.mark.parametrize("shared", [True, False])
def test_control_finishes_everything_at_once(bench: Bench, shared: bool) -> None:
    bench.subscribe()
    campaign_id = bench.shared() if shared else bench.campaign()
    bench.control(f"/campaigns/{campaign_id}/finish")
    assert bench.sharing(campaign_id)["sharingStatus"] == "ACCEPTED"
    assert set(bench.operation(campaign_id).values()) == {"REGISTERED"}
    assert len(bench.get(f"/campaign/{campaign_id}/mnoIdsWithDcaElected")) == 6
    assert len(bench.events()) == 12  # two on the brand; add, share, accept, complete; six carriers
    bench.advance(10 * DAY)
    assert len(bench.events()) == 12


def test_control_sets_a_carrier_with_its_notice(bench: Bench) -> None:
    bench.subscribe()
    campaign_id = bench.shared()
    path = f"/control/campaigns/{campaign_id}/carriers/10037"
    assert bench.client.post(path, json={"status": "REGISTERED"}).status_code == 409
    bench.control(f"/campaigns/{campaign_id}/finish")
    bench.events()
    for status, event in (
        ("SUSPENDED", "SUSPENDED"),
        ("REGISTERED", "UNSUSPENDED"),
        ("REVIEW", "REVIEW"),
        ("REJECTED", "REJECTED"),
        ("REGISTERED", "APPROVED"),
    ):
        assert bench.client.post(path, json={"status": status}).get_json()["10037"] == status
        assert bench.events()[-1] == f"MNO_CAMPAIGN_OPERATION_{event}"
        assert bench.posted[-1].body["mnoName"] == "US Cellular"
    count = len(bench.events())
    bench.client.post(path, json={"status": "REGISTERED"})
    assert len(bench.events()) == count
    assert bench.client.post(path, json={"status": "GONE"}).status_code == 400
    assert bench.client.post(path.replace("10037", "10036"), json={"status": "REVIEW"}).status_code == 404


def test_what_a_person_decided_stays_when_the_carrier_would_have_decided(bench: Bench) -> None:
    campaign_id = bench.shared()
    bench.advance(5 * DAY + 2 * HOUR)
    bench.control(f"/campaigns/{campaign_id}/carriers/10017", {"status": "REJECTED"})
    bench.advance(5 * DAY)
    assert bench.operation(campaign_id)["10017"] == "REJECTED"
