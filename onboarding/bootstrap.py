"""The composition root: the only module that knows the concrete classes behind the ports."""

from dataclasses import replace

from sqlalchemy.orm import Session, sessionmaker

from onboarding.adapters.clock import SharedClock, WallClock
from onboarding.adapters.mail import OutboxMailer, SmtpMailer
from onboarding.adapters.messaging import MessagingClient
from onboarding.adapters.names import NameServers
from onboarding.adapters.pages import SafePages
from onboarding.adapters.pdf import LockedRoom
from onboarding.adapters.practice import PracticeClient
from onboarding.adapters.queue import RqDoorbell, SilentDoorbell
from onboarding.adapters.words import TemplateWords
from onboarding.registry.client import RegistryClient
from onboarding.registry.limits import Paces, paces
from onboarding.services.credentials import Keys
from onboarding.services.ports import Ports
from onboarding.settings import Settings
from onboarding.store.base import make_engine
from onboarding.store.vault import derive


def build(settings: Settings) -> Ports:
    """Make everything that a process needs; nothing is connected before it is used."""
    engine = make_engine(settings.database_url)
    sessions = sessionmaker(engine, expire_on_commit=False)
    readers = sessionmaker(engine.execution_options(sqlite_readonly=True), expire_on_commit=False, autoflush=False)
    vault, clock = derive(settings.vault_secret), _clock(settings, readers)
    keys = Keys(readers, vault, settings, clock.wall)
    return Ports(
        settings=settings,
        sessions=sessions,
        readers=readers,
        vault=vault,
        clock=clock,
        registry=RegistryClient(
            settings.registry_url,
            credentials=keys.current,
            timeout=settings.registry_timeout,
            pace=_pace(settings),
        ),
        keys=keys,
        messaging=MessagingClient(settings.messaging_url, settings.messaging_token),
        mailer=SmtpMailer(settings.smtp_url, settings.mail_sender) if settings.smtp_url else OutboxMailer(),
        doorbell=RqDoorbell(settings.redis_url) if settings.redis_url else SilentDoorbell(),
        printer=LockedRoom(_logo(settings)),
        pages=SafePages(clock.wall, allowed_hosts=frozenset(settings.page_hosts.replace(",", " ").split())),
        names=NameServers(settings.dns_server),
        words=TemplateWords(provider=_provider(settings)),
        practice=PracticeClient(settings.simulator_url) if settings.practice_mode else None,
        dispose=engine.dispose,
    )


def _clock(settings: Settings, readers: sessionmaker[Session]) -> WallClock:
    """Practised time only where the simulator stands in for the registry; never in production."""
    practised = settings.practice_mode and not settings.is_production
    return SharedClock(readers) if practised else WallClock()


def _pace(settings: Settings) -> Paces:
    """All processes name the account by the key that they were started with, whichever it has now."""
    account = f"{settings.registry_url} {settings.registry_key}"
    scale, processes = settings.registry_limits, settings.registry_processes
    return paces(settings.redis_url, account, scale=scale, processes=processes)


def _provider(settings: Settings) -> dict[str, str]:
    return {
        "name": settings.provider_name,
        "support_email": settings.provider_support_email,
        "accent": settings.provider_accent,
    }


def _logo(settings: Settings) -> str:
    """The provider's logo as a file of ours; one that lies elsewhere is not printed."""
    prefix = "/static/"
    address = settings.provider_logo_url
    return address.removeprefix(settings.public_url).removeprefix(prefix) if prefix in address else ""


def silent(ports: Ports) -> Ports:
    """The same without a doorbell: for commands that do their own work."""
    return replace(ports, doorbell=SilentDoorbell())
