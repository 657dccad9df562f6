"""The first pages: the welcome page, naming a business, and the way home."""

import pytest

from tests.page import Client
from tests.world import World


def test_the_welcome_page_leads_in(world: World) -> None:
    page = world.client().get("/")
    assert page.h1 == "Get your number approved for texting"
    assert (page.href("Create your account"), page.texts("main .buttons a")[1]) == ("/register", "Sign in")


def test_who_is_signed_in_goes_home(owner: Client) -> None:
    assert owner.client.get("/").location == "/home"
    assert owner.client.get("/home").location == "/businesses/new"


def test_naming_a_business_begins_its_registration(owner: Client) -> None:
    owner.get("/businesses/new")
    page = owner.submit({"name": "  Blue Door Bakery  "})
    assert page.h1 == "Register for texting"
    assert page.texts(".caption") == ["Blue Door Bakery"]
    assert owner.client.get("/home").location == page.path


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter the name of your business."),
        ("  x ", "Enter the name of your business."),
        ("x" * 256, "Use a name of 255 characters or fewer."),
    ],
)
def test_a_name_that_is_none_is_refused(owner: Client, typed: str, said: str) -> None:
    owner.get("/businesses/new")
    page = owner.submit({"name": typed}, status=422)
    assert page.errors == [said]
    assert page.texts(".field-error") == [f"Error: {said}"]


def test_a_double_click_makes_one_business(owner: Client) -> None:
    owner.get("/businesses/new")
    first = owner.submit({"name": "Blue Door Bakery"})
    owner.get("/businesses/new")
    assert owner.submit({"name": "Blue Door Bakery"}).path == first.path


def test_several_businesses_stand_in_a_list(owner: Client, mine: str) -> None:
    owner.get("/businesses/new")
    owner.submit({"name": "Red Gate Florist"})
    page = owner.get("/home")
    assert page.texts("main .task-link") == ["Blue Door Bakery", "Red Gate Florist"]
    assert mine in page.href("Blue Door Bakery")


def test_staff_go_to_their_desk(staff: Client) -> None:
    assert staff.client.get("/home").location == "/desk/"


def test_a_name_is_shown_as_it_was_typed_and_runs_nothing(owner: Client) -> None:
    owner.get("/businesses/new")
    page = owner.submit({"name": '<script>alert("1")</script> & “Söhne” 🥐'})
    assert page.texts(".caption") == ['<script>alert("1")</script> & “Söhne” 🥐']
