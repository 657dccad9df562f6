"""What spoils consent: forced, bundled, implied, bought or shared."""

import pytest

from tests.domain.preflight.asking import findings, sense, speaks
from tests.domain.preflight.flows import ELEMENTS, flow

# Each sentence ends an opt-in story that has everything; {} in front of it no box is mentioned.
BOXLESS = "Customers of Rehearsal Bakery give us their number to get texts about their orders."
SAYS = {
    "forced": [
        "The box is pre-checked.",
        "The box is already ticked for them.",
        "The checkbox is checked by default.",
        "All customers are automatically enrolled.",
        "Customers must agree to receive texts to place an order.",
        "Agreeing is required to get text messages and to book an appointment.",
        "Consent to text messages is a condition of purchase.",
        "You can not book without agreeing to texts.",
        "You can't book unless you agree to texts.",
        "You cannot order without checking this box.",
        "Text messages are mandatory.",
        "By placing an order you agree to texts.",
        "By providing your phone number, you consent to receive texts.",
        "Providing a number counts as consent.",
    ],
    "bundled": [
        "They agree to receive texts and emails.",
        "They agree to be contacted by phone, email and text messages.",
        "I agree to the terms and to receive text messages.",
        "Customers consent to emails, calls and text messages.",
        "One checkbox covers text messages, emails and the terms.",
    ],
    "implied": [
        "Our existing customers receive texts too.",
        "We already have their numbers on file.",
        "We import people from our customer list.",
        "People leave a business card at the counter.",
        "Customers who gave us their number are added.",
        "We rely on implied consent.",
    ],
    "bought": [
        "Numbers come from a purchased list.",
        "We buy leads from a vendor.",
        "We use a lead generation provider.",
        "Numbers come from public property records.",
        "We skip trace the owners.",
    ],
    "shared": [
        "We share phone numbers with our marketing partners.",
        "Consent may be sold to third parties.",
        "Our affiliates get your number: we pass your mobile number to partners.",
    ],
}
SILENT = {
    "forced": [
        "The box is not pre-checked.",
        "The box is never checked by default.",
        "Nobody is automatically enrolled.",
        "Agreeing is not a condition of any purchase.",
        "Consent is not required to book.",
        "The phone number is required for delivery; the box is optional.",
        "By placing an order you agree to our return policy, not to texts, which have a box of their own.",
        "Orders can be placed without agreeing to texts.",
        "We require a deposit for wedding cakes.",
    ],
    "bundled": [
        "Texts have a box of their own; emails have a separate box.",
        "They agree to receive texts only.",
        "We also send emails to those who ask for them.",
        "They read our terms and our privacy policy.",
    ],
    "implied": [
        "We do not import numbers from our customer list.",
        "We never text people who have not checked the box.",
        "Existing orders stay on file.",
        "Customers tell their friends about our cakes.",
    ],
    "bought": [
        "We never buy lists or leads.",
        "We do not use purchased lists.",
        "Customers who purchased a cake check the box.",
        "No numbers are bought from vendors.",
    ],
    "shared": [
        "We never share or sell phone numbers.",
        "Phone numbers are shared only with our SMS provider to deliver the texts.",
        "Customers may share their number with us at the counter.",
        "We share recipes with customers.",
        "Mobile numbers and consent will not be shared with third parties or affiliates for marketing.",
    ],
}


def story(rule: str, sentence: str) -> str:
    """Where agreeing is implied by something else, a box to check would make it right."""
    boxless = rule == "implied" or sentence.startswith(
        ("By placing an order you agree to texts", "By prov", "Providing")
    )
    told = flow(opening=BOXLESS) if boxless else flow()
    return f"{told.replace(ELEMENTS['promise'], '')} {sentence}"


@pytest.mark.parametrize(("rule", "sentence"), [(rule, each) for rule, all_ in SAYS.items() for each in all_])
def test_it_is_said_where_it_stands(rule: str, sentence: str) -> None:
    told = story(rule, sentence)
    (finding,) = findings(f"message_flow.{rule}", message_flow=told)
    assert finding.evidence is not None
    place = told[finding.evidence.start : finding.evidence.end]
    assert place.strip(".") in sentence or sentence.strip(".").startswith(place[:20])


@pytest.mark.parametrize(("rule", "sentence"), [(rule, each) for rule, all_ in SILENT.items() for each in all_])
def test_it_is_not_said(rule: str, sentence: str) -> None:
    assert not speaks(f"message_flow.{rule}", message_flow=story(rule, sentence))


def test_numbers_that_were_bought_are_seen_in_the_description_too() -> None:
    told = "Rehearsal Bakery texts people whose numbers we bought from a list vendor about cakes."
    (finding,) = findings("message_flow.bought", description=told)
    assert finding.evidence is not None
    assert (finding.field, finding.evidence.field) == ("message_flow", "description")


def test_agreeing_by_an_act_is_fine_where_a_box_of_its_own_is_told() -> None:
    assert sense(message_flow=flow("By checking the box you agree to texts. You can order without it.")) == []
