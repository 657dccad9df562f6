"""An opt-in story in pieces, so that a test can leave one out or put another in its place."""

WHO = "Customers of Rehearsal Bakery check a box, empty at first, beside the phone field"
WHERE = " at https://www.rehearsal-bakery.example/texts"
WHAT = " to get texts about their orders and pickup times."
ELEMENTS = {
    "frequency": " Message frequency varies.",
    "rates": " Message and data rates may apply.",
    "help": " Reply HELP for help.",
    "stop": " Reply STOP to opt out.",
    "links": " Our privacy policy and texting terms are at https://www.rehearsal-bakery.example/privacy.",
    "promise": " We never sell or share mobile numbers or consent.",
}


def flow(*more: str, without: str = "", opening: str = WHO + WHERE + WHAT) -> str:
    """A story that has everything, with an element left out, another beginning, or sentences at its end."""
    parts = [text for name, text in ELEMENTS.items() if name != without]
    return " ".join([opening + "".join(parts), *more])
