"""The public pages: for everybody, without session or script, dated, with permalinks, languages, caching and history."""

import gzip
import json
import re

import pytest

from onboarding.domain.documents.kinds import Kind
from onboarding.services import documents
from onboarding.store.documents import DocumentVersion
from onboarding.store.registrations import Registration
from tests.page import Client, Page
from tests.services.test_publishing import publish, slug
from tests.web import walks
from tests.world import World


@pytest.fixture
def hosted(world: World) -> str:
    """The path of a business's public pages."""
    return f"/p/{slug(world, world.complete(world.business()))}"


def rename(world: World, name: str, registration_id: int = 1) -> None:
    world.correct(registration_id, legal_name=name)
    publish(world, registration_id)


def test_it_cannot_be_written_before_the_answers_are_there(owner: Client, mine: str) -> None:
    page = owner.get(f"/b/{mine}/policy")
    assert "Tell us about your business, your address and how customers reach you first." in page.text
    assert not page.all("main form")


def test_the_draft_is_what_is_published(world: World, owner: Client, mine: str) -> None:
    walks.tell(owner, mine)
    draft = owner.get(f"/b/{mine}/policy").texts("article p")
    page = walks.publish(owner, mine)
    assert page.flashes == ["Your privacy policy, your texting terms and your sign-up page are published."]
    owner.get(f"/b/{mine}/policy")
    assert owner.page is not None
    address = owner.page.texts(".banner-success a")[0]
    public = world.client().get(address.removeprefix(world.settings.public_url))
    assert public.h1 == "Privacy policy of Publix"
    assert public.texts("article p") == draft
    assert "We do not sell, rent or share your mobile number" in public.text
    assert "Effective November 23, 2026." in public.text


def test_a_double_click_publishes_once(world: World, owner: Client, mine: str) -> None:
    walks.tell(owner, mine)
    walks.publish(owner, mine)
    for _ in range(2):
        owner.get(f"/b/{mine}/policy")
        owner.submit(button="Publish them again")
    with world.reading() as session:
        assert session.query(DocumentVersion).count() == 6


@pytest.mark.parametrize("path", ["privacy", "terms", "opt-in"])
def test_a_reviewer_without_an_account_reads_it_in_both_languages(world: World, hosted: str, path: str) -> None:
    reader = world.client()
    english = reader.get(f"{hosted}/{path}")
    assert english.response is not None
    assert "Set-Cookie" not in english.response.headers
    assert [script.etree_element.get("type") for script in english.all("script")] == ["application/ld+json"]
    assert not english.all("style, img, iframe, [onclick]")
    assert english.texts(".brand a") == ["Rehearsal Bakery"]
    spanish = reader.get(english.href("Español"))
    assert spanish.one("html").etree_element.get("lang") == "es"
    assert "Rehearsal Bakery" in spanish.h1
    assert spanish.href("English") == f"{hosted}/{path}"
    for other in ("Privacy policy", "Texting terms", "Sign up for texts"):
        assert reader.get(english.href(other)).h1
    told = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', english.html, re.DOTALL)[0])
    assert (told["datePublished"], told["inLanguage"]) == ("2026-11-23", "en")
    assert told["publisher"] == {
        "@type": "Organization",
        "name": "Rehearsal Bakery",
        "url": "https://www.rehearsal-bakery.example",
    }


def test_an_earlier_version_stays_at_its_permalink(world: World, hosted: str) -> None:
    reader = world.client()
    versions = reader.get(reader.get(f"{hosted}/privacy").href("Every version"))
    old = str(versions.all(".versions a")[0].etree_element.get("href"))
    rename(world, "Another Bakery, LLC")
    assert "Another Bakery, LLC" in reader.get(f"{hosted}/privacy").text
    earlier = reader.get(old)
    assert "This is an earlier version. It was published on November 23, 2026." in earlier.text
    assert "Rehearsal Bakery, LLC" in earlier.text
    assert earlier.href("Read the current version") == f"{hosted}/privacy"
    assert earlier.all('meta[name="robots"]')


def test_the_difference_to_the_version_before_can_be_read(world: World, hosted: str) -> None:
    rename(world, "Another Bakery, LLC")
    reader = world.client()
    versions = reader.get(f"{hosted}/privacy/versions")
    assert len(versions.all(".versions li")) == 2
    changes = reader.get(versions.href("What changed"))
    assert [text.removeprefix("Taken out: ") for text in changes.texts("del")] == ["Rehearsal"]
    assert [text.removeprefix("Put in: ") for text in changes.texts("ins")] == ["Another"]
    assert reader.get(f"{hosted}/privacy/changes/2?lang=es").h1.startswith("Qué cambió el 23 de noviembre")
    for wrong in ("1", "3", "0"):
        assert reader.get(f"{hosted}/privacy/changes/{wrong}", status=404)


def test_the_page_of_a_day(world: World, hosted: str) -> None:
    reader = world.client()
    page = reader.get(f"{hosted}/privacy/at/2026-11-23")
    assert "This is what stood here at the end of November 23, 2026, Eastern time." in page.text
    for wrong in ("2026-11-22", "2026-13-01", "tomorrow", "0000-00-00", "9999-99-99", "20261123"):
        assert reader.get(f"{hosted}/privacy/at/{wrong}", status=404)


def test_it_is_cached_by_its_content_and_packed(world: World, hosted: str) -> None:
    reader = world.client()
    first = reader.fetch(f"{hosted}/privacy")
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert first.headers["Last-Modified"] == "Mon, 23 Nov 2026 15:00:00 GMT"
    assert reader.fetch(f"{hosted}/privacy", 304, headers={"If-None-Match": first.headers["ETag"]}).get_data() == b""
    assert reader.fetch(f"{hosted}/privacy", 200, headers={"If-None-Match": '"another"'}).get_data()
    packed = reader.fetch(f"{hosted}/privacy", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.get_data()) == first.get_data()
    assert len(packed.get_data()) < len(first.get_data()) / 2
    assert reader.fetch(f"{hosted}/privacy", 304, headers={"If-None-Match": packed.headers["ETag"]}).get_data() == b""
    rename(world, "Another Bakery, LLC")
    assert reader.fetch(f"{hosted}/privacy", 200, headers={"If-None-Match": first.headers["ETag"]}).get_data()


@pytest.mark.parametrize(
    ("suffix", "begins"), [("pdf", b"%PDF"), ("txt", b"PRIVACY POLICY OF"), ("md", b"# Privacy policy of")]
)
def test_a_version_can_be_had_as_a_file(world: World, hosted: str, suffix: str, begins: bytes) -> None:
    reader = world.client()
    page = reader.get(f"{hosted}/privacy")
    address = page.href({"pdf": "PDF", "txt": "Plain text", "md": "Markdown"}[suffix])
    if suffix == "pdf":
        soon = reader.fetch(address, 503)
        assert soon.headers["Retry-After"] == "5"
        world.drain()
    answer = reader.fetch(address)
    assert answer.get_data().startswith(begins)
    assert "immutable" in answer.headers["Cache-Control"]
    assert reader.fetch(address, 304, headers={"If-None-Match": answer.headers["ETag"]})
    assert reader.fetch(f"{address}?lang=es").get_data() != answer.get_data()


def test_the_first_address_and_an_old_name_lead_to_the_page(world: World, hosted: str) -> None:
    reader = world.client()
    assert reader.fetch(hosted, 301).headers["Location"] == f"{hosted}/privacy"
    world.correct(1, display_name="Sunny Side")
    publish(world, 1)
    now = f"/p/{slug(world, 1)}"
    for path in ("privacy", "terms", "opt-in", "privacy/versions", "privacy/at/2026-11-23", "terms?lang=es"):
        assert reader.fetch(f"{hosted}/{path}", 301).headers["Location"] == f"{now}/{path}"


def test_a_page_that_was_taken_down_says_so_and_keeps_answering(world: World, hosted: str) -> None:
    with world.transaction() as session:
        row = session.get_one(Registration, 1)
        for kind in ("privacy", "optin"):
            documents.withdraw(session, row, Kind(kind), world.clock.now(), "user:1")
    reader = world.client()
    page = reader.get(f"{hosted}/privacy")
    assert "Rehearsal Bakery took this page down on November 23, 2026." in page.text
    form = reader.get(f"{hosted}/opt-in")
    assert form.all("button[disabled]")
    assert reader.get(f"{hosted}/privacy?lang=es").text.count("retiró esta página")


def test_unlisted_pages_ask_search_engines_to_look_away(world: World, owner: Client, mine: str) -> None:
    walks.tell(owner, mine)
    owner.get(f"/b/{mine}/documents/questions/contact")
    owner.submit({"unlisted": True})
    walks.publish(owner, mine)
    owner.get(f"/b/{mine}/policy")
    assert owner.page is not None
    path = owner.page.texts(".banner-success a")[0].removeprefix(world.settings.public_url)
    assert world.client().get(path).all('meta[name="robots"][content="noindex"]')


def test_what_there_is_not_is_not_found(world: World, hosted: str) -> None:
    reader = world.client()
    for path in (
        "/p/nothing", "/p/nothing/privacy", "/p/%00", f"{hosted}/cookies", f"{hosted}/privacy/0123456789abcdef",
        f"{hosted}/privacy/xyz.pdf", f"{hosted}/privacy/0123456789abcdef.exe", f"{hosted}/paper", f"{hosted}/privacy/at/",
        f"{hosted}/privacy/%25%25%25.pdf", f"{hosted}/opt-in/secret",
    ):  # fmt: skip
        assert reader.get(path, status=404).h1 == "We cannot find that page"


def test_a_document_holds_no_markup_of_others(world: World, owner: Client, mine: str) -> None:
    name = '<img src=x onerror="alert(document.cookie, document.domain)"> { 7*7 } & Sons'
    walks.tell(owner, mine)
    owner.get(f"/b/{mine}/step/business")
    owner.submit({"legal_name": name}, button="later")
    page: Page = owner.get(f"/b/{mine}/documents/privacy")
    assert name in page.text
    assert not page.all("article img")


def test_every_link_that_was_filed_opens_without_an_account(live_world: World) -> None:
    [campaign] = live_world.state()["campaigns"]
    for name, says in (("privacyPolicyLink", "Privacy policy of"), ("termsAndConditionsLink", "Texting terms of")):
        page = live_world.client().get(campaign[name].removeprefix(live_world.settings.public_url))
        assert page.h1.startswith(says)
