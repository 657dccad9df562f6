"""Settings: read once, every problem told at once with its remedy, and no secret in a log."""

from dataclasses import fields

import pytest

from onboarding.settings import DEVELOPMENT_SECRET, Settings, SettingsError, from_env

PRODUCTION = {
    "ONBOARDING_ENV": "production",
    "SECRET_KEY": "a-key-of-our-own-that-is-long-enough-1",
    "VAULT_SECRET": "a-secret-of-our-own-that-is-long-enough",
    "DATABASE_URL": "postgresql+psycopg://greenlight:hidden@db/greenlight",
    "REDIS_URL": "redis://redis:6379/0",
    "PUBLIC_URL": "https://texting.example.com",
    "REGISTRY_URL": "https://registry.example.com/v2",
    "REGISTRY_KEY": "our-key",
    "REGISTRY_SECRET": "our-secret",
    "MESSAGING_URL": "https://messaging.example.com/v1",
    "MESSAGING_TOKEN": "our-token",
    "MESSAGING_HOOK_SECRET": "whsec_b3VyLW93bi1ob29rLXNlY3JldA==",
    "SIMULATOR_URL": "",
    "SMTP_URL": "smtp://mailer:hidden@mail.example.com",
    "MAIL_SENDER": "Greenlight <no-reply@texting.example.com>",
    "API_TOKEN_SHA256": "a" * 64,
}


def problems(**changes: str) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        from_env(changes)
    return refused.value.problems


def test_an_empty_environment_is_good_for_development() -> None:
    made = from_env({})
    assert (made.onboarding_env, made.practice_mode, made.is_production) == ("development", True, False)
    assert made.database_url.startswith("sqlite:///")


def test_a_whole_environment_is_good_for_production() -> None:
    made = from_env(PRODUCTION)
    assert made.is_production
    assert made.registry_hook_url == "https://texting.example.com/hooks/registry"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", DEVELOPMENT_SECRET),
        ("SECRET_KEY", "short"),
        ("VAULT_SECRET", DEVELOPMENT_SECRET),
        ("DATABASE_URL", "sqlite:///var/greenlight.sqlite3"),
        ("REDIS_URL", ""),
        ("PUBLIC_URL", "http://texting.example.com"),
        ("PUBLIC_URL", "https://texting.example.com/"),
        ("PUBLIC_URL", "texting.example.com"),
        ("REGISTRY_KEY", "practice-key"),
        ("REGISTRY_SECRET", "practice-secret"),
        ("MESSAGING_TOKEN", "practice-secret"),
        ("MESSAGING_HOOK_SECRET", "not base64!"),
        ("SIMULATOR_URL", "http://127.0.0.1:8090"),
        ("SMTP_URL", ""),
        ("API_TOKEN_SHA256", "abc"),
        ("PROVIDER_ACCENT", "green"),
        ("PRICE_ONE_TIME_CENTS", "19.00"),
        ("PRICE_MONTHLY_CENTS", "LOW_VOLUME"),
        ("REQUIRED_CARRIERS", "AT&T"),
        ("LOG_LEVEL", "LOUD"),
        ("PUBLIC_PREFLIGHT", "yes"),
        ("REGISTRY_LIMITS", "0"),
        ("REGISTRY_LIMITS", "nan"),
        ("REGISTRY_PROCESSES", "0"),
        ("PAGE_HOSTS", "localhost:8000"),
        ("PORT", "eighty"),
        ("ONBOARDING_ENV", "prod"),
    ],
)
def test_each_value_that_is_not_fit_for_production_is_told_by_name(name: str, value: str) -> None:
    told = problems(**(PRODUCTION | {name: value}))
    assert any(name in problem for problem in told), told
    assert all(problem.endswith(".") for problem in told)


def test_every_problem_is_told_at_once() -> None:
    told = problems(**(PRODUCTION | {"PORT": "eighty", "LOG_LEVEL": "LOUD", "SECRET_KEY": "short"}))
    assert len(told) == 3


@pytest.mark.parametrize("url", ["https://texting.example.com", "http://203.0.113.7.example.org", "http://8.8.8.8"])
def test_development_is_refused_where_everybody_can_reach_it(url: str) -> None:
    [told] = problems(PUBLIC_URL=url)
    assert told.startswith("ONBOARDING_ENV must be production")


@pytest.mark.parametrize(
    "url", ["http://localhost:8080", "http://127.0.0.1:1", "http://192.168.1.7:8080", "http://laptop.local"]
)
def test_development_may_be_seen_from_the_phone_on_the_desk(url: str) -> None:
    assert from_env({"PUBLIC_URL": url}).public_url == url


def test_what_is_printed_of_settings_holds_no_secret() -> None:
    made = from_env(PRODUCTION)
    printed = repr(made)
    for name in ("SECRET_KEY", "VAULT_SECRET", "REGISTRY_KEY", "REGISTRY_SECRET", "MESSAGING_TOKEN"):
        assert PRODUCTION[name] not in printed, name
    assert "hidden" not in printed, "passwords in addresses"


def test_each_setting_says_what_it_is_for() -> None:
    for spec in fields(Settings):
        assert spec.metadata.get("help"), spec.name
