from __future__ import annotations

import re

from detente.batch.account import Given, Pace, metrics, report
from detente.batch.tally import Settled, Tally
from detente.batch.tasks import Done
from detente.errors import SourceError

GIVEN = Given("local", 2, 10)


def tally() -> Tally:
    made = Tally()
    made.count(Settled("a.txt", "read", "sha256:a", characters=120))
    made.count(Settled("b.txt", "copy", "sha256:b"))
    made.count(Settled("c.txt", "failed", error=SourceError("D102", "c.txt")))
    made.count(Settled("d.txt", "set-aside", error=SourceError("D117", "d.txt")))
    made.spend("reading", Done("{}", seconds=1.5, peak=600, deaths=1))
    made.spend("reading", Done("{}", seconds=0.5, peak=500))
    return made


def test_the_rate_is_that_of_the_last_minute() -> None:
    pace = Pace(0.0)
    for second in range(1, 201):
        pace.see(float(second), second if second <= 100 else 100 + 4 * (second - 100))
    assert pace.rate == 4.0
    assert pace.left(700) == 50.0
    assert pace.left(400) == 0.0


def test_nothing_is_told_of_the_time_left_before_anything_is_known() -> None:
    pace = Pace(0.0)
    assert pace.rate == 0.0
    assert pace.left(10) is None
    pace.see(2.0, 1)
    assert pace.left(None) is None


def test_a_report_has_counts_times_by_stage_and_memory() -> None:
    made = report(tally(), GIVEN, 8.0)
    assert made["outcomes"] == {"copy": 1, "failed": 1, "read": 1, "set-aside": 1}
    assert made["codes"] == {"D102": 1, "D117": 1}
    assert (made["inputs"], made["rate"], made["characters"]) == (4, 0.5, 120)
    assert made["stages"] == {"reading": {"seconds": 2.0, "tasks": 2}}
    assert made["memory"]["worker"] == 600
    assert made["workers_lost"] == 1


def test_metrics_are_open_metrics() -> None:
    text = metrics(tally(), GIVEN, 8.0)
    *lines, last, empty = text.split("\n")
    assert (last, empty) == ("# EOF", "")
    families: dict[str, str] = {}
    for line in lines:
        if line.startswith("# TYPE"):
            _, _, name, kind = line.split()
            assert name not in families
            families[name] = kind
        elif line.startswith("#"):
            assert re.fullmatch(rf"# (UNIT|HELP) {name} .+", line)
        else:
            sample = re.fullmatch(r'(\w+)(\{\w+="[\w-]+"\})? [\d.]+', line)
            assert sample
            assert sample[1] == name + ("_total" if families[name] == "counter" else "")


def test_metrics_say_what_became_of_inputs() -> None:
    lines = metrics(tally(), GIVEN, 8.0).splitlines()
    assert 'detente_batch_inputs_total{outcome="set-aside"} 1' in lines
    assert 'detente_batch_refusals_total{code="D102"} 1' in lines
    assert 'detente_batch_stage_seconds_total{stage="reading"} 2.000' in lines
    assert 'detente_batch_memory_bytes{process="worker"} 600' in lines
