"""Forbidden subjects, told from harmless uses of the same words."""

import pytest

from onboarding.domain.preflight.content import FIELDS, categories
from onboarding.domain.preflight.rule import Severity
from onboarding.domain.reasons import Action, reason
from tests.domain.preflight.asking import findings, speaks

SURE = {
    "cannabis": ["New gummies with CBD are in.", "The dispensary opens at 9.", "Delta 8 carts are back.", "Kratom powder restock", "420 deals"],
    "gambling": ["Casino bonus inside", "Place your bets on the game tonight", "Free spins for members", "Lottery tickets here", "Live betting"],
    "adult": ["New adult toys in store", "Meet local singles tonight in your area", "OnlyFans link", "Exotic dancers from 9 PM", "Strip club"],
    "hate": ["White power rally", "No Jews allowed here", "This is bullshit", "Deport all immigrants", "Go back to your country"],
    "firearms": ["Glock restock today", "9mm ammo in stock", "Guns on sale now", "Gun show on Saturday", "New AR-15 rifles arrived"],
    "tobacco": ["New vapes in store", "Hookah night", "Cuban cigars are back", "Smoke shop opening", "Nicotine pouches"],
    "payday": ["Payday loans today", "Fast cash, no questions", "No credit check", "Guaranteed approval", "Merchant cash advance"],
    "debt": ["Debt relief that works", "This is an attempt to collect a debt", "Credit repair service", "Boost your credit score fast"],
    "crypto": ["Buy bitcoin now", "Crypto signals", "Forex trading alerts", "Hot penny stocks", "NFT drop at noon"],
    "lead_gen": ["We sell leads to agents", "Lead generation for roofers", "We match you with up to four lenders", "Earn affiliate commissions"],
    "mlm": ["Be your own boss", "Earn money from home", "Passive income for you", "Network marketing team", "Get rich with us"],
    "rx": ["Ozempic without a prescription", "Cheap Viagra", "Semaglutide shots", "Order meds online now", "Online pharmacy"],
    "sweepstakes": ["Enter to win a trip", "Cash giveaway on Friday", "Text WIN for a chance to win", "Grand prize drawing"],
    "phishing": [
        "Your account is suspended, click https://x.example to verify", "Reply with your password to keep access",
        "You have won! Claim your prize here", "IRS refund waiting, click the link", "Unpaid toll: pay at https://x.example",
    ],
}  # fmt: skip
# The same or similar words, in shops and offices that everybody knows.
FINE = {
    "cannabis": ["Weed control for your lawn", "The weed killer was sprayed", "Join the potluck", "Hemp rope doormats", "Grass seed", "A joint session",
                 "Your joint replacement", "Drug testing on Monday", "Pot roast for dinner", "Bud vases", "Chronic pain clinic"],
    "gambling": ["You bet, see you then", "Your best bet is to come early", "Slot 4 is yours", "Casino night theme party",
                 "Chips and salsa", "Time slots are open", "All bets are off if it rains", "Better late than never"],
    "adult": ["Adult swim lessons", "Young adult books", "Nude lipstick shades are back", "Escort vehicle for oversize load", "Essex County", "Middlesex",
              "Adult education class", "Stripping old paint", "Sussex chicken"],
    "hate": ["Whatever you need", "We hate to miss you", "White cake, white roses", "Race day packet pickup", "Shitake mushrooms", "Scunthorpe United",
             "Whites and colors are washed", "Class dismissed"],
    "firearms": ["The work has begun", "Nail gun rental", "Hot glue gun class", "Heat gun and caulk gun", "Shotgun wedding cake", "Jumping the gun",
                 "Massage gun for sore legs", "Top Gun movie night", "Barrel roll sushi", "Radar gun clinic", "Burgundy", "Magazine subscription",
                 "Photo shoot at 9", "Bullet journal class", "Ammonia smell reported", "Target store"],
    "tobacco": ["Smoke detector test", "Smoked brisket", "Quit smoking class", "Tobacco free campus", "Evaporator repair", "Cigar box guitar",
                "Smoke damage cleanup", "Chewing gum"],
    "payday": ["Payday is Friday, submit your hours", "Cash or card", "Quick change of plans", "Your mortgage was approved", "Advance notice",
               "Cash register is fixed", "Emergency plumber"],
    "debt": ["Credit card on file", "Credit union hours", "Trash collection day", "Coin collection", "We owe you a debt of gratitude", "Toy collections"],
    "crypto": ["Trading cards tournament", "Token of thanks", "Stock is low, order soon", "Bit of rain today", "Trading hours", "Chicken stock",
               "Wallet found at the counter"],
    "lead_gen": ["Lead paint test", "Lead pastor will speak", "The lead technician is on the way", "Lead time is two days", "This leads to the park"],
    "mlm": ["Work from home policy", "Team practice at 5", "Your home inspection is done", "Home made jam", "Earn badges at camp"],
    "rx": ["Your prescription is ready at the counter", "Refill reminder", "Drug store hours", "Flu shots today", "Prescription glasses are ready",
           "Drug take back day"],
    "sweepstakes": ["Chimney sweep on Monday", "Drawing class tonight", "We won the bid", "A win win for all", "Winter hours", "Winning team photo",
                    "Street sweeping"],
    "phishing": ["Your account number is on the bill", "Confirm your appointment: reply C", "Never share your password", "We will never ask for your PIN",
                 "Update: we moved to Main Street", "Your account manager will call", "Verify your address by phone, please", "Card making class"],
}  # fmt: skip
HINTS = {
    "cannabis": "Hemp at the market", "gambling": "Bingo on Friday", "adult": "Lingerie arrived", "hate": "Those illegals",
    "firearms": "Gun cleaning kit", "tobacco": "The humidor is full", "payday": "Borrow up to $500", "debt": "Creditor calls",
    "crypto": "Forex news", "lead_gen": "Referral fees paid", "mlm": "Your side hustle", "rx": "Testosterone tests",
    "sweepstakes": "Raffle tickets here", "phishing": "Urgent: click the link",
}  # fmt: skip
BY_CODE = {category.code.lower(): category for category in categories()}


def sample(text: str) -> dict[str, str]:
    return {"sample2": f"Rehearsal Bakery: {text}. Reply STOP to opt out."}


def test_each_subject_has_tables_of_its_own() -> None:
    assert set(SURE) == set(FINE) == set(HINTS) == set(BY_CODE)


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in SURE.items() for text in texts])
def test_a_forbidden_subject_stops_it(code: str, text: str) -> None:
    (finding,) = findings(f"content.{code}", **sample(text))
    assert finding.severity is Severity.BLOCKER
    assert finding.field == "sample2"
    assert finding.evidence is not None
    assert finding.patch is None
    assert reason(finding.predicts).action is Action.STOP


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in FINE.items() for text in texts])
def test_a_harmless_use_of_the_same_words_stops_nobody(code: str, text: str) -> None:
    assert not speaks(f"content.{code}", **sample(text))
    assert not speaks(f"content.{code}_hint", **sample(text))


@pytest.mark.parametrize(("code", "text"), HINTS.items())
def test_what_might_be_forbidden_is_a_warning(code: str, text: str) -> None:
    (finding,) = findings(f"content.{code}_hint", **sample(text))
    assert finding.severity is Severity.WARNING
    assert not speaks(f"content.{code}", **sample(text))


@pytest.mark.parametrize("code", BY_CODE)
def test_what_is_sure_is_not_hinted_at_too(code: str) -> None:
    text = f"{SURE[code][0]}. {HINTS[code]}"
    assert speaks(f"content.{code}", **sample(text))
    assert not speaks(f"content.{code}_hint", **sample(text))


@pytest.mark.parametrize(
    "text",
    ["We do not sell guns", "No vapes or tobacco are sold here", "We never text about casino games", "There is no cannabis in our cakes",
     "We don't do debt collection", "Not a sweepstakes"],
)  # fmt: skip
def test_what_is_denied_is_not_meant(text: str) -> None:
    found = [code for code in BY_CODE if speaks(f"content.{code}", **sample(text))]
    assert found == []


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_that_tells_of_the_business_is_read(field: str) -> None:
    (finding,) = findings(
        "content.gambling", **{field: "Rehearsal Casino and Sportsbook tells you all about it today."}
    )
    assert finding.field == field


def test_a_subject_is_told_once_however_often_it_stands_there() -> None:
    assert len(findings("content.tobacco", sample1="Vapes! Vapes!", sample2="More vapes", description="Vape shop")) == 1


@pytest.mark.parametrize("field", ["description", "message_flow"])
def test_a_story_that_mentions_a_subject_in_passing_is_not_about_it(field: str) -> None:
    assert not speaks(
        "content.gambling", **{field: "Rehearsal Taxi texts riders when the car to the airport or the casino is there."}
    )
    assert speaks(
        "content.gambling", **{field: "Rehearsal Casino texts players about the casino, its tables and its slots."}
    )


def test_a_prize_drawing_has_a_use_case_of_its_own() -> None:
    text = sample("Enter to win a trip")
    assert speaks("content.sweepstakes", **text)
    assert not speaks("content.sweepstakes", **text, use_case="SWEEPSTAKE")


@pytest.mark.parametrize("name", ["Rehearsal Wine Shop", "Rehearsal Brewing Company", "Rehearsal Vineyards"])
def test_a_wine_shop_must_declare_its_age_gate_but_is_not_forbidden(name: str) -> None:
    found = [code for code in BY_CODE if speaks(f"content.{code}", display_name=name)]
    assert found == []
    assert speaks("age_gated.undeclared", display_name=name)
    assert not speaks("age_gated.undeclared", display_name=name, age_gated=True)


@pytest.mark.parametrize(
    ("name", "about"),
    [
        (
            "Rehearsal Hardware",
            "Rehearsal Hardware texts customers when a nail gun, a glue gun or weed killer is back in stock.",
        ),
        ("Rehearsal Law", "Rehearsal Law texts clients about hearings, papers to sign and payments for their case."),
        ("Rehearsal Pharmacy", "Rehearsal Pharmacy texts patients when a prescription is ready or needs a refill."),
        (
            "Rehearsal Credit Union",
            "Rehearsal Credit Union texts members about their own auto loans and mortgage payments.",
        ),
        (
            "Rehearsal Smoke House",
            "Rehearsal Smoke House texts guests about brisket, smoked turkey and catering orders.",
        ),
        ("Rehearsal Staffing", "Rehearsal Staffing texts workers about shifts, payday and work from home days."),
        (
            "Rehearsal Church",
            "Rehearsal Church texts members about services, bingo night and the worship leader's class.",
        ),
        (
            "Rehearsal Recovery Clinic",
            "Rehearsal Recovery Clinic texts patients about counseling for gambling addiction.",
        ),
    ],
)
def test_decent_businesses_whose_words_look_forbidden_are_not(name: str, about: str) -> None:
    told = {"display_name": name, "legal_name": f"{name}, LLC", "description": about}
    assert [code for code in BY_CODE if speaks(f"content.{code}", **told)] == []
