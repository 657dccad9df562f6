"""Somebody else under our name: certificates, and https where there is none."""

import socket
from pathlib import Path

import pytest

from onboarding.domain.pages import Trouble
from tests.adapters.hostile_site import HTML, Authority, Dns, HostileSite, quickly, reader, redirect

pytestmark = pytest.mark.usefixtures("nothing_unforeseen")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("certificates"))


def test_a_good_certificate_is_checked_against_the_name(authority: Authority) -> None:
    with HostileSite(authority.server()) as site:
        found = reader(site, authority=authority).fetch(site.base)
        assert (found.trouble, found.text, site.names) == (None, HTML, ["shop.test"])
        assert site.visits[0].headers["Host"] == site.place


def test_a_certificate_of_an_ip_is_checked_against_the_ip(authority: Authority) -> None:
    for name, trouble in [("127.0.0.1", None), ("127.0.0.2", Trouble.CERTIFICATE), ("shop.test", Trouble.CERTIFICATE)]:
        with HostileSite(authority.server(name)) as site:
            pages = reader(site, authority=authority)
            pages._allowed |= {f"127.0.0.1:{site.port}"}
            assert pages.fetch(f"https://127.0.0.1:{site.port}/").trouble is trouble


@pytest.mark.parametrize(
    "how",
    [
        {"own": True},
        {"name": "other.test"},
        {"name": "*.shop.test"},
        {"name": "127.0.0.1"},
        {"days": (-30, -1)},
        {"days": (1, 30)},
    ],
)
def test_a_bad_certificate_is_refused_before_anything_is_asked(authority: Authority, how: dict[str, object]) -> None:
    with HostileSite(authority.server(**how)) as site:  # type: ignore[arg-type]
        found = reader(site, authority=authority).fetch(site.base)
        assert (found.trouble, found.status, site.visits) == (Trouble.CERTIFICATE, 0, [])


def test_an_authority_that_nobody_knows_is_not_trusted(authority: Authority) -> None:
    with HostileSite(authority.server()) as site:
        assert reader(site).fetch(site.base).trouble is Trouble.CERTIFICATE


def test_https_where_there_is_none_is_broken(site: HostileSite) -> None:
    def talk(address: str) -> Trouble | None:
        return quickly(lambda: reader(site, seconds=0.5).fetch(address), 1.0).trouble

    assert talk(f"https://{site.place}/") is Trouble.TIMEOUT  # it waits for the end of a request
    with socket.create_server(("127.0.0.1", 0)) as rude:
        site.port = rude.getsockname()[1]
        from threading import Thread

        def greet(words: bytes) -> None:
            connection, _ = rude.accept()
            with connection:
                connection.recv(10_000)
                connection.sendall(words)

        for words, trouble in [(b"220 mail.test ESMTP\r\n", Trouble.BROKEN), (b"", Trouble.UNREACHABLE)]:
            thread = Thread(target=greet, args=(words,))
            thread.start()
            assert talk(f"https://{site.place}/") is trouble
            thread.join()


def test_a_downgrade_to_http_is_followed_and_shown(authority: Authority, site: HostileSite, tmp_path: Path) -> None:
    with HostileSite(authority.server()) as secure:
        secure.pages["/"] = redirect(f"{site.base}/")
        found = reader(secure, site, resolve=Dns(), authority=authority).fetch(secure.base)
        assert found.is_readable
        assert found.hops == (f"https://shop.test:{secure.port}/", f"http://shop.test:{site.port}/")
