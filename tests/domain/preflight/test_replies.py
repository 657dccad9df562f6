"""The three automatic replies and the words that people text back."""

from typing import Any

import pytest

from tests.domain.preflight.asking import Row, findings, speaks

WELCOME = "Rehearsal Bakery: You're signed up. {}{}{}{}"
FREQUENCY, RATES = "Message frequency varies. ", "Message and data rates may apply. "
HELP, STOP = "Reply HELP for help. ", "Reply STOP to opt out."
BYE = "Rehearsal Bakery: You're opted out and will get no more texts from us."
MACHINES = {"use_case": "M2M", "sub_use_cases": ()}

SAYS: list[Row] = [
    ("opt_in_message.brand", {"opt_in_message": "You're signed up. " + FREQUENCY + RATES + HELP + STOP}),
    ("opt_in_message.frequency", {"opt_in_message": WELCOME.format("", RATES, HELP, STOP)}),
    ("opt_in_message.rates", {"opt_in_message": WELCOME.format(FREQUENCY, "", HELP, STOP)}),
    ("opt_in_message.help", {"opt_in_message": WELCOME.format(FREQUENCY, RATES, "", STOP)}),
    ("opt_in_message.stop", {"opt_in_message": WELCOME.format(FREQUENCY, RATES, HELP, "")}),
    ("opt_in_message.leftover", {"opt_in_message": "[Company]: You're signed up. " + FREQUENCY + RATES + HELP + STOP}),
    ("opt_in_message.leftover", {"help_message": "Rehearsal Bakery: call [phone] or (863) 555-0188 for help."}),
    ("opt_in_message.leftover", {"opt_out_message": "Rehearsal Bakery: {first_name}, you will get no more texts."}),
    ("opt_in_message.shortener", {"help_message": "Rehearsal Bakery: help is at bit.ly/help. Reply STOP to opt out."}),
    ("opt_out_message.brand", {"opt_out_message": "You're opted out and will get no more texts."}),
    ("opt_out_message.ends", {"opt_out_message": "Rehearsal Bakery: Goodbye, see you at the counter."}),
    ("opt_out_message.advertises", {"opt_out_message": BYE + " Before you go: 10% off your next cake!"}),
    ("opt_out_message.advertises", {"opt_out_message": BYE + " Follow us on Instagram."}),
    ("opt_out_message.advertises", {"opt_out_message": BYE + " Shop our summer sale."}),
    ("help_message.brand", {"help_message": "For help, call (863) 555-0188. Reply STOP to opt out."}),
    ("help_message.contact", {"help_message": "Rehearsal Bakery: We will help you soon. Reply STOP to opt out."}),
    ("opt_out_keywords.law", {"opt_out_keywords": "STOP,END"}),
]
SILENT: list[Row] = [
    *((f"opt_in_message.{name}", {"opt_in_message": WELCOME.format(FREQUENCY, RATES, HELP, STOP)})
      for name in ("brand", "frequency", "rates", "help", "stop", "leftover")),
    *((f"opt_in_message.{name}", {"opt_in_message": "Rehearsal: welcome! Up to 4 msgs/mo. Msg&data rates may apply. HELP for help, STOP to end"})
      for name in ("brand", "frequency", "rates", "help", "stop")),
    *((f"opt_in_message.{name}", {**MACHINES, "opt_in_message": "Device 7 was registered with the hub."})
      for name in ("brand", "frequency", "rates", "help", "stop")),
    *((f"opt_in_message.{name}", {"opt_in_message": ""}) for name in ("brand", "frequency", "rates", "help", "stop")),
    ("opt_in_message.shortener", {"help_message": "Rehearsal Bakery: see orbit.lyon.example for help."}),
    ("opt_in_message.shortener", {}),
    ("opt_in_message.leftover", {"help_message": "Rehearsal Bakery (all days): call (863) 555-0188."}),
    ("opt_out_message.brand", {**MACHINES, "opt_out_message": "Device 7 was taken off the hub."}),
    ("help_message.brand", {**MACHINES, "help_message": "See the manual of the hub."}),
    ("opt_out_message.brand", {"opt_out_message": "REHEARSAL BAKERY: no more texts."}),
    ("opt_out_message.ends", {"opt_out_message": "Rehearsal Bakery: You are unsubscribed."}),
    ("opt_out_message.ends", {"opt_out_message": "Rehearsal Bakery: We won't text you again."}),
    ("opt_out_message.ends", {"opt_out_message": "Rehearsal Bakery: ya no recibirá más mensajes; no recibirá mas."}),
    ("opt_out_message.advertises", {"opt_out_message": BYE}),
    ("opt_out_message.advertises", {"opt_out_message": BYE + " Reply START to rejoin."}),
    ("opt_out_message.advertises", {"opt_out_message": BYE + " Questions? Call (863) 555-0188."}),
    ("help_message.brand", {"help_message": "Rehearsal here, call (863) 555-0188."}),
    ("help_message.contact", {"help_message": "Rehearsal Bakery: write to hello@rehearsal-bakery.example."}),
    ("help_message.contact", {"help_message": "Rehearsal Bakery: see www.rehearsal-bakery.example/help."}),
    ("opt_out_keywords.law", {"opt_out_keywords": "STOP,QUIT,END,REVOKE,OPTOUT,CANCEL,UNSUBSCRIBE"}),
    ("opt_out_keywords.law", {"opt_out_keywords": ""}),
    ("opt_out_keywords.law", {"opt_out_keywords": "stop, end"}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "changes"), SAYS)
def test_it_is_said(rule: str, changes: dict[str, Any]) -> None:
    assert speaks(rule, **changes)


@pytest.mark.parametrize(("rule", "changes"), SILENT)
def test_it_is_not_said(rule: str, changes: dict[str, Any]) -> None:
    assert not speaks(rule, **changes)


@pytest.mark.parametrize(
    ("rule", "changes", "value"),
    [
        ("opt_in_message.rates", {"opt_in_message": "Rehearsal Bakery: Hi"}, "Rehearsal Bakery: Hi. Message and data rates may apply."),
        ("opt_out_message.brand", {"opt_out_message": "You get no more texts."}, "Rehearsal Bakery: You get no more texts."),
        ("opt_out_message.ends", {"opt_out_message": "Rehearsal Bakery: Bye!"}, "Rehearsal Bakery: Bye! You will get no more texts from us."),
        (
            "help_message.contact",
            {"help_message": "Rehearsal Bakery: We help."},
            "Rehearsal Bakery: We help. Contact us at (863) 555-0188 or hello@rehearsal-bakery.example.",
        ),
        ("opt_in_message.leftover", {"opt_in_message": "[Business]: hi"}, "Rehearsal Bakery: hi"),
        ("help_keywords.list", {"help_keywords": "help; info"}, "HELP,INFO"),
        ("help_keywords.list", {"help_keywords": "INFO"}, "HELP,INFO"),
        ("opt_out_keywords.list", {"opt_out_keywords": "Stop or Opt-Out"}, "STOP,OPTOUT"),
        ("help_keywords.twice", {"help_keywords": "HELP,STOP"}, "HELP"),
        ("opt_out_keywords.law", {"opt_out_keywords": "stop,end"}, "STOP,END,QUIT,REVOKE,OPTOUT,CANCEL,UNSUBSCRIBE"),
    ],
)  # fmt: skip
def test_it_is_mended(rule: str, changes: dict[str, Any], value: str) -> None:
    found = findings(rule, **changes)
    assert found[0].patch is not None
    assert found[0].patch.value == value


def test_a_reply_to_stop_that_advertises_is_drafted_anew() -> None:
    (finding,) = findings("opt_out_message.advertises", opt_out_message=BYE + " Shop now!")
    assert finding.patch is not None
    assert finding.patch.value == BYE + " Reply START to rejoin."
    assert not speaks("opt_out_message.advertises", opt_out_message=finding.patch.value)


def test_keywords_that_hold_no_letter_of_ours_can_not_be_mended() -> None:
    (finding,) = findings("opt_in_keywords.list", opt_in_keywords="、、")
    assert finding.patch is None
