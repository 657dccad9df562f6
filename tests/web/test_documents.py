"""The privacy policy: written from the answers, public, dated, with permalinks, an ETag and a PDF."""

from onboarding.store.documents import DocumentVersion
from tests.page import Client, Page
from tests.web import walks
from tests.world import World


def published(world: World, owner: Client, business: str) -> Page:
    """What everybody reads, once the owner has told everything and published."""
    walks.tell(owner, business)
    page = walks.publish(owner, business)
    assert page.flashes == ["Your privacy policy is published."]
    owner.get(f"/b/{business}/policy")
    assert owner.page is not None
    address = owner.page.texts(".banner-success a")[0]
    return world.client().get(address.removeprefix(world.settings.public_url))


def test_it_cannot_be_written_before_the_answers_are_there(owner: Client, mine: str) -> None:
    page = owner.get(f"/b/{mine}/policy")
    assert "Tell us about your business, your address and how customers reach you first." in page.text
    assert not page.all("main form")


def test_the_draft_is_what_is_published(world: World, owner: Client, mine: str) -> None:
    page = published(world, owner, mine)
    assert page.h1 == "Privacy policy of Publix"
    assert "Publix Super Markets, Inc." in page.text
    assert "does not sell, rent or share your mobile phone number" in page.text
    assert "In force since November 23, 2026." in page.text
    assert not page.all(".account-menu"), "it is the business's page, for everybody"


def test_a_double_click_publishes_once(world: World, owner: Client, mine: str) -> None:
    published(world, owner, mine)
    for _ in range(2):
        owner.get(f"/b/{mine}/policy")
        owner.submit(button="Publish it again")
    with world.reading() as session:
        assert session.query(DocumentVersion).count() <= 2  # its own address stands in the second one


def test_an_earlier_version_stays_at_its_permalink(world: World, owner: Client, mine: str) -> None:
    page = published(world, owner, mine)
    old = str(page.all(".versions a")[0].etree_element.get("href"))
    owner.get(f"/b/{mine}/step/business")
    owner.submit({"display_name": "Publix Bakeries"}, button="later")
    walks_again = owner.get(f"/b/{mine}/policy")
    assert "Publix Bakeries" in walks_again.text
    owner.submit(button="Publish it again")
    reader = world.client()
    now = reader.get(page.path)
    assert now.h1 == "Privacy policy of Publix Bakeries"
    earlier = reader.get(old)
    assert "This is an earlier version." in earlier.text
    assert earlier.h1 == "Privacy policy of Publix"
    assert earlier.href("Read the current one") == page.path
    assert len(now.all(".versions a")) == len(earlier.all(".versions a")) >= 2


def test_it_is_cached_by_its_content(world: World, owner: Client, mine: str) -> None:
    page = published(world, owner, mine)
    assert page.response is not None
    assert page.response.headers["Cache-Control"] == "public, max-age=300"
    reader = world.client()
    answer = reader.fetch(page.path, 304, headers={"If-None-Match": page.response.headers["ETag"]})
    assert answer.get_data() == b""
    assert reader.fetch(page.path, 200, headers={"If-None-Match": '"another"'}).get_data()


def test_the_pdf_is_made_in_the_background_and_then_served(world: World, owner: Client, mine: str) -> None:
    page = published(world, owner, mine)
    reader = world.client()
    address = page.href("Download as PDF")
    soon = reader.get(address, status=503)
    assert soon.h1 == "Your PDF is being made"
    assert soon.response is not None
    assert soon.response.headers["Retry-After"] == "5"
    world.drain()
    for path in (address, f"{page.path}.pdf"):
        answer = reader.fetch(path)
        assert answer.mimetype == "application/pdf"
        assert answer.get_data().startswith(b"%PDF")
        assert reader.fetch(path, 304, headers={"If-None-Match": answer.headers["ETag"]})


def test_what_there_is_not_is_not_found(world: World, owner: Client, mine: str) -> None:
    page = published(world, owner, mine)
    reader = world.client()
    for path in (
        "/p/nothing",
        "/p/nothing.pdf",
        "/p/%00",
        f"{page.path}/0123456789abcdef",
        f"{page.path}/%25%25%25.pdf",
    ):
        assert reader.get(path, status=404).h1 == "We cannot find that page"
    assert reader.get(f"{page.path}/%", status=404)


def test_a_policy_holds_no_markup_of_others(owner: Client, mine: str) -> None:
    name = '<img src=x onerror="alert(document.cookie, document.domain, location.href, 1)"> & Sons'
    walks.tell(owner, mine)
    owner.get(f"/b/{mine}/step/business")
    owner.submit({"legal_name": name}, button="later")  # too long for a place that was left to fill in
    page = owner.get(f"/b/{mine}/policy")
    assert name in page.text
    assert not page.all("article img")
