"""What every page has: ports, words in the reader's language, dates and money as people write them, the provider."""

from datetime import date, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

import flask
from babel.dates import format_date, format_datetime
from flask import current_app, g
from flask_security import current_user

from forms.brands import ENTITY_NAMES
from onboarding.domain.fees import dollars, dollars_and_cents
from onboarding.domain.phones import national
from onboarding.domain.reasons import words_by_id
from onboarding.domain.registrations import FIELD_NAMES
from onboarding.domain.words import Message
from onboarding.services.ports import Ports
from onboarding.settings import Settings

PORTS = "onboarding.ports"


def ports() -> Ports:
    """The ports of this application."""
    return cast("Ports", current_app.extensions[PORTS])


def locale() -> str:
    """The reader's language; a page without a reader is in the default one."""
    return getattr(current_user, "locale", None) or "en_US"


def zone() -> ZoneInfo:
    """The reader's time zone."""
    return ZoneInfo(getattr(current_user, "time_zone", None) or "America/New_York")


def tr(text: Any) -> Any:
    """A marked message in the reader's language; other values as they are."""
    return ports().words.translate(text, locale()) if isinstance(text, Message) else text


def moment(at: datetime) -> str:
    """``November 23, 2026, 3:05 PM EST`` in the reader's time, which it names."""
    return str(format_datetime(at.astimezone(zone()), "MMMM d, yyyy, h:mm a z", locale=locale()))


def day(at: date) -> str:
    """``November 23, 2026``."""
    if isinstance(at, datetime):
        at = at.astimezone(zone()).date()
    return str(format_date(at, "long", locale=locale()))


def gettext(text: str) -> str:
    """The translation of a template's own sentence."""
    return ports().words.translate(Message(text), locale())


def ngettext(one: str, many: str, count: int) -> str:
    """The same for a counted thing."""
    return gettext(one if count == 1 else many)


def install(app: flask.Flask, settings: Settings) -> None:
    """Give the templates their filters and globals."""
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    env = app.jinja_env
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.filters |= {
        "tr": tr,
        "moment": moment,
        "day": day,
        "money": dollars,
        "amount": dollars_and_cents,
        "phone": national,
    }
    provider = {
        "name": settings.provider_name,
        "logo_url": settings.provider_logo_url or None,
        "support_email": settings.provider_support_email,
    }

    @app.context_processor
    def shared() -> dict[str, Any]:
        return {
            "provider": provider,
            "practice_mode": settings.practice_mode,
            "public_preflight": settings.has_public_preflight,
            "is_development": settings.onboarding_env == "development",
            "locale": locale(),
            "now": ports().clock.now(),
            "navigation": g.get("navigation"),
            "field_names": FIELD_NAMES,
            "entity_names": ENTITY_NAMES,
            "reason_words": words_by_id(),
        }
