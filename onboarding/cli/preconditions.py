"""What must hold before processes are started. Each check raises CannotStart: show its message and nothing else."""

import socket
import tempfile
from collections.abc import Iterable
from ctypes.util import find_library
from pathlib import Path


class CannotStart(Exception):
    """A sentence for the person at the terminal: what is in the way, and what to do about it."""


def check_port_free(port: int, *, host: str = "127.0.0.1", variable: str = "PORT") -> None:
    """Raise CannotStart if something already listens there, or if we may not listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections of the last run may still linger
        try:
            probe.bind((host, port))
        except PermissionError:
            raise CannotStart(f"Port {port} needs more rights. Choose one above 1023 with {variable}=…") from None
        except OSError:
            raise CannotStart(
                f"Port {port} is in use. Stop what uses it, or choose another with {variable}=…"
            ) from None


def check_writable(folder: Path) -> None:
    """Make the folder if need be; raise CannotStart if we cannot write into it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise CannotStart(
            f"The data folder {folder} cannot be written to ({error.strerror}). Change its owner, or choose another."
        ) from None


PDF_LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")


def check_pdf_libraries(names: Iterable[str] = PDF_LIBRARIES) -> None:
    """WeasyPrint prints with Pango and HarfBuzz, which are libraries of the system."""
    missing = [name for name in names if find_library(name) is None]
    if missing:
        raise CannotStart(
            f"The libraries that make PDF files are missing ({', '.join(missing)}). Run ./dev setup, or install them "
            "(Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0, macOS: brew install pango)."
        )
