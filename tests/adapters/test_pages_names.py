"""What names lead to: what the DNS says, what it says the second time, and what the list for development opens."""

import logging
import socket
import threading
import time
from collections.abc import Sequence

import pytest

from onboarding.adapters.page_addresses import look_up
from onboarding.adapters.pages import Limits, SafePages
from onboarding.domain.pages import Trouble
from tests.adapters.hostile_site import HTML, Dns, HostileSite, a_while_ago, reader, redirect

SOMEWHERE = "93.184.215.14"  # public


pytestmark = pytest.mark.usefixtures("nothing_unforeseen")


@pytest.mark.parametrize(
    ("says", "trouble"),
    [
        ([], Trouble.UNKNOWN_HOST),
        (socket.gaierror(socket.EAI_NONAME, "no such name"), Trouble.UNKNOWN_HOST),
        (socket.gaierror(socket.EAI_AGAIN, "ask again"), Trouble.UNREACHABLE),
        (UnicodeError("label too long"), Trouble.UNKNOWN_HOST),
        ([SOMEWHERE, "10.0.0.1"], Trouble.NOT_PUBLIC),
        (["2606:4700::1111", "::1"], Trouble.NOT_PUBLIC),
        (["fe80::1%eth0"], Trouble.NOT_PUBLIC),
        (["2606:4700::1111%eth0"], Trouble.NOT_PUBLIC),
        (["nonsense"], Trouble.NOT_PUBLIC),
    ],
)
def test_every_answer_of_the_dns_must_be_public(says: object, trouble: Trouble) -> None:
    dns = Dns({"shop.example": says})
    found = SafePages(a_while_ago, resolve=dns).fetch("http://shop.example/")
    assert (found.trouble, found.hops, dns.asked) == (trouble, (), ["shop.example"])


def test_a_slow_dns_is_not_waited_for() -> None:
    over = threading.Event()

    def slow(_host: str, _port: int) -> Sequence[str]:
        over.wait(10)
        return []

    started = time.monotonic()
    found = SafePages(a_while_ago, resolve=slow, limits=Limits(seconds=0.2)).fetch("http://shop.example/")
    assert found.trouble is Trouble.TIMEOUT
    assert time.monotonic() - started < 3
    over.set()


def test_the_address_that_was_checked_is_the_one_that_is_visited() -> None:
    with HostileSite() as site:
        dns = Dns({"shop.test": [["127.0.0.1"], ["127.0.0.2"]]})
        found = reader(site, resolve=dns).fetch(site.base)
        assert (found.text, dns.asked) == (HTML, ["shop.test"])


def test_a_name_that_leads_inside_gets_no_second_chance() -> None:
    with HostileSite() as site:
        site.pages["/"] = redirect("http://turns.example/")
        dns = Dns({"shop.test": ["127.0.0.1"], "turns.example": [["127.0.0.1"], [SOMEWHERE]]})
        found = reader(site, resolve=dns).fetch(site.base)
        assert (found.trouble, found.address) == (Trouble.NOT_PUBLIC, "http://turns.example/")
        assert dns.asked == ["shop.test", "turns.example"]


def test_a_machine_that_answers_for_another_is_refused() -> None:
    """Linux takes 0.0.0.0 for this machine: the one at the other end is 127.0.0.1, which nobody checked."""
    with HostileSite() as site:
        found = reader(site, resolve=Dns({"shop.test": ["0.0.0.0"]})).fetch(site.base)
        assert found.trouble is Trouble.NOT_PUBLIC
        assert site.visits == []


def test_the_next_address_of_a_name_is_tried() -> None:
    with HostileSite() as site:
        dns = Dns({"shop.test": ["::1", "127.0.0.1", "127.0.0.1"]})
        assert reader(site, resolve=dns).fetch(site.base).text == HTML
        dns = Dns({"shop.test": [f"127.0.0.{n}" for n in range(200, 100, -1)] + ["127.0.0.1"]})
        found = reader(site, resolve=dns, seconds=1).fetch(site.base)
        assert found.trouble in {Trouble.UNREACHABLE, Trouble.TIMEOUT}, "but not the hundredth"


def test_a_page_over_ipv6_is_a_page() -> None:
    try:
        site = HostileSite(host="::1").__enter__()
    except OSError:
        pytest.skip("no IPv6 on this machine")
    pages = SafePages(a_while_ago, allowed_hosts=frozenset({f"[::1]:{site.port}"}))
    found = pages.fetch(f"http://[0:0::1]:{site.port}/")
    site.__exit__()
    assert (found.text, found.address) == (HTML, f"http://[::1]:{site.port}/")
    assert site.visits[0].headers["Host"] == f"[::1]:{site.port}"


def test_the_list_for_development_opens_what_it_names_and_nothing_else() -> None:
    with HostileSite() as site:
        dns = Dns({"shop.test": ["127.0.0.1"], "shop": ["127.0.0.1"], "other.test": ["127.0.0.1"]})

        def trouble(listed: str, host: str) -> Trouble | None:
            pages = SafePages(a_while_ago, allowed_hosts=frozenset({listed}), resolve=dns, limits=Limits(seconds=5))
            return pages.fetch(f"http://{host}:{site.port}/").trouble

        for listed, host in [
            ("shop.test", "shop.test"),
            ("127.0.0.1", "127.0.0.1"),
            (" Shop ", "shop"),
            ("shop", "SHOP."),
        ]:
            assert trouble(listed, host) is None
            assert trouble(f"{listed.strip()}:{site.port}", host) is None
            assert trouble(f"{listed.strip()}:{site.port + 1}", host) is not None
        assert trouble("shop.test", "other.test") is Trouble.BAD_ADDRESS, "its port"
        assert trouble("shop.test", "127.0.0.1") is Trouble.NOT_PUBLIC
        assert trouble("127.0.0.1", "127.0.0.2") is Trouble.NOT_PUBLIC
        assert trouble("127.0.0.1", "2130706433") is Trouble.BAD_ADDRESS
        assert trouble("test", "shop.test") is Trouble.BAD_ADDRESS


def test_without_a_list_nothing_of_this_machine_is_reached() -> None:
    with HostileSite() as site:
        for host in ("127.0.0.1", "localhost", "[::1]", "shop.test", "[::ffff:127.0.0.1]"):
            assert SafePages(a_while_ago, resolve=Dns()).fetch(f"http://{host}:{site.port}/").trouble is not None
        assert site.connections == 0


def test_the_system_is_asked_by_default() -> None:
    assert "127.0.0.1" in look_up("localhost", 80)
    with pytest.raises(OSError):
        look_up("no-such-name.invalid", 80)


def test_what_nobody_foresaw_is_told_in_the_log_and_breaks_nothing(caplog: pytest.LogCaptureFixture) -> None:
    found = SafePages(a_while_ago, resolve=Dns({"shop.example": KeyError("secret")})).fetch(
        "http://shop.example/?secret"
    )
    [error] = [record.message for record in caplog.records if record.levelno >= logging.WARNING]
    caplog.clear()
    assert (found.trouble, found.status) == (Trouble.BROKEN, 0)
    assert error.startswith("page http://shop.example/: unforeseen KeyError at ")
    assert "secret" not in error


def test_a_time_limit_from_above_is_not_held_back() -> None:
    class Alarm(Exception):
        """As RQ raises it when a job takes too long."""

    with pytest.raises(Alarm):
        SafePages(a_while_ago, resolve=Dns({"shop.example": Alarm()})).fetch("http://shop.example/")
