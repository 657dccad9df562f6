"""What looks random but follows from a text, so that a run can be repeated."""

import hashlib
import string

DIGITS = string.digits
CAPITALS = string.ascii_uppercase + string.digits
HEX = "0123456789abcdef"


def draw(source: str, length: int, alphabet: str) -> str:
    """`length` characters of the alphabet; the same source always gives the same ones."""
    number = int.from_bytes(hashlib.sha512(source.encode()).digest())
    characters = []
    for _ in range(length):
        number, index = divmod(number, len(alphabet))
        characters.append(alphabet[index])
    return "".join(characters)
