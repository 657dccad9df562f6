"""Whatever is sent to a page that takes something: an answer below 500, and a page that still works afterwards."""

import logging
from urllib.parse import urlencode

import pytest

from tests.page import Client, Page
from tests.test_routes import ACCESS, Who
from tests.web.conftest import OWNER
from tests.world import World

ODD = {
    "nothing": "",
    "spaces": " \t\r\n ",
    "NUL": "a\x00b",
    "control characters": "\x01\x02\x1b[31m\x7f",
    "emoji": "🧁👩‍🍳",
    "right to left": "\u202e\u0645\u0631\u062d\u0628\u0627",
    "combining": "e" + "\u0301" * 500,
    "long": "x" * 100_000,
    "markup": "<script>alert(1)</script>{{ 7*7 }}%(name)s",
    "percent": "100% %s %d %(x",
    "huge number": "9" * 300,
    "negative": "-1",
    "float": "1e308",
    "list": "[1, 2]",
    "path": "../../etc/passwd",
    "sql": "' OR 1=1; --",
    "line separators": "a\u2028b\u2029c\u0085d",
}
STEPS = ("kind", "business", "address", "contact", "use-case", "opt-in", "messages", "replies")


def names(client: Client, path: str) -> list[str]:
    page = Page(client.fetch(path).get_data(as_text=True))
    return sorted({name for form in page.all("main form") for name in _names(form)})


def _names(form: object) -> list[str]:
    return [str(c.etree_element.get("name")) for c in form.query_all("[name]")]  # type: ignore[attr-defined]


def pages_that_take_something(business: str) -> list[tuple[str, str]]:
    """Where a page with a form is, and where it is sent to."""
    guided = [(f"/b/{business}/step/{name}",) * 2 for name in STEPS]
    typing = [(f"/b/{business}/step/{name}", f"/b/{business}/step/{name}/check") for name in STEPS]
    own = [(f"/b/{business}/{name}",) * 2 for name in ("policy", "mobile", "fixes")]
    number = (f"/b/{business}/number?area_code=415", f"/b/{business}/number")
    return [("/businesses/new", "/businesses/new"), *guided, *typing, *own, number]


def send(client: Client, path: str, body: bytes, caplog: pytest.LogCaptureFixture, what: str) -> None:
    caplog.clear()
    answer = client.client.post(path, data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code < 500 or answer.status_code == 503, f"{path}, {what}: {caplog.text[-3000:]}"
    assert b"<script>alert" not in answer.get_data(), f"{path}, {what}"


@pytest.mark.parametrize("what", ODD)
def test_odd_text_in_every_field_breaks_nothing(
    world: World, owner: Client, mine: str, caplog: pytest.LogCaptureFixture, what: str
) -> None:
    caplog.set_level(logging.ERROR)
    token = owner.get("/businesses/new").form().data({})["csrf_token"]
    for shown, target in pages_that_take_something(mine):
        fields = [name for name in names(owner, shown) if name not in {"csrf_token", "later"}]
        told = [(name, ODD[what]) for name in fields for _ in range(2)]
        send(owner, target, urlencode([("csrf_token", token), *told]).encode(), caplog, what)
    for path in (f"/b/{mine}/", f"/b/{mine}/policy", f"/b/{mine}/number"):
        owner.fetch(path)
    world.signed_in("staff@example.com", staff=True).fetch(f"/desk/{world.registration(1).public_id}")


def test_bytes_that_are_no_text_break_nothing(owner: Client, mine: str, caplog: pytest.LogCaptureFixture) -> None:
    token = owner.get("/businesses/new").form().data({})["csrf_token"]
    for shown, target in pages_that_take_something(mine):
        fields = [name for name in names(owner, shown) if name != "csrf_token"]
        body = f"csrf_token={token}&" + "&".join(f"{name}=%ff%fe%ed%a0%80%00" for name in fields)
        send(owner, target, body.encode(), caplog, "invalid UTF-8")
        send(owner, target, f"csrf_token={token}".encode(), caplog, "no fields at all")
        send(owner, target, f"csrf_token={token}&=&&x[]=1&%=2".encode(), caplog, "a broken body")


def test_another_kind_of_body_breaks_nothing(owner: Client, mine: str) -> None:
    token = owner.get("/businesses/new").form().data({})["csrf_token"]
    for _, target in pages_that_take_something(mine):
        for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x", "nonsense"):
            answer = owner.client.post(target, data=b'{"a": 1}', content_type=kind, headers={"X-CSRFToken": token})
            assert answer.status_code < 500, (target, kind)


@pytest.mark.parametrize("what", ["NUL", "invalid UTF-8", "long", "emoji"])
def test_odd_text_at_the_door_breaks_nothing(world: World, caplog: pytest.LogCaptureFixture, what: str) -> None:
    client = world.client()
    for path in ("/login", "/register", "/reset", "/confirm"):
        token = client.get(path).form().data({})["csrf_token"]
        odd = "%ff%00" if what == "invalid UTF-8" else urlencode({"": ODD[what]}).removeprefix("=")
        body = f"csrf_token={token}&email={odd}&password={odd}&next={odd}&remember={odd}"
        send(client, path, body.encode(), caplog, what)
        body = f"csrf_token={token}&email=a@example.com&password={odd}"
        send(client, path, body.encode(), caplog, what)


def test_odd_queries_break_nothing(owner: Client, mine: str) -> None:
    for path in (f"/b/{mine}/number?area_code=", "/login?next=", "/desk/?state=", "/home?x=", "/outbox?x="):
        for odd in ("%00", "%ff", "9" * 3000, "%F0%9F%A7%81", "a&area_code=b"):
            assert owner.client.get(path + odd).status_code < 500, path + odd


def test_every_form_of_the_owner_is_among_them(world: World) -> None:
    """A page added later has to be sent odd things too."""
    posted = {r.endpoint for r in world.app.url_map.iter_rules() if "POST" in (r.methods or set())}
    of_owners = {name for name in posted if ACCESS[name] in {Who.OWNER, Who.SIGNED_IN} and not name.startswith("sec")}
    tested = {
        "businesses.new",
        "registrations.step",
        "preflight.check",
        "preflight.fixes",
        "setup.policy",
        "setup.take_number",
        "status.mobile",
    }
    # test_send.py, test_mobile.py and test_proving.py
    elsewhere = {"setup.send", "status.code", "status.test_text", "proving.confirm", "proving.again"} | {
        "proving.wrong_mobile"
    }
    # test_owner_documents.py, test_consent_pages.py
    elsewhere |= {name for name in posted if name.split(".")[0] in {"documents", "domains", "consents"}}
    elsewhere |= {"evidence.ask"}
    assert of_owners == tested | elsewhere
    assert world.user(OWNER)
