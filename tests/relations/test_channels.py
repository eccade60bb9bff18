from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING, Any

import pytest

from detente.casebook import Casebook
from detente.relations import channels, sides, state

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.relations import Channel, ChannelState


def change(status: str, date: str | None = None, **told: Any) -> dict[str, Any]:
    """What became of the training between the coalition and Iraq, unless told otherwise."""
    return {"change": status, "sides": ("coalition", "IRQMIL"), "date": date} | told


def only(casebook: Casebook, first: str = "coalition", second: str = "IRQ") -> Channel:
    """The one channel there is between two sides."""
    (found,) = channels(casebook, *sides(casebook, first, second))
    return found


def on(channel: Channel, day: str) -> ChannelState:
    return channel.state_at(dt.date.fromisoformat(day))


def history(channel: Channel) -> list[tuple[str, str | None]]:
    return [(each.status, each.date) for each in channel.changes]


@pytest.fixture
def paused(telling: Callable[..., Casebook]) -> Casebook:
    """Training that was paused, and came back in part."""
    pause = change("suspended", "2020-01-05", quote="training was paused")
    telling(pause, published="2020-01-05", publisher="Gulf Wire")
    back = change("resumed-in-part", "2020-01-16/2020-01-31", quote="some of it is back")
    return telling(back, name="Another dispatch", published="2020-01-31")


@pytest.mark.parametrize(
    ("day", "status", "since", "perhaps"),
    [
        ("2020-01-05", "suspended", "2020-01-05", []),
        ("2020-01-20", "suspended", "2020-01-05", ["resumed-in-part"]),
        ("2020-01-31", "resumed-in-part", "2020-01-16/2020-01-31", []),
        ("2020-05-13", "resumed-in-part", "2020-01-16/2020-01-31", []),
    ],
)
def test_a_channel_stands_as_its_last_change_left_it(
    paused: Casebook, day: str, status: str, since: str, perhaps: list[str]
) -> None:
    found = on(only(paused), day)
    assert (found.status, found.since, found.reason) == (status, since, None)
    assert [each.status for each in found.perhaps] == perhaps


def test_a_state_has_the_words_it_rests_on(paused: Casebook) -> None:
    found = on(only(paused), "2020-01-10")
    assert found.change
    (report,) = found.change.reports
    assert report.quote == "training was paused"
    assert (report.publisher, report.published) == ("Gulf Wire", "2020-01-05")
    text = paused.record(report.document).document.text
    assert text[report.start : report.end] == report.quote


def test_before_the_first_change_nothing_is_known(paused: Casebook) -> None:
    found = on(only(paused), "2019-12-31")
    assert (found.status, found.since, found.change) == (None, None, None)
    assert found.reason == "the first change that is known came 2020-01-05"


def test_a_date_that_leaves_it_open_says_perhaps(telling: Callable[..., Casebook]) -> None:
    found = on(only(telling(change("suspended", "2020-01"))), "2020-01-20")
    assert found.status is None
    assert found.reason == "what is known may have come later"
    assert [each.status for each in found.perhaps] == ["suspended"]


def test_of_a_channel_nobody_tells_of_nothing_is_known(paused: Casebook) -> None:
    found = channels(paused, *sides(paused, "coalition", "IRQ"))
    told = state(found, "diplomatic", dt.date(2020, 2, 1))
    assert (told.status, told.reason) == (None, "no document tells of it between these two")
    assert state(found, "training", dt.date(2020, 2, 1)).status == "resumed-in-part"


def test_who_stands_first_matters_not(paused: Casebook) -> None:
    turned = only(paused, "IRQ", "coalition")
    assert history(turned) == history(only(paused))
    assert turned.changes[0].parties == ("IRQMIL", "coalition")


def test_reports_of_one_change_are_joined(telling: Callable[..., Casebook]) -> None:
    dates = ("2020-01", "2020-01-16/2020-01-31", "2020-01-20/2020-02-10")
    for number, date in enumerate(dates):
        telling(change("resumed", date), name=f"Dispatch {number}", published=f"2020-0{4 - number}")
    (joined,) = only(telling(change("resumed", "2020-03-03"), name="A later one")).changes[:1]
    assert joined.date == "2020-01-20/2020-01-31"
    assert (len(joined.reports), joined.documents, joined.origins) == (3, 3, 3)
    assert [report.published for report in joined.reports] == ["2020-02", "2020-03", "2020-04"]


def test_an_agency_s_words_are_one_origin(telling: Callable[..., Casebook]) -> None:
    for number in range(2):
        casebook = telling(
            change("suspended", "2020-01-05"), name=f"Dispatch {number}", origin="Reuters"
        )
    (joined,) = only(casebook).changes
    assert (joined.documents, joined.origins) == (2, 1)


def test_papers_that_hand_on_one_agency_s_report_are_one_origin(
    telling: Callable[..., Casebook],
) -> None:
    for number, publisher in enumerate(("Gulf Wire", "Harbor Courier")):
        handed_on = change("suspended", "2020-01-05", through="IRNMED")
        casebook = telling(handed_on, name=f"Dispatch {number}", publisher=publisher)
    (joined,) = only(casebook).changes
    assert (joined.documents, joined.origins) == (2, 1)


def test_the_order_of_adding_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, record: Callable[..., Any]
) -> None:
    dates = ("2020-01", "2020-01-05", "2020-01-20/2020-02-20")
    told = [record(f"Dispatch {date}", change("suspended", date)) for date in dates]
    found = []
    for order in itertools.permutations(told):
        with Casebook(tmp_path_factory.mktemp("any")) as casebook:
            with casebook.writer() as writer:
                for each in order:
                    writer.add(each)
            found.append(only(casebook))
    assert all(each == found[0] for each in found)


def test_without_a_date_it_happened_by_the_report(telling: Callable[..., Casebook]) -> None:
    channel = only(telling(change("suspended"), published="2020-03-02"))
    assert on(channel, "2020-03-01").reason == "no change of it was reported by then"
    found = on(channel, "2020-03-02")
    assert (found.status, found.since) == ("suspended", "../2020-03-02")


def test_a_change_without_a_date_may_have_come_since(telling: Callable[..., Casebook]) -> None:
    telling(change("suspended", "2020-01-05"), published="2020-01-05")
    channel = only(telling(change("expanded"), name="Another", published="2020-01-31"))
    found = on(channel, "2020-02-01")
    assert found.status == "suspended"
    assert [each.status for each in found.perhaps] == ["expanded"]
    assert on(channel, "2020-01-30").perhaps == ()


def test_what_came_back_did_so_after_it_was_broken_off(telling: Callable[..., Casebook]) -> None:
    telling(change("suspended", "2020-01-05"), published="2020-01-05")
    channel = only(telling(change("resumed"), name="Another", published="2020-01-31"))
    assert history(channel) == [("suspended", "2020-01-05"), ("resumed", "2020-01-05/2020-01-31")]
    assert [each.presumed for each in channel.changes] == [False, True]
    assert channel.undated == ()
    assert channel.changes[0].disputed == ()
    assert on(channel, "2020-01-20").status == "suspended"
    found = on(channel, "2020-02-01")
    assert found.change
    assert (found.status, found.change.reports[0].date) == ("resumed", None)


def test_what_came_back_on_a_day_that_is_known_is_the_same(
    telling: Callable[..., Casebook],
) -> None:
    telling(change("suspended", "2020-01-05"), change("resumed", "2020-01-20"))
    channel = only(telling(change("resumed"), name="Another", published="2020-03-31"))
    assert history(channel)[1:] == [("resumed", "2020-01-20")]
    assert (channel.changes[1].documents, channel.changes[1].presumed) == (2, False)


@pytest.mark.parametrize("again", ["2020-03-20", None])
def test_of_what_was_broken_off_twice_it_is_not_known_when_it_came_back(
    telling: Callable[..., Casebook], again: str | None
) -> None:
    telling(change("suspended", "2020-01-05"), change("suspended", again), published="2020-03-31")
    channel = only(telling(change("resumed"), name="Another", published="2020-04-30"))
    assert "resumed" not in {each.status for each in channel.changes}
    assert "resumed" in {each.status for each in on(channel, "2020-05-01").perhaps}


def test_what_was_to_come_is_no_change(telling: Callable[..., Casebook]) -> None:
    channel = only(telling(change("resumed", "2020-06"), published="2020-03-30"))
    assert (channel.changes, len(channel.foreseen)) == ((), 1)
    assert on(channel, "2020-12-31").status is None


def test_strain_does_not_hide_whether_it_runs(telling: Callable[..., Casebook]) -> None:
    channel = only(telling(change("suspended", "2020-01-05"), change("strained", "2020-02-05")))
    found = on(channel, "2020-03-01")
    assert found.mood
    assert (found.status, found.mood.status) == ("suspended", "strained")


def test_strain_is_how_it_stands_where_nothing_else_is_known(
    telling: Callable[..., Casebook],
) -> None:
    assert on(only(telling(change("strained", "2020-02-05"))), "2020-03-01").status == "strained"


def disputes(telling: Callable[..., Casebook], *told: dict[str, Any]) -> list[list[str]]:
    """What other sources have in place of each change, each told by a document of its own."""
    for number, each in enumerate(told):
        casebook = telling(each, name=f"Dispatch {number}")
    return [[each.status for each in found.disputed] for found in only(casebook).changes]


def test_opposite_reports_of_one_time_stand_side_by_side(
    telling: Callable[..., Casebook],
) -> None:
    found = disputes(telling, change("suspended", "2020-01"), change("expanded", "2020-01-10"))
    assert found == [["suspended"], ["expanded"]]


def test_how_far_it_came_back_may_be_in_dispute(telling: Callable[..., Casebook]) -> None:
    found = disputes(telling, change("resumed", "2020-02"), change("resumed-in-part", "2020-02"))
    assert found == [["resumed-in-part"], ["resumed"]]


def test_when_it_was_may_be_in_dispute(telling: Callable[..., Casebook]) -> None:
    found = disputes(telling, change("suspended", "2020-01-05"), change("suspended", "2020-01-07"))
    assert found == [["suspended"], ["suspended"]]


@pytest.mark.parametrize(
    "told",
    [
        [change("suspended", "2020-01-05"), change("resumed", "2020-01-20")],
        [change("reduced", "2020-01-05"), change("reduced", "2020-01-20")],
        [change("suspended", "2020-01"), change("strained", "2020-01")],
        [
            change("suspended", "2020-01-05"),
            change("resumed", "2020-02"),
            change("suspended", "2020-03-20"),
        ],
    ],
)
def test_what_can_all_be_true_is_no_dispute(
    telling: Callable[..., Casebook], told: list[dict[str, Any]]
) -> None:
    assert not any(disputes(telling, *told))


def test_one_document_may_tell_of_a_pause_and_its_end_in_a_month(
    telling: Callable[..., Casebook],
) -> None:
    channel = only(telling(change("suspended", "2020-01"), change("resumed", "2020-01")))
    assert not any(each.disputed for each in channel.changes)
