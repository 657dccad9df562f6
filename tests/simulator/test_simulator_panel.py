"""The panel: what it shows, and what its buttons do."""

import html
import re

import pytest

from tests.simulator.simulator_bench import DAY, HANDSET, NAME, PERSON, Bench, brand_body

PAGES = ("/", "/handsets", "/notices", "/faults")


def page(bench: Bench, path: str = "/") -> str:
    answer = bench.client.get(path)
    assert answer.status_code == 200
    return html.unescape(answer.get_data(as_text=True))


def press(bench: Bench, path: str, **form: str) -> str:
    """Sends a form as a browser would and answers the page it leads to."""
    answer = bench.client.post(f"/panel{path}", data=form, headers={"Origin": "http://localhost"})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return page(bench, answer.headers["Location"].partition("#")[0])


@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_whole_and_strict_when_there_is_nothing_yet(bench: Bench, path: str) -> None:
    answer = bench.client.get(path)
    text = answer.get_data(as_text=True)
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert " style=" not in text
    assert "<style" not in text
    assert " onclick" not in text
    assert text.count("<h1>") == 1
    assert 'aria-current="page"' in text
    assert text.rstrip().endswith("</html>")


def test_the_style_and_the_script_are_served(bench: Bench) -> None:
    assert bench.client.get("/panel.css").mimetype == "text/css"
    assert bench.client.get("/panel.js").mimetype == "text/javascript"


def test_hostile_names_are_shown_as_text(bench: Bench) -> None:
    bench.campaign(bench.brand(displayName="<script>alert(1)</script>"))
    assert "<script>alert" not in bench.client.get("/").get_data(as_text=True)
    assert "<script>alert(1)</script>" in page(bench)


def test_the_clock_buttons_move_the_clock(bench: Bench) -> None:
    brand_id = bench.brand("99-0000104")
    assert "Coming up" in page(bench)
    assert "The clock was moved." in press(bench, "/clock", advance="next", page="/notices")
    assert bench.get(f"/brand/{brand_id}")["identityStatus"] == "VERIFIED"
    before = bench.client.get("/control/clock").get_json()["now"]
    press(bench, "/clock", advance="604800")
    assert bench.client.get("/control/clock").get_json()["now"] > before
    press(bench, "/speed", speed="3600.0")
    assert bench.client.get("/control/clock").get_json()["speed"] == 3600
    press(bench, "/speed", speed="0")


def test_a_campaign_is_accepted_declined_and_finished(bench: Bench) -> None:
    one, two = bench.shared(), bench.shared()
    text = page(bench)
    assert all(word in text for word in (one, two, NAME, "Accept now", "Decline now", "Review in 5 days"))
    press(bench, f"/campaigns/{one}/accept")
    assert bench.sharing(one)["sharingStatus"] == "ACCEPTED"
    assert "CR4007 - " in press(bench, f"/campaigns/{two}/decline", code="CR4007")
    assert bench.sharing(two)["explanation"].startswith("CR4007 - ")
    press(bench, f"/campaigns/{two}/finish")
    assert set(bench.operation(two).values()) == {"REGISTERED"}


def test_a_carrier_registers_suspends_and_unsuspends(bench: Bench) -> None:
    campaign_id = bench.shared()
    bench.advance(5 * DAY + 7200)
    for status in ("REGISTERED", "SUSPENDED", "REGISTERED"):
        press(bench, f"/campaigns/{campaign_id}/carriers/10017", status=status)
        assert bench.operation(campaign_id)["10017"] == status
    press(bench, f"/campaigns/{campaign_id}/carriers/10038", status="REJECTED")
    assert bench.operation(campaign_id)["10038"] == "REJECTED"


def test_a_button_that_no_longer_fits_says_so_in_words(bench: Bench) -> None:
    campaign_id = bench.shared()
    press(bench, f"/campaigns/{campaign_id}/accept")
    late = bench.client.post(f"/panel/campaigns/{campaign_id}/accept")
    assert (late.status_code, late.mimetype) == (409, "text/html")
    assert "No review of this campaign is pending." in late.get_data(as_text=True)
    for path, form in (
        ("/clock", {"advance": "soon"}),
        ("/clock", {"advance": "nan"}),
        ("/speed", {}),
        (f"/campaigns/{campaign_id}/decline", {"code": "none"}),
        (f"/campaigns/{campaign_id}/carriers/1", {"status": "REGISTERED"}),
        (f"/campaigns/{campaign_id}/carriers/10017", {}),
        ("/campaigns/C000000/finish", {}),
        ("/faults", {"notices": "maybe"}),
        ("/texts", {"handset": "x", "to": "+14155550123", "body": "Hi"}),
        ("/texts", {"handset": "+12125550140", "to": "+14155550123", "body": " "}),
        ("/texts", {"handset": "+12125550140", "to": "+14155550199", "body": "Hi"}),
        ("/nothing", {}),
    ):
        answer = bench.client.post(f"/panel{path}", data=form)
        assert 400 <= answer.status_code < 500, path
        assert "<h1>" in answer.get_data(as_text=True), path


def test_a_redirect_leads_to_pages_of_the_panel_only(bench: Bench) -> None:
    answer = bench.client.post("/panel/clock", data={"advance": "1", "page": "//evil.com"})
    assert answer.headers["Location"] == "/?note=clock"


def test_the_notices_are_listed_with_their_fate(bench: Bench) -> None:
    bench.subscribe()
    bench.answers += [204, 500]
    bench.brand()
    bench.simulator.deliver()
    text = page(bench, "/notices")
    assert all(
        word in text for word in ("BRAND_ADD", "Delivered", "BRAND_IDENTITY_STATUS_UPDATE", "Lost", "answered 500")
    )


def test_the_faults_are_switched(bench: Bench) -> None:
    press(bench, "/faults", down="on", latency_seconds="1.5", notices="forged", page="/faults")
    assert bench.client.get("/control/faults").get_json() == {
        "down": True, "garbage": False, "latency_seconds": 1.5, "notices": "forged"
    }  # fmt: skip
    press(bench, "/faults", notices="on")
    assert bench.client.get("/control/faults").get_json()["down"] is False


def test_a_handset_is_a_conversation_and_texts_back(bench: Bench) -> None:
    campaign_id = bench.shared()
    bench.control(f"/campaigns/{campaign_id}/finish")
    number = bench.number(campaign_id)
    send = {"from": number, "to": "+12125550146", "text": "Ready & waiting", "reference": "one"}
    bench.provider("POST", "/messages", send)
    bench.control(f"/campaigns/{campaign_id}/carriers/10017", {"status": "SUSPENDED"})
    bench.provider("POST", "/messages", send | {"text": "Too late", "reference": "two"})
    text = page(bench, "/handsets")
    assert all(word in text for word in ("(212) 555-0146", "AT&T", "Ready & waiting", "Refused, never arrived"))
    form = {"handset": "+12125550146", "to": number, "page": "/handsets"}
    assert "On my way" in press(bench, "/texts", **form, body=" On my way ")
    press(bench, "/texts", **form, body="ignored", quick="STOP")
    press(bench, "/texts", **form | {"handset": "(310) 555-0149"}, body="JOIN")
    inbound = [(row["from"], row["text"]) for row in bench.state()["messages"] if row["direction"] == "in"]
    assert inbound == [("+12125550146", "On my way"), ("+12125550146", "STOP"), ("+13105550149", "JOIN")]
    assert "Verizon Wireless" in page(bench, "/handsets")


def test_a_pin_text_is_answered_with_yes(bench: Bench) -> None:
    brand_id = bench.created(brand_body(**PERSON, entityType="SOLE_PROPRIETOR"))
    bench.advance(5)
    ask = {"pinSms": "Reply @OTP_YES@ to verify your number.", "successSms": "Thank you."}
    assert bench.v2("POST", f"/brand/{brand_id}/smsOtp", ask).status_code == 200
    text = page(bench, "/handsets")
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))
    assert "Text back to (703) 555-0000 (the registry)" in text
    assert "Thank you." in press(bench, "/texts", **form, quick="YES")
    assert bench.get(f"/brand/{brand_id}")["identityStatus"] == "VERIFIED"


def test_a_handset_that_the_registry_did_not_text_cannot_text_it(bench: Bench) -> None:
    number = bench.number()
    press(bench, "/texts", handset=HANDSET, to=number, body="Hi")
    assert "the registry)" not in page(bench, "/handsets")


def test_an_unknown_page_is_a_page_too(bench: Bench) -> None:
    answer = bench.client.get("/nothing")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
