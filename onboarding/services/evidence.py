"""Evidence: everything about a registration, or about one person's consent, in one file with a manifest of hashes."""

import hashlib
import logging
from datetime import timedelta

from sqlalchemy.orm import Session

from onboarding.domain.follow_ups import Topic
from onboarding.services import evidence_files
from onboarding.services.ports import Ports
from onboarding.services.work import reading, transaction
from onboarding.store import outbox, packets
from onboarding.store.packets import Packet
from onboarding.store.registrations import Registration

log = logging.getLogger(__name__)

_TWICE = timedelta(seconds=30)
_MOST, _A_DAY = 10, timedelta(days=1)


def ask(session: Session, registration: Registration, by: int | None, ports: Ports, *, person: str = "") -> Packet:
    """Have a packet made by a job; a second click within moments gets the first one."""
    now = ports.clock.now()
    rows = packets.of_person(session, registration.id, person)
    if rows and rows[0].state == "pending" and now - rows[0].requested_at < _TWICE:
        return rows[0]
    if len(rows) >= _MOST and now - rows[_MOST - 1].requested_at < _A_DAY:
        return rows[0]  # each is kept for good: the newest has to do
    row = Packet(registration_id=registration.id, person=person, requested_by=by, requested_at=now)
    session.add(row)
    session.flush()
    outbox.post(session, Topic.PACK, str(row.id), at=now)
    return row


def of_registration(session: Session, registration_id: int) -> list[Packet]:
    """The packets of a registration, newest first."""
    return packets.of_registration(session, registration_id)


def proofs(session: Session, registration_id: int, person: str) -> list[Packet]:
    """The proofs about one person, newest first."""
    return packets.of_person(session, registration_id, person)


def find(session: Session, registration_id: int, public: str) -> Packet | None:
    """One packet of a registration, with its files."""
    row = packets.by_public_id(session, registration_id, public)
    if row is not None:
        _ = row.report, row.archive
    return row


def carry_out(ports: Ports, subject: int) -> None:
    """Make a packet: read, print, pack, store; the printing takes its time outside of any transaction."""
    try:
        with reading(ports) as session:
            row = session.get(Packet, subject)
            if row is None or row.state == "ready":
                return
            gathered = evidence_files.gather(session, row, ports)
        report, archive = evidence_files.make(gathered, ports.printer)
    except Exception:
        with transaction(ports) as session:
            session.get_one(Packet, subject).state = "failed"  # until another try succeeds
        raise
    with transaction(ports) as session:
        row = session.get_one(Packet, subject)
        row.report, row.archive, row.state = report, archive, "ready"
        row.sha256, row.made_at = hashlib.sha256(archive).hexdigest(), ports.clock.now()


def ask_upload(session: Session, registration: Registration, public: str, ports: Ports) -> bool:
    """Have the PDF of a packet sent to the registry as a supporting document; False where that cannot be."""
    row = packets.by_public_id(session, registration.id, public)
    campaign = registration.campaign
    if row is None or row.state != "ready" or row.person or campaign is None or not campaign.registry_id:
        return False
    outbox.post_once(session, Topic.UPLOAD, str(row.id), at=ports.clock.now())
    return True


def upload(ports: Ports, subject: int) -> None:
    """Send the PDF, once: after an unclear try we look at what is there before we send again (invariant 3)."""
    with reading(ports) as session:
        row = session.get_one(Packet, subject)
        registration = session.get_one(Registration, row.registration_id)
        campaign = registration.campaign
        if row.uploaded_at or row.report is None or campaign is None or not campaign.registry_id:
            return
        campaign_id, name, content = campaign.registry_id, f"evidence-{row.public_id}.pdf", row.report
    if not any(each.name == name for each in ports.registry.documents(campaign_id)):
        ports.registry.add_document(campaign_id, name, content)
    with transaction(ports) as session:
        session.get_one(Packet, subject).uploaded_at = ports.clock.now()
