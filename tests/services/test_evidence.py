"""Evidence packets: whole, hashed, about one business only, made once, sent to the registry once."""

import hashlib
import io
import json
import zipfile

from onboarding.services import evidence
from onboarding.store.packets import Packet
from onboarding.store.registrations import Registration
from tests.services.test_consents import say
from tests.services.test_publishing import publish
from tests.world import LIVE, World


def packet(world: World, registration_id: int = LIVE, person: str = "") -> Packet:
    with world.transaction() as session:
        row = evidence.ask(session, session.get_one(Registration, registration_id), None, world.ports, person=person)
        public = row.public_id
    world.drain()
    with world.reading() as session:
        found = evidence.find(session, registration_id, public)
    assert found is not None
    assert found.state == "ready"
    return found


def opened(row: Packet) -> dict[str, bytes]:
    assert row.archive is not None
    with zipfile.ZipFile(io.BytesIO(row.archive)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_manifest_holds_the_hash_of_every_file(live_world: World) -> None:
    row = packet(live_world)
    files = opened(row)
    manifest = json.loads(files.pop("manifest.json"))
    assert manifest["files"] == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert row.sha256 == hashlib.sha256(row.archive or b"").hexdigest()
    assert {"answers.json", "preflight.json", "timeline.json", "correspondence.json", "chains.json", "report.pdf", "sign-up-page.pdf",
            "documents/privacy.json", "documents/privacy-en.html", "documents/privacy-es.txt", "documents/terms.json",
            "documents/optin.json", "documents/verbal-en.txt"} <= set(files)  # fmt: skip


def test_it_tells_what_was_submitted_and_in_force_then(live_world: World) -> None:
    with live_world.transaction() as session:
        row = session.get_one(Registration, LIVE)
        row.answers = row.answers | {"legal_name": "Changed Since, LLC"}
    publish(live_world, LIVE)
    files = opened(packet(live_world))
    assert json.loads(files["answers.json"])["legal_name"] == "Rehearsal Bakery, LLC"
    assert b"Rehearsal Bakery, LLC" in files["documents/privacy.json"]
    assert b"Changed Since" not in files["documents/privacy-en.txt"]
    report = files["report.pdf"].decode()
    assert "Your number can send texts" in report
    assert "Rules 2026" in report
    assert "We do not sell, rent or share your mobile number" in report


def test_the_tax_id_is_masked_everywhere(live_world: World) -> None:
    files = opened(packet(live_world))
    for name, content in files.items():
        for secret in (b"59-1234567", b"591234567"):
            assert secret not in content, name


def test_the_proof_of_one_person_tells_of_nobody_else(live_world: World) -> None:
    say(live_world, "STOP please, I am Ann", "+14155550123")
    say(live_world, "quit", "+14155550199")
    row = packet(live_world, person=live_world.ports.vault.index("+14155550123"))
    everything = b"".join(opened(row).values())
    assert b"I am Ann" in everything
    assert b"(415) 555-0123" in everything
    assert b"555-0199" not in everything
    with live_world.reading() as session:
        assert evidence.of_registration(session, LIVE) == []


def test_a_second_click_makes_no_second_packet(live_world: World) -> None:
    with live_world.transaction() as session:
        row = session.get_one(Registration, LIVE)
        assert evidence.ask(session, row, None, live_world.ports) is evidence.ask(session, row, None, live_world.ports)


def test_the_report_goes_to_the_registry_once(live_world: World) -> None:
    row = packet(live_world)
    for _ in range(2):
        with live_world.transaction() as session:
            assert evidence.ask_upload(session, session.get_one(Registration, LIVE), row.public_id, live_world.ports)
        live_world.drain()
    campaign = live_world.registration(LIVE).campaign
    assert campaign is not None
    assert campaign.registry_id is not None
    assert [each.name for each in live_world.ports.registry.documents(campaign.registry_id)] == [
        f"evidence-{row.public_id}.pdf"
    ]


def test_there_is_nothing_to_send_before_there_is_a_campaign(world: World) -> None:
    registration_id = world.complete(world.business())
    row = packet(world, registration_id)
    with world.transaction() as session:
        assert not evidence.ask_upload(
            session, session.get_one(Registration, registration_id), row.public_id, world.ports
        )
