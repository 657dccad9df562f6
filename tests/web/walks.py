"""Ways through the owner's pages that several tests take."""

import re
from urllib.parse import urlsplit

from tests.journeys.organizations import PUBLIX, Organization
from tests.page import Client, Page
from tests.world import World


def link_in_newest_mail(client: Client) -> str:
    """The path that the newest letter on the outbox page leads to."""
    page = client.get("/outbox")
    hrefs = [str(link.etree_element.get("href")) for link in page.all(".panel .mail a")]
    parts = urlsplit(next(href for href in hrefs if re.search("/(confirm|reset)/", href)))
    return parts.path + (f"?{parts.query}" if parts.query else "")


def sign_up(client: Client, email: str, password: str) -> Page:
    """From the welcome page to the page behind signing in."""
    client.get("/")
    client.click("Create your account")
    client.submit({"email": email, "password": password})
    client.get(link_in_newest_mail(client), status=302)
    client.get("/login")
    return client.submit({"email": email, "password": password})


def tell(client: Client, business: str, organization: Organization = PUBLIX) -> Page:
    """Type every guided page, with the button of each; ends on the page of the number."""
    page = client.get(f"/b/{business}/step/kind")
    for name, typed in organization.pages.items():
        assert page.path == f"/b/{business}/step/{name}", page.errors
        page = client.submit(dict(typed), button="Save and continue")
        if name == "opt-in":  # the story was drafted: read it and go on
            page = client.submit(button="Save and continue")
    return page


def take_number(client: Client, business: str, area_code: str = "415") -> Page:
    """Choose the first of the numbers that are offered."""
    client.get(f"/b/{business}/number?area_code={area_code}")
    return client.submit({"e164": first_number(client)})


def first_number(client: Client) -> str:
    """The first of the numbers on the page."""
    assert client.page is not None
    return str(client.page.all("input[type=radio]")[0].etree_element.get("value"))


def publish(client: Client, business: str) -> Page:
    """Publish the policy."""
    client.get(f"/b/{business}/policy")
    return client.submit(button="Publish all three")


def send(client: Client, business: str) -> Page:
    """Agree and send."""
    client.get(f"/b/{business}/send")
    return client.submit({"agree_price": True, "agree_rules": True})


def ready(client: Client, business: str) -> None:
    """Everything up to the price."""
    tell(client, business)
    take_number(client, business)
    publish(client, business)


def code_texted(world: World, mobile: str) -> str:
    """The code on the newest text that a handset got."""
    world.drain()
    shown = world.simulator_app.test_client().get("/handsets").get_data(as_text=True)
    found: str = re.findall(r"Your code is ([0-9]{6})", shown)[-1]
    assert mobile in str(world.state()), mobile
    return found
