"""What was tried and then overtaken: it may have been carried out, so it is looked up before anybody forgets it."""

from datetime import timedelta

import requests

from onboarding.domain.answers import digest
from onboarding.domain.chain import Step
from onboarding.domain.states import Identity, Machine, Proof, Registry
from onboarding.domain.states import Registration as State
from onboarding.services import dispatch, ending, filing, proving, status, working
from onboarding.store.brands import Brand
from onboarding.store.fees import LedgerEntry
from onboarding.store.intents import Intent
from onboarding.store.moves import move
from onboarding.store.registrations import Registration
from tests.services.test_kinds import LISTED, PERSON, pin_of
from tests.services.wire_trouble import line, lost
from tests.world import World


def end(world: World, registration_id: int) -> None:
    with world.transaction() as session:
        row = session.get_one(Registration, registration_id)
        ending.end(session, row, version=row.version, cause=world.cause())


def go_on(world: World, days: float = 3) -> None:
    for _ in range(6):
        world.wait(4000)
        world.drain()
    world.pass_days(days)


def costs(world: World, item: str) -> int:
    with world.reading() as session:
        return session.query(LedgerEntry).filter_by(item=item, account="cost").count()


def shown(world: World, registration_id: int) -> list[str]:
    with world.reading() as session:
        return [told.reason.id for told in status.reasons(session, world.registration(registration_id))]


def test_a_campaign_whose_creation_was_not_answered_is_found_paid_for_and_ended(world: World) -> None:
    registration_id = world.approved()
    with line(world, after=lost("POST", "/campaignBuilder")):
        world.drain()
        world.pass_time(timedelta(seconds=10))
    end(world, registration_id)
    go_on(world)
    assert [each["status"] for each in world.state()["campaigns"]] == ["EXPIRED"]
    assert costs(world, "campaign_created") == 1
    assert world.registration(registration_id).state is State.CLOSED


def test_a_brand_whose_creation_never_arrived_is_forgotten(world: World) -> None:
    registration_id = world.approved()

    def away(request: requests.PreparedRequest) -> None:
        if request.method == "POST":
            raise requests.ReadTimeout("the request got lost on the way")

    with line(world, before=away):
        world.drain()
    end(world, registration_id)
    go_on(world)
    assert world.state()["brands"] == []
    assert costs(world, "brand_created") == 0
    with world.reading() as session:
        assert [wish.outcome for wish in session.query(Intent)] == ["dropped"]


def test_who_ends_while_a_replaced_campaign_still_runs_pays_for_neither(world: World) -> None:
    registration_id = world.approved(ein="99-0000122")
    world.pass_days(6)
    world.correct(registration_id, use_case="CUSTOMER_CARE", sub_use_cases=())
    world.submit(registration_id)
    world.decide(registration_id)
    end(world, registration_id)
    go_on(world)
    assert {each["status"] for each in world.state()["campaigns"]} == {"EXPIRED"}
    world.pass_time(timedelta(days=150))
    assert costs(world, "month_begun") == 0


def test_a_refusal_asks_the_owner_whatever_news_came_between(world: World) -> None:
    registration_id = world.approved(ein="99-0000117")
    world.pass_days(1)
    for word in (Identity.UNKNOWN, Identity.VERIFIED):
        with world.transaction() as session:
            brand = session.get_one(Brand, world.registration(registration_id).brand_id)
            move(session, brand, Machine.IDENTITY, word, world.cause("registry", "poll"))
        for piece in working.due_work(world.ports):
            working.work(world.ports, piece.id)
        assert world.registration(registration_id).state is State.ACTION_NEEDED, word


def test_an_order_that_is_still_open_is_not_taken_for_one_that_was_made(world: World) -> None:
    registration_id = world.approved(ein="99-0000114", **LISTED)
    world.pass_days(2)
    world.correct(registration_id, contact_email="boss@rehearsal-bakery.example")
    world.submit(registration_id)
    world.decide(registration_id)

    def down(request: requests.PreparedRequest) -> None:
        if request.method == "POST" and "externalVetting" in str(request.url):
            raise requests.ConnectTimeout("down")

    with line(world, before=down):
        world.drain()
        dispatch.advance(world.ports, registration_id)
    assert world.registration(registration_id).state is State.FILING
    go_on(world, days=0)
    assert costs(world, "mail_ordered") == 2


def test_another_contact_is_confirmed_before_a_campaign_is_filed_on_it(world: World) -> None:
    registration_id = world.approved(ein="99-0000117", **LISTED)
    world.pass_days(3)
    world.correct(registration_id, contact_email="boss@rehearsal-bakery.example")
    world.submit(registration_id)
    world.decide(registration_id)
    world.pass_days(20)
    row = world.registration(registration_id)
    assert row.brand is not None
    assert (row.state, row.brand.proof) == (State.DONE, Proof.GIVEN)


def test_a_mail_that_nobody_answered_can_be_asked_for_again_unchanged(world: World) -> None:
    registration_id = world.approved(ein="99-0000115", **LISTED)
    world.pass_days(33)
    assert shown(world, registration_id) == ["MAIL_UNANSWERED"]
    world.submit(registration_id)
    world.decide(registration_id)
    world.drain()
    assert costs(world, "mail_ordered") == 2


def test_an_unverified_listed_company_reads_that_it_is_not_verified(world: World) -> None:
    registration_id = world.approved(ein="99-0000101", **LISTED)
    world.pass_days(2)
    with world.reading() as session:
        found = status.show(session, world.registration(registration_id))
    assert found.status == "business_not_verified"
    assert [told.reason.id for told in found.reasons] == ["NAME_EIN_MISMATCH"]


def test_a_brand_filed_by_an_older_release_keeps_its_identity_on_an_edit(world: World) -> None:
    registration_id = world.approved(ein="99-0000122")
    world.pass_days(6)
    with world.transaction() as session:
        row = session.get_one(Registration, registration_id)
        submission = filing.approved(session, row)
        assert submission is not None
        assert row.brand is not None
        content = filing.filed(session, row, submission, world.ports.vault, world.settings)
        four = ("companyName", "ein", "einIssuingCountry", "entityType")
        row.brand.identity_digest = digest({name: content.brand.get(name) for name in four})
    world.correct(registration_id, email="other@rehearsal-bakery.example")
    world.submit(registration_id)
    world.decide(registration_id)
    go_on(world, days=1)
    assert costs(world, "brand_revetted") == 0


def test_an_answer_that_was_emptied_is_emptied_at_the_registry(world: World) -> None:
    sample = "Rehearsal Bakery: Hi [first name], we are closed on [date]. Reply STOP to opt out."
    registration_id = world.approved(ein="99-0000122", sample3=sample)
    world.pass_days(6)
    assert world.state()["campaigns"][0]["sample3"] == sample
    world.correct(registration_id, sample3="")
    world.submit(registration_id)
    world.decide(registration_id)
    world.pass_days(1)
    assert "sample3" not in world.state()["campaigns"][0]


def test_codes_that_arrived_though_nobody_said_so_can_be_typed_in(world: World) -> None:
    registration_id = world.approved(ein="", **PERSON)
    with line(world, after=lost("POST", "/smsOtp", times=3)):
        world.drain()
        world.pass_time(timedelta(seconds=10))
        for _ in range(5):
            world.wait(100)
            world.drain()
    asked = proving.wanted(world.registration(registration_id))
    assert asked is not None
    assert proving.give_pin(world.ports, asked, pin_of(world, registration_id)) is proving.Given.RIGHT


def test_a_wrong_mobile_is_taken_back_and_the_right_one_gets_the_code(world: World) -> None:
    registration_id = world.approved(ein="", **PERSON)
    world.pass_days(0)
    with world.transaction() as session:
        proving.wrong_mobile(session, session.get_one(Registration, registration_id), world.cause())
    world.drain()
    assert world.registration(registration_id).state is State.ACTION_NEEDED
    assert shown(world, registration_id) == ["MOBILE_WRONG"]
    world.correct(registration_id, mobile="(415) 555-0144")
    world.submit(registration_id)
    world.decide(registration_id)
    world.pass_days(0)
    asked = proving.wanted(world.registration(registration_id))
    assert asked is not None
    proving.give_pin(world.ports, asked, pin_of(world, registration_id))
    world.pass_days(9)
    assert world.registration(registration_id).state is State.DONE


def test_the_carriers_of_a_campaign_that_was_found_are_all_waited_for(world: World) -> None:
    registration_id = world.approved()
    with line(world, after=lost("POST", "/campaignBuilder", times=1)):
        world.drain()
        world.pass_time(timedelta(seconds=10))
        go_on(world, days=0)
    row = world.registration(registration_id)
    assert row.campaign is not None
    assert (row.campaign.record, len(row.campaign.carriers)) == (Registry.ACTIVE, 6)


def test_a_check_that_was_never_asked_for_is_not_parked(world: World) -> None:
    registration_id = world.approved(ein="99-0000101")
    world.pass_days(1)
    world.correct(registration_id, ein="59-7654321")
    world.submit(registration_id)
    world.decide(registration_id)
    silent = [2]

    def away(request: requests.PreparedRequest) -> None:
        if silent[0] and request.method == "GET" and "/brand/" in str(request.url):
            silent[0] -= 1
            raise requests.ReadTimeout("silent")
        if not silent[0] and request.method == "PUT" and str(request.url).endswith("/revet") and silent.pop() == 0:
            silent.append(-1)
            raise requests.ConnectTimeout("never connected")

    with line(world, before=away):
        world.drain()
        for _ in range(6):
            world.wait(100)
            world.drain()
    go_on(world, days=9)
    assert world.registration(registration_id).state is State.DONE
    assert costs(world, "brand_revetted") == 1


def test_a_share_that_the_registry_refuses_to_show_is_dropped_and_the_ending_goes_on(world: World) -> None:
    registration_id = world.approved()
    with line(world, after=lost("PUT", "/sharing/BANDW")):
        world.drain()
        world.pass_time(timedelta(seconds=10))
    end(world, registration_id)

    def refused(request: requests.PreparedRequest, answer: requests.Response) -> None:
        if request.method == "GET" and str(request.url).endswith("/sharing"):
            answer.status_code, answer._content = 400, b'[{"code": 999, "description": "not shown", "fields": []}]'

    with line(world, after=refused):
        go_on(world)
    with world.reading() as session:
        outcomes = {wish.step: wish.outcome for wish in session.query(Intent)}
    assert outcomes[Step.SHARE] == "dropped"
    assert [each["status"] for each in world.state()["campaigns"]] == ["EXPIRED"]
