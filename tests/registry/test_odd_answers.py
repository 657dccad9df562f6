"""Answers that are JSON and still make no sense: each is an error that the outbox knows what to do with, never a crash."""

import socket
from typing import Any

import pytest

from onboarding.registry.client import RegistryClient
from onboarding.services.ports import OutsideError, Problem, Refused, Unavailable
from tests.registry.far_side import EIN, KEY, SECRET, Answer, FarSide

WORDS = "These words are theirs."


def refused(far_side: FarSide, row: dict[str, Any]) -> OutsideError:
    with pytest.raises(OutsideError) as caught:
        far_side.answers([row], status=400).edit_brand("B1", {})
    return caught.value


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        ({"fields": ["ein", "companyName"]}, ("ein", "companyName")),
        ({"fields": "ein"}, ("ein",)),
        ({"field": "ein"}, ("ein",)),
        ({"fields": [], "field": "ein"}, ("ein",)),
        ({"fields": 5}, ()),
        ({"fields": True}, ()),
        ({"fields": {"ein": 1}}, ()),
        ({"fields": [None, 7, "ein"]}, ("ein",)),
        ({}, ()),
    ],
)
def test_fields_of_any_shape_are_read_or_left_out(
    far_side: FarSide, told: dict[str, Any], fields: tuple[str, ...]
) -> None:
    error = refused(far_side, {"code": 501, "description": WORDS} | told)
    assert isinstance(error, Refused)
    assert error.problems == (Problem("501", WORDS, fields),)


def test_a_refusal_without_words_has_none(far_side: FarSide) -> None:
    error = refused(far_side, {"code": 501, "description": None})
    assert isinstance(error, Refused)
    assert error.problems[0].description == ""


@pytest.mark.parametrize("code", [None, ""])
def test_an_error_without_a_code_is_no_refusal(far_side: FarSide, code: Any) -> None:
    assert isinstance(refused(far_side, {"code": code, "description": WORDS}), Unavailable)


@pytest.mark.parametrize("spelled", [EIN, EIN.replace("-", ""), EIN.replace("-", " "), "123-45-6789"])
@pytest.mark.parametrize("code", [501, 502, 503, 590, 591])
def test_a_tax_id_that_the_registry_quotes_is_hidden(far_side: FarSide, code: int, spelled: str) -> None:
    error = refused(
        far_side, {"code": code, "description": f"EIN {spelled} is on file for +14155550123, ZIP 94107-1234."}
    )
    assert spelled not in str(error) + repr(error)
    if isinstance(error, Refused):
        assert error.problems[0].description == "EIN (tax id) is on file for +14155550123, ZIP 94107-1234."


def test_a_tax_id_in_the_feedback_is_hidden(far_side: FarSide) -> None:
    feedback = {
        "category": [{"id": "TAX_ID", "errors": [{"code": "TFTI01", "message": f"No EIN {EIN} is on record."}]}]
    }
    seen = far_side.answers({"brandId": "B1", "identityStatus": "UNVERIFIED"}, feedback).read_brand("B1")
    assert seen.feedback[0]["errors"][0]["message"] == "No EIN (tax id) is on record."


@pytest.mark.parametrize("status", [200, 400, 404])
def test_json_that_nests_without_end_is_no_answer(far_side: FarSide, status: int) -> None:
    with pytest.raises(Unavailable) as caught:
        far_side.answers(Answer(status, "[" * 100_000)).create_brand({})
    assert caught.value.unclear


@pytest.mark.parametrize("network", ["²", "٣", "9" * 5000, "-1", "1.5", ""])
def test_a_network_that_is_no_number_is_left_out(far_side: FarSide, network: str) -> None:
    script = (
        {"campaignId": "C1"},
        {"sharedByMe": {"sharingStatus": "ACCEPTED"}},
        [10017, network],
        {"10017": "REGISTERED", network: "REGISTERED"},
    )
    seen = far_side.answers(*script).read_campaign("C1")
    assert (list(seen.elected), dict(seen.operation)) == ([10017], {10017: "REGISTERED"})


@pytest.mark.parametrize("fee", ["1e999", "-1", "NaN"])
def test_a_fee_that_is_none_is_no_answer(far_side: FarSide, fee: str) -> None:
    with pytest.raises(Unavailable):
        far_side.answers(Answer(200, f'{{"monthlyFee": {fee}}}')).terms("B1", "LOW_VOLUME")


@pytest.mark.parametrize("told", ["", "B" * 5000, "B\x00", "B 1", "B/../C", 7, None, ["B1"]])
def test_an_id_that_no_column_can_hold_is_no_answer_and_unclear(far_side: FarSide, told: Any) -> None:
    with pytest.raises(Unavailable) as caught:
        far_side.answers({"brandId": told}).create_brand({})
    assert caught.value.unclear


def test_a_redirect_to_nowhere_is_no_answer(far_side: FarSide) -> None:
    with pytest.raises(Unavailable):
        far_side.answers(Answer(302, "", {"Location": "http://[::"})).create_brand({})


def test_without_a_connection_nothing_can_have_been_carried_out() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    client = RegistryClient(f"http://127.0.0.1:{port}/v2", KEY, SECRET)
    with pytest.raises(Unavailable) as caught:
        client.create_brand({})
    assert not caught.value.unclear


def test_a_connection_that_breaks_off_leaves_it_open_what_was_done(far_side: FarSide) -> None:
    with pytest.raises(Unavailable) as caught:
        far_side.answers(Answer(how="hang up")).create_brand({})
    assert caught.value.unclear


def test_subscriptions_without_names_are_left_out(far_side: FarSide) -> None:
    rows = [{}, {"eventCategory": "BRAND"}, {"eventCategory": "CAMPAIGN", "webhookEndpoint": "https://a.example"}]
    assert far_side.answers(rows).subscriptions() == {"CAMPAIGN": "https://a.example"}
