import socket
from pathlib import Path

import pytest

from onboarding.cli.preconditions import CannotStart, check_port_free, check_writable


def test_a_port_in_use_is_named_with_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart) as refusal:
            check_port_free(port)
    assert str(refusal.value) == f"Port {port} is in use. Stop what uses it, or choose another with PORT=…"


def test_a_port_is_free_again_when_its_server_has_gone() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            taken.accept()[0].close()  # leaves the port lingering, as a stopped web server does
    check_port_free(port)


def test_a_data_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    check_writable(tmp_path / "var" / "data")
    assert list((tmp_path / "var" / "data").iterdir()) == []


def test_a_data_folder_that_cannot_be_written_to_is_named_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "data"
    with pytest.raises(CannotStart) as refusal:
        check_writable(folder)
    assert str(refusal.value) == (
        f"The data folder {folder} cannot be written to (Not a directory). Change its owner, or choose another."
    )
