"""From a file's bytes to text that may be trusted, or to the reason why it may not.

Line ends become LF and nothing else ends a line: U+2028 or U+0085, which some YAML readers take
for a line end, cannot slip a key into the front matter.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from tracker.diagnostics import Diagnostic, Severity
from tracker.files import SourceFile

#: Of one sort in one file: beyond this it is not mended problem by problem, and a hostile file must
#: not fill the terminal.
MOST_PROBLEMS = 100

#: Controls but tab and newline, both Unicode line ends, and what is no character at all.
_FORBIDDEN = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"
#: Invisible and misleading: text that turns its direction, and a byte order mark amid the text.
_MISLEADING = r"\u202a-\u202e\u2066-\u2069\ufeff"
_UNWANTED = re.compile(f"[{_FORBIDDEN}{_MISLEADING}]")
_IS_MISLEADING = re.compile(f"[{_MISLEADING}]")

#: Unicode gives controls no name, only aliases; these are the aliases, U+0000 first.
_CONTROLS = [
    "NULL",
    "START OF HEADING",
    "START OF TEXT",
    "END OF TEXT",
    "END OF TRANSMISSION",
    "ENQUIRY",
    "ACKNOWLEDGE",
    "BELL",
    "BACKSPACE",
    "TABULATION",
    "LINE FEED",
    "VERTICAL TABULATION",
    "FORM FEED",
    "CARRIAGE RETURN",
    "SHIFT OUT",
    "SHIFT IN",
    "DATA LINK ESCAPE",
    "DEVICE CONTROL ONE",
    "DEVICE CONTROL TWO",
    "DEVICE CONTROL THREE",
    "DEVICE CONTROL FOUR",
    "NEGATIVE ACKNOWLEDGE",
    "SYNCHRONOUS IDLE",
    "END OF TRANSMISSION BLOCK",
    "CANCEL",
    "END OF MEDIUM",
    "SUBSTITUTE",
    "ESCAPE",
    "INFORMATION SEPARATOR FOUR",
    "INFORMATION SEPARATOR THREE",
    "INFORMATION SEPARATOR TWO",
    "INFORMATION SEPARATOR ONE",
]

_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
#: In UTF-16, every second byte of a Latin text is NUL; one byte in four leaves room for others.
_WIDE_SHARE = 4

#: Below this byte Latin-1 has only controls: who wrote such a byte had Windows-1252.
_LATIN_1_LETTERS = 0xA0

#: Bytes in the pattern of UTF-8 that spell no character: too long for what they say, half a pair of
#: UTF-16 (programs that store emoji so), or beyond Unicode. In no other encoding are they likely.
_NO_CHARACTER = re.compile(
    rb"[\xc0\xc1][\x80-\xbf]|\xe0[\x80-\x9f][\x80-\xbf]|\xed[\xa0-\xbf][\x80-\xbf]"
    rb"|\xf0[\x80-\x8f][\x80-\xbf]{2}|\xf4[\x90-\xbf][\x80-\xbf]{2}|[\xf5-\xf7][\x80-\xbf]{3}"
)

_MARKER = re.compile(r"(?P<sign><{7}|\|{7}|={7}|>{7})(?: .*)?")


def decode(source: SourceFile) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The file's text with LF line ends and without its byte order mark, and its problems.

    The text is None where it must not be read: not UTF-8, or with a git conflict in it. Unwanted
    characters become spaces, each line that had one is named, and reading goes on.
    """
    wide = _wide_encoding(source.data)
    if wide:
        return None, (_not_utf8(source.path, 1, 1, f"This file is {wide}, not UTF-8."),)
    data = source.data.removeprefix(codecs.BOM_UTF8)
    try:
        text = _one_line_end(data.decode())
    except UnicodeDecodeError as error:
        return None, (_undecodable(source.path, data, error),)
    problems = _unwanted(source.path, text)
    conflicts = _conflicts(source.path, text)
    if conflicts:
        return None, (*problems, *conflicts)
    return (without_unwanted(text) if problems else text), problems


def without_unwanted(text: str) -> str:
    """The text with each control or misleading character replaced by a space, at its place."""
    return _UNWANTED.sub(" ", text)


def first_unwanted(text: str) -> str | None:
    """The first such character, as messages name it (`U+2028 LINE SEPARATOR`), or None."""
    match = _UNWANTED.search(text)
    return describe(match[0]) if match else None


def describe(character: str) -> str:
    """A character's code point and name, such as `U+001B ESCAPE`."""
    number = ord(character)
    if number < len(_CONTROLS):
        name = _CONTROLS[number]
    else:
        known = {"\x7f": "DELETE", "\x85": "NEXT LINE"}
        name = known.get(character, unicodedata.name(character, "CONTROL CHARACTER"))
    return f"U+{number:04X} {name}"


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _wide_encoding(data: bytes) -> str | None:
    for mark, name in _WIDE_MARKS:
        if data.startswith(mark):
            return name
    if data and data.count(0) * _WIDE_SHARE >= len(data):
        return "UTF-16"
    return None


def _undecodable(path: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    before = _one_line_end(data[: error.start].decode())
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    byte = data[error.start]
    if error.reason == "unexpected end of data":
        message = "The file breaks off in the middle of a character: it seems half written."
        return _not_utf8(path, line, column, message, "Save it again, as UTF-8.")
    if match := _NO_CHARACTER.match(data, error.start):
        spelt = " ".join(f"0x{one:02X}" for one in match[0])
        message = f"This file is not UTF-8: the bytes {spelt} spell no character."
        return _not_utf8(path, line, column, message, "Type what stood there again, and save it.")
    character = bytes([byte]).decode("cp1252", errors="ignore")
    if not character:
        return _not_utf8(path, line, column, f"This file is not UTF-8: byte 0x{byte:02X}.")
    encoding = "Windows-1252" if byte < _LATIN_1_LETTERS else "Latin-1 or Windows-1252"
    message = f"This file is not UTF-8 but, it seems, {encoding}: byte 0x{byte:02X}, `{character}`."
    return _not_utf8(path, line, column, message)


def _not_utf8(
    path: str,
    line: int,
    column: int,
    message: str,
    hint: str = "Save the file as UTF-8: editors offer it under “Save with encoding”.",
) -> Diagnostic:
    return Diagnostic(path, line, column, Severity.ERROR, "not-utf-8", message, hint)


def _unwanted(path: str, text: str) -> tuple[Diagnostic, ...]:
    """One problem for each line that holds such characters; hardly any file has one."""
    if not _UNWANTED.search(text):
        return ()
    found: list[Diagnostic] = []
    for number, line in enumerate(text.split("\n"), 1):
        matches = list(_UNWANTED.finditer(line))
        forbidden = [one for one in matches if not _IS_MISLEADING.match(one[0])]
        if not matches:
            continue
        first = (forbidden or matches)[0]
        more = f" (and {len(matches) - 1} more on this line)" if len(matches) > 1 else ""
        if forbidden:
            severity, code = Severity.ERROR, "forbidden-character"
            message = f"The character {describe(first[0])} does not belong in a text{more}."
        else:
            severity, code = Severity.WARNING, "misleading-character"
            message = f"The invisible character {describe(first[0])} misleads readers{more}."
        hint = "Delete it, or type a space instead; it often comes with pasted text."
        found.append(Diagnostic(path, number, first.start() + 1, severity, code, message, hint))
        if len(found) == MOST_PROBLEMS:
            break
    return tuple(found)


def _conflicts(path: str, text: str) -> tuple[Diagnostic, ...]:
    """One problem for each conflict, naming all its lines.

    A lone `=======` is the underline of a Markdown heading; between the other two it is theirs.
    """
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return ()
    conflicts: list[list[int]] = []
    is_open = False
    for number, line in enumerate(text.split("\n"), 1):
        match = _MARKER.fullmatch(line)
        if match is None:
            continue
        sign = match["sign"][0]
        if sign == "<" or (sign == ">" and not is_open):
            conflicts.append([])
        elif not is_open:
            continue
        conflicts[-1].append(number)
        is_open = sign != ">"
    return tuple(_conflict(path, lines) for lines in conflicts[:MOST_PROBLEMS])


def _conflict(path: str, lines: list[int]) -> Diagnostic:
    *most, last = map(str, lines)
    where = f"lines {', '.join(most)} and {last}" if most else f"line {last}"
    return Diagnostic(
        path,
        lines[0],
        1,
        Severity.ERROR,
        "git-conflict",
        f"Git left a conflict here: its markers are on {where}.",
        "Keep the text that is right, delete the markers, and save.",
    )
