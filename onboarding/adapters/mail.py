"""Mail: to an SMTP server, or kept on the outbox page while developing."""

import smtplib
from contextlib import closing, suppress
from email.message import EmailMessage
from email.utils import make_msgid
from urllib.parse import SplitResult, unquote, urlsplit

from onboarding.services.ports import Letter, Misconfigured, Problem, Refused, Unavailable

_FOR_GOOD = 500  # SMTP replies from here on are final


def connect(parts: SplitResult, *, timeout: float) -> smtplib.SMTP:
    """A session with a mail server, encrypted where it can be and signed in where the address names somebody."""
    host, secure = parts.hostname or "localhost", parts.scheme == "smtps"
    kind = smtplib.SMTP_SSL if secure else smtplib.SMTP
    server = kind(host, parts.port or (465 if secure else 587), timeout=timeout)
    try:
        if not secure:
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


class OutboxMailer:
    """Sends nothing: the outbox page shows the letters."""

    keeps = True

    def send(self, letter: Letter) -> None:
        """The row is the mail."""


class SmtpMailer:
    """Hands letters to one SMTP server; ``smtps://`` for TLS from the start, ``smtp://`` upgrades where it can."""

    keeps = False

    def __init__(self, url: str, sender: str) -> None:
        self._parts = urlsplit(url)
        self._sender = sender

    def send(self, letter: Letter) -> None:
        """Send one letter. Raises Unavailable (try later), Misconfigured, or Refused for a recipient that there is not."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._sender, letter.recipient, letter.subject
        message["Message-ID"] = make_msgid(domain="greenlight.invalid")
        message.set_content(letter.text)
        if letter.html:
            message.add_alternative(letter.html, subtype="html")
        try:
            self._deliver(message)
        except smtplib.SMTPAuthenticationError as error:
            raise Misconfigured("the mail server does not accept our user and password") from error
        except smtplib.SMTPRecipientsRefused as error:
            code = min((code for code, _ in error.recipients.values()), default=0)
            if code < _FOR_GOOD:
                raise Unavailable(f"mail server: {code}") from error
            raise Refused([Problem(str(code), "the mail server refuses the recipient")]) from error
        except (smtplib.SMTPException, OSError) as error:
            raise Unavailable(f"mail server: {type(error).__name__}") from error

    def _deliver(self, message: EmailMessage) -> None:
        with closing(connect(self._parts, timeout=20)) as server:
            server.send_message(message)
            with suppress(smtplib.SMTPException, OSError):
                server.quit()  # the letter is theirs by now, however they say goodbye
