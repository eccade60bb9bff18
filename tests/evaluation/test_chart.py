from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from detente.evaluation.chart import Bar, Group, chart

_GROUPS = [
    Group("events & more", [Bar("detente", 0.6, "ours", (0.5, 0.7)), Bar("them", 0.4, "peer")]),
    Group("timex", [Bar("<none>", 0.0, "baseline")]),
]


def test_the_chart_is_well_formed_and_names_every_bar_with_its_number() -> None:
    root = ET.fromstring(chart("Results", _GROUPS))  # noqa: S314 - our own text
    words = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Results", "events & more", "detente", "them", "<none>"} <= set(words)
    assert {"0.60", "0.40", "0.00"} <= set(words)


def test_bars_are_as_long_as_their_values() -> None:
    drawn = chart("Results", _GROUPS)
    ours, theirs, none = (float(w) for w in re.findall(r'width="([\d.]+)" height="14"', drawn))
    assert round(ours / theirs, 2) == 1.5
    assert none == 0


def test_the_same_groups_give_the_same_chart() -> None:
    assert chart("Results", _GROUPS) == chart("Results", _GROUPS)
