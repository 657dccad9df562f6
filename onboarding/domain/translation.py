"""Any reviewer's text in plain words: what is wrong, what to change, and what another try costs.

1. Codes are read first, each in the dialects that know it; then what the prose says, where it says more.
2. The prose beside a code with several meanings picks among them.
3. What counts is what is certain, and of an undecided code its likeliest meaning. From it come the strictest action, the
   answers to open, and the cost of another try.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from onboarding.domain.fees import PlatformPrice, Work, dollars, quote
from onboarding.domain.reasons import Action, Code, Reason, catalogue, dialects
from onboarding.domain.translation_codes import Found, find
from onboarding.domain.translation_prose import Heard, hear
from onboarding.domain.translation_words import is_name
from onboarding.domain.words import Message, msg

DEFAULT_USE = "LOW_VOLUME"  # what most small businesses register
_STRICTEST = {action: rank for rank, action in enumerate(Action)}
_PAID = frozenset({Action.FILE_ANEW, Action.FIX_BRAND, Action.FIX_IN_PLACE})
_KEY = re.compile(r'"\w{1,40}"(?=\s{0,4}:)')  # of a JSON object: "description": says nothing about a description
_BY_AGAIN = {"no": Action.STOP, "new": Action.FILE_ANEW, "wait": Action.WAIT}


@dataclass(frozen=True)
class Reading:
    """One thing that the text says: by a code (``code``, ``dialect``, what it is ``about``), or in prose (all empty).

    ``again``: may the same be sent again, as the code's owners say (yes, after_fix, new, wait, no; empty for prose).
    """

    code: str
    dialect: str
    reason: Reason
    about: str
    certain: bool
    span: tuple[int, int]
    again: str = ""

    @property
    def action(self) -> Action:
        """What another try takes: the reason's own, or what the code's owners ask where that is stricter."""
        asked = _BY_AGAIN.get(self.again, self.reason.action)
        if asked is Action.STOP and self.reason.action not in _PAID:
            return self.reason.action  # nobody would pay again anyway: it is ours to mend, or free
        return min(self.reason.action, asked, key=_STRICTEST.__getitem__)


@dataclass(frozen=True)
class Item:
    """One thing that is paid for, in cents: ``registration``, ``brand_recheck``, ``review`` ... as quotes name them."""

    item: str
    cents: int


@dataclass(frozen=True)
class Cost:
    """What another try costs at the registry's own prices; ``cents`` is None where there is no other try, or nobody knows."""

    cents: int | None
    items: tuple[Item, ...]
    say: Message


@dataclass(frozen=True)
class Translation:
    """What a text says. ``unread``: the parts and codes that nothing was recognised in."""

    readings: tuple[Reading, ...]
    counted: tuple[Reading, ...]
    unread: tuple[str, ...]
    action: Action
    say: tuple[Message, ...]
    fields: tuple[str, ...]
    cost: Cost
    fix_before_paying: bool

    @property
    def understood(self) -> bool:
        """Was every part of the text recognised?"""
        return bool(self.readings) and not self.unread


def translate(text: str, dialect: str | None = None, *, on: date | None = None, use: str = DEFAULT_USE) -> Translation:
    """Read a text; it is never too strange. ``on``: the day whose prices count, the newest known ones unless told.

    Raises LookupError when ``dialect`` is not one of ``dialects()``.
    """
    if dialect is not None and dialect not in dialects():
        raise LookupError(dialect)
    readings: list[Reading] = []
    unread: list[str] = []
    for start, end, codes in _parts(text, find(text, dialect)):
        heard = _heard(text, start, end, codes)
        by_code = [reading for code in codes for reading in _read(code, {each.reason for each in heard})]
        told = {reading.reason for reading in by_code if reading.certain}
        by_prose = [_in_prose(text, each) for each in heard if each.reason not in told]
        readings += by_code + by_prose
        unread += [code.code for code in codes if not code.meanings]
        if not by_code and not by_prose:
            unread.append(text[start:end].strip())
    ordered = _once([r for r in readings if r.code] + [r for r in readings if not r.code])
    counted = _counted(ordered)
    action = min((reading.action for reading in counted), key=_STRICTEST.__getitem__, default=Action.CONTACT_US)
    return Translation(
        readings=ordered,
        counted=counted,
        unread=tuple(dict.fromkeys(unread)),
        action=action,
        say=tuple(dict.fromkeys(reading.reason.say for reading in counted)),
        fields=tuple(dict.fromkeys(field for reading in counted for field in reading.reason.fields)),
        cost=_cost(action, counted, on or date.max, use),
        fix_before_paying=action not in {Action.WAIT, Action.RETRY},
    )


def _parts(text: str, found: tuple[Found, ...]) -> Iterator[tuple[int, int, list[Found]]]:
    """Where the text's parts begin and end, and their codes: at a semicolon, as the registry joins reasons, or on a new line."""
    marks = () if text.lstrip()[:1] in {"[", "{"} else (at for at, mark in enumerate(text) if mark in ";\n")
    codes = list(reversed(found))
    for before, end in pairwise([-1, *marks, len(text)]):
        here = []
        while codes and codes[-1].span[0] < end:
            here.append(codes.pop())
        if any(each.isalnum() for each in text[before + 1 : end]):
            yield before + 1, end, here


def _heard(text: str, start: int, end: int, codes: list[Found]) -> tuple[Heard, ...]:
    """What the prose of a part says; codes are blanked out, which are spelled out in the catalogue already."""
    kept, last = [], start
    for code in codes:
        if code.meanings:
            kept += [text[last : code.span[0]], " " * (code.span[1] - code.span[0])]
            last = code.span[1]
    prose = _KEY.sub(lambda key: " " * len(key.group()), "".join([*kept, text[last:end]]))
    return tuple(Heard(h.reason, h.certain, (h.span[0] + start, h.span[1] + start)) for h in hear(prose))


def _read(found: Found, heard: set[Reason]) -> list[Reading]:
    """The meanings of a code, the prose beside it picking among them; ``OTHER`` for one that nobody has mapped."""
    if not found.meanings:
        return [Reading(found.code, "", catalogue()["OTHER"], "", False, found.span)]
    chosen = [(code, [reason for reason in code.means if reason in heard]) for code in found.meanings]
    picked = [(code, reasons) for code, reasons in chosen if reasons]
    if picked:
        return [_reading(code, r, found, certain=len(picked) == 1) for code, reasons in picked for r in reasons]
    certain = len(found.meanings) == 1 and (len(found.meanings[0].means) == 1 or found.meanings[0].together)
    return [_reading(code, reason, found, certain=certain) for code in found.meanings for reason in code.means]


def _reading(code: Code, reason: Reason, found: Found, *, certain: bool) -> Reading:
    return Reading(code.code, code.dialect, reason, code.about, certain, found.span, code.again)


def _in_prose(text: str, heard: Heard) -> Reading:
    """A reason in prose; where a name such as ``BRAND_URL_PARKED`` gave it that nobody has mapped, the name is its code."""
    words = text[slice(*heard.span)]
    return Reading(words if is_name(words) else "", "", heard.reason, "", heard.certain, heard.span)


def _once(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Each meaning of a code once, and a reason in prose only where no other prose has told it."""
    return tuple({(r.code, r.dialect, r.reason.id): r for r in reversed(list(readings))}.values())[::-1]


def _counted(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """What is certain, and the likeliest of each code that isn't; what says only "other" counts where nothing else does."""
    decided = {(reading.code, reading.span) for reading in readings if reading.certain}
    counted: list[Reading] = []
    for reading in readings:
        if reading.certain or (reading.code, reading.span) not in decided:
            counted.append(reading)
            decided.add((reading.code, reading.span))
    return tuple(reading for reading in counted if reading.reason.id != "OTHER") or tuple(counted)


def _cost(action: Action, counted: tuple[Reading, ...], on: date, use: str) -> Cost:
    if action is Action.STOP:
        return Cost(None, (), msg("Don't pay for another try: this can't be registered."))
    if action is Action.CONTACT_US:
        return Cost(None, (), msg("Ask us before you pay for another try."))
    if action in {Action.WAIT, Action.RETRY}:
        return Cost(0, (), msg("Another try costs nothing."))
    items = tuple(Item(line.item, line.cost) for line in quote(_work(action, counted, use), PlatformPrice(), on).lines)
    cents = sum(item.cents for item in items)
    say = {
        Action.FIX_IN_PLACE: msg("Another review costs %(price)s. Change everything first.", price=dollars(cents)),
        Action.FIX_BRAND: msg(
            "Checking the business again costs %(price)s. Change everything first.", price=dollars(cents)
        ),
        Action.FILE_ANEW: msg(
            "It is paid for anew in full: %(price)s, of which the first months depend on the use.", price=dollars(cents)
        ),
    }[action]
    return Cost(cents, items, say)


def _work(action: Action, counted: tuple[Reading, ...], use: str) -> Work:
    """What another try asks the registry for."""
    if action is Action.FILE_ANEW:
        return Work(use)
    brand = {reading.reason.id for reading in counted if reading.action is Action.FIX_BRAND}
    return Work(
        use,
        create_brand=False,
        revet_brand=bool(brand - {"MAIL_UNANSWERED"}),
        order_mail="MAIL_UNANSWERED" in brand,
        create_campaign=False,
        share=any(reading.action is Action.FIX_IN_PLACE for reading in counted),
    )
