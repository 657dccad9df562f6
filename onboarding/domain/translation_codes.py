"""Outside codes in a text: where they stand, and whose they may be.

A code that is a name (``CR4015``, ``TFTI04``, ``BRAND_URL_INVALID``) is told by its shape. A number is a code only where a
code stands: first in its part, alone in brackets, after a word such as "error" or "Twilio", or after another code.
A five-digit number of Twilio's is one anywhere but in an address. Amounts, dates, prices and phone numbers are none.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from onboarding.domain.reasons import Code, catalogue, codes
from onboarding.domain.reference import table
from onboarding.domain.translation_words import is_name
from onboarding.domain.words import msg

_TOKEN = re.compile(r"\w++")
_SHAPE = re.compile(r"CR[0-9]{4}|TF[A-Z]{2}[0-9]{2}")  # codes by their look, whether or not somebody has mapped them
_TWILIO = re.compile(r"309[0-9]{2}")
_BETWEEN = re.compile(r"[\s\"'\u2019:#=(\[{<*-]{0,6}")  # from a word such as "error" to its number
_SEPARATES = re.compile(r"[\s,;:./|&+\"'\])}\[({\u2013\u2014-]{1,8}")  # from one code to the next
_OPENS = re.compile(r"[\s\"'(\[{\u2022*#-]*+(?:[0-9]{1,2}[.)]\s*)?")  # from the beginning of a part to its code
_CLOSES = re.compile(r"$|[\s:;,|)\]}\"'./&\u2013\u2014-]")
_PHONE_GOES_ON = re.compile(r"\)?[ .-]?[0-9]{3}[ .-]?[0-9]{4}(?![0-9])|\)[ ]?[0-9]{3}")


@dataclass(frozen=True)
class Found:
    """A code where it stands; ``meanings`` is empty where nobody has mapped it yet."""

    code: str
    span: tuple[int, int]
    meanings: tuple[Code, ...]


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Around:
    """Words that tell whether a number beside them is a code (``codes.toml``)."""

    codes: frozenset[str]
    counted: frozenset[str]
    streets: frozenset[str]
    amounts: frozenset[str]
    web: frozenset[str]
    web_words: frozenset[str]
    hints: Mapping[str, str]


@cache
def _around() -> _Around:
    data = table("codes")["around"]
    return _Around(hints=data["hints"], **{name: frozenset(data[name]) for name in data if name != "hints"})


def find(text: str, dialect: str | None) -> tuple[Found, ...]:
    """Every code in order; ``dialect``, or one that the text names, settles whose a code is where both know it."""
    tokens = [_Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    hints = (dialect,) if dialect else tuple(dict.fromkeys(_named(tokens)))
    found: list[Found] = []
    at = 0
    while at < len(tokens):
        code, used = _code_at(text, tokens, at, found[-1] if found else None, hints)
        if code is not None:
            found.append(code)
        at += used
    return tuple(found)


def _named(tokens: list[_Token]) -> Iterator[str]:
    """The dialects that the text names: ``Twilio``, ``toll-free``."""
    for at, token in enumerate(tokens):
        word = token.text.lower()
        if word in _around().hints:
            yield _around().hints[word]
        elif word == "toll" and at + 1 < len(tokens) and tokens[at + 1].text.lower() == "free":
            yield "toll_free"


@cache
def _known() -> Mapping[str, tuple[Code, ...]]:
    """Every code with its meanings, the registry's categories among them."""
    of_declines, of_suspensions = table("categories")["reasons"], table("categories")["suspensions"]
    named = {
        name: (Code(name, "registry", (catalogue()[id_],), "yes", msg("the registry's category of a decline")),)
        for name, id_ in of_declines.items()
    } | {
        name: (
            Code(name, "registry", (catalogue()[id_],), "after_fix", msg("the registry's category of a suspension")),
        )
        for name, id_ in of_suspensions.items()
        if name != "OTHER"
    }
    return named | dict(codes())


def _code_at(
    text: str, tokens: list[_Token], at: int, before: Found | None, hints: tuple[str, ...]
) -> tuple[Found | None, int]:
    """The code at a token, and how many tokens to go on."""
    token = tokens[at]
    if token.text.isascii() and token.text.isdigit():
        if not 3 <= len(token.text) <= 5:
            return None, 1
        meanings = _meanings(token.text, hints)
        if _is_number_of_code(text, tokens, at, before, bool(meanings)):
            return Found(token.text, (token.start, token.end), meanings), 1
        return None, 1
    if at + 1 < len(tokens) and text[token.end : tokens[at + 1].start] == "-":  # SIM-SHORTENER
        joined = text[token.start : tokens[at + 1].end]
        if joined in _known():
            return Found(joined, (token.start, tokens[at + 1].end), _meanings(joined, hints)), 2
    name = token.text if token.text in _known() or not _SHAPE.fullmatch(token.text.upper()) else token.text.upper()
    is_alone = token.text == text.strip()
    if (name in _known() and (not name.isalpha() or is_name(name) or is_alone)) or _SHAPE.fullmatch(name):
        return Found(name, (token.start, token.end), _meanings(name, hints)), 1
    return None, 1


def _meanings(code: str, hints: tuple[str, ...]) -> tuple[Code, ...]:
    """What it may mean: in the dialects that were named where they know it, else in all, the likeliest first."""
    every = _known().get(code, ())
    return tuple(each for hint in hints for each in every if each.dialect == hint) or every


def _is_number_of_code(text: str, tokens: list[_Token], at: int, before: Found | None, known: bool) -> bool:
    token = tokens[at]
    follows = before is not None and before.span[1] == tokens[at - 1].end
    word = _word_before(text, tokens, at)
    if _is_part_of_number(text, token, follows=follows) or _counts(text, tokens, at):
        return False
    if word in _around().codes or word in _around().hints:
        return known or not _is_year(token.text)
    if follows and before is not None:
        return known and _SEPARATES.fullmatch(text, before.span[1], token.start) is not None
    if _after_joined_code(text, tokens, at, before):
        return known
    if _is_place(tokens, at, word):
        return False
    if (known and len(token.text) == 5) or _TWILIO.fullmatch(token.text):
        return True
    opens = _opens_part(text, token) and _CLOSES.match(text, token.end) is not None
    return opens and (known or _is_explained(text, token))


def _word_before(text: str, tokens: list[_Token], at: int) -> str:
    """The word right before a token, in small letters, where only marks stand between."""
    if at == 0:
        return ""
    between = text[tokens[at - 1].end : tokens[at].start]
    return tokens[at - 1].text.lower() if len(between) <= 6 and _BETWEEN.fullmatch(between) else ""


def _after_joined_code(text: str, tokens: list[_Token], at: int, before: Found | None) -> bool:
    """``2135 and 2138``."""
    if before is None or at < 2 or before.span[1] != tokens[at - 2].end:
        return False
    return tokens[at - 1].text.lower() in {"and", "or"} and not text[tokens[at - 1].end : tokens[at].start].strip()


def _is_part_of_number(text: str, token: _Token, *, follows: bool) -> bool:
    """An amount with a comma or a point, a price, a date, a phone number, a range."""
    before, after = text[max(token.start - 2, 0) : token.start], text[token.end : token.end + 2]
    if before[-1:] in set("$€£+.") or after[:1] in set("%°€") or _PHONE_GOES_ON.match(text, token.end):
        return True
    if before[:1].isdigit() and before[1:] in set("-/:, ") and before[1:] and not follows:
        return True
    if after[:1] in set("-/.,:") and after[1:].isdigit():
        following = _TOKEN.match(text, token.end + 1)
        return following is None or following.group() not in _known()
    return False


def _counts(text: str, tokens: list[_Token], at: int) -> bool:
    """``555 texts a day``, ``806 Main Street``, ``500 error``."""
    if at + 1 >= len(tokens) or text[tokens[at].end : tokens[at + 1].start] != " ":
        return False
    around = _around()
    following = [token.text.lower() for token in tokens[at + 1 : at + 4]]
    if tokens[at].text in around.web and following[0] in around.web_words:
        return True
    return following[0] in around.counted or any(word in around.streets for word in following)


def _is_place(tokens: list[_Token], at: int, word: str) -> bool:
    """``Augusta, GA 30909``, ``ZIP 30909``, ``in 2002``, ``May 2003``."""
    last = tokens[at - 1].text if at else ""
    states: Mapping[str, str] = table("states")["names"]
    return word in _around().amounts or last in states or (last[:1].isupper() and last in _last_words_of_states())


@cache
def _last_words_of_states() -> frozenset[str]:
    return frozenset(name.split()[-1] for name in table("states")["names"].values())


def _is_year(number: str) -> bool:
    return len(number) == 4 and number[:2] in {"19", "20"}


def _opens_part(text: str, token: _Token) -> bool:
    """First after a semicolon or on its line, after a colon or a dash, or alone in brackets."""
    head = text[max(token.start - 12, 0) : token.start]
    part = max(head.rfind(mark) for mark in ";\n|")
    lead = head[part + 1 :]
    if (part >= 0 or token.start <= 12) and _OPENS.fullmatch(lead):
        return True
    if head.endswith("(") and text[token.end : token.end + 1] == ")":
        return True
    return re.search(r"\w ?[:\u2013\u2014-] ?$", head) is not None and text[token.end : token.end + 1] in {
        "",
        " ",
        ":",
        ";",
        ",",
    }


def _is_explained(text: str, token: _Token) -> bool:
    """An unmapped number first in its part is a code only where a dash or a colon explains it: ``9999 - a new one``."""
    return not _is_year(token.text) and re.match(r" ?[:\u2013\u2014-] ", text[token.end : token.end + 4]) is not None
