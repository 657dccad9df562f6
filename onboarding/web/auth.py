"""Accounts by Flask-Security, held at arm's length: its session, its commits and its mail go our way."""

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import flask
from flask import g, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_security import (
    MailUtil,
    Security,
    SQLAlchemySessionUserDatastore,
    auth_required,
    current_user,
    hash_password,
)
from sqlalchemy.orm import Session

from onboarding.services import telling
from onboarding.services.work import reading, transaction
from onboarding.settings import Settings
from onboarding.store.accounts import Role, User
from onboarding.web.context import ports
from onboarding.web.security import wants_json

# Flask-Security's own sentences, in the words of our pages; (text, kind of banner).
WORDS = {
    "SECURITY_EMAIL_SUBJECT_REGISTER": "Confirm your e-mail address",
    "SECURITY_EMAIL_SUBJECT_CONFIRM": "Confirm your e-mail address",
    "SECURITY_EMAIL_SUBJECT_PASSWORD_RESET": "Choose a new password",
    "SECURITY_EMAIL_SUBJECT_PASSWORD_NOTICE": "Your password was changed",
    "SECURITY_EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": "Your password was changed",
    "SECURITY_MSG_GENERIC_AUTHN_FAILED": (
        "The e-mail address and the password don't match, or the address isn't confirmed yet.",
        "error",
    ),
    "SECURITY_MSG_CONFIRMATION_REQUIRED": (
        "Confirm your e-mail address first: open the link that we sent you.",
        "error",
    ),
    "SECURITY_MSG_EMAIL_CONFIRMED": ("Your e-mail address is confirmed. You can sign in now.", "success"),
    "SECURITY_MSG_ALREADY_CONFIRMED": ("Your e-mail address is confirmed already. You can sign in.", "info"),
    "SECURITY_MSG_CONFIRM_REGISTRATION": (
        "We have sent a link to %(email)s. Open it to confirm your address.",
        "success",
    ),
    "SECURITY_MSG_CONFIRMATION_REQUEST": ("If %(email)s waits to be confirmed, a link is on its way.", "info"),
    "SECURITY_MSG_INVALID_EMAIL_ADDRESS": ("Enter an e-mail address such as name@example.com.", "error"),
    "SECURITY_MSG_EMAIL_NOT_PROVIDED": ("Enter your e-mail address.", "error"),
    "SECURITY_MSG_PASSWORD_NOT_PROVIDED": ("Enter a password.", "error"),
    "SECURITY_MSG_PASSWORD_INVALID_LENGTH": ("Use a password of %(length)s characters or more.", "error"),
    "SECURITY_MSG_RETYPE_PASSWORD_MISMATCH": ("The two passwords are not the same.", "error"),
    "SECURITY_MSG_INVALID_CONFIRMATION_TOKEN": ("This link does not work. Ask for a new one.", "error"),
    "SECURITY_MSG_CONFIRMATION_EXPIRED": ("This link is too old. We have sent a new one to %(email)s.", "error"),
    "SECURITY_MSG_INVALID_RESET_PASSWORD_TOKEN": ("This link does not work. Ask for a new one.", "error"),
    "SECURITY_MSG_PASSWORD_RESET_EXPIRED": ("This link is too old. We have sent a new one to %(email)s.", "error"),
    "SECURITY_MSG_PASSWORD_RESET_REQUEST": ("If %(email)s has an account, a link is on its way to it.", "info"),
    "SECURITY_MSG_PASSWORD_RESET": ("Your password is changed. You are signed in.", "success"),
    "SECURITY_MSG_PASSWORD_RESET_NO_LOGIN": ("Your password is changed. Sign in with it.", "success"),
    "SECURITY_MSG_PASSWORD_CHANGE": ("Your password is changed.", "success"),
    "SECURITY_MSG_UNAUTHENTICATED": ("Please sign in to see this page.", "info"),
}

P = ParamSpec("P")
R = TypeVar("R")


class _RequestSession:
    """Stands where Flask-Security expects a scoped session.

    Requests to its own pages get one writing transaction, committed before the answer leaves; each other request gets a
    read-only session, so that finding out who asks never takes SQLite's write lock from the page's own work.
    """

    def _open(self) -> Session:
        if "account_session" not in g:
            writes = request.blueprint == "security" or g.get("accounts_write", False)
            g.account_work = (transaction if writes else reading)(ports())
            g.account_session = g.account_work.__enter__()
            g.account_writes = writes
        session: Session = g.account_session
        return session

    def commit(self) -> None:
        """Flask-Security's commit: the transaction's end is the only commit."""
        self._open().flush()

    def __call__(self) -> Session:
        return self._open()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._open(), name)


def close_session(error: BaseException | None = None) -> None:
    """End the request's account session: commit what Flask-Security wrote, or roll it back."""
    work = g.pop("account_work", None)
    g.pop("account_session", None)
    if work is None:
        return
    if error is not None:
        with contextlib.suppress(type(error)):  # it is told of elsewhere; here it only rolls back
            work.__exit__(type(error), error, error.__traceback__)
    else:
        work.__exit__(None, None, None)


class OutboxMailUtil(MailUtil):  # type: ignore[misc]
    """Flask-Security's mail goes through our outbox, in the transaction that it tells of."""

    def send_mail(
        self,
        template: str,  # noqa: ARG002 - Flask-Security's signature
        subject: str,
        recipient: str,
        sender: Any,  # noqa: ARG002 - the same
        body: str,
        html: str | None,
        **context: Any,  # noqa: ARG002 - the same
    ) -> None:
        """Queue one mail."""
        session = _session()
        telling.write(session, recipient=recipient, subject=str(subject), text=body, html=html or "")


_request_session = _RequestSession()


def _session() -> Session:
    return _request_session()


def install(app: flask.Flask, settings: Settings) -> None:
    """Set up accounts, their limits and the end of their transactions."""
    app.config |= {
        "SECURITY_PASSWORD_SALT": settings.secret_key,
        "SECURITY_REGISTERABLE": True,
        "SECURITY_CONFIRMABLE": True,
        "SECURITY_RECOVERABLE": True,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_AUTO_LOGIN_AFTER_CONFIRM": False,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_USE_REGISTER_V2": True,
        "SECURITY_PASSWORD_CONFIRM_REQUIRED": False,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_POST_LOGIN_VIEW": "/home",
        "SECURITY_POST_LOGOUT_VIEW": "/",
        "SECURITY_POST_CONFIRM_VIEW": "/login",
        "SECURITY_CONFIRM_ERROR_VIEW": "/login",
        "SECURITY_POST_REGISTER_VIEW": "/check-your-mail",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_UNAUTHORIZED_VIEW": None,
        "SECURITY_EMAIL_SENDER": settings.mail_sender,
        "SECURITY_DATETIME_FACTORY": lambda: datetime.now(UTC),
        "SECURITY_FLASH_MESSAGES": True,
        **WORDS,
        "SECURITY_FRESHNESS": timedelta(hours=12),
    }
    datastore = SQLAlchemySessionUserDatastore(_request_session, User, Role)
    Security(app, datastore, mail_util_cls=OutboxMailUtil)
    _throttle(app, settings)

    @app.after_request
    def commit_accounts(response: flask.Response) -> flask.Response:
        if g.get("account_writes") and response.status_code < 500:
            close_session()  # before the answer leaves: who sees it may act on it at once
        elif g.get("account_writes"):
            close_session(RuntimeError("the page failed"))  # half of what it wrote must not stay
        return response

    app.teardown_request(close_session)
    _only_for_people(app)


def _only_for_people(app: flask.Flask) -> None:
    """Routes for machines carry a token or a signature: nobody looks for a session there, or counts who asks."""
    for hooks in (app.before_request_funcs, app.after_request_funcs, app.teardown_request_funcs):
        hooks[None] = [_unless_machine(hook) for hook in hooks[None]]


def _unless_machine(hook: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(hook)
    def guarded(*given: Any) -> Any:
        if wants_json():
            return given[0] if given else None
        return hook(*given)

    return guarded


def _throttle(app: flask.Flask, settings: Settings) -> None:
    """Guessing passwords and flooding mailboxes is slowed; without Redis each process counts for itself."""
    app.config["RATELIMIT_ENABLED"] = settings.onboarding_env != "test"
    limiter = Limiter(
        get_remote_address,
        app=app,
        storage_uri=_storage(settings.redis_url),
        in_memory_fallback_enabled=bool(settings.redis_url),
    )
    app.extensions["onboarding.limiter"] = limiter  # what it wraps holds it only weakly
    for name, limit in (
        ("login", "10 per minute; 60 per hour"),
        ("register", "15 per minute; 60 per hour"),
        ("forgot_password", "5 per minute; 20 per hour"),
        ("send_confirmation", "5 per minute; 20 per hour"),
    ):
        view = app.view_functions[f"security.{name}"]
        app.view_functions[f"security.{name}"] = limiter.limit(limit, methods=["POST"])(view)


def _storage(redis_url: str) -> str:
    """The limiter's name for our Redis; its library spells unix sockets in its own way."""
    return redis_url.replace("unix://", "redis+unix://", 1) if redis_url else "memory://"


def signed_in(view: Callable[P, R]) -> Callable[P, R]:
    """Only for people who are signed in; others are sent to sign in and come back."""
    guarded: Callable[P, R] = auth_required("session")(view)
    return guarded


def staff_only(view: Callable[P, R]) -> Callable[P, R]:
    """Only for staff: to others the desk does not exist."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if not current_user.is_staff:
            flask.abort(404)
        return view(*args, **kwargs)

    return signed_in(guarded)


def user_id() -> int:
    """The id of the person who is signed in."""
    return int(current_user.id)


def add_staff(app: flask.Flask, email: str, password: str) -> bool:
    """Create a confirmed staff account, or give an existing one the role; False when it had it already."""
    return _add_person(app, email, password, staff=True)


def add_owner(app: flask.Flask, email: str, password: str) -> bool:
    """Create a confirmed account for a demo; False when it exists."""
    return _add_person(app, email, password, staff=False)


def _add_person(app: flask.Flask, email: str, password: str, *, staff: bool) -> bool:
    with app.test_request_context():
        g.accounts_write = True
        datastore = app.extensions["security"].datastore
        user = datastore.find_user(email=email)
        changed = False
        if user is None:
            user = datastore.create_user(
                email=email, password=hash_password(password), confirmed_at=datetime.now(UTC), active=True
            )
            changed = True
        elif user.confirmed_at is None:
            # Whoever signed up with this address has not shown that it is theirs: their password must not stay.
            user.password, user.confirmed_at = hash_password(password), datetime.now(UTC)
            datastore.set_uniquifier(user)
            changed = True
        if staff:
            role = datastore.find_or_create_role("staff")
            changed = datastore.add_role_to_user(user, role) or changed
        close_session()
        return changed
