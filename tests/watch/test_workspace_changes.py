"""Whatever happens to the files and folders of a workspace is seen, and nothing else is."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.watch.desk import at_work


def write(path: Path, text: str = "text") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


class TestFiles:
    def test_a_new_one(self, root: Path) -> None:
        with at_work(root) as desk:
            write(root / "contacts/new.md")
            assert desk.settle() == (("contacts/new.md",),)

    def test_one_renamed(self, root: Path) -> None:
        with at_work(root) as desk:
            (root / "contacts/a.md").rename(root / "contacts/c.md")
            assert desk.settle() == (("contacts/a.md", "contacts/c.md"),)

    def test_one_set_aside(self, root: Path) -> None:
        with at_work(root) as desk:
            (root / "contacts/a.md").rename(root / "contacts/.a.md")
            assert desk.settle() == (("contacts/a.md",),)

    def test_one_moved_out(self, root: Path) -> None:
        with at_work(root) as desk:
            (root / "contacts/a.md").rename(root.parent / "a.md")
            assert desk.settle() == (("contacts/a.md",),)

    def test_one_deleted(self, root: Path) -> None:
        with at_work(root) as desk:
            (root / "contacts/a.md").unlink()
            assert desk.settle() == (("contacts/a.md",),)

    def test_a_thousand_at_once(self, root: Path) -> None:
        with at_work(root) as desk:
            for number in range(1000):
                write(root / f"contacts/{number}.md")
            rebuilds = desk.settle()
            assert 1 <= len(rebuilds) <= 3
            assert sum(map(len, rebuilds)) == 1000

    def test_a_thousand_at_once_in_real_time(self, root: Path) -> None:
        with at_work(root, is_clock_real=True) as desk:
            for number in range(1000):
                write(root / f"contacts/{number}.md")
            desk.builder.wait_until(lambda: len(desk.builder.known) == 1002)

    def test_the_settings(self, root: Path) -> None:
        with at_work(root) as desk:
            write(root / "tracker.toml", "start = 2026-01-01")
            assert desk.settle(root) == (("tracker.toml",),)
            write(root / ".tracker.toml.new", "start = 2026-01-02")
            (root / ".tracker.toml.new").replace(root / "tracker.toml")
            assert desk.settle(root) == (("tracker.toml",),)
            (root / "tracker.toml").unlink()
            assert desk.settle(root) == (("tracker.toml",),)

    def test_a_template(self, root: Path) -> None:
        write(root / "site_templates/agenda.html")
        with at_work(root) as desk:
            write(root / "site_templates/agenda.html", "another")
            assert desk.settle(root / "site_templates") == (("site_templates/agenda.html",),)


class TestFolders:
    def test_one_made_with_all_that_is_in_it(self, root: Path) -> None:
        with at_work(root) as desk:
            write(root / "contacts/1/2/3/4/deep.md")
            assert desk.settle() == (("contacts/1/2/3/4/deep.md",),)
            write(root / "contacts/1/2/3/4/deep.md", "changed")
            assert desk.settle(root / "contacts/1/2/3/4") == (("contacts/1/2/3/4/deep.md",),)

    def test_one_moved_in(self, root: Path) -> None:
        write(root.parent / "team/inner/c.md")
        with at_work(root) as desk:
            (root.parent / "team").rename(root / "contacts/team")
            assert desk.settle() == (("contacts/team/inner/c.md",),)
            write(root / "contacts/team/inner/c.md", "changed")
            assert desk.settle(root / "contacts/team/inner") == (("contacts/team/inner/c.md",),)

    def test_one_moved_out(self, root: Path) -> None:
        write(root / "contacts/team/c.md")
        with at_work(root) as desk:
            (root / "contacts/team").rename(root.parent / "team")
            assert desk.settle() == (("contacts/team/c.md",),)

    def test_one_renamed(self, root: Path) -> None:
        write(root / "contacts/team/c.md")
        with at_work(root) as desk:
            (root / "contacts/team").rename(root / "contacts/group")
            assert desk.settle() == (("contacts/group/c.md", "contacts/team/c.md"),)
            write(root / "contacts/group/c.md", "changed")
            assert desk.settle(root / "contacts/group") == (("contacts/group/c.md",),)

    def test_one_deleted(self, root: Path) -> None:
        write(root / "contacts/team/inner/c.md")
        with at_work(root) as desk:
            shutil.rmtree(root / "contacts/team")
            assert desk.settle() == (("contacts/team/inner/c.md",),)


class TestThePlacesThemselves:
    def test_contacts_replaced(self, root: Path) -> None:
        write(root.parent / "others/a.md", "another")
        with at_work(root) as desk:
            (root / "contacts").rename(root.parent / "before")
            (root.parent / "others").rename(root / "contacts")
            assert desk.settle(root) == (("contacts/a.md", "contacts/b.md"),)
            write(root / "contacts/a.md", "changed")
            assert desk.settle() == (("contacts/a.md",),)

    def test_contacts_deleted_and_made_again(self, root: Path) -> None:
        with at_work(root) as desk:
            for _ in range(3):
                # In one quiet: the new folder may then have the inode of the old one.
                shutil.rmtree(root / "contacts")
                write(root / "contacts/a.md", "again")
                desk.settle(root)
                write(root / "contacts/a.md", "changed")
                assert desk.settle() == (("contacts/a.md",),)

    def test_contacts_replaced_by_a_link(self, root: Path) -> None:
        with at_work(root) as desk:
            (root / "contacts").rename(root / "data")
            (root / "contacts").symlink_to("data")
            desk.settle(root)
            write(root / "data/a.md", "changed")
            assert desk.settle(root / "data") == (("contacts/a.md",),)

    def test_contacts_and_templates_that_appear_later(self, root: Path) -> None:
        shutil.rmtree(root / "contacts")
        with at_work(root) as desk:
            write(root / "contacts/a.md")
            assert desk.settle(root) == (("contacts/a.md",),)
            write(root / "contacts/a.md", "changed")
            assert desk.settle() == (("contacts/a.md",),)
            write(root / "site_templates/agenda.html")
            assert desk.settle(root) == (("site_templates/agenda.html",),)
            write(root / "site_templates/agenda.html", "changed")
            assert desk.settle(root / "site_templates") == (("site_templates/agenda.html",),)

    def test_contacts_that_vanish(self, root: Path) -> None:
        with at_work(root) as desk:
            shutil.rmtree(root / "contacts")
            # Where the machine is busy, one may be seen to go before the other.
            gone = {path for changed in desk.settle(root) for path in changed}
            assert gone == {"contacts/a.md", "contacts/b.md"}
            assert desk.hints.fallback is None


class TestWhatIsNoHint:
    def test_reading(self, root: Path) -> None:
        with at_work(root) as desk:
            for path in (root / "contacts").iterdir():
                path.read_bytes()
            desk.hear_all()
            assert desk.hints.settling.hints == 0

    def test_the_builders_own_reading(self, root: Path) -> None:
        with at_work(root) as desk:
            write(root / "contacts/a.md", "changed")
            desk.settle()
            hints = desk.hints.settling.hints
            desk.hear_all()
            assert desk.hints.settling.hints == hints

    def test_writing_the_site(self, root: Path) -> None:
        with at_work(root) as desk:
            for name in ("agenda.html", "contacts/a.html", ".staging/x.html", "tracker.toml"):
                write(root / "output" / name)
            (root / "output/agenda.html").replace(root / "output/report.html")
            shutil.rmtree(root / "output")
            desk.hear_all(root)
            assert desk.hints.settling.hints == 0

    def test_what_is_hidden(self, root: Path) -> None:
        with at_work(root) as desk:
            write(root / "contacts/.a.md.swp")
            write(root / "contacts/.git/index")
            write(root / ".git/index")
            (root / "contacts/.git/index").rename(root / "contacts/.git/index.old")
            desk.hear_all(root, root / "contacts")
            assert desk.hints.settling.hints == 0

    def test_permissions(self, root: Path) -> None:
        with at_work(root) as desk:
            (root / "contacts/a.md").chmod(0o600)
            (root / "contacts").chmod(0o700)
            desk.hear_all(root, root / "contacts")
            assert desk.hints.settling.hints == 0

    def test_what_changes_nothing_is_no_rebuild(self, root: Path) -> None:
        with at_work(root) as desk:
            for name in ("4913", "a.md~", "_draft.md", "photo.jpg", "#a.md#"):
                write(root / "contacts" / name)
            assert desk.settle() == ()


class TestWithoutEvents:
    def test_polling_sees_an_edit(self, root: Path) -> None:
        with at_work(root, poll=True, rescan=0.01, is_clock_real=True) as desk:
            for text in ("one", "two", "three"):
                write(root / "contacts/a.md", text)
                desk.wait_for("contacts/a.md", text)
            assert desk.hints.heard == []
            assert desk.hints.fallback is None

    def test_a_rescan_finds_what_events_have_missed(self, root: Path) -> None:
        with at_work(root, rescan=0.01, is_clock_real=True) as desk:
            desk.hints.is_deaf = True
            write(root / "contacts/a.md", "changed")
            desk.wait_for("contacts/a.md", "changed")
            assert desk.hints.settling.hints == 0

    def test_a_rescan_follows_a_linked_folder(self, root: Path) -> None:
        write(root / "shared/c.md")
        (root / "contacts/shared").symlink_to("../shared")
        with at_work(root, rescan=0.01, is_clock_real=True) as desk:
            write(root / "shared/c.md", "changed")
            desk.wait_for("contacts/shared/c.md", "changed")


def test_what_changes_during_a_look_is_found_by_the_next(root: Path) -> None:
    with at_work(root, is_clock_real=True) as desk:
        wanted = iter(["one", "two", "three"])

        def edit() -> None:
            text = next(wanted, None)
            if text is not None:
                write(root / "contacts/b.md", text)
                desk.hints.wait_for_all(root / "contacts")

        desk.builder.meanwhile = edit
        write(root / "contacts/a.md", "changed")
        desk.wait_for("contacts/b.md", "three")
        desk.wait_for("contacts/a.md", "changed")


def test_a_look_that_fails_is_survived(root: Path) -> None:
    def fail() -> None:
        desk.builder.meanwhile = lambda: None
        message = "at first"
        raise ValueError(message)

    with at_work(root, is_clock_real=True) as desk:
        desk.builder.meanwhile = fail
        write(root / "contacts/a.md", "changed")
        desk.wait_for("contacts/a.md", "changed")
        desk.builder.wait_until(lambda: any("ValueError" in one.failure for one in desk.reports))
