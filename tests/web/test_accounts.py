"""Accounts: signing up, confirming, signing in and out, passwords; nobody learns who else has an account."""

import pytest

from tests.page import Client
from tests.web import walks
from tests.world import PASSWORD, World

NEW = "new@example.com"
OTHER = "another horse battery staple"


def sign_in(client: Client, email: str, password: str, status: int | None = None) -> list[str]:
    client.get("/login")
    page = client.submit({"email": email, "password": password}, status=status)
    return page.errors


def test_an_account_works_once_its_address_is_confirmed(world: World) -> None:
    client = world.client()
    client.get("/register")
    page = client.submit({"email": NEW, "password": PASSWORD})
    assert page.h1 == "Check your e-mail"
    assert sign_in(client, NEW, PASSWORD, 200), "nobody signs in with an address that may be somebody else's"
    client.get(walks.link_in_newest_mail(client), status=302)
    assert sign_in(client, NEW, PASSWORD) == []
    assert client.page is not None
    assert client.page.h1 == "Name your business"


def test_a_confirmation_that_was_used_or_tampered_with_is_told_calmly(world: World) -> None:
    client = world.client()
    client.get("/register")
    client.submit({"email": NEW, "password": PASSWORD})
    link = walks.link_in_newest_mail(client)
    client.get(link, status=302)
    client.get(link, status=302)
    assert "confirmed" in " ".join(client.get("/login").flashes)
    client.get("/confirm/nonsense", status=302)
    assert client.get("/login").flashes == ["This link does not work. Ask for a new one."]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "no address", "password": PASSWORD}, "Enter an e-mail address such as name@example.com."),
        ({"email": "", "password": PASSWORD}, "Enter your e-mail address."),
        ({"email": NEW, "password": "short"}, "Use a password of 8 characters or more."),
        ({"email": NEW, "password": ""}, "Enter a password."),
    ],
)
def test_signing_up_says_what_is_wrong(world: World, typed: dict[str, str], said: str) -> None:
    client = world.client()
    client.get("/register")
    page = client.submit(typed, status=200)
    assert page.errors == [said]
    assert page.one("input[name=email]").etree_element.get("value") == typed["email"]


def test_signing_up_twice_tells_strangers_nothing(world: World) -> None:
    world.user(NEW)
    client = world.client()
    client.get("/register")
    assert client.submit({"email": NEW, "password": PASSWORD}).h1 == "Check your e-mail"
    assert "already" in client.get("/outbox").texts(".panel .mail")[0]


def test_a_wrong_password_and_an_unknown_address_sound_the_same(world: World) -> None:
    world.user(NEW)
    client = world.client()
    wrong = sign_in(client, NEW, "wrong horse battery", 200)
    unknown = sign_in(client, "nobody@example.com", PASSWORD, 200)
    assert wrong == unknown != []
    assert "The e-mail address and the password don't match" in wrong[0]


def test_a_forgotten_password_is_replaced_by_mail(world: World) -> None:
    world.user(NEW)
    client = world.client()
    client.get("/login")
    client.click("Forgot your password?")
    client.submit({"email": NEW}, status=200)
    client.get(walks.link_in_newest_mail(client))
    client.submit({"password": OTHER, "password_confirm": OTHER})
    fresh = world.client()
    assert sign_in(fresh, NEW, PASSWORD, 200) != []
    assert sign_in(fresh, NEW, OTHER) == []


def test_a_password_is_changed_by_who_knows_the_old_one(world: World) -> None:
    client = world.signed_in(NEW)
    client.get("/change")
    typed = {"password": "wrong horse", "new_password": OTHER, "new_password_confirm": OTHER}
    assert client.submit(typed, status=200).errors != []
    client.submit(typed | {"password": PASSWORD})
    assert sign_in(world.client(), NEW, OTHER) == []


def test_signing_out_ends_it(world: World) -> None:
    client = world.signed_in(NEW)
    client.get("/businesses/new")
    client.submit(form=".account-panel form", button="Sign out")
    assert client.client.get("/businesses/new").status_code == 302


def test_the_way_back_stays_on_this_site(world: World) -> None:
    world.user(NEW)
    for elsewhere in ("//evil.example", "https://evil.example/", "/\\evil.example"):
        client = world.client()
        client.get("/login", query_string={"next": elsewhere})
        assert sign_in(client, NEW, PASSWORD) == []
        assert client.page is not None
        assert client.page.path == "/businesses/new"


def test_who_was_sent_to_sign_in_comes_back_to_the_page(world: World) -> None:
    business = world.business(world.user(NEW))
    client = world.client()
    answer = client.client.get(f"/b/{business}/status")
    client.get(answer.location)
    assert client.submit({"email": NEW, "password": PASSWORD}).path == f"/b/{business}/status"


def test_the_other_account_pages_are_good_pages(world: World) -> None:
    client = world.client()
    for path, heading in (("/confirm", "Confirm your e-mail address"), ("/check-your-mail", "Check your e-mail")):
        assert client.get(path).h1 == heading
    client.get("/confirm")
    client.submit({"email": "nobody@example.com"}, status=200)
    assert world.signed_in(NEW).get("/verify").h1 == "Please enter your password again"
