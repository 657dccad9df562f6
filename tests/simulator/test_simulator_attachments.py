"""Uploaded files: what is taken, how it is kept, given back and deleted."""

import re
from typing import Any

import pytest

from onboarding.simulator import attachments
from onboarding.simulator.errors import RefusalError
from tests.simulator.simulator_bench import Bench, codes, multipart

MIB = 1024 * 1024
TYPES = ("jpg", "pdf")


def take(bench: Bench, name: str = "letter.pdf", data: bytes = b"%PDF", owner: str = "B123456", **more: Any) -> Any:
    """The answer to an upload, or the codes of its refusal."""
    body, content_type = multipart(more.get("form") or {"file": [(data, name)]})
    with (
        bench.app.test_request_context("/v2/x", method="POST", data=body, content_type=content_type),
        bench.simulator.work() as work,
    ):
        try:
            return attachments.take(work, owner, "VA", TYPES, 3, more.get("total"))
        except RefusalError as refusal:
            return [problem.code for problem in refusal.problems]


def test_a_file_comes_back_as_it_was_sent_until_it_is_deleted(bench: Bench) -> None:
    data = bytes(range(256))
    stored = take(bench, "Bríef vom Amt.PDF", data)
    assert re.fullmatch(r"B123456/VA/[0-9a-f]{32}", stored["uuid"])
    assert (stored["fileName"], stored["mimeType"]) == ("Bríef vom Amt.PDF", "application/pdf")
    answer = bench.v2("GET", f"/attachment/{stored['uuid']}")
    assert (answer.data, answer.content_type) == (data, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert bench.v2("DELETE", f"/attachment/{stored['uuid']}").status_code == 204
    for method in ("GET", "DELETE"):
        assert codes(bench.v2(method, f"/attachment/{stored['uuid']}")) == [502]


def test_the_uuid_of_a_deleted_file_is_not_given_out_again(bench: Bench) -> None:
    first = take(bench)["uuid"]
    bench.v2("DELETE", f"/attachment/{first}")
    assert take(bench)["uuid"] != first


@pytest.mark.parametrize("name", ["letter.exe", "letter", "pdf", ".pdf", "letter.pdf.html"])
def test_it_takes_only_the_types_allowed(bench: Bench, name: str) -> None:
    assert take(bench, name) == [546]


def test_it_takes_ten_mebibytes_and_no_more(bench: Bench) -> None:
    assert take(bench, data=b"x" * 10 * MIB)["fileName"] == "letter.pdf"
    assert take(bench, data=b"x" * (10 * MIB + 1)) == [544]


def test_it_takes_only_so_many_files_of_one_owner_and_deleted_ones_make_room(bench: Bench) -> None:
    uuids = [take(bench)["uuid"] for _ in range(3)]
    assert take(bench) == [544]
    assert take(bench, owner="B999999")["fileName"] == "letter.pdf"
    bench.v2("DELETE", f"/attachment/{uuids[0]}")
    assert take(bench)["fileName"] == "letter.pdf"


def test_the_files_of_one_owner_have_a_size_together(bench: Bench) -> None:
    take(bench, data=b"x" * MIB, total=2 * MIB)
    assert take(bench, data=b"x" * (MIB + 1), total=2 * MIB) == [544]
    assert take(bench, data=b"x" * MIB, total=2 * MIB)["fileName"] == "letter.pdf"


@pytest.mark.parametrize(
    "form",
    [
        {"other": ["text"]},
        {"file": ["text"]},
        {"other": [(b"x", "letter.pdf")]},
        {"file": [(b"x", "a.pdf"), (b"y", "b.pdf")]},
        {"file": [(b"", "letter.pdf")]},
        {"file": [(b"x", "a\x07.pdf")]},
        {"file": [(b"x", "a" * 300 + ".pdf")]},
        {"other": ["x" * MIB], "file": [(b"x", "letter.pdf")]},
    ],
    ids=["no file", "no name", "other field", "two files", "empty", "control character", "long name", "big field"],
)
def test_it_refuses_a_form_without_exactly_one_good_file(bench: Bench, form: dict[str, Any]) -> None:
    assert take(bench, form=form) == [501]


def test_only_the_last_part_of_a_path_is_the_name(bench: Bench) -> None:
    assert take(bench, "../../etc/mine.pdf")["fileName"] == "mine.pdf"
