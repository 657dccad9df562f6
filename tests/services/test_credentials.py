"""Credentials rotate while everything runs: requests use the newest, notices of before are taken for a day."""

from datetime import timedelta

import pytest

from onboarding.services import credentials
from onboarding.services.credentials import Keys
from onboarding.store.configuration import Configuration
from onboarding.store.credentials import newest
from tests.world import World


def rotate(world: World, key: str, secret: str) -> None:
    with world.transaction() as session:
        credentials.rotate(session, world.ports.vault, key, secret, by="test", at=world.clock.wall())


def keys(world: World) -> Keys:
    return Keys(world.ports.readers, world.ports.vault, world.settings, world.clock.wall)


def test_without_configuration_the_settings_count(world: World) -> None:
    assert keys(world).current() == (world.settings.registry_key, world.settings.registry_secret)
    assert keys(world).secrets() == (world.settings.registry_secret,)


def test_a_running_process_uses_the_newest_pair_with_its_next_request(world: World) -> None:
    running = keys(world)
    assert running.current()[0] == world.settings.registry_key
    rotate(world, "key-2", "secret-2")
    assert running.current() == ("key-2", "secret-2")
    rotate(world, "key-3", "secret-3")
    assert running.current() == ("key-3", "secret-3")


def test_notices_signed_before_a_rotation_are_taken_for_a_day(world: World) -> None:
    rotate(world, "key-2", "secret-2")
    assert keys(world).secrets() == ("secret-2", world.settings.registry_secret)
    world.wait(timedelta(days=1, seconds=1).total_seconds())
    assert keys(world).secrets() == ("secret-2",)


def test_a_process_that_knows_the_old_secret_looks_again_and_not_more_than_once_a_second(world: World) -> None:
    running = keys(world)
    assert running.secrets() == (world.settings.registry_secret,)
    rotate(world, "key-2", "secret-2")
    assert running.secrets() == (world.settings.registry_secret,), "no notice pays for a look"
    assert running.secrets_now()[0] == "secret-2"
    rotate(world, "key-3", "secret-3")
    assert running.secrets_now()[0] == "secret-2", "a flood of forged notices makes one look a second"


def test_what_is_stored_is_sealed(world: World) -> None:
    rotate(world, "key-2", "secret-2")
    with world.reading() as session:
        stored = session.query(Configuration).filter_by(key="registry_credentials").one()
        assert set(stored.value) == {"sealed"}
        assert "secret-2" not in str(stored.value)
        assert b"secret-2" not in bytes.fromhex(stored.value["sealed"])
        assert "secret-2" not in repr(newest(session, world.ports.vault))


@pytest.mark.parametrize(("key", "secret"), [("", "s"), ("k", ""), ("k:y", "s"), ("kéy", "s"), ("k", "sécret")])
def test_a_pair_that_cannot_travel_is_refused(world: World, key: str, secret: str) -> None:
    with pytest.raises(ValueError, match="header"):
        rotate(world, key, secret)


def test_a_process_that_never_meets_a_wrong_notice_forgets_the_old_secret_all_the_same(world: World) -> None:
    rotate(world, "key-2", "secret-2")
    running = keys(world)
    assert len(running.secrets()) == 2
    world.wait(timedelta(days=1, seconds=1).total_seconds())
    assert running.secrets() == ("secret-2",)
