"""Where the time of a build goes: each stage of the pipeline on its own, in a fresh process.

`python -m tests.benchmarks.stages ROOT OUTPUT` prints the seconds of each, in
processor time, as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")


class Watch:
    """Adds up how long each stage took."""

    def __init__(self) -> None:
        """Begin with no stage."""
        self.seconds: dict[str, float] = {}

    def __call__(self, stage: str, work: Callable[[], Result]) -> Result:
        """Do the work, and count its time to the stage."""
        began = time.process_time()
        result = work()
        taken = time.process_time() - began
        self.seconds[stage] = self.seconds.get(stage, 0.0) + taken
        return result


def measure(root: Path, output: Path) -> dict[str, float]:
    """Build the site of a workspace as `tracker build` does; the seconds of each stage, in order.

    `output` is published twice: cold, and again with nothing changed.
    """
    watch = Watch()
    watch("import", _import)

    # Imported above, and timed there.
    from tracker import build, clock  # noqa: PLC0415
    from tracker.agenda import arrange  # noqa: PLC0415
    from tracker.book import compile_book  # noqa: PLC0415
    from tracker.contact.document import read_document  # noqa: PLC0415
    from tracker.contact.reader import read_contact  # noqa: PLC0415
    from tracker.disk import publish, read_sources  # noqa: PLC0415
    from tracker.render import render_site  # noqa: PLC0415
    from tracker.report import figures  # noqa: PLC0415
    from tracker.rules.derive import derive  # noqa: PLC0415
    from tracker.slugs import collisions  # noqa: PLC0415
    from tracker.views import site_views  # noqa: PLC0415

    config, rules, odd = watch("settings and rules", lambda: build.load_settings(root))
    zone = clock.your_zone(config)
    today = config.as_of or clock.today(zone)
    sources, unread = watch("scan and read", lambda: read_sources(root))
    # Of the whole that follows, this part is the front matter; it is done twice to be told apart.
    watch("parse front matter", lambda: [read_document(one) for one in sources])
    read = watch("parse and decode", lambda: [read_contact(one) for one in sources])
    watch.seconds["decode and log"] = (
        watch.seconds.pop("parse and decode") - watch.seconds["parse front matter"]
    )
    clashes = watch("book", lambda: collisions(one.path for one in sources))
    apart = {one.path for one in clashes}
    contacts = [one for one, _ in read if one is not None and one.path not in apart]
    book, unlinked = watch("book", lambda: compile_book(contacts))
    derived = watch("derive", lambda: derive(book, config, rules))
    agenda = watch("arrange", lambda: arrange(derived, today))
    report = watch("report's figures", lambda: figures(book, derived, agenda))
    misread = [problem for _, found in read for problem in found]
    problems = tuple(
        sorted(
            (*odd, *unread, *misread, *clashes, *unlinked),
            key=lambda one: (one.path, one.line, one.column, one.code, one.message),
        )
    )
    views = watch(
        "views", lambda: site_views(book, derived, agenda, report, config, zone, problems)
    )
    overrides = root / build.TEMPLATES
    own = overrides if overrides.is_dir() else None
    artifacts = watch("render", lambda: list(render_site(views, own)))
    watch("publish (cold)", lambda: publish(output, artifacts))
    watch("publish (nothing changed)", lambda: publish(output, artifacts))
    return watch.seconds


def _import() -> None:
    import jinja2  # noqa: F401, PLC0415

    import tracker.build  # noqa: PLC0415
    import tracker.cli  # noqa: PLC0415
    import tracker.cli.build  # noqa: PLC0415
    import tracker.render  # noqa: PLC0415
    import tracker.report  # noqa: PLC0415
    import tracker.views  # noqa: F401, PLC0415


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(Path(sys.argv[1]), Path(sys.argv[2]))))
