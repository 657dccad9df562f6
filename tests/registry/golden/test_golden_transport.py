"""The golden scenarios of the wire itself: passwords, limits, errors, references, signatures, files (dossier 7b)."""

import json
from pathlib import Path

import pytest

from onboarding.registry.signature import HEADER, verify
from onboarding.services.ports import AlreadyKnown, Misconfigured, NotFound, Refused, Throttled
from tests.registry.practice import KEY, SECRET, SIDES, Practice, practice_at

TEN_MB = 10 * 1024 * 1024


@pytest.mark.parametrize("given", [None, (KEY, "wrong"), ("wrong", SECRET), ("", ""), ("Schlüssel", "Geheimnis")])
def test_01_a_wrong_password_is_401_and_an_operators_matter(practice: Practice, given: tuple[str, str] | None) -> None:
    raw = tuple(word.encode() for word in given) if given else None
    answer = practice.raw("GET", "/v2/csp/profile", auth=raw)
    assert answer.status_code == 401
    with pytest.raises(Misconfigured):
        practice.caller(*(given or ("", ""))).profile()


@pytest.mark.parametrize("side", SIDES)
def test_02_the_21st_read_in_a_second_and_the_21st_write_in_ten_are_throttled(side: str, tmp_path: Path) -> None:
    with practice_at(side, tmp_path, limits=1.0) as limited:
        brand_id = limited.brand()
        limited.simulator.limits.reset()
        with pytest.raises(Throttled) as reads:
            for _ in range(500):  # on a slow machine a second holds fewer than it should
                limited.client.profile()
        assert (reads.value.wait, reads.value.unclear) == (1.0, False)
        for number in range(20):
            limited.client.edit_brand(brand_id, {"city": f"Springfield {number}"})
        with pytest.raises(Throttled) as writes:
            limited.client.edit_brand(brand_id, {"city": "Shelbyville"})
        assert (writes.value.wait, writes.value.unclear) == (10.0, False)


def test_03_a_company_without_its_name_is_refused_by_code_and_field(practice: Practice) -> None:
    with pytest.raises(Refused) as refusal:
        practice.brand(companyName=None)
    assert [(problem.code, problem.fields) for problem in refusal.value.problems] == [("501", ("companyName",))]


def test_04_a_reference_that_is_told_twice_is_known_already_and_is_found(practice: Practice) -> None:
    brand_id = practice.verified("Same")
    with pytest.raises(AlreadyKnown):
        practice.brand("SAME")
    assert practice.client.find_brand("same") == brand_id
    campaign_id = practice.campaign(brand_id, referenceId="Same")
    with pytest.raises(AlreadyKnown):
        practice.campaign(brand_id, referenceId="sAME")
    assert practice.client.find_campaign("same") == campaign_id


def test_20_a_signature_holds_in_any_order_of_keys_and_only_with_our_secret(practice: Practice) -> None:
    practice.listen("BRAND")
    practice.brand(displayName="Rosé & Söhne")
    [body] = practice.notices()
    [(url, data, headers)] = practice.posted
    signature = headers[HEADER]
    assert url == practice.hook
    assert verify(SECRET, url, body, signature)
    reordered = json.loads(json.dumps(dict(reversed(body.items()))))
    assert list(reordered) != list(json.loads(data))
    assert verify(SECRET, url, reordered, signature)
    assert not verify("another secret", url, body, signature)
    assert not verify(SECRET, url + "/", body, signature)
    assert not verify(SECRET, url, body | {"brandId": "BAAAAAA"}, signature)


def test_21_an_unknown_brand_is_code_502_and_no_404(practice: Practice) -> None:
    answer = practice.raw("GET", "/v2/brand/BZZZZZZ", auth=(KEY, SECRET))
    assert (answer.status_code, [row["code"] for row in answer.json()]) == (400, [502])
    with pytest.raises(NotFound):
        practice.client.read_brand("BZZZZZZ")


def test_22_a_file_that_is_too_big_or_of_the_wrong_kind_is_refused(practice: Practice) -> None:
    brand_id = practice.verified()
    campaign_id = practice.campaign(brand_id)
    for add, subject in (
        (practice.client.add_document, campaign_id),
        (practice.client.add_media, campaign_id),
        (practice.client.add_evidence, brand_id),
    ):
        with pytest.raises(Refused) as big:
            add(subject, "letter.png", b"\x89PNG" + bytes(TEN_MB + TEN_MB // 10))
        assert big.value.has(544)
        with pytest.raises(Refused) as wrong:
            add(subject, "setup.exe", b"MZ")
        assert wrong.value.has(546)
        assert add(subject, "letter.png", b"\x89PNG").name == "letter.png"
