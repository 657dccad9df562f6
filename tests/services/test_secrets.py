"""Tax ids and credentials: nowhere in plain, whatever is written, logged, mailed or posted."""

import logging
from collections.abc import Iterator

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import select

from onboarding.services.registrations import EIN_COLUMN, SUBMISSION_EIN_COLUMN
from onboarding.services.review import BRAND_EIN_COLUMN
from onboarding.store.brands import Brand
from onboarding.store.registrations import Registration, SubmissionPayload
from onboarding.store.tables import metadata
from tests.world import World

EIN, DIGITS = "59-7654321", "597654321"


@pytest.fixture
def told(world: World, caplog: pytest.LogCaptureFixture) -> Iterator[World]:
    """A world in which an owner's registration went all the way, with everything logged."""
    with caplog.at_level(logging.DEBUG):
        registration_id = world.approved(ein=EIN, owner_id=world.user("owner@example.com"))
        world.pass_days(9)
        assert world.registration(registration_id).state == "done"
        yield world


def cells(world: World) -> Iterator[tuple[str, str]]:
    """Every value in the database as text, with its place."""
    with world.reading() as session:
        for table in metadata.sorted_tables:
            for row in session.execute(select(table)).mappings():
                for column, value in row.items():
                    text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                    yield f"{table.name}.{column}", text


def test_the_registry_was_told_the_tax_id(told: World) -> None:
    assert [brand["ein"].replace("-", "") for brand in told.state()["brands"]] == [DIGITS]


def test_the_tax_id_stands_nowhere_in_the_database(told: World) -> None:
    found = list(cells(told))
    assert len(found) > 500
    assert [place for place, text in found if EIN in text or DIGITS in text] == []


def test_no_credential_stands_in_the_database(told: World) -> None:
    settings = told.settings
    secrets = (settings.vault_secret, settings.registry_secret, settings.messaging_hook_secret, "correct horse battery")
    assert [place for place, text in cells(told) if any(secret in text for secret in secrets)] == []


def test_the_tax_id_stands_in_no_log_mail_or_ring(told: World, caplog: pytest.LogCaptureFixture) -> None:
    lines = [record.getMessage() for record in caplog.get_records("setup")]
    letters = [f"{one.subject} {one.text} {one.html}" for one in told.letterbox.letters]
    rings = [" ".join(ring) for ring in told.bell.rung]
    assert min(len(lines), len(letters), len(rings)) >= 5
    assert [text for text in (*lines, *letters, *rings) if EIN in text or DIGITS in text] == []


def test_a_refusal_does_not_carry_the_tax_id_either(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        world.approved(ein="99-0000105")
        world.pass_days(1)
    assert [place for place, text in cells(world) if "99-0000105" in text or "990000105" in text] == []
    assert "990000105" not in caplog.text


def test_equal_tax_ids_find_each_other_without_being_readable(told: World) -> None:
    twin = told.complete(told.business(name="Twin"), ein=DIGITS)
    with told.reading() as session:
        indexes = {row.ein_index for row in session.scalars(select(Registration))}
        assert len(indexes) == 1
        sealed = [row.ein for row in session.scalars(select(Registration))]
        assert len(set(sealed)) == 2, "equal values are sealed differently"
        assert told.ports.vault.open(session.get_one(Registration, twin).ein, EIN_COLUMN) == DIGITS


def test_each_copy_is_sealed_for_its_own_column(told: World) -> None:
    with told.reading() as session:
        brand, payload = session.scalars(select(Brand)).one(), session.scalars(select(SubmissionPayload)).one()
        vault = told.ports.vault
        assert vault.open(brand.ein, BRAND_EIN_COLUMN) == vault.open(payload.ein, SUBMISSION_EIN_COLUMN) == EIN
        with pytest.raises(InvalidTag):
            vault.open(brand.ein, SUBMISSION_EIN_COLUMN)
