"""DNS: the texts that stand at a name, asked of the machine's own name servers or of one that the settings name."""

from collections.abc import Sequence

import dns.exception
import dns.resolver

from onboarding.services.ports import NameNotFound, Unavailable

_TIMEOUT = 5.0  # seconds for one question, all tries together
_PORT = 53


class NameServers:
    """Asks for TXT records; ``server`` is ``host:port``, empty for those of the machine."""

    def __init__(self, server: str = "") -> None:
        self._server = server

    def texts(self, name: str) -> Sequence[str]:
        """Every TXT record at a name, each as one text. Raises NameNotFound or Unavailable."""
        try:
            answer = self._resolver().resolve(name, "TXT", lifetime=_TIMEOUT, search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer) as error:
            raise NameNotFound(f"there is no TXT record at {name}") from error
        except (dns.exception.DNSException, OSError) as error:
            raise Unavailable(f"no name server answered for {name}: {error}") from error
        return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]

    def _resolver(self) -> dns.resolver.Resolver:
        if not self._server:
            return dns.resolver.Resolver()
        host, _, port = self._server.rpartition(":")
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers = [host or self._server]
        resolver.port = int(port) if host else _PORT
        return resolver
