"""What can be appealed, by whom (contract, section 2.3)."""

TAX_ID, NON_PROFIT, GOVERNMENT = "VERIFY_TAX_ID", "VERIFY_NON_PROFIT", "VERIFY_GOVERNMENT"
LOW_SCORE, EMAIL, DOMAIN = "LOW_SCORE", "VERIFY_EMAIL_OWNERSHIP", "VERIFY_DOMAIN_OWNERSHIP"

# Category by category: its name and what it asks for.
IDENTITY = {
    TAX_ID: ("Tax number", "The legal name and the tax number belong together."),
    NON_PROFIT: ("Non-profit status", "The organization is recognized under section 501(c)."),
    GOVERNMENT: ("Government body", "The brand is a government body."),
}
_VETTING = {
    LOW_SCORE: ("Low score", "The score does not do the business justice."),
    EMAIL: ("E-mail", "The e-mail address is the brand's."),
    DOMAIN: ("Domain", "The domain is the brand's."),
}
ALL = IDENTITY | _VETTING

# The classes of vettings against which an appeal is heard, and in which state.
FINAL = {"STANDARD": ("ACTIVE", "FAILED"), "AUTHPLUS": ("FAILED",)}
EVIDENCE = ("jpg", "jpeg", "png", "bmp", "raw", "tiff", "pdf", "docx", "htm", "odt", "rtf", "txt", "xml")


def of_identity(entity_type: str) -> tuple[str, ...]:
    """The categories in which a brand of this kind may appeal against its identity check."""
    if entity_type == "SOLE_PROPRIETOR":
        return ()
    own = {"NON_PROFIT": (NON_PROFIT,), "GOVERNMENT": (GOVERNMENT,)}.get(entity_type, ())
    return (TAX_ID, *own)


def of_vetting(entity_type: str, kind: str) -> tuple[str, ...]:
    """The categories in which it may appeal against a vetting of this class."""
    return (EMAIL, DOMAIN) if kind == "AUTHPLUS" else (*of_identity(entity_type), LOW_SCORE)


def of_provider(provider: str) -> tuple[str, ...]:
    """Every category that an appeal against a vetting of this provider can have."""
    return {"AEGIS": tuple(ALL), "WMC": (*IDENTITY, LOW_SCORE)}.get(provider, ())
