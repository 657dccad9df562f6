"""A page check as the worker's job: a real web server, real sockets, and the private host that a setting allows."""

from collections.abc import Callable

import pytest

from jobs import tasks
from onboarding.domain.follow_ups import Topic
from onboarding.domain.pages import Trouble
from onboarding.domain.preflight.pages import PageKind
from onboarding.services.work import WORK_JOB
from onboarding.store import outbox, page_checks
from onboarding.store.outbox import Message
from onboarding.store.page_checks import PageCheck
from tests.adapters.hostile_site import HTML, HostileSite, answer
from tests.world import World

FOOTER = '<footer><a href="/privacy">Privacy policy</a></footer>'


def asked(world: World, address: str) -> str:
    """Has a page looked at, as saving an address does; the id of the message."""
    world.business()
    with world.transaction() as session:
        row = page_checks.add(session, 1, PageKind.WEBSITE, address, world.clock.now())
        return str(outbox.post(session, Topic.VISIT, str(row.id), at=world.clock.now()).id)


def rows(world: World) -> list[PageCheck]:
    with world.reading() as session:
        return list(session.query(PageCheck).order_by(PageCheck.id))


def test_a_website_and_its_policy_are_read_over_a_socket(
    world: World, as_worker: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with HostileSite() as site:
        host = f"127.0.0.1:{site.port}"
        site.pages = {"/": answer(HTML + FOOTER), "/privacy": answer("<p>We keep your number to ourselves.</p>")}
        as_worker()
        monkeypatch.setenv("PAGE_HOSTS", f"{host}, other.test:80")
        message = asked(world, f"http://{host}/")
        assert (("pages", WORK_JOB, message)) in world.bell.rung
        assert tasks.work(message)
        assert not tasks.work(message), "it is done"
        with world.reading() as session:
            follow = session.query(Message).filter(Message.topic == Topic.VISIT, Message.done_at.is_(None)).one()
        assert tasks.work(str(follow.id))
        assert site.paths == ["/", "/privacy"]
    website, policy = rows(world)
    assert (website.status, website.size, website.trouble) == (200, len(HTML + FOOTER), None)
    assert (policy.kind, policy.address, policy.found_by) == (PageKind.PRIVACY, f"http://{host}/privacy", website.id)
    with world.reading() as session:
        assert page_checks.text_of(session, policy.id) == "We keep your number to ourselves."


def test_without_the_setting_our_own_network_is_closed(world: World, as_worker: Callable[..., None]) -> None:
    with HostileSite() as site:
        as_worker()
        assert tasks.work(asked(world, f"http://127.0.0.1:{site.port}/"))
        assert site.connections == 0
    [row] = rows(world)
    assert (row.trouble, row.sha256, [one["rule"] for one in row.findings]) == (
        Trouble.NOT_PUBLIC,
        "",
        ["website.reachable"],
    )
