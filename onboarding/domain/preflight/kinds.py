"""What kind of message a text is, told by its words: offers, reminders, delivery news, codes and so on (dossier 1.7)."""

import re
from functools import lru_cache

from onboarding.domain.text.phrases import Match, Phrases
from onboarding.domain.text.reading import read

_OFFERS = Phrases(
    "percent|% off",
    "sale|clearance|coupon|coupons|promo|promos|promotion|promotions|promotional|discount|discounts|discounted|bogo|doorbuster",
    "special|exclusive|limited|holiday|flash|seasonal|weekend|member|vip ~1 offer|offers|deal|deals|price|pricing|sale|savings|special|specials",
    "offer|offers|deal|deals|special|specials ~6 ends|expires|today|tonight|week|weekend|only|month|available|tomorrow|valid",
    "this week|weekend|month|today|tonight only",
    "daily|weekly|lunch|dinner|drink|happy_hour|weekend|monthly|todays|today_s|the_week_s ~1 special|specials|deal|deals",
    "buy one|1|two|2|any ~4 get|free",
    "off ~3 your|any|all|next|first|entire|everything|select",
    "save ~3 on|off|when|today|this|up",
    "free ~2 with|when|shipping|gift|appetizer|dessert|coffee|slice|trial|month|class|consultation|delivery|upgrade|tasting",
    "new|just ~2 arrivals|arrival|collection|in_stock|menu|flavor|flavors|drop|dropped|arrived|landed|styles|season",
    "shop|order|book|buy|reserve now|today|early|online|yours|the",
    "gift card|cards|certificate|certificates",
    "black friday",
    "early access",
    "loyalty|rewards|reward ~2 points|members|member|program",
    "use|enter|mention|show code|this|promo|coupon ~6 off|save|discount|free|checkout",
    "half price",
    "just listed",
    "open house",
    "new listing|listings",
    "tickets ~4 sale|available|now",
    "fundraiser|fundraising",
    "get|enjoy|earn|claim|grab|take|receive ~4 off|free|discount|bonus|points",
    "special|specials|deal|deals|offer|offers|featured|introducing|back_in_stock|sold_out|limited|rsvp|join_us|announcing|launch",
    "invited|invitation|invite ~4 to",
    "tickets|seats|spots|openings|slots ~3 left|available|open|remain",
    "marketing",
    "upcoming sales|promotions|offers",
    "now enrolling|hiring",
    "2|two|3|three for the|1|one|2|two",
)
_CODES = Phrases(
    "verification|security|login|log_in|sign_in|access|confirmation|authentication|one_time|passcode|auth ~1 code|codes|pin|passcode|password|number",
    "code|passcode|pin|otp ~4 is xslotx|0|1|2|3|4|5|6|7|8|9",
    "your ~4 code is|to",
    "code|passcode|pin ~6 expires|share|valid|minutes|anyone|sign|log",
    "otp|2fa|mfa|passcode",
    "sign in|on code|codes",
)
_DELIVERY = Phrases(
    "delivery|deliver|delivers|delivered|delivering|shipment|shipped|shipping|courier|tracking|parcel|package|packages|driver|drop_off|dropoff|freight",
    "ready ~3 pickup|pick|collect|collection",
    "pickup|pick_up|picked_up",
    "out for delivery",
    "on ~1 way",
    "arrive|arrives|arriving|arrived|eta",
    "order ~6 ready|shipped|way|arrive|arriving|delivered|left|out",
    "repair|prescription|prescriptions|order|vehicle|car|cake|clothes|glasses|alterations ~5 ready",
)
_REMINDERS = Phrases(
    "appointment|appointments|appt|reminder|reminders|reminding|remind|scheduled|rescheduled|reschedule|booked|booking|reservation|reservations|visit|visits|session|checkup|cleaning",
    "invoice|invoices|payment|payments|balance|statement|bill|bills|billing|due|paid|autopay|renewal|renews|renew|membership|account|policy|claim|lease|rent|deposit|closing",
    "confirm|confirmed|confirms ~5 xslotx|appointment|tomorrow|reservation|your",
    "due ~2 xslotx|on|today|tomorrow|soon|back",
    "closed|closing|cancelled|canceled|moved|delayed|delay|postponed",
    "class|practice|rehearsal|meeting|service|game|shift|shifts|interview|orientation ~6 xslotx|tomorrow|starts|moved|today|at|is",
    "expires|expire|expired",
    "maintenance|inspection|repair|water|outage ~6 xslotx|scheduled|tomorrow|will|on",
    "document|documents|paperwork|application|results|report ~5 ready|received|needed|missing|available",
)
_CARE = Phrases(
    "thanks|thank_you ~4 for ~3 question|reaching|message|texting|contacting|call|asking|note|inquiry|inquiring|email|writing|letting",
    "question|questions|help|answer|answers|assist|assistance|support|let_us_know|reply_here|happy_to",
    "how can|may we|i help",
    "we received your|the",
    "got your|it|the ~2 message|question|request|photo|photos|text",
    "quote|estimate|estimates|consultation",
    "yes we|i|you",
    "still ~3 need|interested|looking",
    "call|text|reach ~2 us|me|our ~4 if|with|any|back",
    "how did|was|is|are|were ~5 your|you|we|visit|experience",
    "follow|following|checking|check up|in",
    "technician|plumber|crew|tech|stylist|dr ~6 way|running|arrive|late|here|will",
    "running late|behind",
    "order ~3 received|confirmed|placed|question",
    "feedback",
    "welcome",
)
_POLLS = Phrases(
    "survey|surveys|poll|polls|vote|votes|voting|ballot|feedback|rate_us|rate_your|questionnaire",
    "reply ~1 1|a ~8 2|b",
    "scale of",
    "how ~3 rate",
)
_FRAUD = Phrases(
    "fraud|fraudulent|unauthorized|suspicious",
    "did you|your ~6 charge|purchase|transaction|attempt",
    "unusual ~2 activity|charge|transaction|sign|login",
)
_SECURITY = Phrases(
    "alarm|intrusion|breach|breached|hacked|compromised|tamper|tampering|sensor|camera",
    "new ~2 sign|login|device|log",
    "security alert|alerts|incident|notice|warning",
    "password ~3 changed|reset",
    "motion detected",
    "door ~3 open|opened|unlocked",
    "suspicious|unusual ~3 login|sign|access|activity",
)
_PUBLIC = Phrases(
    "public ~2 notice|announcement|service|hearing|meeting|health|works|safety",
    "boil water",
    "evacuation|evacuate|shelter|storm|hurricane|tornado|flood|flooding|wildfire|snow|amber|blizzard",
    "road|street|bridge|office|library|park|city_hall|schools|facility ~4 closed|closure|closures|reopens|closing|open|closes",
    "air quality",
    "water main",
    "trash|recycling|leaf|garbage|bulk ~3 pickup|collection|pick",
    "free ~3 clinic|vaccine|vaccines|testing|screening|event|workshop|distribution|meals",
    "council|commission ~3 meeting|meets|hearing",
    "burn ban",
    "advisory|alert|alerts",
)
_SCHOOL = Phrases(
    "class|classes|campus|semester|tuition|enrollment|enroll|registration|registrar|financial_aid|fafsa|course|courses|exam|exams|school|student|students|dorm|advising|advisor|graduation|commencement|parents|bus|teacher|library|grade|grades|pta|professor|orientation|dismissal"
)

# What nobody would take for anything but an offer, or a code.
STRONG_OFFERS = Phrases(
    "sale|clearance|coupon|coupons|promo|promos|promotion|promotions|discount|discounts|bogo ~1 this|today|ends|starts|now|week|weekend|on|is|code|all|off|event|for|use|at|of",
    "summer|winter|spring|fall|holiday|flash|big|annual|weekend|semi_annual|clearance ~2 sale",
    "buy one|1|two|2 ~3 get",
    "special|exclusive|limited|limited_time ~1 offer|offers|deal|deals|discount|price|savings",
    "half price|off",
    "this|all week|weekend|month only",
    "percent off",
    "off ~2 your next|first|order|entire|purchase",
    "2|two for 1|one|the",
    "use|enter code ~8 off|save|checkout",
    "save ~1 xslotx|up|10|15|20|25|30|40|50|100 ~2 on|percent|off|when",
    "get ~4 off|free ~4 when|with|today|your|this",
    "free shipping",
    "black friday",
    "cyber monday",
    "happy hour",
    "new arrivals|collection",
    "early access",
)
CODES = Phrases(
    "verification|security|login|sign_in|confirmation|access|one_time|passcode|authentication ~1 code|pin|passcode is|xslotx|0|1|2|3|4|5|6|7|8|9",
    "code is xslotx ~8 expires|share|minutes|sign",
    "xslotx is your ~3 code|passcode|pin",
    "your ~3 code ~1 is ~6 share|expires|minutes|sign",
    "code|passcode|pin ~8 not share|ask",
    "use code|pin|passcode ~3 to sign|log|verify|confirm",
)

KINDS: dict[str, Phrases] = {
    "MARKETING": _OFFERS,
    "2FA": _CODES,
    "DELIVERY_NOTIFICATION": _DELIVERY,
    "ACCOUNT_NOTIFICATION": _REMINDERS,
    "CUSTOMER_CARE": _CARE,
    "POLLING_VOTING": _POLLS,
    "FRAUD_ALERT": _FRAUD,
    "SECURITY_ALERT": _SECURITY,
    "PUBLIC_SERVICE_ANNOUNCEMENT": _PUBLIC,
    "HIGHER_EDUCATION": _SCHOOL,
}


_DIGITS = re.compile(r"(?<![\w$])[0-9]{4,8} is your\b")


def find_code(text: str) -> Match | None:
    """Where a text hands out a sign-in code: ``482913 is your code``."""
    found = CODES.find(read(text))
    digits = _DIGITS.search(text)
    return found or (Match(digits.start(), digits.end()) if digits else None)


@lru_cache(maxsize=256)
def kinds_of(text: str) -> frozenset[str]:
    """The kinds that a text could be, by the registry's codes of sub-use-cases; none when nothing tells."""
    found = read(text)
    return frozenset(kind for kind, phrases in KINDS.items() if phrases.within(found)) | _percent(text)


def _percent(text: str) -> frozenset[str]:
    """``20% off``, ``only $5``: the signs are no words, so that the phrases do not see them."""
    return frozenset({"MARKETING"} if "% off" in text.casefold() or "$" in text else set())
