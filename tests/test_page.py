"""The page checker sees what it is there to see, and its client fills in forms as a browser does."""

import pytest
from flask import Flask, Response, redirect, request
from flask_wtf import CSRFProtect
from flask_wtf.csrf import generate_csrf

from tests.page import Client, Page
from tests.page_checks import CHECKS, problems

GOOD = """<!DOCTYPE html>
<html lang="en-US">
<head><meta charset="utf-8"><title>Your business | Acme</title><link rel="stylesheet" href="/static/a.css"></head>
<body>
<main id="main">
<div class="error-summary"><h2>There is a problem</h2><ul><li><a href="#ein">Enter your EIN</a></li></ul></div>
<h1>Your  business</h1>
<h2>Part</h2>
<form method="post" action="/save">
<input type="hidden" name="csrf_token" value="abc">
<div class="field"><label for="ein">EIN</label><div class="field-error" id="ein-error">Enter your EIN</div>
<input id="ein" name="ein" aria-describedby="ein-error"></div>
<fieldset><legend>Kind</legend><input type="radio" id="kind-0" name="kind" value="llc"><label for="kind-0">LLC</label>
<input type="radio" id="kind-1" name="kind" value="sole"><label for="kind-1">None of these</label></fieldset>
<button type="submit">Save</button>
</form>
<p><a href="/"><img src="/logo.png" alt="Acme"></a></p>
</main>
</body>
</html>"""

PLANTED = [
    ("<h2>Part</h2>", "<h2>Part</h3>", "the HTML is broken"),
    ("<!DOCTYPE html>", "", "the HTML is broken"),
    ('lang="en-US"', "", "no language"),
    ('lang="en-US"', 'lang="en_US"', "no language"),
    ("<h1>Your  business</h1>", "", "must be one h1"),
    ("<h2>Part</h2>", "<h1>Part</h1>", "must be one h1"),
    ("<title>Your business", "<title>Acme: your business", "does not begin with the h1"),
    ("<h2>Part</h2>", "<h3>Part</h3>", "a level is skipped"),
    ("<h2>Part</h2>", "<h2></h2>", "has no words"),
    ("main", "section", "one <main>"),
    ('<label for="ein">EIN</label>', "", "has no label"),
    ('<label for="ein">EIN</label>', '<label for="ein"></label>', "has no label"),
    ("<legend>Kind</legend>", "", "does not begin with a legend"),
    ("<legend>Kind</legend>", "<legend> </legend>", "does not begin with a legend"),
    ("fieldset", "div", "stand in no fieldset"),
    ('id="kind-1"', 'id="kind-0"', "is there 2 times"),
    ('id="main"', 'id=""', "is no id"),
    ('id="ein-error"', "", "aria-describedby names the id 'ein-error'"),
    ('href="#ein"', 'href="#tax"', "which is not there"),
    (' action="/save"', "", "has no action"),
    ('value="abc"', 'value=""', "has no CSRF token"),
    ('<input type="hidden" name="csrf_token" value="abc">', "", "has no CSRF token"),
    ('href="#ein"', 'href="#kind-0"', "is not linked from the error summary"),
    ('<li><a href="#ein">Enter your EIN</a></li>', "", "the error summary is empty"),
    (' alt="Acme"', "", "has no alt"),
    ("<h2>Part</h2>", "<svg></svg>", "neither hidden"),
    ('<a href="/">', "<a>", "leads nowhere"),
    ('alt="Acme"', 'alt=""', "has no words"),
    (">Save<", "><", "has no words"),
    ("<h2>Part</h2>", '<p style="color: red">Part</p>', "is inline"),
    ("<h2>Part</h2>", "<script>go()</script>", "is inline"),
    ("</head>", "<style>p { color: red }</style></head>", "is inline"),
    ("<h2>Part</h2>", '<p onclick="go()">Part</p>', "runs a script"),
    ('href="/"', 'href="javascript:go()"', "runs a script"),
    ("/static/a.css", "https://cdn.example/a.css", "loads from another place"),
    ("<h2>Part</h2>", "<h2>None</h2>", "'None' stands in the text"),
    ("<h2>Part</h2>", "<h2>{{ part }}</h2>", "stands in the text"),
    ("<h2>Part</h2>", "<h2>%(part)s</h2>", "stands in the text"),
    ("<h2>Part</h2>", "<h2>Bed &amp;amp; Breakfast</h2>", "stands in the text"),
    ("<h2>Part</h2>", "<h2>&lt;Reg object at 0x7f&gt;</h2>", "stands in the text"),
    ('name="ein"', 'name="ein" value="None"', "value is 'None'"),
    ('action="/save"', 'action="/save/None"', "action is '/save/None'"),
]


def test_a_good_page_has_no_problems() -> None:
    assert problems(Page(GOOD)) == []


@pytest.mark.parametrize(("before", "after", "said"), PLANTED, ids=[f"{b} to {a}" for b, a, _ in PLANTED])
def test_each_planted_mistake_is_seen(before: str, after: str, said: str) -> None:
    assert before in GOOD
    found = problems(Page(GOOD.replace(before, after)))
    assert any(said in problem for problem in found), found


def test_every_check_has_a_planted_mistake() -> None:
    seen = {
        check
        for before, after, _ in PLANTED
        for check in CHECKS
        if list(check(Page(GOOD.replace(before, after)))) and not list(check(Page(GOOD)))
    }
    assert seen == set(CHECKS)


FORM = """<!DOCTYPE html>
<html lang="en"><head><title>Form | Acme</title></head><body>
<form method="post" action="/out"><input type="hidden" name="csrf_token" value="TOKEN"><button>Out</button></form>
<main><h1>Form</h1><form method="post" action="/save">
<input type="hidden" name="csrf_token" value="TOKEN">
<label>Name <input name="name" value="Joe"></label> <label>Note <textarea name="note">Hi &amp; bye</textarea></label>
<label>State <select name="state"><option value="CA">California</option><option value="TX" selected>Texas</option></select></label>
<label><input type="checkbox" name="agree" value="y"> Agree</label> <label><input type="checkbox" name="news" checked> News</label>
<fieldset><legend>Kind</legend><label><input type="radio" name="kind" value="llc"> LLC</label>
<label><input type="radio" name="kind" value="sole" checked> Sole</label></fieldset>
<button name="go" value="on">Go on</button> <button name="go" value="stop">Stop</button>
</form><p><a href="/there">There</a></p></main></body></html>"""
POLICY = "default-src 'self'"


def answer(body: str, status: int = 200, policy: str = POLICY) -> Response:
    return Response(body, status, {"Content-Security-Policy": policy}, mimetype="text/html")


def page_saying(words: str) -> str:
    return f'<!DOCTYPE html>\n<html lang="en"><head><title>{words}</title></head><body><main><h1>{words}</h1></main></body></html>'


@pytest.fixture
def client() -> Client:
    app = Flask(__name__)
    app.secret_key = "for tests"
    CSRFProtect(app)

    @app.get("/")
    def form() -> Response:
        return answer(FORM.replace("TOKEN", generate_csrf()))

    @app.post("/save")
    def save() -> object:
        sent = sorted((key, value) for key, value in request.form.items(multi=True) if key != "csrf_token")
        return redirect("/saved?" + ",".join(f"{key}={value}" for key, value in sent))

    @app.get("/saved")
    def saved() -> Response:
        return answer(page_saying("Saved"))

    @app.get("/there")
    def there() -> Response:
        return answer(page_saying("There"))

    @app.get("/bad")
    def bad() -> Response:
        return answer("<p>Hello</p>")

    @app.get("/open")
    def unsafe() -> Response:
        return answer(page_saying("Open"), policy=f"{POLICY} 'unsafe-inline'")

    @app.get("/file")
    def file() -> dict[str, str]:
        return {"a": "b"}

    return Client(app.test_client())


def test_it_sends_what_stands_on_the_page_with_the_first_button(client: Client) -> None:
    client.get("/")
    page = client.submit()
    assert page.h1 == "Saved"
    assert page.path == "/saved?go=on,kind=sole,name=Joe,news=on,note=Hi%20&%20bye,state=TX"


def test_it_sends_what_a_person_fills_in(client: Client) -> None:
    client.get("/")
    values = {"name": "Ann", "state": "CA", "agree": True, "news": False, "kind": "llc", "note": ""}
    assert client.submit(values, button="Stop").path == "/saved?agree=y,go=stop,kind=llc,name=Ann,note=,state=CA"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"nickname": "J"}, "0 forms have the fields"),
        ({"state": "NY"}, r"state does not offer \['NY'\]"),
        ({"kind": "church"}, "kind does not offer"),
        ({"kind": True}, "kind is no checkbox"),
    ],
)
def test_it_refuses_what_a_person_could_not_do(client: Client, values: dict[str, object], said: str) -> None:
    client.get("/")
    with pytest.raises(AssertionError, match=said):
        client.submit(values)


def test_a_post_without_the_token_is_refused(client: Client) -> None:
    with pytest.raises(AssertionError, match="POST /save: 400"):
        client.post("/save", {"name": "Joe"})


def test_it_follows_links_by_their_words(client: Client) -> None:
    client.get("/")
    assert client.click("There").h1 == "There"
    client.get("/")
    with pytest.raises(AssertionError, match="the link 'Where' leads to 0 places"):
        client.click("Where")


def test_a_redirect_may_be_left_unfollowed(client: Client) -> None:
    client.get("/")
    page = client.submit({"name": "Joe"}, follow=False)
    assert page.response is not None
    assert page.response.status_code == 302


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/bad", "GET /bad is no good page:\n- the HTML is broken"),
        ("/open", "allows 'unsafe-"),
        ("/file", "use fetch"),
        ("/nowhere", "GET /nowhere: 404 NOT FOUND, not 200"),
    ],
)
def test_it_says_which_page_is_wrong_and_how(client: Client, path: str, said: str) -> None:
    with pytest.raises(AssertionError, match=said):
        client.get(path)


def test_a_page_without_a_policy_is_refused(client: Client) -> None:
    client.client.application.view_functions["there"] = lambda: answer(page_saying("There"), policy="")
    with pytest.raises(AssertionError, match="no Content-Security-Policy"):
        client.get("/there")


def test_fetch_is_for_what_is_no_page(client: Client) -> None:
    assert client.fetch("/file").json == {"a": "b"}
