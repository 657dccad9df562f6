"""Whether a text is an address that something can be posted to."""

from urllib.parse import urlsplit


def is_web_address(text: str) -> bool:
    """An http or https address with a host, in plain characters and without a password in it."""
    if not text.isascii() or any(character.isspace() or not character.isprintable() for character in text):
        return False
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises for a port that is no number
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
