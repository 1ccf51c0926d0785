"""A file's bytes to front matter and body: positions, fences, and what each mistake is called."""

from __future__ import annotations

import pytest
import yaml

from tracker.contact import yaml_scan
from tracker.contact.document import Document, read_document
from tracker.contact.yaml_nodes import ListNode, MapNode, Node, ScalarNode
from tracker.diagnostics import Diagnostic, Severity
from tracker.files import SourceFile

PATH = "contacts/dana.md"


def read(text: str | bytes) -> tuple[Document, tuple[Diagnostic, ...]]:
    data = text if isinstance(text, bytes) else text.encode()
    return read_document(SourceFile(PATH, data))


def front(yaml_text: str) -> tuple[MapNode | None, list[tuple[int, int, str, str]]]:
    """Read YAML between fences; problems as (line, column, code, message), lines of the YAML."""
    document, problems = read(f"---\n{yaml_text}---\nBody.\n")
    assert all(one.path == PATH and one.hint for one in problems)
    assert all(one.severity is Severity.ERROR for one in problems)
    assert (document.body, document.readable) == ("Body.\n", True)
    return document.front, [(one.line - 1, one.column, one.code, one.message) for one in problems]


@pytest.fixture(params=[yaml_scan.LOADER, yaml.SafeLoader])
def _each_reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold libyaml and the pure Python reader to the same messages."""
    monkeypatch.setattr(yaml_scan, "LOADER", request.param)


def texts(node: Node | None) -> object:
    match node:
        case ScalarNode():
            return node.text
        case ListNode():
            return [texts(item) for item in node.items]
        case MapNode():
            return {key.text: texts(value) for key, value in node.pairs}
        case None:
            return None


def test_a_file_is_taken_apart_with_its_places() -> None:
    document, problems = read("---\nname: Dana\ntags: [a, 'b']\n---\n\nMet *her*.\n")
    assert problems == ()
    assert document.front == MapNode(
        (
            (ScalarNode("name", 2, 1), ScalarNode("Dana", 2, 7)),
            (
                ScalarNode("tags", 3, 1),
                ListNode((ScalarNode("a", 3, 8), ScalarNode("b", 3, 11, plain=False)), 3, 7),
            ),
        ),
        2,
        1,
    )
    assert (document.body, document.body_line) == ("\nMet *her*.\n", 5)
    assert document.readable
    assert document.path == PATH


def test_columns_count_characters_not_bytes() -> None:
    line = "{é𝄞日: ö, phone: [ü, ß]}"
    document, _ = read(f"---\nname: {line}\n---\n")
    assert document.front is not None
    typed = f"name: {line}"
    inner = document.front.pairs[0][1]
    assert isinstance(inner, MapNode)
    found = inner.pairs[1][1]
    assert isinstance(found, ListNode)
    for node in (inner.pairs[0][0], inner.pairs[1][0], *found.items):
        assert isinstance(node, ScalarNode)
        assert typed[node.column - 1 :].startswith(node.text)
        assert node.line == 2


@pytest.mark.parametrize(
    "typed", ["0612345678", "no", "NO", "12:30", "1_000", "Null", "0x1F", "1e3", "2026-02-30", "~"]
)
def test_scalars_are_the_text_that_was_typed(typed: str) -> None:
    assert texts(front(f"phone: {typed}\n")[0]) == {"phone": typed}


@pytest.mark.parametrize("key", ["content", "handler", "self", "metadata", "front matter", "text"])
def test_no_key_is_special_to_the_library(key: str) -> None:
    assert front(f"{key}: x\n") == (
        MapNode(((ScalarNode(key, 2, 1), ScalarNode("x", 2, len(key) + 3)),), 2, 1),
        [],
    )


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_systems_count_as_lines(ends: str) -> None:
    document, problems = read(f"---{ends}name: Dana{ends}x: @{ends}---{ends}One{ends}Two{ends}")
    assert (document.body, document.body_line) == ("One\nTwo\n", 5)
    assert [(one.line, one.column) for one in problems] == [(3, 4)]


def test_a_byte_order_mark_is_accepted() -> None:
    plain = read("---\nname: Dana\n---\nHi\n")
    assert read(b"\xef\xbb\xbf---\nname: Dana\n---\nHi\n") == plain
    assert plain[1] == ()


def test_only_the_first_two_fences_are_fences() -> None:
    document, problems = read("---  \nname: Dana\n---\t\n{not: json}\n\n---\n\nAfter a rule.\n")
    assert problems == ()
    assert texts(document.front) == {"name": "Dana"}
    assert document.body == "{not: json}\n\n---\n\nAfter a rule.\n"


@pytest.mark.parametrize("inside", ["", "\n\n", "# nothing but a comment\n"])
def test_empty_front_matter_is_a_map_of_nothing(inside: str) -> None:
    assert front(inside) == (MapNode((), 2, 1), [])


def test_front_matter_without_a_body() -> None:
    document, problems = read("---\nname: Dana\n---")
    assert (document.body, document.body_line, problems) == ("", 4, ())


def test_a_block_of_text_keeps_its_lines() -> None:
    found, problems = front("address: |\n  1 Foundry Way\n  Oakland\n")
    assert (texts(found), problems) == ({"address": "1 Foundry Way\nOakland\n"}, [])


FENCES = [
    ("", 1, "empty-file", "The file is empty."),
    (" \n\n", 1, "empty-file", "The file is empty."),
    (
        "name: Dana\n---\n",
        1,
        "no-front-matter",
        "The file has no front matter: its first line is not `---`.",
    ),
    ("+++\nname = 'x'\n+++\n", 1, "toml-front-matter",
     "The front matter is TOML (`+++`); contacts take YAML."),
    ('{"name": "x"}\n', 1, "json-front-matter",
     "The front matter is JSON (`{`); contacts take YAML."),
    ("----\nname: x\n----\n", 1, "no-front-matter",
     "The first line is `----`, not the `---` that opens front matter."),
    ("\u2014\nname: x\n\u2014\n", 1, "no-front-matter",
     "The first line is `\u2014`, not the `---` that opens front matter."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "code", "message"), FENCES)
def test_without_front_matter_the_whole_text_is_the_body(
    text: str, line: int, code: str, message: str
) -> None:
    document, problems = read(text)
    assert [(one.line, one.column, one.code, one.message) for one in problems] == [
        (line, 1, code, message)
    ]
    assert document == Document(PATH, None, text, 1, readable=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "\n\n---\nname: Dana\n---\nHi\n",
            [(3, "blank-before-fence",
              "Blank lines stand before the `---` that opens the front matter.")],
        ),
        (
            "  ---\nname: Dana\n  ---\nHi\n",
            [(1, "indented-fence", "The `---` that opens the front matter is indented.")],
        ),
        (
            "\n ---\nname: Dana\n---\nHi\n",
            [
                (2, "blank-before-fence",
                 "Blank lines stand before the `---` that opens the front matter."),
                (2, "indented-fence", "The `---` that opens the front matter is indented."),
            ],
        ),
    ],
)  # fmt: skip
def test_a_misplaced_opening_fence_is_named_and_read(
    text: str, expected: list[tuple[int, str, str]]
) -> None:
    document, problems = read(text)
    assert [(one.line, one.code, one.message) for one in problems] == expected
    assert texts(document.front) == {"name": "Dana"}
    assert document.front is not None
    assert text.split("\n")[document.front.line - 1] == "name: Dana"
    assert document.body == "Hi\n"
    assert text.split("\n")[document.body_line - 1] == "Hi"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("---\nname: Dana\n", "Write a second line `---` where it ends."),
        ("---", "Write a second line `---` where it ends."),
        ("---\nname: Dana\n...\nHi\n", "Line 3 is `...`: write `---` there, in the first column."),
        ("---\nname: Dana\n----\n", "Line 3 is `----`: write `---` there, in the first column."),
        ("---\nname: Dana\n  ---\n", "Line 3 is `  ---`: write `---` there, in the first column."),
        ("---\nname: Dana\n--", "Line 3 is `--`: write `---` there, in the first column."),
        ("---\na: b\n\u2014\n", "Line 3 is `\u2014`: write `---` there, in the first column."),
    ],
)
def test_an_unclosed_fence_leaves_nothing_to_trust(text: str, hint: str) -> None:
    document, (problem,) = read(text)
    assert document == Document(PATH, None, "", 1, readable=False)
    assert str(problem) == (
        f"{PATH}:1:1: error[unclosed-fence] The front matter that opens on line 1 is never closed."
    )
    assert problem.hint == hint


@pytest.mark.parametrize(
    ("data", "line", "column", "message"),
    [
        (
            "---\nname: José".encode("latin-1") + b"\n---\n", 2, 10,
            "This file is not UTF-8 but, it seems, Latin-1 or Windows-1252: byte 0xE9, `é`.",
        ),
        (
            "---\nname: Ö".encode() + b" \x93x\x94\n---\n", 2, 9,
            "This file is not UTF-8 but, it seems, Windows-1252: byte 0x93, `\u201c`.",
        ),
        (b"---\r\nname: \x81\n", 2, 7, "This file is not UTF-8: byte 0x81."),
        # Half a pair of UTF-16, an overlong NUL, a number beyond Unicode: no other encoding.
        (b"---\nname: \xed\xa0\xbd\xed\xb8\x80\n", 2, 7,
         "This file is not UTF-8: the bytes 0xED 0xA0 0xBD spell no character."),
        (b"---\nname: \xc0\x80\n", 2, 7,
         "This file is not UTF-8: the bytes 0xC0 0x80 spell no character."),
        (b"---\nname: \xf4\x90\x80\x80\n", 2, 7,
         "This file is not UTF-8: the bytes 0xF4 0x90 0x80 0x80 spell no character."),
        ("---\nname: í x".encode("latin-1"), 2, 7,
         "This file is not UTF-8 but, it seems, Latin-1 or Windows-1252: byte 0xED, `í`."),
        ("---\nname: é".encode()[:-1], 2, 7,
         "The file breaks off in the middle of a character: it seems half written."),
        ("---\nname: x\n---\n".encode("utf-16"), 1, 1, "This file is UTF-16, not UTF-8."),
        ("---\nname: x\n---\n".encode("utf-16-be"), 1, 1, "This file is UTF-16, not UTF-8."),
        ("---\nname: x\n---\n".encode("utf-32"), 1, 1, "This file is UTF-32, not UTF-8."),
    ],
)  # fmt: skip
def test_another_encoding_is_named_with_its_place(
    data: bytes, line: int, column: int, message: str
) -> None:
    document, (problem,) = read(data)
    assert document == Document(PATH, None, "", 1, readable=False)
    assert problem.hint
    assert (problem.line, problem.column, problem.code) == (line, column, "not-utf-8")
    assert (problem.severity, problem.message) == (Severity.ERROR, message)


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\0", "U+0000 NULL"),
        ("\x1b", "U+001B ESCAPE"),
        ("\x0c", "U+000C FORM FEED"),
        ("\x7f", "U+007F DELETE"),
        ("\x85", "U+0085 NEXT LINE"),
        ("\x90", "U+0090 CONTROL CHARACTER"),
        ("\u2028", "U+2028 LINE SEPARATOR"),
        ("\u2029", "U+2029 PARAGRAPH SEPARATOR"),
        ("\uffff", "U+FFFF CONTROL CHARACTER"),
    ],
)
def test_a_forbidden_character_is_named_and_injects_no_key(character: str, name: str) -> None:
    document, (problem,) = read(f"---\nname: Ö{character}status= closed\n---\n")
    assert (problem.line, problem.column, problem.severity) == (2, 8, Severity.ERROR)
    assert problem.code == "forbidden-character"
    assert problem.message == f"The character {name} does not belong in a text."
    assert texts(document.front) == {"name": "Ö status= closed"}


BELONGS = " does not belong in a text"


def test_each_line_with_forbidden_characters_is_one_error() -> None:
    document, problems = read("---\nname: D\n---\na\x01b\x02\n\nc\u2028d\n")
    assert [(one.line, one.column, one.message) for one in problems] == [
        (4, 2, f"The character U+0001 START OF HEADING{BELONGS} (and 1 more on this line)."),
        (6, 2, f"The character U+2028 LINE SEPARATOR{BELONGS}."),
    ]  # fmt: skip
    assert document.body == "a b \n\nc d\n"


@pytest.mark.parametrize("number", [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
def test_characters_that_mislead_are_warned_of_and_replaced(number: int) -> None:
    document, (problem,) = read(f"---\nname: D\n---\nab{chr(number)}cd\n")
    assert (problem.line, problem.column, problem.severity) == (4, 3, Severity.WARNING)
    assert problem.code == "misleading-character"
    assert f"U+{number:04X} " in problem.message
    assert document.body == "ab cd\n"


def test_an_escape_cannot_spell_what_the_file_may_not_hold() -> None:
    found, problems = front('name: "a\\0b\\u202Ec"\n')
    assert problems == [
        (1, 7, "forbidden-character",
         "An escape spells the character U+0000 NULL, which does not belong in a text."),
    ]  # fmt: skip
    assert texts(found) == {"name": "a b c"}


def test_a_conflict_is_named_by_all_its_lines() -> None:
    text = (
        "---\nname: Dana\n<<<<<<< HEAD\nphone: 1\n||||||| base\n=======\nphone: 2\n"
        ">>>>>>> theirs\n---\n<<<<<<< ours\nx\n=======\n>>>>>>> theirs\n"
    )
    document, problems = read(text)
    assert document == Document(PATH, None, "", 1, readable=False)
    assert [(one.line, one.code, one.message) for one in problems] == [
        (3, "git-conflict", "Git left a conflict here: its markers are on lines 3, 5, 6 and 8."),
        (10, "git-conflict", "Git left a conflict here: its markers are on lines 10, 12 and 13."),
    ]


def test_a_marker_that_was_left_behind_is_a_conflict_too() -> None:
    _, (problem,) = read("---\nname: Dana\n---\nx\n>>>>>>> theirs\n")
    assert problem.message == "Git left a conflict here: its markers are on line 5."


def test_a_heading_underline_is_no_conflict() -> None:
    document, problems = read("---\nname: Dana\n---\nHistory\n=======\n>>>>>>>> deep quote\n")
    assert problems == ()
    assert document.readable


REFUSED = [
    ("a: &x b\n", {"a": "b"}, (1, 4, "yaml-anchor",
     "`&x` is an anchor to YAML, and front matter takes none.")),
    ("a: *x\n", {"a": "*x"}, (1, 4, "yaml-alias",
     "`*x` is an alias to YAML, and front matter takes none.")),
    ("a: !!str 1\n", {"a": "1"}, (1, 4, "yaml-tag",
     "`!!str` is a tag to YAML, and front matter takes none.")),
    ("a: !foo [b]\n", {"a": ["b"]}, (1, 4, "yaml-tag",
     "`!foo` is a tag to YAML, and front matter takes none.")),
    ("a: 1\n<<: {b: 2}\n", {"a": "1"}, (2, 1, "yaml-merge-key",
     "Front matter takes no merge keys (`<<`).")),
    ("a: 1\n--- b\n", {"a": "1"}, (2, 1, "yaml-documents",
     "A second YAML document begins here; front matter is one.")),
    ("%YAML 1.1\na: 1\n", {"a": "1"}, (1, 1, "yaml-syntax",
     "Front matter takes no YAML directives (`%YAML`, `%TAG`).")),
    ("%YAML 1.1\n--- # x\na: 1\n", {"a": "1"}, (1, 1, "yaml-directive",
     "Front matter takes no YAML directives (`%YAML`, `%TAG`).")),
    ("? [a, b]\n: c\nd: e\n", {"d": "e"}, (1, 3, "complex-key",
     "A key is plain text, not a list or a map.")),
    ("'': c\nd: e\n", {"d": "e"}, (1, 1, "empty-key",
     "A key is missing before this colon.")),
    ("- name: Dana\n", None, (1, 1, "front-matter-list",
     "The front matter is a list; it takes `key: value` pairs.")),
    ("Dana Whitfield\n", None, (1, 1, "front-matter-text",
     "`Dana Whitfield` is not a `key: value` pair.")),
]  # fmt: skip


@pytest.mark.usefixtures("_each_reader")
@pytest.mark.parametrize(("typed", "expected", "problem"), REFUSED)
def test_what_front_matter_does_not_take(
    typed: str,
    expected: object,
    problem: tuple[int, int, str, str],
) -> None:
    found, problems = front(typed)
    assert problems == [problem]
    assert texts(found) == expected


def test_refusals_are_collected() -> None:
    found, problems = front("a: &x b\nc: *x\nd: !t e\n<<: f\na: g\nh: i\n")
    assert [(line, code) for line, _, code, _ in problems] == [
        (1, "yaml-anchor"),
        (2, "yaml-alias"),
        (3, "yaml-tag"),
        (4, "yaml-merge-key"),
        (5, "duplicate-key"),
    ]
    assert texts(found) == {"a": "b", "c": "*x", "d": "e", "h": "i"}


def test_of_a_key_that_stands_twice_the_first_counts() -> None:
    found, problems = front("name: Dana\nphone: {work: 1, work: 2}\nname: Dan\n")
    assert problems == [
        (2, 18, "duplicate-key",
         "The key `work` stands twice on line 3; the first one counts."),
        (3, 1, "duplicate-key",
         "The key `name` stands twice, on lines 2 and 4; the first one counts."),
    ]  # fmt: skip
    assert texts(found) == {"name": "Dana", "phone": {"work": "1"}}


def test_twenty_levels_are_read_and_no_more() -> None:
    found, problems = front("a: " + "[" * 19 + "]" * 19 + "\n")
    assert problems == []
    assert found is not None
    found, problems = front("a: " + "[" * 20 + "]" * 20 + "\nb: c\n")
    assert problems == [(1, 23, "yaml-depth", "Lists and maps are nested more than 20 deep here.")]
    assert texts(found) == {"b": "c"}


SYNTAX = [
    ("role: VP: Eng", 9, "A colon and a space inside an unquoted value look like another key.",
     'Write `role: "VP: Eng"`.'),
    ('name: "Dana', 7, 'The quote " that opens here is never closed.',
     'Write a second " where the text ends.'),
    ("name: 'O'Brien'", 10, "Text follows the closing quote of this value.",
     'Write `name: "O\'Brien"`.'),
    ('aka: "Dee" W', 12, "Text follows the closing quote of this value.",
     "Write `aka: '\"Dee\" W'`."),
    ("role: [draft] X", 15, "Text follows the closing bracket of this value.",
     'Write `role: "[draft] X"`.'),
    ("tags: [a, b", 7, "The bracket `[` that opens here is never closed.",
     "Write `]` where it ends, or put a text that begins so in quotes."),
    ("phone: {a: 1", 8, "The bracket `{` that opens here is never closed.",
     "Write `}` where it ends, or put a text that begins so in quotes."),
    ("phone: {a: 1 b: 2}", 15, "A comma or the closing `}` is missing before this.",
     "Write commas between the parts, and quotes around a part that holds one."),
    ("linkedin: @dana", 11, "A value cannot begin with `@` unless it is in quotes.",
     'Write `linkedin: "@dana"`.'),
    ("x: `dana`", 4, "A value cannot begin with a backtick unless it is in quotes.",
     'Write `x: "`dana`"`.'),
    ("x: %a", 4, "A value cannot begin with `%` unless it is in quotes.", 'Write `x: "%a"`.'),
    ("x: * a", 4, "A value cannot begin with `*` unless it is in quotes.", 'Write `x: "* a"`.'),
    ("x: *Star Ltd", 10, "A value cannot begin with `*` unless it is in quotes.",
     'Write `x: "*Star Ltd"`.'),
    ("x: & a", 4, "A value cannot begin with `&` unless it is in quotes.", 'Write `x: "& a"`.'),
    ("x: > a", 4, "A value cannot begin with `>` unless it is in quotes.", 'Write `x: "> a"`.'),
    ("tags: - a", 7, "A list with hyphens cannot begin on the line of its key.",
     "Begin it on the next line, or write it in brackets: [one, two]."),
    ("\tphone: 1", 1, "A tab stands where YAML takes only spaces.",
     "Replace the tab by spaces."),
    ("  phone: 1", 3, "This line is indented further than the keys around it.",
     "Begin it in the same column as they do."),
    (": x", 1, "A key is missing before this colon.", "Write `key: value`."),
]  # fmt: skip


@pytest.mark.usefixtures("_each_reader")
@pytest.mark.parametrize(("typed", "column", "message", "hint"), SYNTAX)
def test_a_syntax_error_says_what_to_type(
    typed: str,
    column: int,
    message: str,
    hint: str,
) -> None:
    document, problems = read(f"---\nbefore: x\n{typed}\nafter: y\n---\n")
    assert [(str(one), one.hint) for one in problems] == [
        (f"{PATH}:3:{column}: error[yaml-syntax] {message}", hint)
    ]
    # One slip costs one key; an indented line belongs to the key before it.
    kept = {"after": "y"} if typed[0] in " \t" else {"before": "x", "after": "y"}
    assert texts(document.front) == kept


def test_a_key_without_a_blank_after_its_colon() -> None:
    document, (problem,) = read("---\nname:Dana\nrole: x\n---\n")
    assert (problem.line, problem.code) == (2, "front-matter-text")
    assert problem.message == "`name:Dana` is not a `key: value` pair."
    assert problem.hint == "Write a space after the colon: `name: Dana`."
    assert texts(document.front) == {"role": "x"}


def test_every_slip_is_named_and_what_could_be_read_is_kept() -> None:
    found, problems = front(
        "name: Dana\nrole: VP: Eng\nphone: [1\ntags:\n- a\n- b\nx: @y\nemail: d@acme.example\n"
    )
    assert [(line, column) for line, column, _, _ in problems] == [(2, 9), (3, 8), (7, 4)]
    assert texts(found) == {"name": "Dana", "tags": ["a", "b"], "email": "d@acme.example"}
    assert found is not None
    assert found.unreadable == ("role", "phone", "x")


def test_what_is_wrong_only_in_the_whole_is_named_too() -> None:
    found, problems = front("  name: Dana\nrole: x\n")
    assert problems == [
        (2, 1, "yaml-syntax", "This line begins further to the left than the keys above it."),
    ]
    assert texts(found) == {"name": "Dana", "role": "x"}
    found, problems = front("name: Dana\n...\nrole: x\n")
    assert problems == [(2, 1, "yaml-syntax", "`...` ends the YAML, and more follows.")]
    assert texts(found) == {"name": "Dana", "role": "x"}


@pytest.mark.usefixtures("_each_reader")
def test_an_escape_beyond_unicode_is_an_error() -> None:
    found, problems = front('name: D\nx: "\\U99999999"\n')
    assert [(line, code) for line, _, code, _ in problems] == [(2, "yaml-syntax")]
    assert texts(found) == {"name": "D"}


def test_without_one_readable_key_there_is_no_front_matter() -> None:
    found, problems = front("name: @x\n")
    assert found is None
    assert [code for _, _, code, _ in problems] == ["yaml-syntax"]
