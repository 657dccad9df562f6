"""Which addresses are visited at all: their spelling, their names, their numbers, and any text."""

import ipaddress
import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.adapters.page_addresses import Stopped, is_public, read_address
from onboarding.adapters.pages import SafePages
from onboarding.domain.pages import Snapshot, Trouble
from tests.adapters.hostile_site import Dns, a_while_ago

SOMEWHERE = "93.184.215.14"


pytestmark = pytest.mark.usefixtures("nothing_unforeseen")


def nowhere(_host: str, _port: int) -> Sequence[str]:
    return []


def fetched(address: str) -> Snapshot:
    """An address as it is judged before anything is connected to: every name leads into our own network."""
    return SafePages(a_while_ago, resolve=lambda _host, _port: ["10.1.2.3"]).fetch(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        " ",
        "shop.example",
        "www.shop.example/privacy",
        "//shop.example/",
        "http:",
        "http://",
        "http:///path",
        "http:shop.example",
        "http://:80/",
        "file:///etc/passwd",
        "file://shop.example/etc/passwd",
        "ftp://shop.example/",
        "gopher://shop.example/_x",
        "javascript:alert(1)",
        "data:text/html,hello",
        "unix:/var/run/docker.sock",
        "http+unix://%2Fvar%2Frun%2Fdocker.sock/",
        "http://joe@shop.example/",
        "http://joe:secret@shop.example/",
        "http://@shop.example/",
        "http://:@shop.example/",
        "http://shop.example:80@127.0.0.1/",
        "http://shop.example#@127.0.0.1:22/ x\\",
        "http://127.0.0.1\\@shop.example/",
        "http:\\\\shop.example\\",
        "http://shop.example:22/",
        "http://shop.example:8080/",
        "http://shop.example:0/",
        "http://shop.example:65616/",
        "http://shop.example:999999/",
        "http://shop.example:+80/",
        "http://shop.example:８０/",
        "http://shop.example:80:80/",
        "http://shop..example/",
        "http://.shop.example/",
        "http://shop.example../",
        "http://-shop.example/",
        "http://shop_.-.example/",
        "http://shop .example/",
        "http://shop%2eexample/",
        "http://%31%32%37.0.0.1/",
        "http://shop.example%00.test/",
        "http://shop.example\x00.test/",
        "http://shop.example/\r\nHost: inside",
        "http://shop.example/\x85",
        "http://shop.example/\ud800",
        "http://\ud800.example/",
        "http://" + "a" * 64 + ".example/",
        "http://" + "a." * 130 + "example/",
        "http://shop.example/" + "a" * 2048,
        "http://☃\u200d.example:x/",
        "http://xn--\u00e9.example/",
        "http://[shop.example]/",
        "http://[v1.localhost]/",
        "http://a[::1]/",
        "http://[::1]a/",
        "http://[::1",
        "http://::1/",
        "http://[fe80::1%eth0]/",
        "http://[fe80::1%25eth0]/",
        "http://[2606:4700::1111%25eth0]/",
        "http://[::ffff:127.1]/",
    ],
)
def test_what_is_no_address_of_a_page_is_not_visited(address: str) -> None:
    found = fetched(address)
    assert (found.trouble, found.status, found.hops) == (Trouble.BAD_ADDRESS, 0, ())


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "017700000001",
        "0177.0.0.1",
        "127.1",
        "127.0.1",
        "127.0.0.01",
        "127.0.0.256",
        "1.2.3",
        "0x",
        "0",
        "127.0.0.0x1",
        "shop.0x7f",
        "shop.1",
        "1.1.1.1.1",
        "00000127.0.0.1",
        "０x7f.1",
    ],
)
def test_a_number_in_an_odd_spelling_is_no_host(host: str) -> None:
    assert fetched(f"http://{host}/").trouble is Trouble.BAD_ADDRESS
    assert fetched(f"http://{host}./").trouble is Trouble.BAD_ADDRESS


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST",
        "localhost.",
        "a.localhost",
        "printer.local",
        "db.internal",
        "metadata.google.internal",
        "shopserver",
        "hidden.onion",
        "intranet",
        "router.lan",
        "x.home.arpa",
        "1.0.0.127.in-addr.arpa",
        "localhost.localdomain",
        "ｌｏｃａｌｈｏｓｔ",
        "local\xadhost",
        "a。local",
        "127.0.0.1",
        "127.0.0.1.",
        "127。0。0。1",
        "１２７.0.0.1",
        "①②⑦.0.0.1",
    ],
)
def test_a_name_that_only_means_something_inside_is_not_even_looked_up(host: str) -> None:
    dns = Dns({})
    found = SafePages(a_while_ago, resolve=dns).fetch(f"http://{host}/")
    assert (found.trouble, dns.asked) == (Trouble.NOT_PUBLIC, [])


PRIVATE = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.8.9.1",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.0.192",
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.168.1.1",
    "192.175.48.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:0:127.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::8.8.8.8",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "2002:808:808::",
    "2620:4f:8000::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "2600:1f18::5efe:10.0.0.1",
    "2600:1f18::200:5efe:10.0.0.1",
]
PUBLIC = [
    "8.8.8.8",
    "93.184.215.14",
    "100.63.255.255",
    "172.32.0.1",
    "2606:4700::1111",
    "2a00:1450:4001::200e",
    "64:ff9b::8.8.8.8",
]


@pytest.mark.parametrize("text", PRIVATE)
def test_private_and_reserved_addresses_are_not_public(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))
    assert fetched(f"http://[{text}]/" if ":" in text else f"http://{text}/").trouble is Trouble.NOT_PUBLIC
    named = SafePages(a_while_ago, resolve=lambda _host, _port: [text]).fetch("https://shop.example/")
    assert (named.trouble, named.hops) == (Trouble.NOT_PUBLIC, ())


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses_are(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))
    assert read_address(f"http://[{text}]/" if ":" in text else f"http://{text}/", frozenset()).host == text.replace(
        "8.8.8.8" if ":" in text else "-", "808:808"
    )


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        (" HTTPS://Shop.Example:443 ", "https://shop.example/"),
        ("http://shop.example:80?a#b", "http://shop.example/?a"),
        ("http://shop.example:443/", "http://shop.example:443/"),
        ("http://shop.example:/", "http://shop.example/"),
        ("http://bäckerei.example/", "http://xn--bckerei-5wa.example/"),
        ("http://straße.example/", "http://xn--strae-oqa.example/"),
        ("http://my_shop.example/é%2f?q=1 2'\"<>", "http://my_shop.example/%C3%A9%2f?q=1%202'%22%3C%3E"),
        ("http://[2606:4700:0:0::1111]:80/", "http://[2606:4700::1111]/"),
    ],
)
def test_an_address_has_one_spelling(asked: str, address: str) -> None:
    assert read_address(asked, frozenset()).address == address
    assert read_address(address, frozenset()).address == address


# ---------------------------------------------------------------- any text


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=())))
def test_any_text_is_asked_without_an_error(text: str) -> None:
    assert SafePages(a_while_ago, resolve=nowhere).fetch(text).trouble is not None


SPICE = st.sampled_from(
    ["@", ":", "/", "\\", "[", "]", "%", "%25", "?", "#", ".", "。", "::1", "xn--", "127.0.0.1", "\x00"]
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["http", "https", "HTTP"]), st.lists(SPICE | st.text(max_size=4), max_size=12).map("".join))
def test_any_address_is_refused_or_led_astray_without_an_error(scheme: str, rest: str) -> None:
    try:
        target = read_address(f"{scheme}://{rest}", frozenset())
    except Stopped:
        return
    assert re.fullmatch(r"[a-z0-9_.-]+|[0-9a-f:]+", target.host)
    assert target.port in {80, 443}
    assert re.fullmatch(r"[!-~]+", target.asked)
    assert read_address(target.address, frozenset()).address == target.address
