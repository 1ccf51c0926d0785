"""The maths of the tables, and the parsing of what is measured."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

import pytest

from tests.benchmarks import proctree, results, stages, tables
from tests.benchmarks.hugo_site import Made
from tests.benchmarks.processes import Run
from tests.benchmarks.results import Size
from tests.benchmarks.rounds import Step
from tests.benchmarks.targets import Target, more, save_to_page, target_table, times
from tests.benchmarks.watching import Latencies, Watched

MIB = tables.MIB


def runs(*seconds: float, peak: int = 10) -> list[Run]:
    return [Run(one, one * 2, peak * MIB) for one in seconds]


def size(measured: Mapping[str, Sequence[Run]], watched: Sequence[Watched] = ()) -> Size:
    steps = [Step(one, f"`tracker {one}`", tuple, floor="pass", hugo="hugo") for one in measured]
    counted = {one: Run(0, 0, 0, read=1002, written=3) for one in measured}
    return Size(1000, steps, counted, measured, Made(997, 545, 4, 3), watched)


def watched(*latencies: Latencies, code: int = 0, end: float | None = 0.1) -> Watched:
    memory = proctree.Memory(200 * MIB, 150 * MIB)
    return Watched("--port 0", 1.5, latencies, memory, 0.02, end, code)


def test_ratios_are_medians_of_each_rounds_ratio() -> None:
    some, others = runs(2, 30, 4), runs(1, 10, 4)
    assert tables.ratio(some, others) == tables.busy_ratio(some, others) == 2
    assert tables.beyond(some, others) == 1


def test_the_ninth_decile_lies_between_the_values_about_it() -> None:
    assert tables.ninth_decile([float(one) for one in range(11)]) == 9
    assert tables.ninth_decile([7.0]) == 7


def test_a_table_aligns_words_to_the_left() -> None:
    text = tables.table((":what", "s"), [("a", "1")])
    assert text == "| what | s |\n| --- | ---: |\n| a | 1 |"


def test_commands_are_compared_with_what_ran_beside_them() -> None:
    text = results.commands(
        [size({"pass": runs(1, 1), "hugo": runs(4, 8), "cold": runs(2, 4, peak=99)})]
    )
    row = "| 1,000 | `tracker cold` | 1,002 | 3 | 3.000 | 6.000 | 3.0 | 0.50 | 2.000 | 99 |"
    assert row in text.splitlines()


def test_what_was_not_measured_is_compared_with_nothing() -> None:
    last = results.commands([size({"pass": runs(1), "cold": runs(2)})]).splitlines()[-1]
    assert last == "| 1,000 | `tracker cold` | 1,002 | 3 | 2.000 | 4.000 | 2.0 |  | 1.000 | 10 |"


def test_the_notes_tell_what_hugo_could_not_read() -> None:
    assert "4 were mended for it and 3 left out" in results.hugo_notes([size({})])


def test_targets_are_passed_or_missed() -> None:
    targets = (
        Target("a", 1000, 2.0, times("cold", "hugo")),
        Target("b", 1000, 1.9, times("cold", "hugo"), aim=0.6),
        Target("c", 1000, 0.5, more("again"), " s"),
        Target("another size", 10_000, 1, more("cold")),
    )
    found = size({"pass": runs(1), "hugo": runs(2), "cold": runs(4)})
    assert target_table([found], targets).splitlines()[2:] == [
        "| 1,000 | a | ≤ 2 | 2.000 | pass |",
        "| 1,000 | b | ≤ 1.9 (aim 0.6) | 2.000 | **miss** |",
        "| 1,000 | c | ≤ 0.5 s | not available |  |",
    ]


def test_the_slowest_way_of_saving_counts_and_a_lost_edit_is_no_pass() -> None:
    quick, slow = Latencies("in place", both=[0.01, 0.02]), Latencies("over", both=[0.2, 0.2])
    assert save_to_page(size({}, [watched(quick, slow)])) == 200
    lost = Latencies("in place", both=[0.01], lost=1)
    assert save_to_page(size({}, [watched(quick, lost)])) == float("inf")


def test_the_memory_of_a_watch_counts_too() -> None:
    last = target_table([size({"cold": runs(1)}, [watched()])]).splitlines()[-1]
    assert last == "| 1,000 | memory of the largest process | ≤ 120 MiB | 200.0 MiB | **miss** |"


def test_latencies_are_shown_in_milliseconds() -> None:
    one = Latencies("in place", [0.1], [0.2], [0.2], 1)
    last = results.latencies([size({}, [watched(one)])]).splitlines()[-1]
    assert last == "| 1,000 | `--port 0` | in place | 1 (1 lost) | 100 | 200 | 200 | 200 |"


@pytest.mark.parametrize(
    ("code", "end", "said"),
    [(0, 0.5, "0.50 | 0"), (130, 0.5, "0.50 | 130"), (1, 0.5, "0.50 | **1**")],
)
def test_a_watch_ends_with_0_or_130(code: int, end: float, said: str) -> None:
    text = results.waiting([size({}, [watched(code=code, end=end)])])
    assert text.splitlines()[-1] == f"| 1,000 | `--port 0` | 1.500 | 200 | 150 | 20 | {said} |"


def test_a_watch_that_had_to_be_killed_is_named() -> None:
    assert "**did not end** | **-9**" in results.waiting([size({}, [watched(code=-9, end=None)])])


def test_stages_are_read_from_what_verbose_says() -> None:
    said = """\
Problems:   3 errors
  contacts/a.md:2:8: error[bad-email] `email` is wrong.
      hint: Wait 3 s more.
  import            0.292 s
  scan and read:    1,000.5 s (1,002 files)
  report's figures  0.065 s
  import            0.008 s
  publish, 2 cores  2 s
"""
    assert stages.parse(said) == {
        "import": pytest.approx(0.3),
        "scan and read": 1000.5,
        "report's figures": 0.065,
        "publish, 2 cores": 2,
    }


def test_a_total_is_no_share_of_itself() -> None:
    text = stages.stage_table({"read": 1.0, "write": 3.0, "total": 4.0}, 1000)
    assert text.splitlines()[2:] == [
        "| read | 1.000 | 25% | 1.00 |",
        "| write | 3.000 | 75% | 3.00 |",
        "| total | 4.000 | 100% | 4.00 |",
    ]


def test_the_kernels_figures_are_read_whatever_a_process_is_called() -> None:
    status = "Name:\tVmHWM: 1 kB\nVmPeak:\t99 kB\nVmHWM:\t  20 kB\nVmRSS:\t  10 kB\n"
    assert proctree.parse_memory(status) == (20 * 1024, 10 * 1024)
    assert proctree.parse_memory("") == (0, 0)
    stat = "7 (a) b (c) S 1 7 7 0 -1 4194304 100 0 0 0 30 12 5 1 20 0 1 0 100"
    assert proctree.parse_ticks(stat) == 48
    assert proctree.parse_ticks("") == 0


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_this_process_has_memory_and_has_been_busy() -> None:
    found = proctree.memory(os.getpid())
    assert found is not None
    assert found.peak > 0
    assert found.now > 0
    assert proctree.ticks(os.getpid()) is not None
    assert proctree.tree(os.getpid())[0] == os.getpid()


def test_a_process_that_is_gone_has_none() -> None:
    assert proctree.memory(2**30) is None
    assert proctree.ticks(2**30) is None
