"""Mail over SMTP, to a small server on loopback: what it takes, what it refuses, and nobody there at all."""

import email
import email.policy
import socketserver
import threading
from collections.abc import Callable, Iterator
from email.message import EmailMessage

import pytest

from onboarding.adapters.mail import OutboxMailer, SmtpMailer
from onboarding.services.ports import Letter, Misconfigured, Refused, Unavailable

LETTER = Letter("joe@example.com", "Your number – approved", "Hello Joé.", "<p>Hello Joé.</p>")


class Server(socketserver.ThreadingTCPServer):
    """As much of SMTP as a client needs; ``replies`` overrides the answer to a command."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.replies: dict[str, str] = {}
        self.received: list[bytes] = []
        self.heard: list[str] = []

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Session(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self.say(self.server.replies.get("GREETING", "220 mail.test"))
        while line := self.rfile.readline():
            command = line.decode().strip()
            verb = command.split(" ")[0].upper()
            self.server.heard.append(command)
            if verb == "DATA" and verb not in self.server.replies:
                self.say("354 go on")
                self.server.received.append(self.data())
            self.say(self.server.replies.get(verb, "250-mail.test\r\n250 AUTH PLAIN" if verb == "EHLO" else "250 ok"))
            if verb == "QUIT":
                return

    def data(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        return b"".join(lines)

    def say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def received(server: Server) -> EmailMessage:
    [raw] = server.received
    return email.message_from_bytes(raw, _class=EmailMessage, policy=email.policy.default)


def test_a_letter_arrives_with_both_bodies(server: Server) -> None:
    SmtpMailer(server.url, "Greenlight <no-reply@example.com>").send(LETTER)
    message = received(server)
    assert (message["From"], message["To"]) == ("Greenlight <no-reply@example.com>", "joe@example.com")
    assert message["Subject"] == LETTER.subject
    assert message["Message-ID"]
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert (text.get_content().strip(), html.get_content().strip()) == (LETTER.text, LETTER.html)


def test_a_server_that_says_goodbye_oddly_has_the_letter_all_the_same(server: Server) -> None:
    server.replies["QUIT"] = "421 shutting down"
    SmtpMailer(server.url, "a@example.com").send(LETTER)
    assert len(server.received) == 1


def test_a_letter_without_html_is_plain(server: Server) -> None:
    SmtpMailer(server.url, "a@example.com").send(Letter("joe@example.com", "Hello", "Hello.", ""))
    assert received(server).get_content_type() == "text/plain"


def test_user_and_password_of_the_address_are_used(server: Server) -> None:
    server.replies["AUTH"] = "235 welcome"
    SmtpMailer(server.url.replace("//", "//joe:p%40ss@"), "a@example.com").send(LETTER)
    assert any(command.startswith("AUTH PLAIN") for command in server.heard)
    assert len(server.received) == 1


@pytest.mark.parametrize(
    ("verb", "reply", "kind"),
    [
        ("GREETING", "421 too busy", Unavailable),
        ("MAIL", "451 later", Unavailable),
        ("RCPT", "450 mailbox busy", Unavailable),
        ("RCPT", "550 no such person", Refused),
        ("DATA", "451 later", Unavailable),
        ("AUTH", "535 wrong", Misconfigured),
    ],
)
def test_what_the_server_says_no_to_tells_what_can_be_done(
    server: Server, verb: str, reply: str, kind: type[Exception]
) -> None:
    server.replies[verb] = reply
    with pytest.raises(kind):
        SmtpMailer(server.url.replace("//", "//joe:pass@") if verb == "AUTH" else server.url, "a@x.example").send(
            LETTER
        )
    assert server.received == []


def test_nobody_there_is_tried_again_later(server: Server) -> None:
    url = server.url
    server.shutdown()
    server.server_close()
    with pytest.raises(Unavailable):
        SmtpMailer(url, "a@example.com").send(LETTER)


@pytest.mark.parametrize(
    "make", [lambda text: Letter(text, "s", "t", ""), lambda text: Letter("a@b.example", text, "t", "")]
)
def test_a_line_break_in_a_header_adds_no_header(server: Server, make: Callable[[str], Letter]) -> None:
    with pytest.raises((ValueError, Unavailable)):
        SmtpMailer(server.url, "a@example.com").send(make("x@example.com\r\nBcc: spy@example.com"))
    assert server.received == []


def test_while_developing_the_row_is_the_mail() -> None:
    OutboxMailer().send(LETTER)
    assert OutboxMailer.keeps
    assert not SmtpMailer("smtp://x", "a@example.com").keeps
