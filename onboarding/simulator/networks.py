"""The carriers and the upstream partners (contract, sections 4 and 6)."""

ATT = 10017
T_MOBILE = 10035
VERIZON = 10038

MNOS = {
    ATT: "AT&T",
    T_MOBILE: "T-Mobile",
    10037: "US Cellular",
    VERIZON: "Verizon Wireless",
    10631: "ClearSky",
    10901: "Interop",
}

# The bit of each carrier in `osr/attributes`; T-Mobile's is published, the others are ours.
OSR_BITS = {ATT: 0, VERIZON: 1, T_MOBILE: 2, 10037: 3, 10631: 4, 10901: 5}

OPERATION_STATUSES = ("REGISTERED", "REVIEW", "REJECTED", "SUSPENDED")

DCAS = {"BANDW": "Bandwidth", "SINCH": "Sinch", "TWILO": "Twilio"}

# A handset's carrier follows from the last digit of its number (ours).
_BY_LAST_DIGIT = (T_MOBILE,) * 4 + (ATT,) * 3 + (VERIZON,) * 3


def carrier_of(phone_number: str) -> int:
    """The network id of the carrier that serves a handset."""
    return _BY_LAST_DIGIT[int(phone_number[-1])]
