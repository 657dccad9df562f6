"""JSON from outside as our rows and our code can hold it: no half characters, no NUL, no nesting without end."""

from typing import Any

_DEEPEST = 50


def tidy(value: Any, depth: int = 0) -> Any:
    """The same value with each text cleaned; ValueError when it nests too deep."""
    if isinstance(value, str):
        return _clean(value)
    if depth > _DEEPEST:
        raise ValueError("nested too deep")
    if isinstance(value, list):
        return [tidy(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_clean(name): tidy(item, depth + 1) for name, item in value.items()}
    return value


def _clean(text: str) -> str:
    """JSON may hold lone surrogates and NUL, which no database takes."""
    return text.replace("\x00", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()
