"""What page checks see: kept with time and hash, told as findings that stop nothing, and only of the pages named now."""

from dataclasses import replace
from typing import Any

import pytest

from onboarding.domain.pages import Trouble
from onboarding.domain.preflight.pages import PageKind
from onboarding.domain.preflight.rule import Severity
from onboarding.domain.states import Registration as State
from onboarding.services import page_checks
from onboarding.services.page_checks import Seen
from onboarding.store import page_checks as rows
from onboarding.store.page_checks import PageCheck
from tests.adapters.hostile_site import HTML, HostileSite, answer, reader, redirect
from tests.services.page_looking import CASINO, FORM, SITE, case, checks, rules
from tests.world import World


def test_what_is_seen_is_kept_as_evidence(world: World) -> None:
    world.web.pages[SITE] = CASINO
    registration_id = world.complete(world.business())
    world.drain()
    with world.reading() as session:
        [row] = rows.history(session, registration_id, PageKind.WEBSITE)
        text = rows.text_of(session, row.id)
    assert (row.address, row.final_address, row.hops, row.status) == (SITE, SITE, [SITE], 200)
    assert (row.content_type, row.size, row.trouble) == ("text/html", len(CASINO), None)
    assert row.rules_version == case(world, registration_id).report.version
    assert row.checked_at == world.clock.now()
    assert text == "Play at our online casino, place your bets and win. Call (863) 555-0188."


def test_a_finding_quotes_the_page(world: World) -> None:
    world.web.pages[SITE] = CASINO
    registration_id = world.complete(world.business())
    world.drain()
    page = case(world, registration_id).pages[0]
    told = next(each for each in page.told if each.finding.rule == "website.gambling")
    assert told.quote is not None
    assert "casino" in told.quote.marked
    assert told.quote.before.startswith("Play at our ")


def test_findings_follow_those_on_the_answers_under_the_same_version(world: World) -> None:
    world.web.pages[SITE] = CASINO
    registration_id = world.complete(world.business(), legal_name="")
    offline = case(world, registration_id).report
    world.drain()
    merged = case(world, registration_id).report
    assert merged.version == offline.version
    assert merged.findings[: len(offline.findings)] == offline.findings
    assert "website.gambling" in {finding.rule for finding in merged.findings[len(offline.findings) :]}


def test_only_the_address_as_it_is_now_counts(world: World) -> None:
    world.web.pages |= {"https://casino.example": CASINO, "https://casino.example/privacy": "<p>Nothing.</p>"}
    registration_id = world.complete(world.business(), website="https://casino.example")
    world.drain()
    assert "website.gambling" in rules(case(world, registration_id))
    world.correct(registration_id, website=SITE)
    assert rules(case(world, registration_id)) == set(), "the old website says nothing of the new one"
    world.drain()
    assert rules(case(world, registration_id)) == set()
    world.correct(registration_id, website="https://casino.example")
    assert "website.gambling" in rules(case(world, registration_id)), "it was looked at today"


def test_the_policies_of_an_old_website_count_no_longer(world: World) -> None:
    bare = world.web.fetch(SITE).text.replace("<footer>", "<footer hidden>")
    world.web.pages |= {
        "https://old.example": bare.replace('"/privacy"', '"https://policies.example/privacy"'),
        "https://policies.example/privacy": "<p>We sell your number to partners.</p>",
    }
    registration_id = world.complete(world.business(), website="https://old.example")
    world.drain()
    assert any(rule.startswith("policy.") for rule in rules(case(world, registration_id)))
    world.correct(registration_id, website=SITE)
    world.drain()
    assert rules(case(world, registration_id)) == set()


def test_nothing_on_a_page_stops_a_submission(world: World) -> None:
    world.web.pages |= {
        FORM: "<p>Call us to sign up, we are glad to help you with that.</p>",
        f"{SITE}/privacy": "<p>We sell data.</p>",
    }
    registration_id = world.complete(world.business())
    world.drain()
    found = case(world, registration_id)
    with world.reading() as session:
        kept = [one["severity"] for row in session.query(PageCheck) for one in row.findings]
    assert "blocker" in kept, "the rules' own word is kept"
    assert {f.severity for f in page_checks.findings(found.pages)} == {Severity.WARNING}
    assert {"opt_in_page.phone_field", "policy.is_one"} <= rules(found)
    world.submit(registration_id)
    assert world.registration(registration_id).state is State.IN_REVIEW


@pytest.mark.parametrize("seen", [Trouble.UNKNOWN_HOST, Trouble.CERTIFICATE, Trouble.NOT_PUBLIC, 404, 503])
def test_trouble_is_told_at_once(world: World, seen: Trouble | int) -> None:
    world.web.pages[SITE] = seen
    registration_id = world.complete(world.business())
    world.drain()
    found = case(world, registration_id)
    assert (found.pages[0].state, found.pages[0].checked_at) == (Seen.TROUBLE, world.clock.now())
    assert rules(found) == {"website.reachable"}
    assert [page.kind for page in found.pages] == [PageKind.WEBSITE, PageKind.OPT_IN], "no links were seen"


class Twice:
    """A web during whose answer another worker finishes the same look."""

    def __init__(self, world: World) -> None:
        self.world = world

    def fetch(self, address: str) -> Any:
        page_checks.carry_out(self.world.ports, 1)
        return replace(self.world.web.fetch(address), sha256="0" * 64)


def test_two_workers_write_down_one_look(world: World) -> None:
    registration_id = world.complete(world.business())
    page_checks.carry_out(replace(world.ports, pages=Twice(world)), 1)
    page = case(world, registration_id).pages[0]
    assert (page.state, page.sha256 != "0" * 64) == (Seen.READ, True)
    assert len([kind for kind, _ in checks(world) if kind == "privacy"]) == 1


def test_erasing_leaves_time_hash_and_findings(world: World) -> None:
    world.web.pages[SITE] = CASINO
    registration_id = world.complete(world.business())
    world.drain()
    before = case(world, registration_id).pages[0]
    with world.transaction() as session:
        rows.erase(session, registration_id)
    after = case(world, registration_id).pages[0]
    assert (after.sha256, after.checked_at, after.state) == (before.sha256, before.checked_at, Seen.READ)
    assert [each.finding for each in after.told] == [each.finding for each in before.told]
    assert {each.quote for each in after.told} == {None}
    with world.reading() as session:
        assert rows.text_of(session, 1) is None


def test_tenants_do_not_see_each_others_pages(world: World) -> None:
    world.web.pages[SITE] = CASINO
    mine, other = world.complete(world.business()), world.complete(world.business(), area="863", website=SITE)
    with world.transaction() as session:
        for row in session.query(PageCheck).filter_by(registration_id=other):
            row.checked_at = world.clock.now()
    world.drain()
    assert "website.gambling" in rules(case(world, mine))
    assert rules(case(world, other)) == set(), "the same address was looked at for somebody else"


def test_a_real_website_is_read_through_the_worker(world: World) -> None:
    policy = (
        "<h1>Privacy policy</h1><p>Rehearsal Bakery collects your name and your mobile number when you order a cake. "
        "We share mobile numbers and consent to texts with our partners for their own marketing.</p>"
    )
    with HostileSite() as site:
        site.pages = {
            "/": redirect("/home"),
            "/home": answer(
                HTML + '<footer><a href="privacy">Privacy</a> <a href="http://10.0.0.8/terms">Terms</a></footer>'
            ),
            "/privacy": answer(policy),
            "/texts": answer("no", status="404 Not Found"),
        }
        world.ports = replace(world.ports, pages=reader(site))
        registration_id = world.complete(world.business(), website=f"{site.base}/", opt_in_page=f"{site.base}/texts")
        world.drain()
    found = {page.kind: page for page in case(world, registration_id).pages}
    assert {kind.value: str(page.state) for kind, page in found.items()} == {
        "website": "read",
        "optin": "trouble",
        "privacy": "read",
    }
    assert found[PageKind.OPT_IN].status == 404
    with world.reading() as session:
        [row] = rows.history(session, registration_id, PageKind.WEBSITE)
        assert row.hops == [f"{site.base}/", f"{site.base}/home"]
        [policy_row] = rows.history(session, registration_id, PageKind.PRIVACY)
        assert policy_row.address == f"{site.base}/privacy"
        assert "share mobile numbers" in (rows.text_of(session, policy_row.id) or "")
    said = rules(case(world, registration_id))
    assert {"website.secured", "website.content", "opt_in_page.optin_reachable", "policy.sharing"} <= said
