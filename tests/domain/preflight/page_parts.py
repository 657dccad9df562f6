"""Pages in pieces: a policy, terms, a sign-up page and a website that have everything, for tests that take something out."""

from typing import Any

from onboarding.domain.preflight.page_catalogue import page_report
from onboarding.domain.preflight.pages import PageKind

NAMES = ("Blue Door Bakery",)
POLICY = {
    "opening": "<h1>Privacy policy of Blue Door Bakery</h1><p>We collect your name and your mobile number when you sign up for texts about your orders.</p>",
    "promise": "<p>We do not sell, rent or share your mobile number, your consent to texts or any other texting data with third parties or affiliates for their marketing.</p>",
    "rates": "<p>Message frequency varies. Message and data rates may apply.</p>",
    "stop": "<p>Reply STOP at any time to opt out.</p>",
    "contact": "<p>Write to hello@bluedoor.example or call (863) 555-0188.</p>",
    "date": "<p>Last updated: January 2, 2026</p>",
}
TERMS = {
    "opening": "<h1>Texting terms</h1><p>When you join the text alerts of our shop, you get messages about your orders and pickup times.</p>",
    "brand": "<p>The texts come from Blue Door Bakery.</p>",
    "frequency": "<p>Message frequency varies.</p>",
    "rates": "<p>Message and data rates may apply.</p>",
    "help": "<p>Reply HELP for help, or call (863) 555-0188.</p>",
    "stop": "<p>Reply STOP to opt out.</p>",
    "privacy": '<p><a href="/privacy">Privacy policy</a></p>',
}
OPT_IN = {
    "opening": "<h1>Text alerts of Blue Door Bakery</h1><form>",
    "phone": '<p><label for="m">Mobile number</label><input id="m" type="tel"></p>',
    "box": '<p><label><input type="checkbox"> Yes, text me about my orders and pickup times.</label></p>',
    "frequency": "<p>Message frequency varies.</p>",
    "rates": "<p>Message and data rates may apply.</p>",
    "help": "<p>Reply HELP for help.</p>",
    "stop": "<p>Reply STOP to opt out.</p>",
    "links": '<p><a href="/privacy">Privacy policy</a> and <a href="/terms">texting terms</a></p>',
    "close": "<button>Sign up</button></form>",
}
WEBSITE = {
    "opening": "<h1>Blue Door Bakery</h1><p>We bake bread, rolls, cakes and pies every morning on Main Street in Lakeland. Come in for coffee, or order a cake for "
    "a birthday or a wedding three days ahead. We are open from seven to six, and closed on Mondays and on holidays. Our baker Maria learned "
    "her trade in Lyon and has baked here for twelve years; ask her for the rye with walnuts that we make on Fridays.</p>",
    "contact": "<p>Call (863) 555-0188.</p>",
    "policy": '<footer><a href="/privacy">Privacy</a></footer>',
}
PARTS = {PageKind.PRIVACY: POLICY, PageKind.TERMS: TERMS, PageKind.OPT_IN: OPT_IN, PageKind.WEBSITE: WEBSITE}


def page(kind: PageKind, *more: str, without: str = "", **instead: str) -> str:
    """A page that has everything, with a part left out, parts replaced or markup added before its end."""
    parts = {name: html for name, html in (PARTS[kind] | instead).items() if name != without}
    last = [parts.pop("close")] if "close" in parts else []
    return "".join(["<!DOCTYPE html><title>Page</title>", *parts.values(), *more, *last])


def said(kind: PageKind, html: str, names: tuple[str, ...] = NAMES, **around: Any) -> list[str]:
    """The rules that find something on a page."""
    return [finding.rule for finding in page_report(kind, html, names, **around).findings]
