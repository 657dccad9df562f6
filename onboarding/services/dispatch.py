"""One handler a topic: what a worker does with a claimed message. Each keeps the network outside its transactions."""

import json
from collections.abc import Callable, Mapping

from onboarding.domain.follow_ups import Topic
from onboarding.services import (
    consents,
    documents,
    domains,
    errands,
    evidence,
    filing,
    observing,
    page_checks,
    printing,
    recording,
    sending,
    telling,
    texting,
)
from onboarding.services.ports import OutsideError, Ports, Refused, Unavailable
from onboarding.services.work import reading, transaction
from onboarding.store.inbox import Notice


def advance(ports: Ports, subject: int) -> None:
    """Take the next step of a registration."""
    with transaction(ports) as session:
        filing.advance(session, subject, ports.vault, ports.settings, ports.clock.now())


def file(ports: Ports, subject: int) -> None:
    """Carry out one wish: prepare and commit, call, record and commit."""
    with transaction(ports) as session:
        errand = errands.prepare(session, subject, ports.vault, ports.settings, ports.clock.now())
    if errand is None:
        return
    sent = False
    try:
        if errand.before is None and (before := sending.read_before(errand, ports.registry)) is not None:
            with transaction(ports) as session:
                errands.remember_before(session, subject, before)
        sent = True
        outcome = sending.send(errand, ports.registry, ports.messaging)
    except OutsideError as error:
        unclear = sent and not (isinstance(error, Unavailable) and not error.unclear)
        if not unclear and not errand.tried_before:
            with transaction(ports) as session:
                errands.begin_again(session, subject)
        raise
    with transaction(ports) as session:
        recording.record(session, errand, outcome, ports.settings, ports.clock.now())


def tell(ports: Ports, subject: int) -> None:
    """Write the e-mails about a move."""
    with transaction(ports) as session:
        telling.tell(session, subject, ports.words, ports.settings)


def mail(ports: Ports, subject: int) -> None:
    """Hand one e-mail to the mail server."""
    with reading(ports) as session:
        letter = telling.letter(session, subject)
    if letter is None:
        return
    ports.mailer.send(letter)
    with transaction(ports) as session:
        telling.sent(session, subject, keeps=ports.mailer.keeps)


def render(ports: Ports, subject: int) -> None:
    """Make the PDF of a published version, in each of its languages."""
    for language in printing.languages_of(ports, subject):
        content = printing.version_pdf(ports, subject, language)
        with transaction(ports) as session:
            documents.keep_pdf(session, subject, language, content, ports.clock.now())


def send(ports: Ports, subject: int) -> None:
    """Let one text leave, if the gate still lets it."""
    with transaction(ports) as session:
        outgoing = texting.leaving(session, subject)
    if outgoing is None:
        return
    try:
        provider_id = ports.messaging.send(outgoing.sender, outgoing.recipient, outgoing.body, outgoing.reference)
    except Refused as refusal:
        with transaction(ports) as session:
            texting.turned_back(session, subject, str(refusal))
        return
    with transaction(ports) as session:
        texting.left(session, subject, provider_id, ports.clock.now())


def hear(ports: Ports, subject: int) -> None:
    """Obey what a recipient texted."""
    with transaction(ports) as session:
        notice = session.get_one(Notice, subject)
        told = json.loads(notice.body)["data"]
        texting.hear(session, subject, told["from"], told["to"], told["text"], ports.clock.now(), ports.vault)


HANDLERS: Mapping[Topic, Callable[[Ports, int], None]] = {
    Topic.ADVANCE: advance,
    Topic.FILE: file,
    Topic.TELL: tell,
    Topic.MAIL: mail,
    Topic.RENDER: render,
    Topic.SEND: send,
    Topic.HEAR: hear,
    Topic.VISIT: page_checks.carry_out,
    Topic.DOMAIN: domains.carry_out,
    Topic.CONFIRM: consents.confirm,
    Topic.PACK: evidence.carry_out,
    Topic.UPLOAD: evidence.upload,
}


def read(ports: Ports, watch_id: int) -> bool:
    """Read one watched object and apply what is seen, whether a notice or the schedule asked for it."""
    with transaction(ports) as session:
        asked = observing.question(session, watch_id, ports.clock.now())
    if asked is None:
        return False
    try:
        seen = observing.ask(asked, ports.registry, ports.messaging)
        with transaction(ports) as session:
            observing.observe(session, asked, seen, ports.settings, ports.clock.now())
    except Exception as error:
        wait = error.wait if isinstance(error, Unavailable) else 0.0
        with transaction(ports) as session:
            observing.not_answered(session, asked, wait)
        raise
    return True
