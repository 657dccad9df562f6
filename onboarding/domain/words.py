"""Sentences for people, marked where they are written and translated where they are shown."""

from typing import Any, Self


class Message(str):
    """One marked sentence: a message id in English and the values to put into it.

    It is a ``str`` (the English sentence, filled in), so that logs, command lines and libraries that ask for text can
    use it as it is; the edge (pages, mails, documents) translates ``msgid`` and fills ``params`` in again.
    """

    __slots__ = ("msgid", "params")
    msgid: str
    params: dict[str, Any]

    def __new__(cls, msgid: str, **params: Any) -> Self:
        """Build from an id with ``%(name)s`` places, as gettext's tools extract it."""
        self = super().__new__(cls, msgid % params if params else msgid)
        self.msgid = msgid
        self.params = params
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (self.msgid, self.params))


def _rebuild(msgid: str, params: dict[str, Any]) -> Message:
    return Message(msgid, **params)


def msg(msgid: str, **params: Any) -> Message:
    """Mark a sentence for translation; the name that the extraction looks for."""
    return Message(msgid, **params)
