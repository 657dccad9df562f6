"""What tests of page checks look at: the looks that were asked for, and what a registration's pages say."""

from onboarding.domain.follow_ups import Topic
from onboarding.services import registrations
from onboarding.services.registrations import Dossier
from onboarding.store.outbox import Message
from onboarding.store.page_checks import PageCheck
from onboarding.store.registrations import Registration
from tests.world import World

SITE = "https://www.rehearsal-bakery.example"
FORM = f"{SITE}/texts"
CASINO = (
    "<title>Rehearsal Bakery</title><p>Play at our online casino, place your bets and win. Call (863) 555-0188.</p>"
)


def checks(world: World) -> list[tuple[str, str]]:
    with world.reading() as session:
        return [(str(row.kind), row.address) for row in session.query(PageCheck).order_by(PageCheck.id)]


def case(world: World, registration_id: int) -> Dossier:
    with world.reading() as session:
        return registrations.dossier(session, session.get_one(Registration, registration_id), world.ports)


def states(world: World, registration_id: int) -> dict[str, str]:
    return {str(page.kind): str(page.state) for page in case(world, registration_id).pages}


def rules(found: Dossier) -> set[str]:
    """What the report says of pages."""
    told = {each.finding.rule for page in found.pages for each in page.told}
    return told & {finding.rule for finding in found.report.findings}


def visits(world: World) -> list[Message]:
    with world.reading() as session:
        return list(session.query(Message).filter_by(topic=Topic.VISIT).order_by(Message.id))
