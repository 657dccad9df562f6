"""Every kind of entity comes to its end: what the registry asks of it is done, and a campaign of its own use case runs."""

from typing import Any

import pytest

from onboarding.domain.chain import ChainStatus
from onboarding.domain.states import Identity, Proof
from onboarding.domain.states import Registration as State
from onboarding.services import proving, status
from onboarding.services.proving import Given
from onboarding.store.fees import LedgerEntry
from tests.world import World

PERSON: dict[str, Any] = {
    "entity_type": "SOLE_PROPRIETOR",
    "first_name": "Maria",
    "last_name": "Lopez",
    "mobile": "(415) 555-0143",
    "use_case": "SOLE_PROPRIETOR",
}
LISTED: dict[str, Any] = {
    "entity_type": "PUBLIC_PROFIT",
    "stock_symbol": "BLDB",
    "stock_exchange": "NASDAQ",
    "contact_email": "maria.lopez@rehearsal-bakery.example",
}


def stands(world: World, registration_id: int) -> ChainStatus:
    with world.reading() as session:
        return status.chain_status(session, world.registration(registration_id))


def pin_of(world: World, registration_id: int) -> str:
    """The PIN on the newest text of the registry."""
    brand = world.registration(registration_id).brand
    assert brand is not None
    shown = world.simulator_app.test_client().get(f"/control/brands/{brand.registry_id}/otp").get_json()
    return str(shown["pin"])


def wanted(world: World, registration_id: int) -> proving.Wanted:
    found = proving.wanted(world.registration(registration_id))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("kind", "use_case"),
    [("PRIVATE_PROFIT", "LOW_VOLUME"), ("NON_PROFIT", "CHARITY"), ("GOVERNMENT", "LOW_VOLUME")],
)
def test_who_has_only_a_tax_record_to_show_comes_through_unasked(world: World, kind: str, use_case: str) -> None:
    registration_id = world.approved(entity_type=kind, use_case=use_case)
    world.pass_days(9)
    row = world.registration(registration_id)
    assert row.brand is not None
    assert (row.state, row.brand.proof) == (State.DONE, Proof.NOT_NEEDED)


def test_a_sole_proprietor_types_the_code_and_comes_through(world: World) -> None:
    registration_id = world.approved(ein="", **PERSON)
    world.pass_days(0)
    assert stands(world, registration_id) is ChainStatus.CONFIRM_MOBILE
    assert world.registration(registration_id).state in {State.FILING, State.WAITING}
    assert proving.give_pin(world.ports, wanted(world, registration_id), "000000") is Given.WRONG
    assert stands(world, registration_id) is ChainStatus.CONFIRM_MOBILE
    pin = pin_of(world, registration_id)
    assert proving.give_pin(world.ports, wanted(world, registration_id), pin) is Given.RIGHT
    world.pass_days(9)
    row = world.registration(registration_id)
    assert row.brand is not None
    assert (row.state, row.brand.identity, row.brand.proof) == (State.DONE, Identity.VERIFIED, Proof.GIVEN)
    assert row.brand.ein is None, "a person has no EIN"


def test_a_code_that_is_given_in_two_windows_is_given_once(world: World) -> None:
    registration_id = world.approved(ein="", **PERSON)
    world.pass_days(0)
    asked, pin = wanted(world, registration_id), pin_of(world, registration_id)
    assert proving.give_pin(world.ports, asked, pin) is Given.RIGHT
    assert proving.give_pin(world.ports, asked, pin) is Given.RIGHT


def test_a_sole_proprietor_asks_for_another_code_and_the_newest_counts(world: World) -> None:
    registration_id = world.approved(ein="", **PERSON)
    world.pass_days(0)
    old = pin_of(world, registration_id)
    proving.send_again(world.ports, wanted(world, registration_id))
    new = pin_of(world, registration_id)
    asked = wanted(world, registration_id)
    assert new == old or proving.give_pin(world.ports, asked, old) is Given.WRONG
    assert proving.give_pin(world.ports, asked, new) is Given.RIGHT


def test_who_asks_for_codes_too_often_is_told_to_wait(world: World) -> None:
    registration_id = world.approved(ein="", **PERSON)
    world.pass_days(0)
    with pytest.raises(proving.NotNow, match="Wait an hour"):
        for _ in range(5):
            proving.send_again(world.ports, wanted(world, registration_id))


def test_a_registry_out_of_order_loses_no_code(world: World) -> None:
    registration_id = world.approved(ein="", **PERSON)
    world.pass_days(0)
    pin = pin_of(world, registration_id)
    world.control("/faults", {"down": True})
    with pytest.raises(proving.NotNow, match="try again in a minute"):
        proving.give_pin(world.ports, wanted(world, registration_id), pin)
    world.control("/faults", {"down": False})
    assert proving.give_pin(world.ports, wanted(world, registration_id), pin) is Given.RIGHT


def test_a_listed_company_answers_the_mail_and_pays_for_it_once(world: World) -> None:
    registration_id = world.approved(**LISTED)
    world.pass_days(0)
    assert stands(world, registration_id) is ChainStatus.CONFIRM_MAIL
    world.pass_days(9)
    row = world.registration(registration_id)
    assert row.brand is not None
    assert (row.state, row.brand.proof) == (State.DONE, Proof.GIVEN)
    with world.reading() as session:
        paid = session.query(LedgerEntry).filter_by(registration_id=registration_id, account="charge").all()
        assert [entry.cents for entry in paid if entry.item == "confirmation"] == [1250]


def test_a_mail_that_failed_asks_the_owner_and_a_correction_orders_another(world: World) -> None:
    registration_id = world.approved(ein="99-0000114", **LISTED)
    world.pass_days(1)
    assert stands(world, registration_id) is ChainStatus.CONFIRMATION_FAILED
    assert world.registration(registration_id).state is State.ACTION_NEEDED
    world.correct(registration_id, contact_email="jo.lopez@rehearsal-bakery.example")
    world.submit(registration_id)
    world.decide(registration_id)
    world.drain()
    with world.reading() as session:
        ordered = session.query(LedgerEntry).filter_by(registration_id=registration_id, item="confirmation").count()
    assert ordered == 2, "each order costs"


def test_a_mobile_that_cannot_be_one_asks_the_owner_for_another(world: World) -> None:
    registration_id = world.approved(ein="", **PERSON | {"mobile": "(800) 555-0143"})
    world.pass_days(0)
    row = world.registration(registration_id)
    assert row.state is State.ACTION_NEEDED
    with world.reading() as session:
        assert [told.reason.id for told in status.reasons(session, row)] == ["MOBILE_UNFIT"]


def test_another_mobile_gets_a_code_of_its_own(world: World) -> None:
    registration_id = world.approved(ein="", **PERSON)
    world.pass_days(0)
    proving.give_pin(world.ports, wanted(world, registration_id), pin_of(world, registration_id))
    world.pass_days(9)
    world.control(f"/campaigns/{campaign(world, registration_id)}/expire")
    world.drain()
    world.correct(registration_id, mobile="(415) 555-0144")
    world.submit(registration_id)
    world.decide(registration_id)
    world.pass_days(0)
    row = world.registration(registration_id)
    assert row.brand is not None
    assert row.brand.proof is Proof.PIN_SENT, "the registry wants to know the new one"
    assert stands(world, registration_id) is not ChainStatus.LIVE


def campaign(world: World, registration_id: int) -> str:
    row = world.registration(registration_id).campaign
    assert row is not None
    return str(row.registry_id)
