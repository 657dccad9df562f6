"""What an identity check finds fault with: the categories and codes of `GET /brand/feedback` (contract, section 2)."""

from typing import Any

# Code by code: (category, the fields it is about, what it says).
CODES: dict[str, tuple[str, tuple[str, ...], str]] = {
    "TFTI01": ("TAX_ID", ("ein",), "No EIN with this number is on record."),
    "TFTI02": ("TAX_ID", ("ein",), "This Canadian business number could not be found."),
    "TFTI03": ("TAX_ID", ("ein",), "This foreign registration number could not be found."),
    "TFTI04": ("TAX_ID", ("ein", "companyName"), "The legal name is not the one on record for this EIN."),
    "TFTI05": ("TAX_ID", ("ein", "companyName"), "The legal name is not the one on record for this Canadian number."),
    "TFTI06": ("TAX_ID", ("ein", "companyName"), "The legal name is not the one on record for this foreign number."),
    "TFTI07": ("TAX_ID", ("ein",), "This number looks like a Social Security number, not an EIN."),
    "TFSS01": ("STOCK_SYMBOL", ("stockSymbol", "companyName"), "The stock symbol is not one of this company."),
    "TFSS02": ("STOCK_SYMBOL", ("stockExchange",), "The stock exchange is not known."),
    "TFGE01": ("GOVERNMENT_ENTITY", ("entityType",), "This is not an entity of the United States."),
    "TFGE02": ("GOVERNMENT_ENTITY", ("entityType",), "This could not be confirmed as a government body."),
    "TFNP01": ("NONPROFIT", ("entityType",), "This is not an entity of the United States."),
    "TFNP02": ("NONPROFIT", ("entityType",), "No recognition as a non-profit organization was found."),
    "TFNP03": ("NONPROFIT", ("entityType",), "The recognition names no subsection of section 501(c)."),
    "TFWD01": ("WEB_DOMAIN", ("businessContactEmail",), "The domain of the e-mail address is not one of a business."),
    "TFWD02": ("WEB_DOMAIN", ("businessContactEmail", "website"), "The domain could not be shown to be the brand's."),
}
_CATEGORIES = {
    "TAX_ID": ("Tax number", "The tax number could not be matched."),
    "STOCK_SYMBOL": ("Stock symbol", "The listing at a stock exchange could not be matched."),
    "GOVERNMENT_ENTITY": ("Government body", "The brand could not be confirmed as a government body."),
    "NONPROFIT": ("Non-profit organization", "The brand could not be confirmed as a non-profit organization."),
    "WEB_DOMAIN": ("Web domain", "The domain could not be matched."),
}


def category(code: str) -> dict[str, Any]:
    """One category with one error, as `GET /brand/feedback` lists it."""
    name, fields, message = CODES[code]
    shown, description = _CATEGORIES[name]
    return {
        "id": name,
        "displayName": shown,
        "description": description,
        "fields": list(fields),
        "errors": [{"code": code, "message": message}],
    }
