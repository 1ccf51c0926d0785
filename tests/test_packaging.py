"""The wheel works from any folder, without the checkout in reach; so does an editable install.

Built and installed without a network: what Tracker depends on is lent from this environment.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

#: A little script runs the build backend's own hook, as pip does for `pip install -e`.
EDITABLE = "import sys; from hatchling.build import build_editable; build_editable(sys.argv[1])"


def run(*command: str | Path, cwd: Path, path: str = "") -> subprocess.CompletedProcess[str]:
    """Run a process with nothing on Python's path but what is given."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=kept | {"PYTHONUTF8": "1", "NO_COLOR": "1"} | ({"PYTHONPATH": path} if path else {}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def done(process: subprocess.CompletedProcess[str]) -> str:
    """What a process printed. Fails with all of it where it did not end well."""
    assert process.returncode == 0, f"{process.args}\n{process.stdout}{process.stderr}"
    return process.stdout


def files(folder: Path) -> set[str]:
    """The files of a folder but for what running it leaves behind, as paths below it."""
    return {
        one.relative_to(folder).as_posix()
        for one in folder.rglob("*")
        if one.is_file() and "__pycache__" not in one.parts
    }


def sample_names() -> set[str]:
    found = set()
    for path in (ROOT / "contacts").rglob("*.md"):
        lines = path.read_text(encoding="utf-8").splitlines()
        if path.name != "me.md":
            found |= {line.removeprefix("name: ") for line in lines if line.startswith("name: ")}
    return found


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout to build from, so that a build leaves nothing here."""
    copy = tmp_path_factory.mktemp("packaging") / "checkout"
    skipped = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__")
    shutil.copytree(ROOT, copy, ignore=skipped)
    return copy


@pytest.fixture(scope="session")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network."""
    output = tmp_path_factory.mktemp("wheel")
    arguments = ("--wheel", "--no-isolation", "--outdir", output)
    done(run(sys.executable, "-m", "build", *arguments, checkout, cwd=output))
    (built,) = output.glob("*.whl")
    return built


@dataclass(frozen=True, slots=True)
class Installed:
    """A virtual environment with the wheel in it."""

    python: Path
    tracker: Path


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel in an environment of its own."""
    home = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(home, with_pip=False)
    windows = os.name == "nt"
    binaries = home / ("Scripts" if windows else "bin")
    python = binaries / ("python.exe" if windows else "python")
    pip = (sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check")
    done(run(*pip, "install", "-q", "--no-deps", "--no-index", wheel, cwd=home))
    # Only now, or pip would find Tracker in the environment that lends its dependencies. The
    # `.pth` files of that one are not followed: an editable install there lends no checkout.
    (lib,) = home.rglob("site-packages")
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (lib / "lent.pth").write_text("\n".join(sorted(lent)), encoding="utf-8")
    return Installed(python, binaries / ("tracker.exe" if windows else "tracker"))


def test_the_wheel_holds_what_it_must_and_no_more(wheel: Path, checkout: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    info = {name for name in names if name.split("/")[0].endswith(".dist-info")}
    wanted = {f"tracker/{path}" for path in files(checkout / "tracker")}
    wanted |= {f"tracker/site_templates/{path}" for path in files(checkout / "site_templates")}
    wanted |= {f"tracker/sample_contacts/{path}" for path in files(checkout / "contacts")}
    wanted |= {"tracker/sample_contacts.toml"}
    assert names - info == wanted
    assert {"tracker/py.typed", "tracker/rules/rules.toml"} <= wanted
    assert {name.partition("/")[2] for name in info} == {
        "METADATA",
        "RECORD",
        "WHEEL",
        "entry_points.txt",
        "licenses/LICENSE",
    }


def test_the_wheel_says_what_it_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (path,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        metadata = Parser().parsestr(archive.read(path).decode())
        (path,) = (name for name in archive.namelist() if name.endswith("/entry_points.txt"))
        entry_points = archive.read(path).decode()
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"
    assert metadata.get_payload(), "the README is missing"
    needed = [one for one in metadata.get_all("Requires-Dist", []) if "extra ==" not in one]
    assert any(one.startswith("python-frontmatter") for one in needed)
    assert not any(one.startswith("pytest") for one in needed)
    assert "tracker = tracker.cli:main" in entry_points


def test_the_checkout_is_out_of_reach(installed: Installed, tmp_path: Path) -> None:
    script = "import sys, tracker; print(tracker.__file__, *sys.path, sep='\\n')"
    where, *path = done(run(installed.python, "-c", script, cwd=tmp_path)).splitlines()
    assert Path(where).is_relative_to(installed.python.parents[1])
    assert not any(one and (Path(one) / "pyproject.toml").exists() for one in path)


def test_the_wheel_makes_a_site_of_the_samples_anywhere(
    installed: Installed, tmp_path: Path
) -> None:
    done(run(installed.tracker, "init", "--sample", "x", cwd=tmp_path))
    printed = done(run(installed.tracker, "build", "--root", "x", cwd=tmp_path))
    assert "agenda.html" in printed
    output = tmp_path / "x" / "output"
    drafted = run(
        installed.tracker, "draft", "acme/mei-ling-tsao/thank", "--root", "x", cwd=tmp_path
    )
    assert done(drafted).startswith("Marisol Brandt\n")
    agenda = (output / "agenda.html").read_text(encoding="utf-8")
    everyone = (output / "contacts.html").read_text(encoding="utf-8")
    names = sample_names()
    assert len(names) > 20
    assert [name for name in names if name not in everyone] == []
    assert len([name for name in names if name in agenda]) > 10
    assert (output / "assets" / "style.css").stat().st_size > 1000


def test_the_wheel_knows_its_version_and_its_rules(installed: Installed, tmp_path: Path) -> None:
    version = done(run(installed.tracker, "--version", cwd=tmp_path)).split()[-1]
    assert f'"{version}"' in (ROOT / "tracker" / "__init__.py").read_text(encoding="utf-8")
    (tmp_path / "contacts").mkdir()
    assert "thank-you-interview" in done(run(installed.tracker, "rules", cwd=tmp_path))


def test_an_editable_install_finds_templates_and_samples_beside_the_package(
    checkout: Path, tmp_path: Path
) -> None:
    done(run(sys.executable, "-c", EDITABLE, tmp_path, cwd=checkout))
    (built,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        (pth,) = (name for name in archive.namelist() if name.endswith(".pth"))
        path = archive.read(pth).decode().strip()
    assert Path(path).samefile(checkout)

    tracker = (sys.executable, "-m", "tracker")
    done(run(*tracker, "init", "--sample", "x", cwd=tmp_path, path=path))
    done(run(*tracker, "build", "--root", "x", cwd=tmp_path, path=path))
    draft = ("draft", "acme/mei-ling-tsao/thank", "--root", "x")
    assert "Dear Mei-Ling," in done(run(*tracker, *draft, cwd=tmp_path, path=path))
    built_style = tmp_path / "x" / "output" / "assets" / "style.css"
    style = checkout / "site_templates" / "assets" / "style.css"
    assert built_style.read_bytes() == style.read_bytes()
