"""Where the business is and how people reach it."""

import pytest

from onboarding.domain.preflight.catalogue import report
from onboarding.domain.preflight.rule import Severity
from onboarding.domain.preflight.web_presence import is_web_address
from onboarding.domain.reference import table
from tests.domain.preflight.asking import found
from tests.domain.strategies import subject


@pytest.mark.parametrize("field", ["street", "city", "state", "zip_code", "phone", "email"])
def test_each_is_required(field: str) -> None:
    assert found(**{field: ""}) == [f"{field}.required"]


def test_every_state_and_territory_passes() -> None:
    assert all(found(state=code) == [] for code in table("states")["names"])


@pytest.mark.parametrize("state", ["fl", "Florida", "XX", "ON", "AE"])
def test_another_state_is_refused(state: str) -> None:
    assert found(state=state) == ["state.known"]


@pytest.mark.parametrize("zip_code", ["33811", "00501", "99950"])
def test_five_digits_are_a_zip_code(zip_code: str) -> None:
    assert found(zip_code=zip_code) == []


@pytest.mark.parametrize("zip_code", ["3381", "338111", "33811-1234", "3381O", "33811\n", "٣٣٨١١", "K1A 0B1"])
def test_anything_else_is_none(zip_code: str) -> None:
    assert found(zip_code=zip_code) == ["zip_code.shape"]


@pytest.mark.parametrize("phone", ["(863) 555-0188", "+18635550188", "1-800-FLOWERS", "(787) 555-1234"])
def test_a_us_phone_passes_landline_and_toll_free_too(phone: str) -> None:
    assert found(phone=phone) == []


@pytest.mark.parametrize("phone", ["555-0188", "(416) 555-0188", "+44 20 7183 8750", "(863) 555-0188 ext. 4", "phone"])
def test_another_phone_is_refused(phone: str) -> None:
    assert found(phone=phone) == ["phone.us"]


@pytest.mark.parametrize("email", ["a@b.example", "first.last+texts@sub.domain.example", "bäcker@example.com"])
def test_an_e_mail_address_passes(email: str) -> None:
    assert found(email=email) == []


@pytest.mark.parametrize(
    "email", ["a", "a@b", "a@@b.example", "a b@c.example", "a@b.example,c@d.example", "<a@b.example>"]
)
def test_what_is_no_e_mail_address_is_refused(email: str) -> None:
    assert found(email=email) == ["email.shape"]


GOOD = [
    "https://example.com",
    "http://www.example.co.uk/a?b=c#d",
    "HTTPS://EXAMPLE.COM",
    "https://example.com:8443/",
    "https://xn--bckerei-5wa.example/",
]
BAD = [
    "example.com",
    "www.example.com",
    "ftp://example.com",
    "javascript:alert(1)",
    "https://",
    "https://localhost",
    "https://example",
    "https://10.0.0.1",
    "https://[::1]/",
    "https://[",
    "https://-example.com",
    "https://exa mple.com",
    "https://example.com/a b",
    "https://exam\nple.com",
    "https://example.com\n",
    " https://example.com",
    "https://user@example.com",
    "https://user:secret@example.com",
    "https://example.com:notaport",
    "https://example.com:0",
    "https://example.com:99999",
    "https://bäckerei.example",
    "https://example.com.",
    f"https://{'a' * 64}.example",
    f"https://{'a.' * 127}com",
]


@pytest.mark.parametrize("address", GOOD)
def test_a_full_web_address_passes(address: str) -> None:
    assert is_web_address(address)
    assert found(website=address, opt_in_page=address) == []


@pytest.mark.parametrize("address", BAD)
def test_anything_less_is_no_web_address(address: str) -> None:
    assert not is_web_address(address)
    assert set(found(website=address)) - {"website.length"} == {"website.shape"}


def test_a_missing_website_is_a_warning_and_stops_nobody() -> None:
    (finding,) = report(subject(website="")).findings
    assert (finding.rule, finding.severity) == ("website.advised", Severity.WARNING)
