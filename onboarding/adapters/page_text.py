"""From received bytes to text: unpacking, character sets, and the redirect that a page can hold."""

import html
import re
import zlib
from collections.abc import Iterable, Iterator

from onboarding.adapters.page_addresses import Stopped
from onboarding.domain.pages import Trouble

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})

_GZIP = frozenset({"gzip", "x-gzip"})
_PLAIN = frozenset({"", "identity"})
_DOWNLOADS = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b")
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"))

# The names that browsers know, by the codec that reads them as browsers do. A closed list: Python's own has codecs
# that are slow on purpose-made input (punycode), or make characters that can't be stored (unicode_escape).
_CODECS = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8",
    "cp1252": "ascii us-ascii iso-8859-1 iso8859-1 iso_8859-1 latin1 l1 windows-1252 cp1252 x-cp1252",
    "utf-16-le": "utf-16 utf-16le unicode ucs-2",
    "utf-16-be": "utf-16be",
    "iso8859-2": "iso-8859-2 latin2",
    "iso8859-5": "iso-8859-5",
    "iso8859-6": "iso-8859-6",
    "iso8859-7": "iso-8859-7",
    "iso8859-8": "iso-8859-8 iso-8859-8-i",
    "iso8859-15": "iso-8859-15 latin9",
    "cp1250": "windows-1250",
    "cp1251": "windows-1251 cp1251",
    "cp1253": "windows-1253",
    "cp1254": "windows-1254 iso-8859-9 latin5",
    "cp1255": "windows-1255",
    "cp1256": "windows-1256",
    "cp1257": "windows-1257",
    "cp1258": "windows-1258",
    "cp874": "windows-874 tis-620",
    "koi8-r": "koi8-r koi8",
    "koi8-u": "koi8-u",
    "mac-roman": "macintosh x-mac-roman",
    "gb18030": "gb18030 gbk gb2312 x-gbk",
    "big5hkscs": "big5 big5-hkscs",
    "cp932": "shift_jis shift-jis sjis x-sjis windows-31j",
    "euc-jp": "euc-jp x-euc-jp",
    "iso2022-jp": "iso-2022-jp",
    "cp949": "euc-kr ks_c_5601-1987 windows-949",
}
_CODEC = {name: codec for codec, names in _CODECS.items() for name in names.split()}

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE | re.ASCII)
_META_CHARSET = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_HALVES = re.compile("[\ud800-\udfff]")

_HEAD = 65_536  # characters of a page that are searched for a redirect
_TAG = re.compile(
    r"<(?:(!--)|(script|style|noscript|template|title|textarea)\b|(meta|base)\b([^>]{0,4000}))", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"([a-z-]{1,40})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_REFRESH = re.compile(
    r"\s*(?=[0-9.])([0-9]{0,9})[0-9.]*\s*[;,\s]\s*(?:url\s*=\s*)?(\"[^\"]*|'[^']*|.*)", re.IGNORECASE | re.DOTALL
)


def clean(text: str) -> str:
    """Text without what no database takes: NULs and halves of characters."""
    return _HALVES.sub("", text.replace("\x00", ""))


def media_type(content_type: str) -> str:
    """The type without its parameters."""
    return clean(content_type.partition(";")[0]).strip().lower()[:100]


def is_download(data: bytes | bytearray, *, is_labelled: bool) -> bool:
    """Is this a file for some other program, whatever its label says? Without a label, anything binary is one."""
    is_binary = b"\x00" in data[:1024] and not data.startswith((b"\xfe\xff", b"\xff\xfe"))
    return data.startswith(_DOWNLOADS) or (is_binary and not is_labelled)


def unpack(pieces: Iterable[bytes], encoding: str, most: int) -> Iterator[bytes]:
    """Undo the content encoding piece by piece, of which none gets longer than ``most`` and one.

    What follows after the end of the packed data is ignored, as browsers do.
    """
    encoding = encoding.strip().lower()
    if encoding in _PLAIN:
        yield from pieces
        return
    if encoding not in _GZIP and encoding != "deflate":
        raise Stopped(Trouble.BROKEN)
    machine = None
    for piece in pieces:
        machine = machine or zlib.decompressobj(31 if encoding in _GZIP else _deflate(piece))
        try:
            yield machine.decompress(piece, most + 1)
        except zlib.error as error:
            raise Stopped(Trouble.BROKEN) from error
        if machine.eof:
            return
    if machine:
        raise Stopped(Trouble.BROKEN)


def _deflate(start: bytes) -> int:
    """Some servers leave out the two bytes that "deflate" should begin with."""
    has_header = len(start) > 1 and start[0] & 15 == 8 and int.from_bytes(start[:2], "big") % 31 == 0
    return 15 if has_header else -15


def decode(data: bytes, content_type: str) -> str:
    """Text by the byte order mark, the header, the page's own word, or else UTF-8 or what Windows wrote."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], codec)
    named = _CHARSET.search(content_type)
    if named and (codec := _CODEC.get(named[1].lower(), "")):
        return _decode(data, codec)
    meta = _META_CHARSET.search(data[:1024])
    if meta and (codec := _CODEC.get(meta[1].decode("ascii", "replace").lower(), "")):
        return _decode(data, "utf-8" if codec.startswith("utf-16") else codec)  # it was read as ASCII just now
    try:
        return clean(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _decode(data, "cp1252")


def _decode(data: bytes, codec: str) -> str:
    return clean(data.decode(codec, "replace"))


def meta_refresh(text: str) -> tuple[str, str]:
    """What a page says where its reader goes next, and the base of its links; both may be empty.

    Scripts are not run, so that what is in <noscript> is for others; comments and the like are skipped.
    """
    head, refresh, base, at = text[:_HEAD], "", "", 0
    while not refresh and (tag := _TAG.search(head, at)):
        comment, raw, name, rest = tag.groups()
        at = tag.end()
        if name is None:
            end = re.compile("-->" if comment else f"</{raw}", re.IGNORECASE).search(head, at)
            if end is None:
                break
            at = end.end()
            continue
        found = {key.lower(): html.unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(rest)}
        if name.lower() == "base":
            base = base or found.get("href", "")
        elif found.get("http-equiv", "").strip().lower() == "refresh":
            refresh = found.get("content", "")
    return refresh, base


def refresh_target(refresh: str, *, soonest: float) -> str:
    """The address in ``0; url=/next``; empty when there is none, or the reader has time to read this page."""
    match = _REFRESH.match(refresh)
    if match is None or int(match[1] or 0) > soonest:
        return ""
    return match[2].lstrip("\"'").strip()
