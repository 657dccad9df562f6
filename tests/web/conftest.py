"""An owner with a business, signed in."""

import pytest

from tests.page import Client
from tests.world import World

OWNER = "owner@example.com"


@pytest.fixture
def owner(world: World) -> Client:
    """Somebody who is signed in."""
    return world.signed_in(OWNER)


@pytest.fixture
def mine(world: World, owner: Client) -> str:
    """The owner's business with a draft registration."""
    return world.business(world.user(OWNER), "Blue Door Bakery")


@pytest.fixture
def staff(world: World) -> Client:
    """Somebody of the review desk."""
    return world.signed_in("staff@example.com", staff=True)
