"""A small workspace that is built again and again, and what each build did."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import whole
from tests.building import files
from tracker.build.results import Built
from tracker.build.settings import settings_of
from tracker.build.site import Site
from tracker.build.workshop import Workshop
from tracker.disk import MANIFEST, Publication, Published
from tracker.disk.cache import open_cache
from tracker.files import Artifact, SourceFile
from tracker.render import Renderer

TODAY = date(2026, 11, 20)
SETTINGS = 'as_of = 2026-11-20\n[calendar]\ntimezone = "UTC"\n'
PEOPLE = {
    "ann": "name: Ann Abel\ncompany: Acme\nposition: Cook\nemail: ann@acme.example",
    "bob": "name: Bob Burns\ncompany: Acme\nemail: bob@acme.example",
    "cas": "name: Cas Cole\ncompany: Corner Shop\nrelationship: customer\nemail: cas@shop.example",
    "dee": "name: Dee Dunn\nemail: dee@dunn.example",
}
LOGS = {
    "ann": "- 2026-11-12 interview (video): went well\n",
    "bob": "- 2026-11-17 met: at the fair\n",
    "cas": "- 2026-11-02 purchase\n",
    "dee": "- 2026-11-16 call\n",
}


def contact(front: str, log: str = "") -> str:
    return f"---\n{front}\n---\n\n## Log\n{log}"


def lay(root: Path) -> None:
    """Write the workspace."""
    (root / "contacts").mkdir(parents=True)
    (root / "tracker.toml").write_text(SETTINGS, encoding="utf-8")
    for name, front in PEOPLE.items():
        write(root, name, contact(front, LOGS[name]))


def write(root: Path, name: str, text: str) -> Path:
    path = root / "contacts" / f"{name}.md"
    path.write_text(text, encoding="utf-8")
    return path


def say(root: Path, name: str, entry: str) -> None:
    path = root / "contacts" / f"{name}.md"
    path.write_bytes(path.read_bytes() + f"- {entry}\n".encode())


def build(root: Path, today: date | None = None, output: Path | None = None) -> Built:
    """Build as a process of its own would: with what the cache remembers."""
    with open_cache(root, b"program") as cache:
        site = Site(output or root / "output", cache)
        return site.build(settings_of(root, today, cache))


def assert_whole(root: Path, today: date | None = None, output: Path | None = None) -> None:
    """Assert that the site is what all contacts at once come to."""
    fresh = root.parent / f"fresh-{sum(1 for _ in root.parent.iterdir())}"
    whole.build_site(whole.load_workspace(root, today), fresh)
    assert files(output or root / "output") == files(fresh)


def no_children() -> bool:
    """Whether every process that was forked has been waited for."""
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    return True


def killed(*_: object) -> None:
    """End this process as from outside; to stand in for a method."""
    os.kill(os.getpid(), signal.SIGKILL)


def meet_another(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let another build put a page of its own in place while the next one is under way."""
    finish = Publication.finish

    def meeting(own: Publication, *given: Any) -> Published:  # noqa: ANN401 - as it was called
        monkeypatch.setattr(Publication, "finish", finish)
        with Publication(root / "output") as other:
            kept = files(root / "output").keys() - {MANIFEST}
            kept = {one for one in kept if not one.startswith(".")}
            other.finish([other.stage(Artifact("contacts/ghost.html", b""))], kept)
        return finish(own, *given)

    monkeypatch.setattr(Publication, "finish", meeting)
    return root / "output/contacts/ghost.html"


class Done:
    """What is done in the workshops of this process, and which pages are rendered."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Count from now on."""
        self.read: list[str] = []
        self.work: dict[str, list[str]] = {"link": [], "derive": [], "finish": [], "restore": []}
        self.pages: Counter[str] = Counter()
        for name, done in self.work.items():
            monkeypatch.setattr(Workshop, name, self._noting(getattr(Workshop, name), done))
        read, page = Workshop.read, Renderer.page

        def reading(workshop: Workshop, sources: Iterable[SourceFile]) -> object:
            sources = list(sources)
            self.read += [one.path for one in sources]
            return read(workshop, sources)

        def rendering(renderer: Renderer, name: str, shown: object) -> object:
            made = page(renderer, name, shown)  # type: ignore[arg-type]  # as it was called
            self.pages[made.path] += 1
            return made

        monkeypatch.setattr(Workshop, "read", reading)
        monkeypatch.setattr(Renderer, "page", rendering)

    @staticmethod
    def _noting(method: Callable[..., object], done: list[str]) -> Callable[..., object]:
        def noting(workshop: Workshop, circles: Iterable[str], *more: object) -> object:
            done.extend(circles)
            return method(workshop, circles, *more)

        return noting

    def forget(self) -> None:
        """Begin to count anew."""
        self.read.clear()
        self.pages.clear()
        for one in self.work.values():
            one.clear()

    @property
    def own_pages(self) -> set[str]:
        """The pages rendered, but for those that show all contacts."""
        return {one for one in self.pages if "/" in one}
