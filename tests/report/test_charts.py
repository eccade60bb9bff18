from __future__ import annotations

import datetime as dt
import json
import re
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import InstallationError
from detente.relations import Period, Relation
from detente.relations.ties import Tie, Ties
from detente.report import charts
from detente.report.charts import escalation, network, rendering, series, states, style
from detente.report.charts import timeline as times
from detente.report.charts.chart import Table
from detente.wording import flat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detente.casebook.rows import Row
    from detente.report.charts import Chart

SOURCE = "casebook demo; 3 documents"
TIES = Ties(
    (
        Tie(("Iran", "United States"), 4, 9, 2.5, 30.0),
        Tie(("Iraq", "United States"), 3, 3, 20.0, 1.0),
        Tie(("Iran", "Iraq"), 1, 1, 3.0, 3.0),
    ),
    2,
    (10, 15, 12),
)
HOSTILE = "</script><script>alert(1)</script>\x00 & <b>"


@pytest.fixture
def drawn(relation: Relation, events: tuple[Row, ...]) -> dict[str, Chart]:
    """Every kind of chart."""
    chain = charts.of_chain(relation, source=SOURCE)
    assert chain
    return {
        "relation": charts.of_relation(relation, source=SOURCE, finding="Training suspended."),
        "network": charts.of_ties(TIES, source=SOURCE),
        "timeline": charts.of_events(events, title="Events", source=SOURCE),
        "escalation": chain,
    }


KINDS = ("relation", "network", "timeline", "escalation")


def compiled(chart: Chart) -> dict[str, Any]:
    """What Vega-Lite makes of a specification; it raises on a bad one."""
    vega = pytest.importorskip("vl_convert").vegalite_to_vega(
        chart.spec, vl_version=rendering.VEGA_LITE
    )
    return dict(vega)


def words(spec: object) -> Iterator[str]:
    """Every string in a specification."""
    if isinstance(spec, str):
        yield spec
    elif isinstance(spec, dict):
        for each in spec.values():
            yield from words(each)
    elif isinstance(spec, list | tuple):
        for each in spec:
            yield from words(each)


@pytest.mark.parametrize("kind", KINDS)
def test_every_specification_is_valid_and_draws_something(
    drawn: dict[str, Chart], kind: str
) -> None:
    assert compiled(drawn[kind])["marks"]
    picture = ET.fromstring(charts.svg(drawn[kind]))  # noqa: S314 - our own picture
    assert len(list(picture.iter("{http://www.w3.org/2000/svg}path"))) > 10


@pytest.mark.parametrize("kind", KINDS)
def test_compiling_warns_of_nothing(
    drawn: dict[str, Chart], kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    engine = pytest.importorskip("vl_convert")
    engine.vegalite_to_vega(drawn[kind].spec, vl_version=rendering.VEGA_LITE, show_warnings=True)
    out, err = capfd.readouterr()
    assert "WARN" not in out + err


@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_names_its_source_and_holds_its_data_as_a_table(
    drawn: dict[str, Chart], kind: str
) -> None:
    chart = drawn[kind]
    assert f"Source: {SOURCE}" in set(words(chart.spec))
    for table in chart.tables:
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.columns)}
    assert "url" not in json.dumps(chart.spec).replace(chart.spec["$schema"], "")


def test_a_picture_says_what_it_shows(drawn: dict[str, Chart]) -> None:
    svg = charts.svg(replace(drawn["relation"], title="A & B", description="a < b"))
    assert "<title>A &amp; B</title><desc>a &lt; b</desc>" in svg
    assert charts.png(drawn["network"]).startswith(b"\x89PNG")


def test_the_same_data_make_the_same_picture(drawn: dict[str, Chart]) -> None:
    for chart in drawn.values():
        assert charts.svg(chart) == charts.svg(chart)


def test_without_the_extra_drawing_says_how_to_install_it(
    drawn: dict[str, Chart], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(InstallationError, match=r"pip install 'detente\[report\]'.*D402"):
        charts.svg(drawn["relation"])


def test_an_address_in_the_data_is_not_followed(drawn: dict[str, Chart]) -> None:
    spec = {**drawn["relation"].spec["vconcat"][-1], "data": {"url": "https://example.org/x.json"}}
    with pytest.raises(ValueError, match="not allowed"):
        charts.svg(replace(drawn["relation"], spec=spec))


class Page(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.scripts: list[str] = []
        self.addresses: list[str] = []
        self.policy = ""
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._script = tag == "script"
        named = dict(attrs)
        self.addresses += [named[key] or "" for key in ("src", "href") if key in named]
        if named.get("http-equiv"):
            self.policy = named["content"] or ""

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._script = False

    def handle_data(self, data: str) -> None:
        if self._script:
            self.scripts.append(data)


def test_a_page_stands_alone(drawn: dict[str, Chart]) -> None:
    page = Page()
    page.feed(charts.page(list(drawn.values())))
    assert page.addresses == []
    assert page.policy.startswith("default-src 'none'")
    assert page.tags.count("figure") == len(drawn)
    assert page.tags.count("table") == sum(len(chart.tables) for chart in drawn.values())


def test_no_word_of_a_document_breaks_out_of_the_page(relation: Relation) -> None:
    hostile = replace(relation, first=replace(relation.first, name=HOSTILE))
    chart = charts.of_relation(hostile, source=HOSTILE, finding=HOSTILE)
    page = Page()
    hostile_table = Table(HOSTILE, (HOSTILE,), ((HOSTILE,),))
    page.feed(charts.page([replace(chart, tables=(hostile_table,))]))
    assert page.tags.count("script") == 3
    assert "b" not in page.tags
    assert "alert(1)" in json.dumps(json.loads(page.scripts[0]))
    assert not any("alert" in script for script in page.scripts[1:])


def test_no_sign_that_commands_reaches_a_picture(relation: Relation) -> None:
    hostile = replace(relation, second=replace(relation.second, name=HOSTILE))
    svg = charts.svg(charts.of_relation(hostile, source=HOSTILE, finding=HOSTILE))
    ET.fromstring(svg)  # noqa: S314 - our own picture: it must be well-formed
    assert "<script" not in svg
    assert "\x00" not in svg


def test_the_state_of_a_channel_is_said_drawn_and_dated(drawn: dict[str, Chart]) -> None:
    said = set(words(drawn["relation"].spec))
    assert {"suspended 5 Jan 2020", "resumed in part 16–31 Jan 2020"} <= said
    assert {"stopped", "runs in part"} <= said


def test_no_tick_is_left_out(relation: Relation) -> None:
    chart = charts.of_relation(relation, source=SOURCE, finding="x")
    axes = [axis for view in compiled(chart)["marks"] for axis in view.get("axes", [])]
    given = [axis for axis in axes if "values" in axis]
    assert given
    assert all(axis["tickCount"] == len(axis["values"]) for axis in given)


def test_an_imprecise_change_is_pale_over_its_days(relation: Relation) -> None:
    span = style.Span(dt.date(2019, 12, 1), dt.date(2020, 4, 30))
    spec = states.lanes(relation.channels, span)
    bars = (
        [
            value
            for layer in spec["layer"]
            for value in layer["data"]["values"]
            if value.get("state") == "runs in part"
        ]
        if spec
        else []
    )
    assert [(bar["first"], bar["end"], bar["sure"]) for bar in bars] == [
        ("2020-01-16", "2020-02-01", False),
        ("2020-02-01", "2020-05-01", True),
    ]


def test_no_band_without_a_dated_change() -> None:
    assert states.lanes((), style.Span(dt.date(2020, 1, 1), dt.date(2020, 2, 1))) is None


def test_turning_points_are_numbered_and_explained(drawn: dict[str, Chart]) -> None:
    text = " ".join(words(drawn["relation"].spec))
    assert "(1) Jan 2020: net PLOVER score falls from 1.0 to −4.0 a month (p = 0.004)" in text
    assert "ASSAULT United States → Iran, 3 Jan 2020" in text


def test_what_turns_in_one_period_has_one_number(relation: Relation) -> None:
    (point,) = relation.turning_points
    other = replace(point, measure="conflict_events", before=0.5, after=3.0)
    both = replace(relation, turning_points=(other, point))
    text = " ".join(words(charts.of_relation(both, source=SOURCE, finding="x").spec))
    assert "(1) Jan 2020: conflict rises from 0.5 to 3.0 events a month (p = 0.004); net" in text
    assert "(2)" not in text


@pytest.mark.parametrize(
    ("by", "first", "last", "said"),
    [
        ("day", "2020-03-09", "2020-03-09", "9 Mar 2020"),
        ("week", "2020-03-09", "2020-03-15", "week of 9 Mar 2020"),
        ("month", "2020-03-01", "2020-03-31", "Mar 2020"),
        ("quarter", "2020-01-01", "2020-03-31", "Q1 2020"),
        ("year", "2020-01-01", "2020-12-31", "2020"),
    ],
)
def test_a_period_is_said_as_people_say_it(by: Any, first: str, last: str, said: str) -> None:
    period = Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last), by)
    assert series.when(period) == said


@pytest.mark.parametrize("count", [0, 1])
@pytest.mark.parametrize("told", [False, True])
def test_a_relation_of_which_little_is_known_is_drawn_as_far_as_it_goes(
    relation: Relation, count: int, *, told: bool
) -> None:
    bare = replace(
        relation,
        series=replace(relation.series, points=relation.series.points[1 : 1 + count]),
        turning_points=(),
        channels=relation.channels if told else (),
    )
    chart = charts.of_relation(bare, source=SOURCE, finding="Little.")
    assert compiled(chart)
    assert len(chart.spec["vconcat"]) == told + 2 * count + 1
    assert ("No dated event between the two is known." in set(words(chart.spec))) == (not count)


def test_the_only_bar_of_a_series_is_no_wall(relation: Relation) -> None:
    bare = replace(
        relation,
        series=replace(relation.series, points=relation.series.points[1:2]),
        turning_points=(),
        channels=(),
    )
    chart = charts.of_relation(bare, source=SOURCE, finding="One.")
    (row,) = chart.spec["vconcat"][0]["data"]["values"]
    left, right = (dt.datetime.fromisoformat(row[edge]) for edge in ("left", "right"))
    assert right - left < dt.timedelta(days=5)


def test_what_has_no_place_in_time_is_said(relation: Relation) -> None:
    (channel,) = relation.channels
    change = replace(channel.changes[0], date=None, earliest=None, latest=None)
    lost = replace(channel, changes=(), undated=(change,), foreseen=(channel.changes[1],))
    chart = charts.of_relation(replace(relation, channels=(lost,)), source=SOURCE, finding="x")
    text = " ".join(words(chart.spec))
    assert "training suspended, without a date, reported by 1 Feb 2020" in text
    assert "training resumed in part 16–31 Jan 2020, foreseen only" in text


def test_an_exact_day_is_a_point_and_an_imprecise_date_as_long_as_it_may_mean(
    make_event: Callable[..., Row], make_party: Callable[..., Row]
) -> None:
    month = {"date": "2020-03", "earliest": dt.date(2020, 3, 1), "latest": dt.date(2020, 3, 31)}
    rows = [
        make_event("AID", make_party("A"), make_party("B"), "2020-02-02"),
        make_event("ASSAULT", make_party("B"), make_party("A"), "2020-03-01") | month,
    ]
    chart = charts.of_events(rows, title="Events", source=SOURCE)
    values = [
        value
        for layer in chart.spec["vconcat"][1]["layer"]
        for value in layer["data"]["values"]
        if "exact" in value and layer.get("mark", {}).get("type") in {"point", "rect"}
    ]
    assert [(each["first"], each["end"], each["exact"]) for each in values] == [
        ("2020-02-02", "2020-02-03", True),
        ("2020-03-01", "2020-04-01", False),
    ]


def test_events_without_a_date_are_counted_not_drawn(
    make_event: Callable[..., Row], make_party: Callable[..., Row]
) -> None:
    row = make_event("AID", make_party("A"), make_party("B"), "2020-02-02")
    lost = row | {"date": None, "earliest": None, "latest": None}
    chart = charts.of_events([row, lost], title="Events", source=SOURCE)
    assert "Not drawn: 1 event without a date." in set(words(chart.spec))
    assert len(chart.tables[0].rows) == 2
    assert compiled(charts.of_events([lost], title="Events", source=SOURCE))


def test_what_did_not_happen_says_so(events: tuple[Row, ...]) -> None:
    assert times.line(events[0]) == "ASSAULT United States → Iran"
    assert times.line(events[0] | {"status": "did-not-occur"}).startswith("ASSAULT (did not occur)")


def test_no_words_of_a_timeline_reach_the_dates_or_leave_the_chart(
    make_event: Callable[..., Row], make_party: Callable[..., Row]
) -> None:
    long = make_party("A delegation with a name that is much longer than anybody would wish for")
    year = {"date": "2020", "earliest": dt.date(2020, 1, 1), "latest": dt.date(2020, 12, 31)}
    days = ("2020-01-01", "2020-06-15", "2020-12-31")
    rows = [make_event("AID", long, long, day, reports=12) for day in days]
    rows.append(make_event("AID", long, long, "2020-01-01") | year)
    chart = charts.of_events(rows, title="Events", source=SOURCE)
    layers = chart.spec["vconcat"][1]["layer"]
    said = [value for layer in layers for value in layer["data"]["values"] if "side" in value]
    assert said
    for value in said:
        size = style.width(value["text"], style.SMALL)
        left = value["at"] - (size if value["side"] == "right" else 0)
        assert left >= 0
        assert left + size <= style.WIDTH + style.RIGHT


def test_many_events_share_lanes_and_none_hides_another(
    make_event: Callable[..., Row], make_party: Callable[..., Row]
) -> None:
    rows = [
        make_event("ASSAULT", make_party("A"), make_party("B"), "2020-02-02", id=f"v{number}")
        for number in range(60)
    ]
    chart = charts.of_events(rows, title="Events", source=SOURCE)
    heights = [
        value["y"]
        for layer in chart.spec["vconcat"][1]["layer"]
        for value in layer["data"]["values"]
        if "exact" in value
    ]
    assert len(heights) == len(set(heights)) == 60
    assert compiled(chart)


def test_of_very_many_events_the_most_reported_are_drawn_and_the_rest_counted(
    make_event: Callable[..., Row], make_party: Callable[..., Row]
) -> None:
    sides = (make_party("A"), make_party("B"))
    rows = [make_event("AID", *sides, "2020-02-02", reports=1) for _ in range(2000)]
    rows.append(make_event("AID", *sides, "2020-02-03", reports=7))
    chart = charts.of_events(rows, title="Events", source=SOURCE)
    assert "Shown are the 1,500 events of the most reports, of 2,001." in set(words(chart.spec))
    assert len(chart.tables[0].rows) == 1500
    assert chart.tables[0].rows[-1][-1] == 7


def test_a_network_is_the_same_whatever_the_order() -> None:
    turned = replace(TIES, ties=TIES.ties[::-1])
    spec, other = (charts.of_ties(each, source=SOURCE).spec for each in (TIES, turned))
    assert _places(spec) == _places(other)


def _places(spec: dict[str, Any]) -> list[tuple[str, float, float]]:
    """Where the actors stand."""
    dots = next(
        each for each in spec["vconcat"][0]["layer"] if each.get("mark", {}).get("type") == "circle"
    )
    return [(row["name"], row["x"], row["y"]) for row in dots["data"]["values"]]


def test_a_dense_network_draws_the_heaviest_and_says_what_it_leaves() -> None:
    names = [f"Actor {number:02}" for number in range(30)]
    made = tuple(
        Tie((one, other), 30 - first, 40, 5.0, 9.0)
        for first, one in enumerate(names)
        for other in names[first + 1 : first + 4]
    )
    chart = charts.of_ties(Ties(made, 3, (9, 9, 9)), source=SOURCE)
    text = " ".join(words(chart.spec))
    assert "Drawn are the 20 actors" in text
    assert "Left out: 3 events" in text
    assert len(chart.tables[0].rows) == len(made)
    assert compiled(chart)


@pytest.mark.parametrize(
    ("cooperation", "conflict", "lean"),
    [(9.0, 1.0, "cooperation"), (1.0, 9.0, "conflict"), (5.0, 5.2, "both alike")],
)
def test_a_tie_leans_where_its_scores_do(cooperation: float, conflict: float, lean: str) -> None:
    assert network.lean(Tie(("A", "B"), 2, 2, cooperation, conflict)) == lean


def test_a_chain_stands_on_two_rails_with_its_delays(
    relation: Relation, drawn: dict[str, Chart]
) -> None:
    assert [escalation.delay(link) for link in relation.chains[0].links] == ["5 days", "1 day"]
    said = set(words(drawn["escalation"].spec))
    assert {"(1) 3 Jan 2020: ASSAULT United States → Iran", "5 days", "1 day"} <= said
    rows = drawn["escalation"].tables[0].rows
    assert [row[4] for row in rows] == [None, "text", "time"]


def test_no_chain_no_chart(relation: Relation) -> None:
    assert charts.of_chain(replace(relation, chains=()), source=SOURCE) is None


labels: st.SearchStrategy[list[tuple[float, float]]] = st.lists(
    st.tuples(st.floats(0, 700), st.floats(1, 200)), max_size=30
).map(sorted)


@given(labels)
def test_no_label_of_one_level_lies_on_another(places: list[tuple[float, float]]) -> None:
    found = style.levels(places)
    ends: dict[int, float] = {}
    for (start, width), level in zip(places, found, strict=True):
        assert ends.get(level, -1.0) < start
        ends[level] = start + width


@given(labels)
def test_no_line_to_a_hanging_label_crosses_another(places: list[tuple[float, float]]) -> None:
    found = style.hanging(places)
    for here, (start, width) in enumerate(places):
        for later in range(here + 1, len(places)):
            if places[later][0] < start + width:
                assert found[later] < found[here]


@given(st.floats(-1e6, 0), st.floats(0, 1e6))
def test_a_scale_holds_all_values_and_zero(low: float, high: float) -> None:
    ticks = style.scale(low, high)
    assert ticks[0] <= low
    assert high <= ticks[-1]
    assert 0.0 in ticks
    assert 2 <= len(ticks) <= 9


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.integers(1, 60_000))
def test_an_axis_names_some_days_but_not_too_many(first: dt.date, days: int) -> None:
    span = style.Span(first, min(first + dt.timedelta(days=days), dt.date(2300, 1, 1)))
    values = span.frame(labels=True)["encoding"]["x"]["axis"]["values"]
    days_named = [(each["year"], each["month"], each["date"]) for each in values]
    assert len(days_named) <= 13
    assert days_named == sorted(days_named)


@pytest.mark.parametrize(
    ("by", "days", "named"),
    [("day", 40, "%-d %b"), ("month", 40, "%b"), ("quarter", 400, "%b"), ("year", 800, "%Y")],
)
def test_an_axis_names_no_shorter_periods_than_are_counted(by: Any, days: int, named: str) -> None:
    first = dt.date(2020, 1, 1)
    axis = style.Span(first, first + dt.timedelta(days=days), by).frame()["encoding"]["x"]["axis"]
    assert f"'{named}'" in axis["labelExpr"]


def test_a_change_in_doubt_says_so(relation: Relation) -> None:
    change = replace(relation.channels[0].changes[0], presumed=True)
    assert states.words(change) == "suspended 5 Jan 2020 (date presumed)"


@given(st.text(max_size=200))
def test_lines_hold_the_text_and_nothing_else(text: str) -> None:
    found = style.lines(text, 120, style.SMALL)
    assert " ".join(found).split() == flat(text).split()
    assert not re.search(r"[\x00-\x1f]", "".join(found))


def test_a_notebook_shows_a_chart_or_its_data(
    relation: Relation, monkeypatch: pytest.MonkeyPatch
) -> None:
    chart = charts.of_relation(relation, source="casebook <b>", finding="It cooled & ended.")
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    bare = chart._repr_html_()
    assert "<img" not in bare
    assert "<table>" in bare
    assert "casebook &lt;b&gt;" in bare
    monkeypatch.undo()
    pytest.importorskip("vl_convert")
    drawn = chart._repr_html_()
    assert 'alt="United States – Iran. It cooled &amp; ended."' in drawn
    assert "data:image/svg+xml;base64," in drawn
