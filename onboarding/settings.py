"""Settings: environment values that start a process, read once, frozen; every problem is listed at once."""

import base64
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from urllib.parse import urlsplit

DEVELOPMENT_SECRET = "development-only-secret-change-me-0123456789"  # noqa: S105 - refused outside development


class SettingsError(Exception):
    """The environment is not fit to start with; ``problems`` names each with its remedy."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("Settings need attention:\n" + "\n".join(f"  - {problem}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Settings:
    """One value of the environment each; the name in the environment is the field's in upper case.

    What holds a secret, or an address that may hold a password, is left out of the representation: it ends in logs.
    """

    onboarding_env: str = field(default="development", metadata={"help": "development, test or production"})
    secret_key: str = field(
        repr=False, default=DEVELOPMENT_SECRET, metadata={"help": "Signs sessions and links; 32 characters or more"}
    )
    vault_secret: str = field(
        repr=False,
        default=DEVELOPMENT_SECRET,
        metadata={"help": "Seals tax ids in the database; never change it without a rotation"},
    )
    database_url: str = field(
        repr=False, default="", metadata={"help": "SQLite or PostgreSQL address; production needs PostgreSQL"}
    )
    redis_url: str = field(
        repr=False, default="", metadata={"help": "Redis or Valkey address; empty starts the embedded server in `up`"}
    )
    public_url: str = field(default="http://localhost:8080", metadata={"help": "Where people reach this application"})
    port: int = field(default=8080, metadata={"help": "Port of the web application"})
    data_dir: str = field(
        default="var", metadata={"help": "Folder for the development database and the embedded server"}
    )
    registry_url: str = field(
        default="http://127.0.0.1:8090/v2", metadata={"help": "The campaign registry's API, ending in /v2"}
    )
    registry_key: str = field(repr=False, default="practice-key", metadata={"help": "API key of the registry account"})
    registry_secret: str = field(
        repr=False,
        default="practice-secret",
        metadata={"help": "API secret of the registry account; also signs its notices"},
    )
    registry_timeout: float = field(default=15.0, metadata={"help": "Seconds to wait for an answer of the registry"})
    registry_limits: float = field(
        default=1.0, metadata={"help": "Multiplies the registry's request limits that we keep to; 1.0 is as documented"}
    )
    registry_processes: int = field(
        default=4,
        metadata={"help": "How many processes may speak to the registry at once; they share when Redis is down"},
    )
    upstream_partner: str = field(
        default="BANDW", metadata={"help": "Partner that campaigns are shared to (the registry's id)"}
    )
    required_carriers: str = field(default="all", metadata={"help": "all, or network ids such as 10017,10035,10038"})
    messaging_url: str = field(
        default="http://127.0.0.1:8090/messaging/v1", metadata={"help": "The messaging provider's API"}
    )
    messaging_token: str = field(
        repr=False, default="practice-secret", metadata={"help": "Bearer token for the messaging provider"}
    )
    messaging_hook_secret: str = field(
        repr=False,
        default="whsec_cHJhY3RpY2UtaG9vay1zZWNyZXQtMDEyMw==",
        metadata={"help": "Signs the messaging provider's webhooks (Standard Webhooks)"},
    )
    simulator_url: str = field(
        default="http://127.0.0.1:8090", metadata={"help": "The simulator's controls; empty with a real registry"}
    )
    simulator_port: int = field(default=8090, metadata={"help": "Port on which `up` starts the simulator"})
    smtp_url: str = field(
        repr=False,
        default="",
        metadata={
            "help": "Mail server, smtp://user:password@host:587; empty keeps mail on the outbox page (development)"
        },
    )
    mail_sender: str = field(default="Greenlight <no-reply@localhost>", metadata={"help": "Sender of e-mails"})
    api_token_sha256: str = field(
        default="", metadata={"help": "SHA-256 (hex) of the bearer token for /api/v1; empty closes it"}
    )
    provider_name: str = field(default="Greenlight", metadata={"help": "Your name on every page"})
    provider_logo_url: str = field(
        default="", metadata={"help": "Address of your logo, on this host; empty shows the name"}
    )
    provider_accent: str = field(default="#0f6b4f", metadata={"help": "Your accent colour, #rrggbb"})
    provider_support_email: str = field(default="support@example.com", metadata={"help": "Where people get help"})
    price_one_time_cents: str = field(
        default="1900",
        metadata={"help": "Your one-time price in cents for brand and first review; empty passes the cost through"},
    )
    price_monthly_cents: str = field(
        default="LOW_VOLUME=150,CHARITY=300",
        metadata={"help": "Your monthly prices, USECASE=cents separated by commas; others pass the cost through"},
    )
    public_preflight: str = field(
        default="off",
        metadata={"help": "on or off. Lets anybody check a registration: the page /check and POST /api/v1/preflight"},
    )
    page_hosts: str = field(
        default="",
        metadata={"help": "Private hosts (with port) that page checks may reach, separated by commas; for tests only"},
    )
    dns_server: str = field(
        default="", metadata={"help": "Name server (host:port) for owners' domains; empty: the machine's"}
    )
    log_level: str = field(default="INFO", metadata={"help": "DEBUG, INFO, WARNING or ERROR"})

    @property
    def is_production(self) -> bool:
        """Real customers?"""
        return self.onboarding_env == "production"

    @property
    def practice_mode(self) -> bool:
        """Is the simulator in place of registry and carriers?"""
        return bool(self.simulator_url)

    @property
    def has_public_preflight(self) -> bool:
        """May anybody check a registration, without an account?"""
        return self.public_preflight == "on"

    @property
    def registry_hook_url(self) -> str:
        """The address that the registry's notices are subscribed to and signed with."""
        return f"{self.public_url}/hooks/registry"

    @property
    def messaging_hook_url(self) -> str:
        """The address for the messaging provider's webhooks."""
        return f"{self.public_url}/hooks/messaging"

    @property
    def monthly_prices(self) -> dict[str, int]:
        """The provider's own monthly prices in cents, by use case."""
        pairs = (pair.split("=", 1) for pair in self.price_monthly_cents.split(",") if pair.strip())
        return {name.strip(): int(cents) for name, cents in pairs}

    def required_networks(self) -> frozenset[int] | None:
        """The carriers that must be good; None means each that the registry names."""
        if self.required_carriers == "all":
            return None
        return frozenset(int(part) for part in self.required_carriers.split(","))

    def is_required(self, network_id: int) -> bool:
        """Must this carrier be good before a number may send?"""
        networks = self.required_networks()
        return networks is None or network_id in networks


def from_env(environ: Mapping[str, str]) -> Settings:
    """Read and check. Raises SettingsError with every problem found."""
    values: dict[str, object] = {}
    problems: list[str] = []
    for spec in fields(Settings):
        raw = environ.get(spec.name.upper())
        if raw is None:
            continue
        try:
            values[spec.name] = spec.type(raw) if callable(spec.type) else raw
        except ValueError:
            problems.append(f"{spec.name.upper()}={raw!r} is not a number. {spec.metadata['help']}.")
    settings = Settings(**values)  # type: ignore[arg-type]
    settings = _with_defaults(settings)
    problems += _check(settings)
    if problems:
        raise SettingsError(problems)
    return settings


def _with_defaults(settings: Settings) -> Settings:
    if settings.database_url:
        return settings
    path = Path(settings.data_dir).resolve() / "greenlight.sqlite3"
    return replace(settings, database_url=f"sqlite:///{path}")


def _check_addresses(settings: Settings) -> list[str]:
    addresses = ("public_url", "registry_url", "messaging_url")
    wrong = [name for name in addresses if urlsplit(getattr(settings, name)).scheme not in {"http", "https"}]
    problems = [f"{name.upper()} must be an http or https address." for name in wrong]
    if settings.onboarding_env == "development" and not _is_near(urlsplit(settings.public_url).hostname or ""):
        problems.append(
            "ONBOARDING_ENV must be production where everybody can reach PUBLIC_URL: "
            "development has known passwords and shows its mails."
        )
    if settings.public_url.endswith("/"):
        problems.append("PUBLIC_URL must not end in a slash.")
    if settings.smtp_url and urlsplit(settings.smtp_url).scheme not in {"smtp", "smtps"}:
        problems.append("SMTP_URL must begin with smtp:// or smtps://.")
    return problems


def _check_limits(settings: Settings) -> list[str]:
    problems = []
    if not 0 < settings.registry_limits < 1_000:
        problems.append("REGISTRY_LIMITS must be above 0, such as 1.0; below 1 leaves room for others on the account.")
    if settings.registry_processes < 1:
        problems.append("REGISTRY_PROCESSES must be 1 or more.")
    return problems


def _check(settings: Settings) -> list[str]:
    problems = _check_addresses(settings) + _check_limits(settings)
    if settings.onboarding_env not in {"development", "test", "production"}:
        problems.append("ONBOARDING_ENV must be development, test or production.")
    try:
        settings.monthly_prices  # noqa: B018 - reading it is the check
        _ = int(settings.price_one_time_cents or 0)
    except ValueError:
        problems.append(
            "PRICE_ONE_TIME_CENTS and PRICE_MONTHLY_CENTS must hold whole cents, such as 1900 and LOW_VOLUME=150."
        )
    try:
        settings.required_networks()
    except ValueError:
        problems.append("REQUIRED_CARRIERS must be all, or network ids separated by commas, such as 10017,10035.")
    if not re.fullmatch("#[0-9a-fA-F]{6}", settings.provider_accent):
        problems.append("PROVIDER_ACCENT must be a colour such as #0f6b4f.")
    if not (settings.registry_key + settings.registry_secret + settings.messaging_token).isascii():
        problems.append(
            "REGISTRY_KEY, REGISTRY_SECRET and MESSAGING_TOKEN must be plain ASCII: they travel in headers."
        )
    if not re.fullmatch("([0-9a-f]{64})?", settings.api_token_sha256):
        problems.append("API_TOKEN_SHA256 must be the SHA-256 of the token as 64 lower-case hex digits, or empty.")
    if not _is_hook_secret(settings.messaging_hook_secret):
        problems.append("MESSAGING_HOOK_SECRET must be base64, with or without whsec_ in front.")
    if settings.public_preflight not in {"on", "off"}:
        problems.append("PUBLIC_PREFLIGHT must be on or off.")
    if settings.log_level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        problems.append("LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR.")
    return problems + (_check_production(settings) if settings.is_production else [])


def _is_near(host: str) -> bool:
    """Does an address lead to this machine or this network only?"""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".localhost", ".local", ".test", ".internal"))


def _is_hook_secret(text: str) -> bool:
    """Can the signatures of Standard Webhooks be checked with it?"""
    bare = text.removeprefix("whsec_")
    try:
        return bool(base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True))
    except ValueError:
        return False


def _check_secrets(settings: Settings) -> list[str]:
    """None of the secrets that are shipped, since everybody can read those."""
    shipped = {spec.name: spec.default for spec in fields(Settings)}
    problems = [
        f"{name.upper()} must be your own secret of 32 characters or more: `openssl rand -hex 32` makes one."
        for name in ("secret_key", "vault_secret")
        if getattr(settings, name) == shipped[name] or len(getattr(settings, name)) < 32
    ]
    if any(getattr(settings, name) == shipped[name] for name in ("registry_key", "registry_secret")):
        problems.append("REGISTRY_KEY and REGISTRY_SECRET must be those of your registry account.")
    problems += [
        f"{name.upper()} must be your messaging provider's, not the one that is shipped."
        for name in ("messaging_token", "messaging_hook_secret")
        if getattr(settings, name) == shipped[name]
    ]
    return problems


def _check_production(settings: Settings) -> list[str]:
    problems = _check_secrets(settings)
    if settings.database_url.startswith("sqlite"):
        problems.append("DATABASE_URL must be a PostgreSQL address in production.")
    if not settings.redis_url:
        problems.append("REDIS_URL must be set in production.")
    if not settings.smtp_url:
        problems.append("SMTP_URL must be set in production: people confirm their address by e-mail.")
    if not settings.public_url.startswith("https://"):
        problems.append("PUBLIC_URL must begin with https:// in production.")
    if settings.page_hosts:
        problems.append("PAGE_HOSTS must be empty in production: owners could make us read pages of your own network.")
    if settings.practice_mode:
        problems.append("SIMULATOR_URL must be empty in production: practice mode is for trying things out.")
    return problems
