"""The file system: nothing that is there vanishes, and nothing that is not Tracker's is touched."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.building import publish, read_sources
from tracker.diagnostics import Severity
from tracker.disk import (
    MANIFEST,
    Published,
    PublishError,
    find_root,
    read_settings,
)
from tracker.disk.manifest import dump_manifest, is_safe_path, parse_manifest
from tracker.disk.scan import LARGEST_FILE
from tracker.files import Artifact

MAY_READ_ALL = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    """An empty workspace, with something beside it that is none of its business."""
    root = tmp_path / "work"
    (root / "contacts").mkdir(parents=True)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_bytes(b"secret")
    return root


def write(root: Path, *paths: str) -> None:
    """Make files that hold their own paths."""
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(path.encode())


def read_paths(root: Path) -> list[str]:
    """The paths that are read from a workspace without a problem."""
    sources, problems = read_sources(root)
    assert problems == ()
    return [one.path for one in sources]


def problems_of(root: Path) -> list[str]:
    return [str(one) for one in read_sources(root)[1]]


class TestFindingTheRoot:
    def test_the_settings_mark_it(self, root: Path) -> None:
        write(root, "tracker.toml")
        (root / "contacts").rmdir()
        (root / "deep" / "down").mkdir(parents=True)
        assert find_root(root / "deep" / "down") == root
        assert find_root(root) == root

    def test_a_contacts_folder_marks_it_too(self, root: Path) -> None:
        (root / "contacts" / "acme").mkdir()
        assert find_root(root / "contacts" / "acme") == root

    def test_the_nearest_one_counts(self, root: Path) -> None:
        write(root, "tracker.toml", "inner/tracker.toml", "inner/x/y.md")
        assert find_root(root / "inner" / "x") == root / "inner"

    def test_a_generated_site_is_no_workspace(self, root: Path) -> None:
        write(root, "tracker.toml")
        publish(root / "output", site({"contacts/me.html": b"x"}))
        assert find_root(root / "output") == root
        assert find_root(root / "output" / "contacts") == root

    def test_there_may_be_none(self, tmp_path: Path) -> None:
        assert find_root(tmp_path / "not even there") is None

    def test_a_relative_start_is_from_here(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(root / "contacts")
        assert find_root(Path()) == root


class TestReadingTheSettings:
    def test_the_text(self, root: Path) -> None:
        (root / "tracker.toml").write_bytes("# Zoë\r\n".encode())
        assert read_settings(root) == ("# Zoë\r\n", ())

    def test_there_may_be_none(self, root: Path) -> None:
        assert read_settings(root) == ("", ())

    def test_another_encoding_is_an_error_where_it_begins(self, root: Path) -> None:
        (root / "tracker.toml").write_bytes(b"[calendar]\n# Zo\xeb\n")
        text, [problem] = read_settings(root)
        assert text == ""
        assert str(problem) == "tracker.toml:2:5: error[encoding] This file is not in UTF-8."

    def test_a_folder_of_that_name_is_an_error(self, root: Path) -> None:
        (root / "tracker.toml").mkdir()
        assert [str(one) for one in read_settings(root)[1]] == [
            "tracker.toml:1:1: error[unreadable] This cannot be read: is a directory."
        ]

    def test_too_large_is_an_error(self, root: Path) -> None:
        (root / "tracker.toml").write_bytes(b"#" * (LARGEST_FILE + 1))
        [problem] = read_settings(root)[1]
        assert problem.code == "file-too-large"


class TestReadingContacts:
    def test_files_come_as_bytes_in_the_order_of_their_paths(self, root: Path) -> None:
        write(root, "contacts/b.md", "contacts/a/z.md", "contacts/C.MD", "contacts/a b.Md")
        sources, problems = read_sources(root)
        assert [one.path for one in sources] == [
            "contacts/C.MD",
            "contacts/a b.Md",
            "contacts/a/z.md",
            "contacts/b.md",
        ]
        assert [one.data for one in sources] == [one.path.encode() for one in sources]
        assert problems == ()

    @pytest.mark.parametrize(
        ("name", "renamed"),
        [
            ("dana.markdown", "dana.md"),
            ("dana.mdown", "dana.md"),
            ("dana.mkd", "dana.md"),
            ("dana.txt", "dana.md"),
            ("Dana W.TEXT", "Dana W.md"),
            ("dana.md.txt", "dana.md"),
        ],
    )
    def test_what_looks_like_a_contact_and_is_not_read_is_said(
        self, root: Path, name: str, renamed: str
    ) -> None:
        write(root, f"contacts/acme/{name}", "contacts/a.md")
        sources, [problem] = read_sources(root)
        assert [one.path for one in sources] == ["contacts/a.md"]
        assert str(problem) == (
            f"contacts/acme/{name}:1:1: warning[not-a-contact-file] This file is not read: "
            "contacts are files whose names end in `.md`."
        )
        assert f"`{renamed}`" in problem.hint

    @pytest.mark.parametrize(
        ("name", "written"),
        [
            ("dana.vcf", "dana.md"),
            ("dana.yml", "dana.md"),
            ("people.csv", "people.md"),
            ("dana", "dana.md"),
            ("dana.pdfs", "dana.md"),
            ("jpg", "jpg.md"),
        ],
    )
    def test_any_other_file_that_is_not_read_is_a_hint(
        self, root: Path, name: str, written: str
    ) -> None:
        write(root, f"contacts/acme/{name}")
        sources, [problem] = read_sources(root)
        assert sources == ()
        assert str(problem) == (
            f"contacts/acme/{name}:1:1: hint[not-a-contact-file] This file is not read: "
            "contacts are files whose names end in `.md`."
        )
        assert f"`{written}`" in problem.hint

    @pytest.mark.parametrize(
        "name",
        [
            *("_notes.txt", ".notes.txt", "_dana.vcf", ".dana", "_dana"),
            *("dana.jpg", "dana.JPEG", "dana.png", "dana.webp", "dana.svg", "dana.gif"),
            *("dana.pdf", "cv.docx", "cv.odt", "all.zip", "day.ics", "mail.eml", "posting.html"),
            *("a.txt~", "dana.md~", "dana.md.bak", "Thumbs.db", "desktop.ini"),
        ],
    )
    def test_what_is_no_text_and_what_is_set_aside_stays_unsaid(
        self, root: Path, name: str
    ) -> None:
        write(root, f"contacts/{name}")
        assert read_sources(root) == ((), ())

    def test_a_folder_may_be_called_like_a_text(self, root: Path) -> None:
        write(root, "contacts/acme.txt/dana.md")
        assert read_paths(root) == ["contacts/acme.txt/dana.md"]

    def test_hidden_names_and_other_files_are_skipped(self, root: Path) -> None:
        write(
            root,
            "contacts/.git/x.md",
            "contacts/_drafts/x.md",
            "contacts/_x.md",
            "contacts/.x.md",
            "contacts/x.jpg",
            "contacts/x.md~",
            "x.md",
        )
        assert read_paths(root) == []

    def test_a_folder_may_be_called_like_a_file(self, root: Path) -> None:
        write(root, "contacts/folder.md/x.md")
        assert read_paths(root) == ["contacts/folder.md/x.md"]

    def test_no_contacts_folder_is_a_warning(self, root: Path) -> None:
        (root / "contacts").rmdir()
        sources, [problem] = read_sources(root)
        assert sources == ()
        assert (problem.severity, problem.code) == (Severity.WARNING, "no-contacts")

    def test_a_file_in_its_place_is_an_error(self, root: Path) -> None:
        (root / "contacts").rmdir()
        write(root, "contacts")
        assert problems_of(root) == [
            "contacts:1:1: error[unreadable] This cannot be read: not a directory."
        ]

    def test_a_file_of_exactly_a_million_bytes_is_read_and_no_larger_one(self, root: Path) -> None:
        (root / "contacts" / "a.md").write_bytes(b"x" * 1_000_000)
        (root / "contacts" / "b.md").write_bytes(b"x" * 1_000_001)
        sources, problems = read_sources(root)
        assert [(one.path, len(one.data)) for one in sources] == [("contacts/a.md", 1_000_000)]
        [problem] = problems
        assert (problem.path, problem.code) == ("contacts/b.md", "file-too-large")
        assert problem.message == "This file is larger than 1,000,000 bytes and was not read."

    @pytest.mark.skipif(MAY_READ_ALL, reason="root may read every file")
    def test_what_may_not_be_read_is_an_error_and_the_rest_is_read(self, root: Path) -> None:
        write(root, "contacts/a.md", "contacts/b.md", "contacts/locked/c.md")
        (root / "contacts" / "a.md").chmod(0)
        (root / "contacts" / "locked").chmod(0)
        try:
            sources, problems = read_sources(root)
        finally:
            (root / "contacts" / "locked").chmod(0o700)
        assert [one.path for one in sources] == ["contacts/b.md"]
        assert [str(one) for one in problems] == [
            "contacts/a.md:1:1: error[unreadable] This cannot be read: permission denied.",
            "contacts/locked:1:1: error[unreadable] This cannot be read: permission denied.",
        ]

    def test_a_file_that_vanishes_while_it_is_read_is_an_error(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(root, "contacts/a.md", "contacts/b.md")
        stat = os.stat

        def vanishing(path: str) -> os.stat_result:
            if str(path).endswith("a.md"):
                Path(path).unlink(missing_ok=True)
            return stat(path)

        monkeypatch.setattr(os, "stat", vanishing)
        sources, problems = read_sources(root)
        assert [one.path for one in sources] == ["contacts/b.md"]
        assert [str(one) for one in problems] == [
            "contacts/a.md:1:1: error[unreadable] This cannot be read: no such file or directory."
        ]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
    def test_a_pipe_is_an_error_and_is_not_waited_for(self, root: Path) -> None:
        os.mkfifo(root / "contacts" / "pipe.md")
        assert problems_of(root) == [
            "contacts/pipe.md:1:1: error[unreadable] This cannot be read: not an ordinary file."
        ]

    def test_a_name_that_is_not_utf8_is_an_error_that_can_be_printed(self, root: Path) -> None:
        try:
            Path(os.fsdecode(os.fsencode(root) + b"/contacts/Jos\xe9.md")).write_bytes(b"x")
        except OSError:
            pytest.skip("this file system takes UTF-8 alone")
        Path(os.fsdecode(os.fsencode(root) + b"/contacts/\xff")).mkdir()
        Path(os.fsdecode(os.fsencode(root) + b"/contacts/\xfe.jpg")).write_bytes(b"x")
        found = problems_of(root)
        message = "error[file-name] The name of this file or folder is not in UTF-8."
        assert found == [
            f"contacts/Jos\\xe9.md:1:1: {message}",
            f"contacts/\\xff:1:1: {message}",
        ]
        assert all(one.isascii() for one in found)


class TestLinksAmongContacts:
    def test_inside_the_root_they_are_followed(self, root: Path) -> None:
        write(root, "elsewhere/x.md", "elsewhere/folder/y.md", "contacts/a.md")
        (root / "contacts" / "link.md").symlink_to("../elsewhere/x.md")
        (root / "contacts" / "linked").symlink_to(root / "elsewhere" / "folder")
        assert read_paths(root) == ["contacts/a.md", "contacts/link.md", "contacts/linked/y.md"]

    def test_out_of_the_root_they_are_errors(self, root: Path) -> None:
        (root / "contacts" / "secret.md").symlink_to("../../outside/secret.md")
        (root / "contacts" / "folder").symlink_to("../../outside")
        (root / "contacts" / "hop").symlink_to("folder")
        (root / "contacts" / "secret.jpg").symlink_to("../../outside/secret.md")
        sources, problems = read_sources(root)
        assert sources == ()
        message = "This link leads out of the workspace."
        assert [str(one) for one in problems] == [
            f"contacts/{name}:1:1: error[link-outside] {message}"
            for name in ("folder", "hop", "secret.md")
        ]

    def test_a_sibling_whose_name_begins_like_the_roots_is_outside(self, root: Path) -> None:
        sibling = root.with_name(root.name + "-too")
        sibling.mkdir()
        write(sibling, "x.md")
        (root / "contacts" / "x.md").symlink_to(sibling / "x.md")
        assert [one.partition("[")[0] for one in problems_of(root)] == ["contacts/x.md:1:1: error"]

    def test_the_contacts_folder_itself_may_not_lead_out(self, root: Path) -> None:
        (root / "contacts").rmdir()
        (root / "contacts").symlink_to("../outside")
        assert [one.code for one in read_sources(root)[1]] == ["link-outside"]

    def test_the_root_may_be_reached_by_a_link(self, root: Path, tmp_path: Path) -> None:
        write(root, "contacts/a.md")
        (tmp_path / "link").symlink_to(root)
        assert read_paths(tmp_path / "link") == ["contacts/a.md"]

    def test_one_that_leads_nowhere_is_an_error(self, root: Path) -> None:
        (root / "contacts" / "gone.md").symlink_to("no-such-file.md")
        [problem] = read_sources(root)[1]
        assert (problem.path, problem.code) == ("contacts/gone.md", "unreadable")
        assert problem.message == "This cannot be read: no such file or directory."

    def test_loops_end_and_everything_is_read_once(self, root: Path) -> None:
        write(root, "contacts/a/x.md", "contacts/b/y.md")
        (root / "contacts" / "a" / "up").symlink_to("..")
        (root / "contacts" / "a" / "across").symlink_to("../b")
        (root / "contacts" / "b" / "across").symlink_to("../a")
        (root / "contacts" / "circle").symlink_to("circle")
        (root / "contacts" / "circle.md").symlink_to("circle.md")
        sources, problems = read_sources(root)
        assert [one.path for one in sources] == ["contacts/a/x.md", "contacts/b/y.md"]
        assert [(one.path, one.code, str(one.severity)) for one in problems] == [
            ("contacts/a/across", "link-repeated", "warning"),
            ("contacts/a/up", "link-repeated", "warning"),
            ("contacts/b/across", "link-repeated", "warning"),
            ("contacts/circle", "not-a-contact-file", "hint"),
            ("contacts/circle.md", "unreadable", "error"),
        ]


def site(files: Mapping[str, bytes]) -> Iterator[Artifact]:
    return (Artifact(path, data) for path, data in files.items())


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but for the manifest, with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


FIRST = {"index.html": b"1", "contacts/ann.html": b"ann", "contacts/old/bob.html": b"bob"}


@pytest.fixture(name="output")
def _output(root: Path) -> Path:
    """The folder of a site that was published once."""
    publish(root / "output", site(FIRST))
    return root / "output"


class TestPublishing:
    def test_files_folders_and_counts(self, root: Path) -> None:
        output = root / "deep" / "output"
        assert publish(output, site(FIRST)) == Published(written=3, unchanged=0, removed=0)
        assert tree(output) == FIRST
        assert parse_manifest((output / MANIFEST).read_bytes()) == frozenset(FIRST)

    def test_what_is_the_same_is_not_written_again(self, output: Path) -> None:
        for path in (*FIRST, MANIFEST):
            os.utime(output / path, (1, 1))
        second = FIRST | {"index.html": b"2"}
        assert publish(output, site(second)) == Published(written=1, unchanged=2, removed=0)
        written = {path for path in (*FIRST, MANIFEST) if (output / path).stat().st_mtime != 1}
        assert written == {"index.html"}
        assert publish(output, site(second)) == Published(written=0, unchanged=3, removed=0)

    def test_pages_may_be_read_by_others_as_any_new_file(self, root: Path) -> None:
        publish(root / "output", site(FIRST))
        write(root, "ordinary")
        ordinary = (root / "ordinary").stat().st_mode
        assert (root / "output" / "index.html").stat().st_mode == ordinary

    def test_what_is_no_longer_made_is_removed_with_its_empty_folders(self, output: Path) -> None:
        assert publish(output, site({"index.html": b"1"})) == Published(0, 1, 2)
        assert tree(output) == {"index.html": b"1"}
        assert [one.name for one in output.iterdir() if one.is_dir()] == []

    def test_foreign_files_are_left_alone(self, output: Path) -> None:
        write(output, "contacts/old/mine.txt", "CNAME")
        (output / "my empty folder").mkdir()
        publish(output, site({"index.html": b"2"}))
        assert tree(output) == {
            "index.html": b"2",
            "CNAME": b"CNAME",
            "contacts/old/mine.txt": b"contacts/old/mine.txt",
        }
        assert (output / "my empty folder").is_dir()

    def test_a_foreign_file_in_the_place_of_a_page_is_refused(self, output: Path) -> None:
        write(output, "contacts/new.html")
        before = tree(output)
        with pytest.raises(PublishError, match=r"new\.html was not made by Tracker, and a page"):
            publish(output, site({"contacts/new.html": b"ours", "index.html": b"2"}))
        assert tree(output) == before

    def test_a_page_that_was_removed_or_edited_by_hand_comes_back(self, output: Path) -> None:
        (output / "index.html").unlink()
        (output / "contacts" / "ann.html").write_bytes(b"edited")
        assert publish(output, site(FIRST)) == Published(2, 1, 0)
        assert tree(output) == FIRST

    def test_a_folder_of_somebody_elses_is_refused(self, root: Path) -> None:
        output = root / "home"
        write(output, "thesis.md")
        with pytest.raises(PublishError, match=r"home holds files that Tracker did not make, such"):
            publish(output, site(FIRST))
        assert tree(output) == {"thesis.md": b"thesis.md"}

    @pytest.mark.parametrize("litter", [".gitkeep", ".gitignore", ".DS_Store"])
    def test_git_and_the_system_may_have_been_there_before(self, root: Path, litter: str) -> None:
        write(root, f"output/{litter}")
        publish(root / "output", site(FIRST))
        publish(root / "output", site({}))
        assert tree(root / "output") == {litter: f"output/{litter}".encode()}

    def test_a_file_in_the_place_of_the_folder_is_refused(self, root: Path) -> None:
        write(root, "output")
        with pytest.raises(PublishError, match="output is a file: the site needs a folder"):
            publish(root / "output", site(FIRST))

    def test_a_file_may_become_a_folder_and_a_folder_a_file(self, root: Path) -> None:
        output = root / "output"
        publish(output, site({"a": b"1", "b/c": b"2"}))
        second = {"a/x": b"3", "b": b"4"}
        assert publish(output, site(second)) == Published(2, 0, 2)
        assert tree(output) == second

    def test_a_name_may_change_its_case_alone(self, root: Path) -> None:
        # Where the file system ignores case, removing the old name later would take the new page.
        output = root / "output"
        publish(output, site({"contacts/ann.html": b"1"}))
        publish(output, site({"contacts/Ann.html": b"2"}))
        assert tree(output) == {"contacts/Ann.html": b"2"}


class TestPathsOfPages:
    @pytest.mark.parametrize(
        "path",
        [
            "../x",
            "a/../../x",
            "/x",
            "a//x",
            "",
            ".",
            "a/.",
            "a\\b",
            "C:x",
            "a\0b",
            "a\nb",
            MANIFEST,
        ],
    )
    def test_outside_the_folder_or_odd_is_refused(self, root: Path, path: str) -> None:
        with pytest.raises(PublishError, match="would lie outside the site"):
            publish(root / "output", site({path: b"x"}))
        assert not (root / "output").exists()

    @pytest.mark.parametrize(
        ("one", "other"), [("a.html", "A.html"), ("a", "a/b"), ("x/A", "x/a"), ("A", "a/b")]
    )
    def test_two_that_some_system_could_not_hold_are_refused(
        self, root: Path, one: str, other: str
    ) -> None:
        with pytest.raises(PublishError, match="page"):
            publish(root / "output", site({one: b"1", other: b"2"}))
        assert not (root / "output").exists()

    def test_the_same_one_twice_is_refused(self, root: Path) -> None:
        with pytest.raises(PublishError, match="would be one file"):
            publish(root / "output", [Artifact("a", b"1"), Artifact("a", b"1")])

    def test_a_linked_folder_is_refused_and_not_written_through(
        self, root: Path, tmp_path: Path
    ) -> None:
        output = root / "output"
        publish(output, site({"index.html": b"1"}))
        (output / "contacts").symlink_to(tmp_path / "outside")
        with pytest.raises(PublishError, match="contacts is a link, and pages go into it"):
            publish(output, site({"contacts/ann.html": b"x"}))
        assert tree(tmp_path / "outside") == {"secret.md": b"secret"}

    def test_a_linked_folder_is_not_removed_through(self, root: Path, tmp_path: Path) -> None:
        output = root / "output"
        publish(output, site({"contacts/secret.md": b"x"}))
        (output / "contacts" / "secret.md").unlink()
        (output / "contacts").rmdir()
        (output / "contacts").symlink_to(tmp_path / "outside")
        assert publish(output, site({"index.html": b"1"})) == Published(1, 0, 0)
        assert tree(tmp_path / "outside") == {"secret.md": b"secret"}

    def test_a_link_in_the_place_of_a_page_is_refused(self, output: Path, tmp_path: Path) -> None:
        (output / "index.html").unlink()
        (output / "index.html").symlink_to(tmp_path / "outside" / "secret.md")
        with pytest.raises(PublishError, match=r"index\.html was not made by Tracker"):
            publish(output, site({"index.html": b"2"}))
        assert tree(tmp_path / "outside") == {"secret.md": b"secret"}

    def test_a_file_in_the_place_of_a_folder_is_refused(self, root: Path) -> None:
        output = root / "output"
        publish(output, site({}))
        write(output, "contacts")
        with pytest.raises(PublishError, match="contacts is no folder, and pages go into it"):
            publish(output, site(FIRST))


class TestInterruptions:
    def test_a_full_disk_leaves_the_last_site_and_no_leftovers(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        output = root / "output"
        publish(output, site(FIRST))
        fstat = os.fstat

        def full(number: int) -> os.stat_result:
            if fstat(number).st_size == len(b"too much"):
                raise OSError(28, "No space left on device")
            return fstat(number)

        monkeypatch.setattr(os, "fstat", full)
        with pytest.raises(PublishError, match="cannot be written: no space left on device"):
            publish(output, site({"index.html": b"2", "new.html": b"too much"}))
        assert tree(output) == FIRST
        assert sorted(one.name for one in output.iterdir()) == [MANIFEST, "contacts", "index.html"]

    @pytest.mark.parametrize("before", [{}, FIRST])
    @pytest.mark.parametrize("steps", range(5))
    def test_a_build_killed_at_any_step_can_be_run_again(
        self,
        root: Path,
        monkeypatch: pytest.MonkeyPatch,
        before: Mapping[str, bytes],
        steps: int,
    ) -> None:
        output = root / "output"
        if before:
            publish(output, site(before))
        second = {"index.html": b"2", "contacts/new.html": b"new", "style.css": b"css"}
        with monkeypatch.context() as patch:
            kill_after(patch, steps)
            with pytest.raises(Killed):
                publish(output, site(second))
        for path, data in tree(output).items():
            # Each page is the old one or the new one, and whole.
            assert path.startswith(".tracker-") or data in {before.get(path), second.get(path)}
        publish(output, site(second))
        found = tree(output)
        assert {path: found[path] for path in found if not path.startswith(".tracker-")} == second

    def test_what_a_killed_build_left_is_swept_and_what_a_running_one_writes_is_not(
        self, root: Path
    ) -> None:
        output = root / "output"
        old = output / (".tracker-staging-" + "0" * 16)
        young = output / (".tracker-staging-" + "1" * 16)
        theirs = output / ".tracker-staging-notes"
        publish(output, site(FIRST))
        write(output, *(f"{one.name}/0" for one in (old, young, theirs)))
        two_hours_ago = time.time() - 7200
        os.utime(old, (two_hours_ago, two_hours_ago))
        os.utime(theirs, (two_hours_ago, two_hours_ago))
        publish(output, site(FIRST))
        assert [one.exists() for one in (old, young, theirs)] == [False, True, True]


class Killed(BaseException):
    """The process ends here."""


def kill_after(patch: pytest.MonkeyPatch, steps: int) -> None:
    """Let so many renames happen, then end the process: nothing tidies up."""
    replace = os.replace
    left = [steps]

    def replace_or_die(path: str, target: str) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        replace(path, target)

    patch.setattr(os, "replace", replace_or_die)
    patch.setattr("shutil.rmtree", lambda *_args, **_more: None)


class TestTheManifest:
    def test_it_is_the_same_for_the_same_files(self) -> None:
        one = dump_manifest(["b", "a", "é"])
        assert one == dump_manifest(["é", "a", "b"])
        assert parse_manifest(one) == {"a", "b", "é"}

    @pytest.mark.parametrize(
        "damaged",
        [
            b"",
            b"\xff",
            b"{",
            b"[]",
            b"null",
            b'{"files": ["index.html"]}',
            b'{"made_by": "tracker", "format": 1, "files": "index.html"}',
            b'{"made_by": "tracker", "format": 1, "files": [1]}',
            b'{"made_by": "tracker", "format": 1, "files": ["../outside/secret.md"]}',
            b'{"made_by": "tracker", "format": "1", "files": []}',
            b"[" * 100_000,
        ],
    )
    def test_where_it_is_damaged_nothing_is_overwritten_or_removed(
        self, root: Path, damaged: bytes
    ) -> None:
        output = root / "output"
        publish(output, site(FIRST))
        (output / MANIFEST).write_bytes(damaged)
        with pytest.raises(PublishError, match="is damaged, so that nobody can tell"):
            publish(output, site(FIRST | {"index.html": b"2"}))
        assert tree(output) == FIRST

        # The same site again is no risk, and heals it; what was there besides stays.
        fewer = {"index.html": b"1", "new.html": b"new"}
        assert publish(output, site(fewer)) == Published(1, 1, 0)
        assert tree(output) == FIRST | fewer
        assert publish(output, site({})) == Published(0, 0, 2)

    def test_one_from_a_newer_tracker_is_refused(self, output: Path) -> None:
        (output / MANIFEST).write_bytes(b'{"made_by": "tracker", "format": 2, "files": {}}')
        with pytest.raises(PublishError, match="was made by a newer Tracker: update this one"):
            publish(output, site(FIRST))
        assert tree(output) == FIRST

    @pytest.mark.parametrize("path", ["a", "a/b.html", "a b/ü.html", ".hidden", "..a"])
    def test_ordinary_paths_are_safe(self, path: str) -> None:
        assert is_safe_path(path)
