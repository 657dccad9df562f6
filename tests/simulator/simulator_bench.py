"""A simulator on a bench: no socket, no threads, a clock that stands still until it is moved."""

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from onboarding.simulator.app import create_app
from onboarding.simulator.config import Config
from onboarding.simulator.hub import Simulator

HOOK = "https://greenlight.test/hooks/registry"
NAME = "Blue Door Bakery"
DAY = 86400
HANDSET = "+12125550140"
PERSON = {
    "companyName": None,
    "ein": None,
    "firstName": "Ana",
    "lastName": "Bäcker",
    "mobilePhone": HANDSET,
    "referenceId": "a person",
}
LISTED = {"stockSymbol": "BDB", "stockExchange": "NYSE", "businessContactEmail": "ana@bluedoor.test"}


def flow(name: str = NAME) -> str:
    return (
        f"Customers agree to texts from {name} by ticking the box at checkout. Message frequency varies. "
        "Message and data rates may apply. Reply HELP for help and STOP to opt out."
    )


@dataclass
class Posted:
    url: str
    data: bytes
    headers: dict[str, str]

    @property
    def body(self) -> dict[str, Any]:
        return json.loads(self.data)


@dataclass
class Bench:
    app: Flask
    config: Config
    posted: list[Posted] = field(default_factory=list)
    answers: list[int | Exception] = field(default_factory=list)
    listener: Callable[[], None] | None = None

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    @property
    def simulator(self) -> Simulator:
        return self.app.extensions["simulator"]

    def post(self, url: str, data: bytes, headers: Mapping[str, str]) -> int:
        self.posted.append(Posted(url, data, dict(headers)))
        if self.listener:
            self.listener()
        answer = self.answers.pop(0) if self.answers else 204
        if isinstance(answer, Exception):
            raise answer
        return answer

    def v2(self, method: str, path: str, body: Any = None) -> TestResponse:
        return self.client.open(f"/v2{path}", method=method, json=body, auth=("key", "secret"))

    def upload(self, path: str, name: str = "letter.pdf", data: bytes = b"%PDF") -> TestResponse:
        body, content_type = multipart({"file": [(data, name)]})
        return self.client.post(f"/v2{path}", data=body, content_type=content_type, auth=("key", "secret"))

    def provider(self, method: str, path: str, body: Any = None) -> TestResponse:
        headers = {"Authorization": "Bearer secret"}
        return self.client.open(f"/messaging/v1{path}", method=method, json=body, headers=headers)

    def control(self, path: str, body: Any = None) -> Any:
        answer = self.client.post(f"/control{path}", json={} if body is None else body)
        assert answer.status_code < 300, answer.get_data(as_text=True)
        return answer.get_json()

    def get(self, path: str) -> Any:
        answer = self.v2("GET", path)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.get_json()

    def state(self) -> dict[str, Any]:
        return self.client.get("/control/state").get_json()

    def advance(self, seconds: float) -> None:
        self.control("/clock", {"advance_seconds": seconds})

    def subscribe(self) -> None:
        for category in ("BRAND", "CAMPAIGN", "VETTING"):
            body = {"eventCategory": category, "webhookEndpoint": HOOK}
            assert self.v2("PUT", "/webhook/subscription", body).status_code == 200

    def events(self) -> list[str]:
        """The event types posted so far, after posting what is queued."""
        self.simulator.deliver()
        return [posted.body["eventType"] for posted in self.posted if posted.url == HOOK]

    def brand(self, ein: str = "12-3456789", **fields: Any) -> str:
        """A brand that is done with scoring; a sole proprietor who has given the PIN."""
        if alone := fields.get("entityType") == "SOLE_PROPRIETOR":
            fields = PERSON | fields
        if fields.get("entityType") == "PUBLIC_PROFIT":
            fields = LISTED | fields
        brand_id = self.created(brand_body(**({"ein": ein} | fields)))
        self.advance(5)
        if alone:
            self.give_pin(brand_id)
        return brand_id

    def created(self, body: dict[str, Any]) -> str:
        answer = self.v2("POST", "/brand/nonBlocking", body)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.get_json()["brandId"]

    def give_pin(self, brand_id: str) -> None:
        sms = {"pinSms": "Your PIN for texting is @OTP_PIN@."}
        assert self.v2("POST", f"/brand/{brand_id}/smsOtp", sms).status_code == 200
        pin = self.client.get(f"/control/brands/{brand_id}/otp").get_json()["pin"]
        assert self.v2("PUT", f"/brand/{brand_id}/smsOtp", {"otpPin": pin}).status_code == 204

    def campaign(self, brand_id: str | None = None, **fields: Any) -> str:
        body = campaign_body(brandId=brand_id or self.brand(), **fields)
        answer = self.v2("POST", "/campaignBuilder", body)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.get_json()["campaignId"]

    def shared(self, brand_id: str | None = None, **fields: Any) -> str:
        campaign_id = self.campaign(brand_id, **fields)
        assert self.v2("PUT", f"/campaign/{campaign_id}/sharing/BANDW").status_code == 200
        return campaign_id

    def sharing(self, campaign_id: str) -> Any:
        return self.get(f"/campaign/{campaign_id}/sharing")["sharedByMe"]

    def operation(self, campaign_id: str) -> Any:
        return self.get(f"/campaign/{campaign_id}/operationStatus")

    def number(self, campaign_id: str | None = None) -> str:
        """A taken number, attached to a campaign if one is named."""
        number = self.provider("GET", "/available_numbers?area_code=415").get_json()["numbers"][0]["phone_number"]
        assert self.provider("POST", "/numbers", {"phone_number": number, "reference": number}).status_code == 201
        if campaign_id:
            assert self.provider("PUT", f"/numbers/{number}/campaign", {"campaign_id": campaign_id}).status_code == 202
            self.advance(600)
        return number


def brand_body(**fields: Any) -> dict[str, Any]:
    body = {
        "entityType": "PRIVATE_PROFIT",
        "displayName": NAME,
        "companyName": "Blue Door Bakery LLC",
        "ein": "12-3456789",
        "phone": "+14155550100",
        "email": "owner@bluedoor.test",
        "street": "1 Main Street",
        "city": "San Francisco",
        "state": "CA",
        "postalCode": "94110",
        "country": "US",
        "website": "https://bluedoor.test",
        "vertical": "RETAIL",
        "brandRelationship": "BASIC_ACCOUNT",
    }
    return {name: value for name, value in (body | fields).items() if value is not None}


def campaign_body(**fields: Any) -> dict[str, Any]:
    body = {
        "usecase": "LOW_VOLUME",
        "subUsecases": ["CUSTOMER_CARE"],
        "resellerId": "R000000",
        "description": "Order updates and answers for customers who ordered bread in our shop.",
        "messageFlow": flow(),
        "sample1": f"{NAME}: your order is ready. Reply STOP to opt out.",
        "sample2": f"{NAME}: we open at seven today. Reply STOP to opt out.",
        "subscriberOptin": True,
        "subscriberOptout": True,
        "subscriberHelp": True,
        "optoutKeywords": "STOP,CANCEL",
        "helpKeywords": "HELP",
        "optinMessage": f"{NAME}: you get texts about your orders.",
        "optoutMessage": f"{NAME}: you get no more texts from us.",
        "helpMessage": f"{NAME}: call (415) 555-0100 for help.",
        "termsAndConditions": True,
        "privacyPolicyLink": "https://bluedoor.test/privacy",
    }
    return {name: value for name, value in (body | fields).items() if value is not None}


def multipart(form: dict[str, list[tuple[bytes, str] | str]]) -> tuple[bytes, str]:
    """A form with texts and (bytes, name) files as a body and its content type."""
    parts = {
        field: [part if isinstance(part, str) else FileStorage(io.BytesIO(part[0]), part[1]) for part in parts]
        for field, parts in form.items()
    }
    boundary, body = encode_multipart(parts)
    return body, f"multipart/form-data; boundary={boundary}"


def problems(answer: TestResponse) -> list[tuple[int, list[str]]]:
    """(code, fields) of each problem in a refusal, which must be a 400."""
    assert answer.status_code == 400, answer.get_data(as_text=True)
    body = answer.get_json()
    assert all(isinstance(problem["description"], str) and problem["description"] for problem in body)
    return [(problem["code"], problem["fields"]) for problem in body]


def codes(answer: TestResponse) -> list[int]:
    return [code for code, _ in problems(answer)]


def make_bench(config: Config) -> Bench:
    bench = Bench(app=Flask("unbuilt"), config=config)
    bench.app = create_app(config, ticker=False, post=bench.post)
    return bench
