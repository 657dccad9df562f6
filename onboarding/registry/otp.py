"""A sole proprietor's PIN (contract section 2.1)."""

from onboarding.registry.http import Line, at
from onboarding.registry.wire.proofs import PinBody, PinSentBody, pin_seen
from onboarding.services.registry_proofs import PinSeen


class PinCalls(Line):
    """Send, give, follow."""

    def send_pin(self, brand_id: str, text: str, thanks: str = "") -> str:
        """Have the registry text a PIN; ``text`` holds its placeholder. Returns the reference to follow it by."""
        body = {"pinSms": text} | ({"successSms": thanks} if thanks else {})
        return self._read(PinSentBody, "POST", at("/brand/{}/smsOtp", brand_id), json=body).reference

    def give_pin(self, brand_id: str, pin: str) -> None:
        """Hand in the PIN that the owner typed; Refused: 552 wrong or too old, 506 verified already."""
        self._call("PUT", at("/brand/{}/smsOtp", brand_id), json={"otpPin": pin})

    def read_pin(self, reference: str) -> PinSeen:
        """How far the PIN got."""
        return pin_seen(self._read(PinBody, "GET", at("/brand/smsOtp/{}", reference)))
