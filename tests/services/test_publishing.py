"""Publishing: documents that follow from the answers, tested by our own rules, every version kept, the chain proved."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from onboarding.domain.answers import Answers
from onboarding.domain.documents.kinds import PUBLISHED, Kind, Language
from onboarding.services import documents, hosting, proving_documents, registrations
from onboarding.services.documents import NotFit
from onboarding.services.hosting import Hosted, Moved
from onboarding.services.registrations import NotNow
from onboarding.store import documents as rows
from onboarding.store import slugs
from onboarding.store.documents import DocumentFile, DocumentVersion
from onboarding.store.registrations import Registration
from tests.world import PUBLIC, World


def versions(world: World, kind: Kind = Kind.PRIVACY) -> list[DocumentVersion]:
    with world.reading() as session:
        return [
            version
            for version in session.query(DocumentVersion).order_by(DocumentVersion.id)
            if session.get_one(rows.Document, version.document_id).kind is kind
        ]


def publish(world: World, registration_id: int) -> None:
    with world.transaction() as session:
        row = session.get_one(Registration, registration_id)
        documents.publish(session, row, Answers.from_json(row.answers), world.ports, world.clock.now())


def slug(world: World, registration_id: int) -> str:
    with world.reading() as session:
        return slugs.current(session, session.get_one(Registration, registration_id).business_id)


def shown(world: World, at: str, kind: Kind = Kind.PRIVACY) -> Hosted:
    with world.reading() as session:
        found = hosting.find(session, at, kind, world.settings)
    assert isinstance(found, Hosted)
    return found


def practise(world: World, registration_id: int, **changes: object) -> None:
    with world.transaction() as session:
        business_id = session.get_one(Registration, registration_id).business_id
        before = documents.practices_of(session, business_id)
        documents.keep_practices(session, business_id, replace(before, **changes), world.clock.now())  # type: ignore[arg-type]


def test_all_kinds_are_published_together(world: World) -> None:
    world.complete(world.business())
    with world.reading() as session:
        assert {row.kind for row in rows.every_document(session)} == set(PUBLISHED)


def test_equal_text_is_published_once(world: World) -> None:
    registration_id = world.complete(world.business())
    publish(world, registration_id)
    publish(world, registration_id)
    assert len(versions(world)) == 1


def test_changed_answers_make_a_new_version_and_the_old_one_stays(world: World) -> None:
    registration_id = world.complete(world.business())
    world.correct(registration_id, legal_name="Another Bakery, LLC")
    publish(world, registration_id)
    old, new = versions(world)
    at = slug(world, registration_id)
    now = shown(world, at)
    with world.reading() as session:
        earlier = hosting.earlier(session, now, old.sha256[:12])
        assert hosting.earlier(session, now, "0" * 12) is None
        assert hosting.find(session, "no-such-page", Kind.PRIVACY, world.settings) is None
    assert earlier is not None
    assert (now.version.id, now.edition.is_current) == (new.id, True)
    assert (earlier.version.id, earlier.edition.is_current, earlier.version.content) == (old.id, False, old.content)


def test_an_earlier_text_comes_into_force_again_as_a_link_of_its_own(world: World) -> None:
    registration_id = world.complete(world.business())
    for name in ("Another Bakery, LLC", "Rehearsal Bakery, LLC"):
        world.correct(registration_id, legal_name=name)
        publish(world, registration_id)
    assert len(versions(world)) == 2
    assert shown(world, slug(world, registration_id)).document.sequence == 3
    assert all(not chain.faults for chain in proving_documents.prove(world.ports))


def test_a_renamed_business_keeps_its_old_addresses(world: World) -> None:
    registration_id = world.complete(world.business())
    before = slug(world, registration_id)
    world.correct(registration_id, display_name="Sunny Side")
    publish(world, registration_id)
    after = slug(world, registration_id)
    assert before.startswith("rehearsal-bakery-")
    assert after.startswith("sunny-side-")
    with world.reading() as session:
        assert hosting.find(session, before, Kind.TERMS, world.settings) == Moved(after)
    world.correct(registration_id, display_name="Rehearsal Bakery")
    publish(world, registration_id)
    assert slug(world, registration_id) == before


def test_what_is_taken_down_stays_readable_and_says_so(world: World) -> None:
    registration_id = world.complete(world.business())
    at = slug(world, registration_id)
    for expected in (True, False):
        with world.transaction() as session:
            row = session.get_one(Registration, registration_id)
            assert documents.withdraw(session, row, Kind.PRIVACY, world.clock.now(), "user:1") is expected
    found = shown(world, at)
    assert found.document.is_withdrawn
    assert "took this page down" in found.edition.said(Language.ENGLISH)
    assert "retiró esta página" in found.edition.said(Language.SPANISH)
    publish(world, registration_id)
    assert not shown(world, at).document.is_withdrawn
    assert shown(world, at).document.sequence == 3


def test_the_page_of_a_day_is_what_stood_there_at_its_end(world: World) -> None:
    registration_id = world.complete(world.business())  # November 23, 2026, 10 in the morning in New York
    first = shown(world, slug(world, registration_id)).version.id
    world.pass_time(timedelta(days=2))
    world.correct(registration_id, legal_name="Another Bakery, LLC")
    publish(world, registration_id)
    found = shown(world, slug(world, registration_id))
    with world.reading() as session:
        days = {
            day: page.version.id
            if (page := hosting.on_day(session, found, date(2026, 11, day), world.clock.now()))
            else None
            for day in (22, 23, 24, 25, 26)
        }
    assert days == {22: None, 23: first, 24: first, 25: found.version.id, 26: None}


def test_our_own_rules_stop_a_document_and_name_the_clause(world: World) -> None:
    registration_id = world.complete(world.business())
    practise(world, registration_id, left_out=("no_sharing",))
    with pytest.raises(NotFit) as refused:
        publish(world, registration_id)
    assert {(each.kind, each.language, each.clause) for each in refused.value.misfits} == {
        (Kind.PRIVACY, language, "no_sharing") for language in Language
    }
    assert len(versions(world)) == 1
    with pytest.raises(NotNow, match="would be declined"):
        world.submit(registration_id)


def test_the_submission_publishes_the_policy_as_the_answers_are_then(world: World) -> None:
    registration_id = world.complete(world.business())
    world.correct(registration_id, legal_name="Another Bakery, LLC")
    world.submit(registration_id)
    assert "Another Bakery, LLC" in versions(world)[-1].content


def test_the_addresses_are_filed_as_they_were_submitted(world: World) -> None:
    registration_id = world.live()
    at = slug(world, registration_id)
    [campaign] = world.state()["campaigns"]
    assert campaign["privacyPolicyLink"] == f"{PUBLIC}/p/{at}/privacy"
    assert campaign["termsAndConditionsLink"] == f"{PUBLIC}/p/{at}/terms"


def test_each_version_is_printed_once_in_each_language(world: World) -> None:
    world.complete(world.business())
    world.drain()
    [policy] = versions(world)
    with world.transaction() as session:
        documents.keep_pdf(session, policy.id, Language.ENGLISH, b"another", world.clock.now())
    with world.reading() as session:
        files = session.query(DocumentFile).filter_by(version_id=policy.id).all()
        assert sorted(file.language for file in files) == ["en", "es"]
        assert all(file.content.startswith(b"%PDF") for file in files)


def test_the_sign_has_a_code_that_leads_to_the_sign_up_page(world: World) -> None:
    registration_id = world.complete(world.business())
    world.drain()
    [sign] = versions(world, Kind.SIGN)
    with world.reading() as session:
        made = documents.pdf_of(session, sign.id)
        assert made is not None
        assert b"['code.svg']" in made.content
        assert f"{PUBLIC}/p/{slug(world, registration_id)}/opt-in".encode() in made.content


def test_a_changed_byte_in_the_database_is_found(world: World) -> None:
    world.complete(world.business())
    assert [chain.faults for chain in proving_documents.prove(world.ports)] == [()] * len(PUBLISHED)
    with world.ports.sessions() as session:
        with pytest.raises(DBAPIError, match="append-only"):
            session.execute(text("UPDATE document_versions SET content = 'forged' WHERE id = 1"))
        session.rollback()
        _without_triggers(session, "document_versions")
        session.execute(text("UPDATE document_versions SET content = replace(content, 'sell', 'SELL') WHERE id = 1"))
        session.commit()
    [faulty] = [chain for chain in proving_documents.prove(world.ports) if chain.faults]
    assert [fault.what for fault in faulty.faults] == ["the text is not the one that was published"]


def test_a_chain_that_was_cut_off_is_found_by_its_noted_end(world: World) -> None:
    registration_id = world.complete(world.business())
    world.correct(registration_id, legal_name="Another Bakery, LLC")
    publish(world, registration_id)
    heads = {chain.document: chain.head for chain in proving_documents.prove(world.ports)}
    assert proving_documents.against(proving_documents.prove(world.ports), heads) == []
    with world.ports.sessions() as session:
        _without_triggers(session, "publications")
        session.execute(text("DELETE FROM publications WHERE document_id = 1 AND sequence = 2"))
        session.execute(
            text(
                "UPDATE documents SET sequence = 1, head = (SELECT digest FROM publications WHERE document_id = 1) WHERE id = 1"
            )
        )
        session.commit()
    chains = proving_documents.prove(world.ports)
    assert all(not chain.faults for chain in chains), "a chain that was cut off with its end is whole in itself"
    assert [fault.what for fault in proving_documents.against(chains, heads)] == [
        "what was noted is not in the chain any more"
    ]


def _without_triggers(session: object, table: str) -> None:
    """As somebody with the rights of the database's owner could."""
    execute = session.execute  # type: ignore[attr-defined]
    if session.get_bind().dialect.name == "sqlite":  # type: ignore[attr-defined]
        for verb in ("update", "delete"):
            execute(text(f"DROP TRIGGER {table}_no_{verb}"))
    else:
        execute(text(f"ALTER TABLE {table} DISABLE TRIGGER {table}_append_only"))


def test_the_dossier_knows_the_addresses(world: World) -> None:
    registration_id = world.complete(world.business())
    with world.reading() as session:
        case = registrations.dossier(session, session.get_one(Registration, registration_id), world.ports)
    assert case.links.opt_in == f"{PUBLIC}/p/{slug(world, registration_id)}/opt-in"
