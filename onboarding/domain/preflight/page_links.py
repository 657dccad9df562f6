"""Where a website links to its privacy policy and its terms, found as a reviewer looks for them: in the footer first."""

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import urldefrag, urljoin, urlsplit

from onboarding.domain.preflight.pages import PageKind
from onboarding.domain.preflight.web_presence import is_web_address
from onboarding.domain.text.addresses import host_of, owner_of
from onboarding.domain.text.html import Anchor, Page

# In link texts and in paths, without accents; a host name is not looked at: smsbakery.com is no page of terms.
_PRIVACY = re.compile("privacy|privacidad")
_TERMS = re.compile(r"\b(terms|conditions|terminos|condiciones|sms)\b")
_ABOUT_TEXTS = re.compile(r"\b(sms|texts?|texting|messaging|mensajes)\b")
_LOOKED_AT = 2_000  # links; no home page for people has more


def policy_links(page: Page, address: str) -> Mapping[PageKind, str]:
    """The addresses of the privacy policy and of the terms, where a website links to them.

    Of several links one in the footer comes first, and of terms those that speak of texts. A place on the same page is no
    page of its own.
    """
    found: dict[PageKind, list[tuple[bool, bool, str]]] = {PageKind.PRIVACY: [], PageKind.TERMS: []}
    for anchor in page.anchors[:_LOOKED_AT]:
        target = _target(anchor, address)
        if not target:
            continue
        says = _says(anchor, target)
        is_privacy = bool(_PRIVACY.search(says))
        if is_privacy:
            found[PageKind.PRIVACY].append((not anchor.in_footer, False, target))
        if _TERMS.search(says) and not (is_privacy and not re.search("term|condi", says)):
            found[PageKind.TERMS].append((not anchor.in_footer, not _ABOUT_TEXTS.search(says), target))
    # Sorting is stable: what stands first on the page stays first among equals.
    return {kind: min(links, key=lambda link: link[:2])[2] for kind, links in found.items() if links}


def _target(anchor: Anchor, address: str) -> str:
    """The address of another page that a link leads to: of the same site, or of any other by https; empty if neither."""
    href = anchor.href.strip()
    try:
        target = urldefrag(urljoin(address, href)).url
        here, there = urlsplit(address), urlsplit(target)
    except ValueError:
        return ""
    if not href or there.scheme not in {"http", "https"} or _bare(target) == _bare(address):
        return ""
    if there.netloc == here.netloc:
        return target
    is_own = owner_of(host_of(target)) == owner_of(host_of(address))
    return target if is_web_address(target) and (is_own or there.scheme == "https") else ""


def _bare(address: str) -> str:
    """An address without what makes no other page of it."""
    return urldefrag(address).url.rstrip("/").partition("://")[2].casefold().removeprefix("www.")


def _says(anchor: Anchor, target: str) -> str:
    """The words of a link and of the path that it leads to, in lower case and without accents."""
    parts = urlsplit(target)
    path = re.sub(r"[-_./=&+]|%20", " ", f"{parts.path} {parts.query}")
    text = unicodedata.normalize("NFKD", f"{anchor.text} {path}".casefold())
    return "".join(char for char in text if not unicodedata.combining(char))
