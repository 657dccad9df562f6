"""Own domains: nothing is served before the DNS proves it, nobody takes another's, and a lost one is let go."""

from datetime import timedelta

import pytest

from onboarding.services import documents, domains
from onboarding.services.domains import NotADomain, host_typed
from onboarding.services.ports import Unavailable
from onboarding.store.domains import Domain, by_host
from onboarding.store.registrations import Registration
from tests.services.test_publishing import publish, slug
from tests.world import World

HOST = "texts.bakery.example"


def add(world: World, registration_id: int = 1, host: str = HOST) -> Domain:
    with world.transaction() as session:
        business_id = session.get_one(Registration, registration_id).business_id
        return domains.add(session, business_id, host, world.ports)


def answer(world: World, row: Domain, said: str | Exception | None = None) -> None:
    """What the owner's name servers say from now on, and a look at it."""
    world.dns.records[f"_greenlight.{row.host}"] = (
        said if isinstance(said, Exception) else [said or domains.expected(row)]
    )
    with world.transaction() as session:
        domains.look(session, row.business_id, row.host, world.clock.now())
    world.drain()


def reachable(world: World, host: str = HOST) -> None:
    """As the web would have it once the second record leads to us."""
    page = world.app.test_client().get(f"/p/{slug(world, 1)}/privacy", base_url="http://greenlight.test")
    world.web.pages[f"https://{host}/privacy"] = page.get_data(as_text=True)


def state(world: World, host: str = HOST) -> tuple[str, str]:
    with world.reading() as session:
        row = by_host(session, host)
        assert row is not None
        return row.state, row.trouble


def get(world: World, path: str, host: str = HOST) -> tuple[int, str]:
    with world.app.test_client().get(path, base_url=f"http://{host}") as found:
        return found.status_code, found.get_data(as_text=True)


@pytest.fixture
def verified(world: World) -> World:
    world.complete(world.business())
    row = add(world)
    reachable(world)
    answer(world, row)
    assert state(world) == ("verified", "")
    return world


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("texts.bakery.com", "texts.bakery.com"), ("https://Texts.Bakery.com/privacy", "texts.bakery.com"), (" x.y.org. ", "x.y.org"),
        ("müller.de", "xn--mller-kva.de"), ("localhost", ""), ("127.0.0.1", ""), ("a b.com", ""), ("", ""), ("-x.com", ""),
        ("x" * 300 + ".com", ""), ("user@mail.com", ""), ("[::1]", ""), ("a.com:80", "a.com"),
    ],
)  # fmt: skip
def test_what_people_type_becomes_a_host_name(typed: str, host: str) -> None:
    assert host_typed(typed) == host


def test_nothing_is_served_before_the_record_is_there(world: World) -> None:
    world.complete(world.business())
    row = add(world)
    world.drain()
    assert state(world) == ("failed", "no_record")
    assert get(world, "/privacy")[0] == 400
    answer(world, row, "greenlight=somebody else's")
    assert state(world) == ("failed", "other_record")
    answer(world, row, Unavailable("no answer"))
    assert state(world)[1] == "no_answer"
    assert get(world, "/privacy")[0] == 400


@pytest.mark.parametrize(
    ("path", "says"), [("/privacy", "Privacy policy of"), ("/terms", "Texting terms of"), ("/opt-in", "Texts from")]
)
def test_a_proved_domain_shows_the_public_pages(verified: World, path: str, says: str) -> None:
    status, html = get(verified, path)
    assert status == 200
    assert f"<h1>{says} Rehearsal Bakery</h1>" in html
    assert 'href="/terms"' in html
    assert f'<link rel="canonical" href="http://{HOST}{path}">' in html
    assert get(verified, f"{path}?lang=es")[0] == 200
    assert get(verified, f"{path}/versions")[0] == 200
    assert get(verified, "/static/public.css")[0] == 200


@pytest.mark.parametrize(
    "path",
    ["/login", "/home", "/desk/", "/api/v1/verdict", "/hooks/registry", "/outbox", "/p/other/privacy", "/b/x/", "/privacy/../login",
     "/privacyx", "/static/greenlight.css", "/health/live", "/brand.css", "//login", "/%2e%2e/login"],
)  # fmt: skip
def test_nothing_else_is_reached_under_it(verified: World, path: str) -> None:
    assert get(verified, path)[0] in {301, 404, 308}
    posted = verified.app.test_client().post(path, base_url=f"http://{HOST}", data={"email": "a", "password": "b"})
    assert posted.status_code in {301, 404, 405, 308}


def test_the_form_works_there_too(verified: World) -> None:
    found = verified.app.test_client().post(
        "/opt-in", base_url=f"http://{HOST}", data={"phone": "4155550123", "purpose": "service"}
    )
    assert found.status_code == 200
    assert 'action="/opt-in"' in found.get_data(as_text=True)


def test_its_address_is_what_documents_link_to_and_what_is_filed(verified: World) -> None:
    publish(verified, 1)
    assert f"https://{HOST}/terms" in get(verified, "/privacy")[1]
    with verified.reading() as session:
        links = documents.published_links(session, session.get_one(Registration, 1).business_id, verified.settings)
    assert links.privacy == f"https://{HOST}/privacy"
    assert (
        verified.app.test_client().get(f"/p/{slug(verified, 1)}/privacy", base_url="http://greenlight.test").status_code
        == 200
    )


def test_a_domain_that_does_not_lead_to_us_is_not_filed(world: World) -> None:
    world.complete(world.business())
    answer(world, add(world))
    assert state(world) == ("verified", "")
    with world.reading() as session:
        links = documents.published_links(session, 1, world.settings)
    assert links.privacy.startswith("http://greenlight.test/p/")


def test_the_proxy_may_ask_which_domains_are_ours(verified: World) -> None:
    client = verified.app.test_client()
    for host, status in ((HOST, 200), ("other.example", 404), ("", 404), ("greenlight.test", 404)):
        assert client.get(f"/hooks/domain?domain={host}", base_url="http://greenlight.test").status_code == status


def test_nobody_takes_a_proved_domain_but_anybody_a_pending_one(verified: World) -> None:
    other = verified.complete(verified.business(), ein="59-1234568")
    with pytest.raises(NotADomain, match="in use already"):
        add(verified, other)
    mine = add(verified, 1, "a.example")
    theirs = add(verified, other, "a.example")
    assert theirs.token != mine.token
    assert add(verified, other, "a.example").id == theirs.id, "asking twice is asking once"


@pytest.mark.parametrize("typed", ["greenlight.test", "x.greenlight.test", "nonsense", "com"])
def test_what_cannot_be_an_own_domain_is_refused(verified: World, typed: str) -> None:
    with pytest.raises(NotADomain):
        add(verified, 1, typed)


def test_a_domain_with_a_new_owner_is_let_go(verified: World) -> None:
    del verified.dns.records[f"_greenlight.{HOST}"]
    assert domains.post_looks(verified.ports) == 0, "it was looked at today"
    for days, expected in (
        (1, "verified"),
        (7, "failed"),
    ):  # a record that was tidied away must not kill filed links at once
        verified.pass_time(timedelta(days=days, minutes=1))
        assert domains.post_looks(verified.ports) == 1
        verified.drain()
        assert state(verified) == (expected, "no_record")
    assert get(verified, "/privacy")[0] == 400


def test_name_servers_that_are_down_for_a_while_take_nothing_away(verified: World) -> None:
    with verified.reading() as session:
        row = by_host(session, HOST)
    assert row is not None
    for days, expected in ((6, "verified"), (2, "failed")):
        verified.pass_time(timedelta(days=days))
        answer(verified, row, Unavailable("no answer"))
        assert state(verified)[0] == expected


def test_a_removed_domain_stops_answering(verified: World) -> None:
    with verified.transaction() as session:
        assert not domains.remove(session, 999, HOST)
        assert domains.remove(session, 1, HOST)
    assert get(verified, "/privacy")[0] == 400
