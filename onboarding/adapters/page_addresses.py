"""Addresses of public pages: which may be visited, and which machines their names lead to."""

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from threading import Thread
from urllib.parse import quote, urlsplit

import idna

from onboarding.domain.pages import Trouble

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
LONGEST = 2048  # characters of an address; servers and browsers agree on little more

_PORTS = {"http": 80, "https": 443}
_AUTHORITY = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([^\[\]:@%\\\s]+))(?::([0-9]{0,5}))?")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")  # a host that ends so is read as an IPv4 address, in spellings of all kinds
_FORBIDDEN = re.compile("[\\\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # readers of addresses disagree about these
_PATH, _QUERY = "/%:@!$&'()*+,;=~", "/?%:@!$&'()*+,;=~"  # what is left as it is

# The last part of names that only mean something inside somebody's network, or never lead to the web.
_LOCAL = frozenset(
    {
        "alt",
        "arpa",
        "corp",
        "home",
        "internal",
        "intranet",
        "lan",
        "local",
        "localdomain",
        "localhost",
        "onion",
        "private",
    }
)
# What ``is_global`` lets pass although no public website lives there.
_CLOSED = tuple(
    ipaddress.ip_network(text)
    for text in (
        "168.63.129.16/32",  # Azure's machines for its guests
        "192.0.0.0/24",  # protocol assignments
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.175.48.0/24",  # AS112
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
_UNICAST = ipaddress.IPv6Network("2000::/3")  # all that has been given out of IPv6
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # the public IPv4 web, seen from a network that has IPv6 only
_ISATAP = (0x00005EFE, 0x02005EFE)


class Stopped(Exception):
    """A page can't be read, and why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True)
class Target:
    """An address taken apart once; whatever is checked, connected to and asked for is read from here."""

    scheme: str
    host: str  # ASCII in lower case without a final dot, or an IP in its shortest spelling without brackets
    port: int
    path: str
    query: str
    is_allowed: bool  # on the list of names that may lead anywhere

    @property
    def authority(self) -> str:
        """As in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def asked(self) -> str:
        """As in the request line."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def address(self) -> str:
        """The whole, normalized."""
        return f"{self.scheme}://{self.authority}{self.asked}"

    @property
    def shown(self) -> str:
        """What may stand in a log."""
        return f"{self.scheme}://{self.authority}{self.path}"


def read_address(address: str, allowed_hosts: frozenset[str]) -> Target:
    """Take an address apart. Raises Stopped when it is none, or names what is not public as it stands."""
    try:
        target = _target(address, allowed_hosts)
    except ValueError as error:  # of urlsplit, idna and ipaddress, among others
        raise Stopped(Trouble.BAD_ADDRESS) from error
    if target.is_allowed:
        return target
    if not _is_public_host(target.host):
        raise Stopped(Trouble.NOT_PUBLIC)
    if target.port not in _PORTS.values():
        raise Stopped(Trouble.BAD_ADDRESS)
    return target


def _target(address: str, allowed_hosts: frozenset[str]) -> Target:
    address = address.strip(" \t\r\n\f")
    if len(address) > LONGEST or _FORBIDDEN.search(address):
        raise ValueError("too long, or with characters that no address has")
    parts = urlsplit(address)
    match = _AUTHORITY.fullmatch(parts.netloc)
    if parts.scheme not in _PORTS or match is None:
        raise ValueError("no address of a page")
    in_brackets, name, port_text = match.groups()
    host = str(ipaddress.IPv6Address(in_brackets)) if in_brackets else _host(name)
    port = int(port_text) if port_text else _PORTS[parts.scheme]
    spelled = f"[{host}]" if in_brackets else host
    is_allowed = not allowed_hosts.isdisjoint({host, spelled, f"{spelled}:{port}"})
    path, query = quote(parts.path or "/", safe=_PATH), quote(parts.query, safe=_QUERY)
    target = Target(parts.scheme, host, port, path, query, is_allowed)
    if len(target.address) > LONGEST:
        raise ValueError("too long when it is spelled out")
    return target


def _host(name: str) -> str:
    """A name in ASCII, or an IPv4 address in its one honest spelling."""
    if len(name) > 254:  # with the final dot
        raise ValueError("too long for a name")
    if not name.isascii():
        name = idna.encode(name, uts46=True).decode("ascii")
    name = name.lower().removesuffix(".")
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise ValueError("no name of a host")
    return str(ipaddress.IPv4Address(name)) if _NUMBER.fullmatch(labels[-1]) else name


def _is_public_host(host: str) -> bool:
    ip = as_ip(host)
    if ip is not None:
        return is_public(ip)
    *before, last = host.split(".")
    return bool(before) and last not in _LOCAL


def as_ip(text: str) -> IP | None:
    """The IP that is written there, without a zone; None for a name or nonsense."""
    try:
        return None if "%" in text else ipaddress.ip_address(text)
    except ValueError:
        return None


def is_public(ip: IP) -> bool:
    """Can a website for everybody live there?"""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            return is_public(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if ip not in _UNICAST or (int(ip) >> 32) & 0xFFFFFFFF in _ISATAP:
            return False
    elif ip.is_multicast or ip.is_reserved:
        return False
    return ip.is_global and not any(ip in network for network in _CLOSED if network.version == ip.version)


def look_up(host: str, port: int) -> Sequence[str]:
    """The addresses of a name by the system's resolver.

    A name of the public web is asked for with its final dot, so that no search list of this machine completes it.
    """
    absolute = f"{host}." if _is_public_host(host) else host
    found = socket.getaddrinfo(absolute, port, type=socket.SOCK_STREAM)
    return [str(sockaddr[0]) for *_, sockaddr in found]


def addresses_of(target: Target, resolve: Resolve, seconds: float) -> list[IP]:
    """The machines that an address leads to. Raises Stopped unless there are some and every one may be visited."""
    literal = as_ip(target.host)
    found = [literal] if literal else [as_ip(text) for text in _resolved(target, resolve, seconds)]
    if not found:
        raise Stopped(Trouble.UNKNOWN_HOST)
    machines = [ip for ip in found if ip is not None and (target.is_allowed or is_public(ip))]
    if len(machines) < len(found):
        raise Stopped(Trouble.NOT_PUBLIC)
    return list(dict.fromkeys(machines))


def _resolved(target: Target, resolve: Resolve, seconds: float) -> Sequence[str]:
    """Ask in a thread of its own, because nobody can give the system's resolver a deadline."""
    answer: Future[list[str]] = Future()

    def ask() -> None:
        try:
            answer.set_result(list(resolve(target.host, target.port)))
        except BaseException as error:  # noqa: BLE001 - is raised again where it is waited for
            answer.set_exception(error)

    Thread(target=ask, name="page-lookup", daemon=True).start()
    if not wait([answer], timeout=seconds).done:
        raise Stopped(Trouble.TIMEOUT)
    try:
        return answer.result()
    except (OSError, UnicodeError) as error:
        ours = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN  # perhaps not the name's fault
        raise Stopped(Trouble.UNREACHABLE if ours else Trouble.UNKNOWN_HOST) from error
