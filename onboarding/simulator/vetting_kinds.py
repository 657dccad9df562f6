"""Who vets, and what they offer (contract, section 2.2)."""

PROVIDERS = {"AEGIS": "Aegis Mobile", "WMC": "WMC Global", "CV": "Campaign Verify"}

CLASSES = {
    "STANDARD": ("Standard", "An automatic check with a score, on which the carriers' limits depend."),
    "ENHANCED": ("Enhanced", "A check by people, with a score and a report."),
    "POLITICAL": ("Political", "Shows that an organization may send political campaigns."),
    "AUTHPLUS": ("Authentication+", "Shows that the contact of a public company speaks for it."),
    "RBM": ("RBM", "A check for rich business messages; not enabled for this account."),
}

STATUSES = ("PENDING", "UNSCORE", "ACTIVE", "FAILED", "EXPIRED")

# What may be ordered from whom; the other classes a provider has can be imported only.
ORDERS = {"AEGIS": ("STANDARD", "ENHANCED", "POLITICAL", "AUTHPLUS"), "WMC": ("STANDARD",), "CV": ()}
OFFERS = {"AEGIS": (*ORDERS["AEGIS"], "RBM"), "WMC": ("STANDARD",), "CV": ("POLITICAL",)}

# Months a vetting is valid; only the political one's is published, the others are ours.
MONTHS = {"STANDARD": 12, "ENHANCED": 12, "POLITICAL": 1200, "AUTHPLUS": 12}

_PROFIT = ("PRIVATE_PROFIT", "PUBLIC_PROFIT")
_COMPANIES = (*_PROFIT, "NON_PROFIT", "GOVERNMENT")


def entities(provider: str, kind: str) -> tuple[str, ...]:
    """The entity types a provider vets in a class."""
    if kind == "AUTHPLUS":
        return ("PUBLIC_PROFIT",)
    if kind == "POLITICAL":
        return ("NON_PROFIT",)
    return _PROFIT if provider == "WMC" else _COMPANIES
