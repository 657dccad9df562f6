"""Documents: a policy that follows from the answers, each version kept, printed once, its address filed."""

from onboarding.domain.answers import Answers
from onboarding.services import documents
from onboarding.store.documents import DocumentFile, DocumentVersion
from onboarding.store.registrations import Registration
from tests.world import PUBLIC, World


def versions(world: World) -> list[DocumentVersion]:
    with world.reading() as session:
        return session.query(DocumentVersion).order_by(DocumentVersion.id).all()


def publish(world: World, registration_id: int) -> None:
    with world.transaction() as session:
        row = session.get_one(Registration, registration_id)
        documents.publish_policy(session, row, Answers.from_json(row.answers), at=world.clock.now(), public_url=PUBLIC)


def test_equal_text_is_published_once(world: World) -> None:
    registration_id = world.complete(world.business())
    publish(world, registration_id)
    publish(world, registration_id)
    assert len(versions(world)) == 1


def test_changed_answers_make_a_new_version_at_the_same_address(world: World) -> None:
    registration_id = world.complete(world.business())
    world.correct(registration_id, legal_name="Another Bakery, LLC")
    publish(world, registration_id)
    old, new = versions(world)
    with world.reading() as session:
        slug = session.get_one(documents.Document, new.document_id).slug
        shown = documents.published(session, slug)
        earlier = documents.published(session, slug, old.sha256[:12])
        assert documents.published(session, slug, "0" * 12) is None
        assert documents.published(session, "no-such-page") is None
    assert shown is not None
    assert earlier is not None
    assert (shown.version.id, shown.is_current) == (new.id, True)
    assert (earlier.version.id, earlier.is_current, earlier.version.body) == (old.id, False, old.body)


def test_the_submission_publishes_the_policy_as_the_answers_are_then(world: World) -> None:
    registration_id = world.complete(world.business())
    world.correct(registration_id, legal_name="Another Bakery, LLC")
    world.submit(registration_id)
    assert "Another Bakery, LLC" in versions(world)[-1].body


def test_each_version_is_printed_once(world: World) -> None:
    registration_id = world.complete(world.business())
    world.drain()
    with world.transaction() as session:
        documents.keep_pdf(session, versions(world)[0].id, b"another", world.clock.now())
    with world.reading() as session:
        [file] = session.query(DocumentFile).all()
        assert file.content.startswith(b"%PDF")
        pdf = documents.pdf_of(session, versions(world)[0].id)
        assert pdf is not None
        assert pdf.id == file.id
    assert registration_id


def test_the_address_of_the_policy_goes_into_the_filing(world: World) -> None:
    world.live()
    with world.reading() as session:
        slug = session.query(documents.Document).one().slug
    assert [c["privacyPolicyLink"] for c in world.state()["campaigns"]] == [f"{PUBLIC}/p/{slug}"]
