"""What a file is, by its first bytes before its name, and how its text is encoded.

A declared encoding is believed when the bytes fit it. What had to be worked out, or does not fit, is said in a note.
"""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from habeas.text.refusal import UnreadableError

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

PLAIN, HTML, PDF, MAIL = "text/plain", "text/html", "application/pdf", "message/rfc822"
WARC = "application/warc"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_SUFFIXES = {
    ".txt": PLAIN,
    ".text": PLAIN,
    ".md": PLAIN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".pdf": PDF,
    ".docx": DOCX,
    ".eml": MAIL,
    ".mht": MAIL,
    ".mhtml": MAIL,
}
_SAME = {
    "application/xhtml+xml": HTML,
    "multipart/related": MAIL,
    "text/markdown": PLAIN,
    "text/x-markdown": PLAIN,
}
# Signatures of the kinds of file that people add by mistake; each is refused by its name.
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\xd0\xcf\x11\xe0", "an encrypted or old Office document (.doc, .xls)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive, which `habeas add` takes apart where it holds web pages"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\x7fELF", "a program"),
    (b"OggS", "a sound or film"),
    (b"ID3", "a sound"),
    (b"\x1aE\xdf\xa3", "a film"),
)
# A piece of a page, saved without its head: it begins with a block that is closed again.
_FRAGMENT = re.compile(
    rb"<(p|div|article|section|h1|h2|table|ul)\b[^<>]{0,400}>.{0,4000}?</\1>", re.IGNORECASE | re.DOTALL
)
_MAIL_HEADER = re.compile(
    rb"(?:From|Received|Return-Path|Message-ID|MIME-Version|Delivered-To|Subject|Date):[ \t]", re.IGNORECASE
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(rb"<meta\b[^<>]{0,400}?\bcharset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s{0,99}<\?xml[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})", re.IGNORECASE)
# Encodings that old texts come in, the commonest first.
_COMMON = (
    "cp1252", "cp1251", "cp1256", "cp1250", "cp1254", "cp1255", "cp1253", "koi8_r", "gb18030", "big5", "shift_jis",
    "euc_jp", "euc_kr", "cp874",
)  # fmt: skip
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x0b\x1b\x85")


class Decoded(NamedTuple):
    """A file's text, the encoding it was read in, and what there is to say about that."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def media_type(data: bytes, name: str, stated: str | None = None) -> str:
    """The media type of a file: the bytes are believed first, then what was stated, then the name.

    Raises:
        UnreadableError: the bytes are of a kind that is not read here; the message names it.
    """
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(b"WARC/"):
        return WARC
    if b"%PDF-" in data[:1024]:
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    for signature, kind in _OTHERS:
        if head.startswith(signature):
            raise UnreadableError(f"{kind}: no text can be read from it")
    if head[:4] == b"RIFF" or data[4:8] == b"ftyp":
        raise UnreadableError("a picture, sound or film: no text can be read from it")
    return _written(head, name, stated)


def _written(head: bytes, name: str, stated: str | None) -> str:
    """The media type of what seems to be text."""
    said = (stated or "").partition(";")[0].strip().lower()
    said = _SAME.get(said, said)
    suffix = _SUFFIXES.get(PurePath(name).suffix.lower())
    if re.match(rb"<!doctype html|<html|<head|<body", head, re.IGNORECASE) or _FRAGMENT.match(head):
        return HTML
    if re.match(rb"<\?xml", head) and re.search(rb"<html", head, re.IGNORECASE):
        return HTML
    guess = said if said in (HTML, MAIL) else suffix
    if guess in (HTML, MAIL):
        return guess
    if said == "" and suffix is None and len(_MAIL_HEADER.findall(head)) >= 3 and _MAIL_HEADER.match(head):
        return MAIL
    if guess in (PDF, DOCX) or said in (PDF, DOCX):
        raise UnreadableError(f"broken: it is said to be {guess or said}, and its bytes are not")
    if said and not said.startswith("text/") and said not in ("application/octet-stream",) and suffix is None:
        raise UnreadableError(f"files of the type {said} are not read")
    return PLAIN


def _zipped(data: bytes) -> str:
    if b"word/" in data[:65536] or b"word/document.xml" in data[-65536:]:
        return DOCX
    raise UnreadableError("a ZIP archive, which `habeas add` takes apart: nothing in it was read")


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of bytes.

    In order: a byte order mark, UTF-8 where the bytes fit it, the declared encoding where they fit that, and what
    charset-normalizer makes of them. UTF-8 comes before the declaration because other text hardly ever fits it.

    Raises:
        UnreadableError: it is no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded_as(data, encoding, ())
    if _looks_utf16(data):
        return _without_mark(data)
    notes = _declaration_notes(data, declared)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data, declared)
    _refuse_noise(text)
    return Decoded(text, "utf-8", notes)


def declared_in(head: bytes) -> str | None:
    """The encoding that an HTML page declares of itself in its first bytes."""
    match = _XML_CHARSET.search(head) or _META_CHARSET.search(head)
    return match.group(1).decode("ascii", "replace").lower() if match else None


def _declaration_notes(data: bytes, declared: str | None) -> tuple[str, ...]:
    codec = _codec(declared)
    if declared is None or data.isascii() or codec in ("utf-8", "ascii"):
        return ()
    return (f"the encoding is declared as {declared}, but the bytes are UTF-8: read as UTF-8",)


def _codec(name: str | None) -> str | None:
    """Python's name for an encoding of text; browsers read Latin-1 as Windows-1252, and so do we."""
    try:
        info = codecs.lookup(name or "")
    except LookupError:
        return None
    if not getattr(info, "_is_text_encoding", True):
        return None
    return "cp1252" if info.name in ("iso8859-1", "ascii") else info.name


def _decoded_as(data: bytes, encoding: str, notes: tuple[str, ...]) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        notes = (
            *notes,
            f"{text.count(chr(0xFFFD))} characters could not be read as {encoding}: {error.reason}",
        )
    _refuse_noise(text)
    return Decoded(text, encoding, notes)


def _looks_utf16(data: bytes) -> bool:
    sample = data[:2000]
    return len(sample) > 3 and 0.3 < sample.count(0) / len(sample) < 0.6


def _without_mark(data: bytes) -> Decoded:
    order = "utf-16-le" if data[1:2000:2].count(0) > data[0:2000:2].count(0) else "utf-16-be"
    return _decoded_as(data, order, (f"no encoding is declared; the bytes were read as {order.upper()}",))


def _legacy(data: bytes, declared: str | None) -> Decoded:
    codec = _codec(declared)
    if codec is not None and codec != "utf-8":
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            pass
        else:
            _refuse_noise(text)
            return Decoded(text, codec, ())
    _refuse_bytes(data)
    if _is_damaged_utf8(data):
        return _decoded_as(data, "utf-8", ())
    return _guessed(data, declared)


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8 with a few broken places: far more characters beyond ASCII are whole than not."""
    beyond = [char for char in data.decode("utf-8", "replace") if char > "\x7f"]
    broken = beyond.count("\ufffd")
    return len(beyond) - broken >= 3 * broken


def _guessed(data: bytes, declared: str | None) -> Decoded:
    encoding = _likeliest(data[:100_000])
    why = f"declared as {declared}, which does not fit" if declared else "not declared and not UTF-8"
    note = f"the encoding is {why}: the text was read as {encoding}, a guess from its bytes; names may be misspelt"
    return _decoded_as(data, encoding, (note,))


def _likeliest(data: bytes) -> str:
    """The encoding that makes most sense of bytes; of several that make much the same sense, the commonest."""
    from charset_normalizer import from_bytes

    found = from_bytes(data, cp_isolation=list(_COMMON), threshold=0.35)
    likely = [match for match in found if not _shouts(str(match))] or list(found)
    if not likely:
        return "cp1252"
    best = likely[0]
    equal = {match.encoding for match in likely if _as_good(match, best)}
    return next(encoding for encoding in (*_COMMON, best.encoding) if encoding in equal)


def _as_good(match: CharsetMatch, best: CharsetMatch) -> bool:
    return match.chaos <= best.chaos + 0.02 and match.coherence >= best.coherence - 0.02


def _shouts(text: str) -> bool:
    """Whether nearly all letters beyond ASCII are capitals: Hebrew or Russian read in the wrong encoding."""
    letters = [char for char in text[:5000] if char > "\x7f" and char.lower() != char.upper()]
    return len(letters) > 10 and sum(char.isupper() for char in letters) > 0.7 * len(letters)


def _refuse_bytes(data: bytes) -> None:
    """Bytes with many control codes are no text in any one-byte encoding."""
    sample = data[:20_000]
    odd = sum(1 for byte in sample if byte < 32 and byte not in _TEXT_CONTROLS)
    if odd > max(2, len(sample) // 50):
        raise UnreadableError("binary data: no text can be read from it")


def _refuse_noise(text: str) -> None:
    sample = text[:20_000]
    odd = {char for char in set(sample) if (char < " " and ord(char) not in _TEXT_CONTROLS) or char == "\ufffd"}
    if odd and sum(sample.count(char) for char in odd) > max(2, len(sample) // 20):
        raise UnreadableError("binary data: no text can be read from it")
