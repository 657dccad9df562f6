"""Two real organizations as they describe themselves, and a person who is made up, typed into the guided pages; nothing is
ever filed for the real ones.

Legal names, EINs, addresses, telephone numbers and websites are published facts: Publix's from the cover page of its
annual report on Form 10-K (fiscal 2023), the Wikimedia Foundation's from its website and donation receipts. What they
would text about, and the mailboxes at their websites' names, are ours; no mail is ever sent to them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Typed = str | bool | tuple[str, ...]


@dataclass(frozen=True)
class Organization:
    """What its owner types: one mapping for each guided page, by the page's name."""

    name: str
    owner: str
    mobile: str
    area_code: str
    pages: Mapping[str, Mapping[str, Typed]]

    @property
    def display_name(self) -> str:
        return str(self.pages["business"]["display_name"])

    @property
    def ein(self) -> str:
        return str(self.pages["business"].get("ein", ""))


PUBLIX = Organization(
    name="Publix",
    owner="publix@example.com",
    mobile="(407) 555-0142",
    area_code="863",
    pages={
        "kind": {"entity_type": ("PRIVATE_PROFIT",)},
        "business": {
            "legal_name": "Publix Super Markets, Inc.",
            "display_name": "Publix",
            "ein": "59-0324412",
            "vertical": "RETAIL",
        },
        "address": {
            "street": "3300 Publix Corporate Parkway",
            "city": "Lakeland",
            "state": "FL",
            "zip_code": "33811",
        },
        "contact": {
            "phone": "(863) 688-1188",
            "email": "texts@publix.com",
            "website": "https://www.publix.com",
        },
        "use-case": {
            "use_case": ("LOW_VOLUME",),
            "sub_use_cases": ("CUSTOMER_CARE", "DELIVERY_NOTIFICATION"),
            "description": "Publix texts customers who ordered a cake, a platter or a deli sub online, to say when the "
            "order is ready at their store, and answers their questions about it.",
        },
        "opt-in": {
            "opt_in_methods": ("website", "verbal"),
            "opt_in_page": "https://www.publix.com/texts",
            "message_flow": "",
        },
        "messages": {
            "sample1": "Publix: Your cake is ready at the bakery counter in Lakeland until 9 PM. Reply STOP to opt out.",
            "sample2": "Publix: Yes, we can write a name on the cake. Which one would you like? Reply STOP to opt out.",
            "sample3": "",
            "embedded_link": False,
            "embedded_phone": False,
            "age_gated": False,
            "direct_lending": False,
        },
        "replies": {"opt_in_keywords": "START,JOIN,PUBLIX"},
    },
)

WIKIMEDIA = Organization(
    name="Wikimedia Foundation",
    owner="wikimedia@example.com",
    mobile="(628) 555-0197",
    area_code="415",
    pages={
        "kind": {"entity_type": ("NON_PROFIT",)},
        "business": {
            "legal_name": "Wikimedia Foundation, Inc.",
            "display_name": "Wikimedia Foundation",
            "ein": "20-0049703",
            "vertical": "NGO",
        },
        "address": {
            "street": "1 Sansome Street, Suite 1895",
            "city": "San Francisco",
            "state": "CA",
            "zip_code": "94104",
        },
        "contact": {
            "phone": "(415) 839-6885",
            "email": "texts@wikimediafoundation.org",
            "website": "https://wikimediafoundation.org",
        },
        "use-case": {
            "use_case": ("CHARITY",),
            "sub_use_cases": ("MARKETING", "CUSTOMER_CARE"),
            "description": "The Wikimedia Foundation texts donors and volunteers who signed up, with news about Wikipedia, "
            "dates of volunteer events and answers to their questions about a gift.",
        },
        "opt-in": {
            "opt_in_methods": ("website", "paper", "keyword"),
            "opt_in_page": "https://wikimediafoundation.org/texts",
            "message_flow": "",
        },
        "messages": {
            "sample1": "Wikimedia Foundation: Thank you for your gift! Your receipt is on its way by e-mail. Reply STOP to "
            "opt out.",
            "sample2": "Wikimedia Foundation: Wikipedia turns 26 in January. Join the party in San Francisco: "
            "https://wikimediafoundation.org/party. Reply STOP to opt out.",
            "sample3": "",
            "embedded_link": True,
            "embedded_phone": False,
            "age_gated": False,
            "direct_lending": False,
        },
        "replies": {},
    },
)

MARIA = Organization(
    name="Maria Lopez",
    owner="maria@example.com",
    mobile="(863) 555-0143",
    area_code="863",
    pages={
        "kind": {"entity_type": ("SOLE_PROPRIETOR",)},
        "business": {
            "first_name": "Maria",
            "last_name": "Lopez",
            "display_name": "Maria's Cakes",
            "vertical": "HOSPITALITY",
        },
        "address": {"street": "12 Main Street", "city": "Lakeland", "state": "FL", "zip_code": "33811"},
        "contact": {
            "phone": "(863) 555-0188",
            "mobile": "(863) 555-0143",
            "email": "maria@cakes.example",
            "website": "",
        },
        "use-case": {
            "use_case": ("SOLE_PROPRIETOR",),
            "sub_use_cases": ("CUSTOMER_CARE", "ACCOUNT_NOTIFICATION"),
            "description": "Maria's Cakes texts customers who ordered a cake about pickup times and answers their questions.",
        },
        "opt-in": {"opt_in_methods": ("verbal",), "opt_in_page": "", "message_flow": ""},
        "messages": {
            "sample1": "Maria's Cakes: Hi [first name], your cake is ready for pickup until 6 PM. Reply STOP to opt out.",
            "sample2": "Maria's Cakes: Yes, we bake gluten-free on Fridays. Reply STOP to opt out.",
            "sample3": "",
            "embedded_link": False,
            "embedded_phone": False,
            "age_gated": False,
            "direct_lending": False,
        },
        "replies": {},
    },
)
