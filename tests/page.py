"""The client that checks every page it fetches: what it returns is a page a person can use.

    client = Client(app.test_client())
    client.get("/login")
    page = client.submit({"email": "joe@example.com", "password": "correct horse"})
    assert page.h1 == "Your registrations"

CSRF stays on: `submit` fills in and sends the form that stands on the last page, as a browser does.
"""

from collections.abc import Collection, Mapping
from io import StringIO
from typing import Any
from urllib.parse import urljoin, urlsplit

from cssselect2 import ElementWrapper
from flask.testing import FlaskClient
from tinyhtml5.parser import HTMLParser
from werkzeug.test import TestResponse

from tests.page_checks import problems, text_of

REDIRECTS = (302, 303)
MOST_REDIRECTS = 5


class Page:
    """One HTML page: `text`, `h1`, `title`, `errors`, and any CSS selector through `all` and `one`."""

    def __init__(self, html: str, path: str = "/", response: TestResponse | None = None) -> None:
        parser = HTMLParser()
        self.root = ElementWrapper.from_html_root(parser.parse(StringIO(html)))
        self.html = html
        self.path = path
        self.response = response
        self.syntax_errors: list[tuple[Any, ...]] = parser.errors

    def all(self, selector: str) -> list[ElementWrapper]:
        return list(self.root.query_all(selector))

    def one(self, selector: str) -> ElementWrapper:
        found = self.all(selector)
        assert len(found) == 1, f"{self.path}: {selector!r} is there {len(found)} times, not once"
        return found[0]

    def texts(self, selector: str) -> list[str]:
        return [text_of(element) for element in self.all(selector)]

    @property
    def h1(self) -> str:
        return text_of(self.one("h1"))

    @property
    def title(self) -> str:
        return text_of(self.one("head > title"))

    @property
    def text(self) -> str:
        return text_of(self.one("body"))

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary."""
        return self.texts(".error-summary li")

    @property
    def flashes(self) -> list[str]:
        return self.texts(".flashes .banner")

    def href(self, text: str) -> str:
        """Where the link with this text leads."""
        found = {element.etree_element.get("href", "") for element in self.all("a") if text_of(element) == text}
        assert len(found) == 1, f"{self.path}: the link {text!r} leads to {len(found)} places; links: {self.texts('a')}"
        return found.pop()

    def form(self, selector: str | None = None, names: Collection[str] = (), button: str | None = None) -> "Form":
        """The one form that fits the selector (else: in <main>), has all the names and, if given, the button."""
        forms = [Form(element) for element in self.all(selector or "main form")]
        fitting = [form for form in forms if form.has(names) and (button is None or form.buttons_called(button))]
        assert len(fitting) == 1, (
            f"{self.path}: {len(fitting)} forms have the fields {sorted(names)}"
            f"{f' and the button {button!r}' if button else ''}; forms: {[sorted(form.names) for form in forms]}"
        )
        return fitting[0]


class Form:
    """A form on a page, filled in and sent as a browser would."""

    def __init__(self, element: ElementWrapper) -> None:
        self.element = element
        self.action = element.etree_element.get("action", "")
        self.method = element.etree_element.get("method", "get").lower()
        self.controls = [
            (control.local_name, control.etree_element)
            for control in element.query_all("input, select, textarea")
            if control.etree_element.get("name") and control.etree_element.get("disabled") is None
        ]
        self.buttons = list(element.query_all("button, input[type=submit]"))

    @property
    def names(self) -> set[str]:
        return {node.get("name", "") for _, node in self.controls}

    def has(self, names: Collection[str]) -> bool:
        return self.names.issuperset(names)

    def buttons_called(self, called: str) -> list[ElementWrapper]:
        """The buttons with this text, value or name."""
        return [
            button
            for button in self.buttons
            if called in (text_of(button), button.etree_element.get("value"), button.etree_element.get("name"))
        ]

    def data(self, values: Mapping[str, Any], button: str | None = None) -> dict[str, Any]:
        """What the browser would send: the values on the page, those given, and the pressed (or first) button.

        A given value is a text; a list of texts for several boxes; True or False for one box; a (stream, name)
        pair for a file. A choice that the page does not offer is refused.
        """
        sent: dict[str, Any] = {}
        for name in self.names:
            kind, nodes = self._controls_called(name)
            if name not in values:
                sent[name] = _standing(kind, nodes)
            else:
                sent[name] = _given(kind, nodes, name, values[name])
        pressed = (self.buttons_called(button) if button else self.buttons)[:1]
        for element in pressed:
            if name := element.etree_element.get("name"):
                sent[name] = element.etree_element.get("value", "")
        return {name: value for name, value in sent.items() if value not in (None, [])}

    def _controls_called(self, name: str) -> tuple[str, list[Any]]:
        controls = [(kind, node) for kind, node in self.controls if node.get("name") == name]
        kind = controls[0][0]
        return (controls[0][1].get("type", "text") if kind == "input" else kind), [node for _, node in controls]


def _options(kind: str, nodes: list[Any]) -> list[tuple[str, bool]]:
    """Each value that a person may choose, and whether it is chosen now."""
    if kind == "select":
        options = [node for node in nodes[0].iter() if node.tag.endswith("option")]
        return [(node.get("value", "".join(node.itertext())), node.get("selected") is not None) for node in options]
    return [(node.get("value", "on"), node.get("checked") is not None) for node in nodes]


def _standing(kind: str, nodes: list[Any]) -> Any:
    """What stands in the field on the page."""
    if kind in ("radio", "checkbox", "select"):
        options = _options(kind, nodes)
        chosen = [value for value, is_chosen in options if is_chosen]
        if kind == "select" and not chosen and nodes[0].get("multiple") is None:
            return options[0][0] if options else None
        return chosen
    if kind == "textarea":
        return nodes[0].text or ""
    return None if kind == "file" else nodes[0].get("value", "")


def _given(kind: str, nodes: list[Any], name: str, value: Any) -> Any:
    """The value that a test puts in, if a person could."""
    if kind not in ("radio", "checkbox", "select"):
        return value
    offered = [option for option, _ in _options(kind, nodes)]
    if isinstance(value, bool):
        assert kind == "checkbox", f"{name} is no checkbox"
        assert len(offered) == 1, f"{name} is {len(offered)} checkboxes; give a list"
        return offered if value else []
    wanted = [value] if isinstance(value, str) else list(value or [])
    unknown = [choice for choice in wanted if choice not in offered]
    assert not unknown, f"{name} does not offer {unknown}; it offers {offered}"
    return wanted


class Client:
    """Flask's test client, as a person with a browser: it knows the last page and checks each one."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page: Page | None = None

    def fetch(self, path: str, status: int = 200, method: str = "GET", **kwargs: Any) -> TestResponse:
        """Any answer, unchecked but for its status: for files, JSON and refusals."""
        response = self.client.open(path, method=method, **kwargs)
        assert response.status_code == status, f"{method} {path}: {response.status}, not {status}{_place(response)}"
        return response

    def get(self, path: str, status: int = 200, **kwargs: Any) -> Page:
        """A page, checked."""
        return self._checked(path, self.fetch(path, status, **kwargs), "GET")

    def post(
        self, path: str, data: Mapping[str, Any], status: int | None = None, *, follow: bool = True, **kwargs: Any
    ) -> Page:
        """What a POST leads to: the page after the redirect, or with `status` the page answered at once.

        It sends `data` and nothing else, so without a CSRF token it is refused; `submit` is what people do.
        """
        response = self.client.post(path, data=data, **kwargs)
        expected = REDIRECTS if status is None else (status,)
        assert response.status_code in expected, (
            f"POST {path}: {response.status}, not {' or '.join(map(str, expected))}{_place(response)}{_errors(response)}"
        )
        return self._after("POST", path, response, follow=follow)

    def submit(
        self,
        values: Mapping[str, Any] | None = None,
        form: str | None = None,
        button: str | None = None,
        status: int | None = None,
        *,
        follow: bool = True,
    ) -> Page:
        """Fill in the form on the last page and press its button; see Page.form for which, Form.data for what."""
        assert self.page is not None, "get a page before you submit its form"
        found = self.page.form(form, (values or {}).keys(), button)
        data = found.data(values or {}, button)
        target = urljoin(self.page.path, found.action)
        if found.method == "get":
            return self.get(target, status or 200, query_string=data)
        return self.post(target, data, status, follow=follow)

    def click(self, text: str, status: int = 200) -> Page:
        """Follow the link with this text on the last page."""
        assert self.page is not None, "get a page before you click"
        return self.get(urljoin(self.page.path, self.page.href(text)), status)

    def _after(self, method: str, path: str, response: TestResponse, *, follow: bool) -> Page:
        for _ in range(MOST_REDIRECTS):
            if not (follow and response.status_code in REDIRECTS):
                break
            target = urlsplit(urljoin(path, response.location))
            path = target.path + (f"?{target.query}" if target.query else "")
            method, response = "GET", self.client.get(path)
        if follow:
            assert response.status_code not in REDIRECTS, f"{path}: more than {MOST_REDIRECTS} redirects"
            assert method == "POST" or response.status_code == 200, f"the redirect to {path}: {response.status}"
        return self._checked(path, response, method)

    def _checked(self, path: str, response: TestResponse, method: str) -> Page:
        page = Page(response.get_data(as_text=True), path, response)
        if response.status_code in REDIRECTS:
            return page
        assert response.mimetype == "text/html", (
            f"{method} {path} is {response.mimetype}; use fetch for what is no page"
        )
        found = [*problems(page), *_header_problems(response)]
        assert not found, "\n- ".join([f"{method} {path} is no good page:", *found])
        self.page = page
        return page


def _header_problems(response: TestResponse) -> list[str]:
    policy = response.headers.get("Content-Security-Policy", "")
    if "default-src 'self'" not in policy:
        return ["it has no Content-Security-Policy with default-src 'self'"]
    return ["its Content-Security-Policy allows 'unsafe-…'"] if "unsafe-" in policy else []


def _place(response: TestResponse) -> str:
    return f" (to {response.location})" if response.location else ""


def _errors(response: TestResponse) -> str:
    if response.mimetype != "text/html":
        return ""
    page = Page(response.get_data(as_text=True))
    return f"; it says: {page.errors or page.flashes or page.texts('h1')}"
