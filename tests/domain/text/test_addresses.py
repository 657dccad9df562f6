"""Web and mail addresses in texts, and what their host names say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.text.addresses import host_of, is_listed, links, listed, mail_host, owner_of, phones


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.bakery.example/texts", "bakery.example"),
        ("HTTPS://WWW.Bakery.EXAMPLE", "bakery.example"),
        ("http://shop.bakery.example:8080/a", "shop.bakery.example"),
        ("bakery.example", "bakery.example"),
        ("www.bakery.example.", "bakery.example"),
        ("https://[", ""),
        ("https://", ""),
        ("", ""),
        ("nonsense", "nonsense"),
    ],
)
def test_the_host_of_an_address(address: str, host: str) -> None:
    assert host_of(address) == host


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("shop.bakery.co.uk", "bakery.co.uk"),
        ("www.bakery.com", "bakery.com"),
        ("bakery.com", "bakery.com"),
        ("com", "com"),
        ("", ""),
    ],
)
def test_the_part_of_a_host_that_somebody_registered(host: str, owner: str) -> None:
    assert owner_of(host) == owner


def test_the_host_of_a_mail_address() -> None:
    assert mail_host("Hello@Bakery.Example ") == "bakery.example"
    assert mail_host("a@b@c.example") == "c.example"
    assert mail_host("nonsense") == "nonsense"


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        ("bit.ly", "shorteners"),
        ("tinyurl.com", "shorteners"),
        ("gmail.com", "free_mail"),
        ("facebook.com", "profiles"),
        ("docs.google.com", "documents"),
        ("mailinator.com", "throwaway_mail"),
    ],
)
def test_well_known_hosts_are_on_their_lists(host: str, kind: str) -> None:
    assert is_listed(host, (kind,))
    assert not is_listed("bakery.example", (kind,))


@pytest.mark.parametrize("kind", ["shorteners", "free_mail", "throwaway_mail", "profiles", "documents"])
def test_lists_hold_host_names_in_lower_case(kind: str) -> None:
    assert listed(kind)
    for host in listed(kind):
        assert host == host.casefold().strip()
        assert "." in host
        assert "/" not in host


@pytest.mark.parametrize(
    ("host", "kind"), [("orbit.lyon.example", "shorteners"), ("notbit.ly", "shorteners"), ("mygmail.com", "free_mail")]
)
def test_a_host_that_only_looks_like_a_listed_one_is_none(host: str, kind: str) -> None:
    assert not is_listed(host, (kind,))


def test_links_are_told_with_their_place_and_their_scheme() -> None:
    text = "See http://a.example/x, www.b.example and c.example/y."
    found = links(text)
    assert [text[link.start : link.end] for link in found] == ["http://a.example/x", "www.b.example", "c.example/y"]
    assert [link.host for link in found] == ["a.example", "b.example", "c.example"]
    assert [link.is_plain_http for link in found] == [True, False, False]


def test_phone_numbers_are_told_as_ten_digits_with_their_place() -> None:
    text = "Call +1 (415) 555-0123 or 863.555.0188, order 12345."
    assert [(digits, text[start:end]) for digits, start, end in phones(text)] == [
        ("4155550123", "+1 (415) 555-0123"),
        ("8635550188", "863.555.0188"),
    ]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_whatever_was_typed_has_a_host_or_none(typed: str) -> None:
    assert owner_of(host_of(typed)) is not None
    for link in links(typed):
        assert typed[link.start : link.end] == link.typed
