"""Every route says who may use it, and is asked as nobody, as an owner, as another owner and as staff."""

from enum import Enum
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, Rule

from tests.world import World


class Who(Enum):
    """Who a route is for."""

    EVERYBODY = "everybody"
    SIGNED_IN = "people who are signed in"
    OWNER = "members of the business in the address"
    STAFF = "staff"
    SIGNED = "machines with a signature"
    TOKEN = "machines with a token"


ACCESS = {
    "static": Who.EVERYBODY,
    "businesses.welcome": Who.EVERYBODY,
    "businesses.check_mail": Who.EVERYBODY,
    "businesses.home": Who.SIGNED_IN,
    "businesses.new": Who.SIGNED_IN,
    "registrations.overview": Who.OWNER,
    "registrations.step": Who.OWNER,
    "preflight.check": Who.OWNER,
    "preflight.fixes": Who.OWNER,
    "setup.number": Who.OWNER,
    "setup.take_number": Who.OWNER,
    "setup.policy": Who.OWNER,
    "setup.send": Who.OWNER,
    "status.show": Who.OWNER,
    "status.mobile": Who.OWNER,
    "status.code": Who.OWNER,
    "status.test_text": Who.OWNER,
    "proving.confirm": Who.OWNER,
    "proving.again": Who.OWNER,
    "proving.wrong_mobile": Who.OWNER,
    "desk.queue": Who.STAFF,
    "desk.case": Who.STAFF,
    "desk.decide": Who.STAFF,
    "desk.end": Who.STAFF,
    "desk.parked": Who.STAFF,
    "desk.drifted": Who.STAFF,
    "desk.again": Who.STAFF,
    "documents.show": Who.OWNER,
    "documents.publish": Who.OWNER,
    "documents.withdraw": Who.OWNER,
    "documents.questions": Who.OWNER,
    "documents.question": Who.OWNER,
    "documents.preview": Who.OWNER,
    "documents.read": Who.OWNER,
    "documents.sheet": Who.OWNER,
    "domains.show": Who.OWNER,
    "domains.look": Who.OWNER,
    "domains.remove": Who.OWNER,
    "consents.show": Who.OWNER,
    "consents.person": Who.OWNER,
    "consents.new": Who.OWNER,
    "consents.take_in": Who.OWNER,
    "consents.decide": Who.OWNER,
    "consents.stop": Who.OWNER,
    "consents.export": Who.OWNER,
    "consents.proof": Who.OWNER,
    "evidence.show": Who.OWNER,
    "evidence.ask": Who.OWNER,
    "evidence.report": Who.OWNER,
    "evidence.archive": Who.OWNER,
    "evidence.ask_as_staff": Who.STAFF,
    "evidence.file_for_staff": Who.STAFF,
    "evidence.upload": Who.STAFF,
    "public.home": Who.EVERYBODY,
    "public.first_file": Who.EVERYBODY,
    "public.first_version": Who.EVERYBODY,
    "public.document": Who.EVERYBODY,
    "public.version": Who.EVERYBODY,
    "public.on_day": Who.EVERYBODY,
    "public.versions": Who.EVERYBODY,
    "public.changes": Who.EVERYBODY,
    "sign_up.page": Who.EVERYBODY,
    "sign_up.send": Who.EVERYBODY,
    "sign_up.said": Who.EVERYBODY,
    "provider.brand": Who.EVERYBODY,
    "provider.outbox": Who.EVERYBODY,
    "webhooks.own_domain": Who.EVERYBODY,
    "help.rules": Who.EVERYBODY,
    "check.campaign": Who.EVERYBODY,
    "webhooks.registry": Who.SIGNED,
    "webhooks.messaging": Who.SIGNED,
    "v1.verdict": Who.TOKEN,
    "v1.verdicts": Who.TOKEN,
    "v1_preflight.check": Who.EVERYBODY,
    "health.live": Who.EVERYBODY,
    "health.ready": Who.EVERYBODY,
    "openapi.api_doc": Who.EVERYBODY,
    "security.static": Who.EVERYBODY,
    "security.login": Who.EVERYBODY,
    "security.logout": Who.EVERYBODY,
    "security.register": Who.EVERYBODY,
    "security.forgot_password": Who.EVERYBODY,
    "security.reset_password": Who.EVERYBODY,
    "security.send_confirmation": Who.EVERYBODY,
    "security.confirm_email": Who.EVERYBODY,
    "security.change_password": Who.SIGNED_IN,
    "security.verify": Who.SIGNED_IN,
}


def unlisted(app: Flask, access: dict[str, Who]) -> list[str]:
    """Routes that do not say who they are for."""
    return sorted({rule.endpoint for rule in app.url_map.iter_rules()} - set(access))


def test_every_route_says_who_it_is_for(world: World) -> None:
    assert unlisted(world.app, ACCESS) == []


def test_a_route_that_does_not_say_is_noticed(world: World) -> None:
    assert unlisted(world.app, {k: v for k, v in ACCESS.items() if k != "desk.case"}) == ["desk.case"]


def requests_of(world: World, who: Who, **values: str) -> list[tuple[str, str]]:
    """Method and path of each route for somebody, with the places in its address filled in."""
    made = []
    with world.app.test_request_context():
        for rule in world.app.url_map.iter_rules():
            if ACCESS.get(rule.endpoint) is who:
                path = _fill(world.app, rule, values)
                made += [(method, path) for method in sorted((rule.methods or set()) & {"GET", "POST"})]
    return made


def _fill(app: Flask, rule: Rule, values: dict[str, str]) -> str:
    known = {
        "name": "business",
        "message": 1,
        "case": "nothere",
        "registration": "nothere",
        "packet": "nothere",
        **values,
    }
    known |= {"host": "shop.example", "phone": "14155550123", "digest": "0123456789abcdef"}
    for name, converter in rule._converters.items():
        if isinstance(converter, AnyConverter):
            known[name] = min(converter.items)
    if rule.endpoint.startswith("documents.") and "name" in rule.arguments:
        known["name"] = "cookies"
    adapter = app.url_map.bind("greenlight.test")
    return adapter.build(rule.endpoint, {name: known[name] for name in rule.arguments}, force_external=False)


def ask(world: World, client: Any, method: str, path: str) -> int:
    """The status of one request; posts carry the CSRF token of the session."""
    if method == "GET":
        return int(client.get(path).status_code)
    with world.app.test_request_context():
        pass
    token = _token(client)
    return int(client.post(path, data={"csrf_token": token}).status_code)


def _token(client: Any) -> str:
    page = client.get("/businesses/new").get_data(as_text=True) or ""
    marked = page.split('name="csrf_token" value="')
    return marked[1].split('"')[0] if len(marked) > 1 else ""


@pytest.fixture
def theirs(world: World) -> str:
    """A business of somebody else."""
    return world.business(world.user("theirs@example.com"))


def raw(world: World, email: str, *, staff: bool = False) -> Any:
    """A plain test client with somebody signed in."""
    return world.signed_in(email, staff=staff).client


def test_nobody_is_sent_to_sign_in(world: World, theirs: str) -> None:
    for who in (Who.SIGNED_IN, Who.OWNER, Who.STAFF):
        for method, path in requests_of(world, who, business=theirs):
            client = world.app.test_client()
            answer = client.get(path) if method == "GET" else client.post(path)
            if method == "GET":
                assert answer.status_code == 302, path
                assert "/login" in answer.location, path
            else:
                assert answer.status_code in {302, 400}, path  # without a session there is no token either


def test_an_owner_uses_their_own_pages(world: World) -> None:
    client = raw(world, "owner@example.com")
    mine = world.business(world.user("owner@example.com"))
    for method, path in requests_of(world, Who.OWNER, business=mine):
        of_nothing = any(word in path for word in ("nothere", ".pdf", "shop.example"))  # theirs, but not there yet
        assert ask(world, client, method, path) in {200, 302, 422, 404 if of_nothing else 200}, path


def test_somebody_elses_business_is_not_there(world: World, theirs: str) -> None:
    client = raw(world, "owner@example.com")
    for method, path in requests_of(world, Who.OWNER, business=theirs):
        assert ask(world, client, method, path) == 404, path


def test_staff_have_no_way_into_an_owners_pages(world: World, theirs: str) -> None:
    client = raw(world, "staff@example.com", staff=True)
    for method, path in requests_of(world, Who.OWNER, business=theirs):
        assert ask(world, client, method, path) == 404, path


def test_the_desk_is_not_there_for_owners(world: World) -> None:
    client = raw(world, "owner@example.com")
    for method, path in requests_of(world, Who.STAFF):
        assert ask(world, client, method, path) == 404, path


def test_staff_see_the_desk(world: World) -> None:
    client = raw(world, "staff@example.com", staff=True)
    assert client.get("/desk/").status_code == 200
    assert client.get("/desk/parked").status_code == 200
    assert client.get("/desk/nothere").status_code == 404


def test_machines_need_a_signature_or_a_token(world: World) -> None:
    client = world.app.test_client()
    for method, path in requests_of(world, Who.SIGNED):
        assert client.open(path, method=method, json={"eventType": "BRAND_ADD"}).status_code == 403, path
    for method, path in requests_of(world, Who.TOKEN):
        assert client.open(path, method=method, json={}).status_code == 401, path


def test_a_post_without_a_token_changes_nothing(world: World) -> None:
    client = raw(world, "owner@example.com")
    mine = world.business(world.user("owner@example.com"))
    for method, path in requests_of(world, Who.OWNER, business=mine):
        if method == "POST":
            assert client.post(path, data={"legal_name": "X"}).status_code == 400, path
