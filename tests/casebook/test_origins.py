from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.casebook.origins import Report, origins, report_of
from detente.casebook.wording import stems

_WORDS = stems("the raids destroyed five depots of the militia")


def _row(
    *chain: tuple[str, str | None], origin: str | None = None, publisher: str | None = "Courier"
) -> dict[str, Any]:
    """An event of a document, and through whom it was said."""
    parties = [{"name": name, "code": code} for name, code in (("Courier", None), *chain)]
    return {
        "document": "sha256:1",
        "origin": origin,
        "publisher": publisher,
        "chain": parties if chain else None,
        "quote": "raids destroyed five depots of the militia",
    }


def _pentagon(source: str, words: str = "the raids destroyed five depots of the militia") -> Report:
    return Report(source, frozenset({"pentagon", "usagov"}), stems(words))


@pytest.mark.parametrize(
    ("origin", "publisher", "source"),
    [("Reuters", "Courier", "reuters"), (None, "The Courier", "courier"), (None, None, "sha256:1")],
)
def test_a_publisher_s_own_account_rests_on_whose_words_they_are(
    origin: str | None, publisher: str | None, source: str
) -> None:
    assert report_of(_row(origin=origin, publisher=publisher)) == Report(source)


def test_what_an_agency_reported_rests_on_the_agency() -> None:
    assert report_of(_row(("Tasnim News Agency", "IRNMED"))) == Report("tasnim news agency")


def test_what_an_agency_quotes_rests_on_the_agency_and_on_who_is_quoted() -> None:
    report = report_of(_row(("state television", "IRNMED"), ("ministry", "IRNGOV")))
    assert report.source == "state television"
    assert report.speakers == {"ministry", "irngov"}


def test_a_country_alone_does_not_make_two_speakers_one() -> None:
    report = report_of(_row(("Iran", "IRN")))
    assert report.speakers == {"iran"}


@pytest.mark.parametrize(
    ("reports", "found"),
    [
        ([Report("reuters"), Report("courier"), Report("reuters")], [[0, 2], [1]]),
        ([_pentagon("courier"), _pentagon("ledger")], [[0, 1]]),
        ([_pentagon("courier"), _pentagon("ledger", "raids destroyed five depots")], [[0, 1]]),
        (
            [_pentagon("courier"), _pentagon("ledger", "one bomb fell on an empty field")],
            [[0], [1]],
        ),
        ([_pentagon("courier"), _pentagon("ledger", "five depots")], [[0], [1]]),
        ([_pentagon("courier"), Report("ledger", frozenset({"iran"}), _WORDS)], [[0], [1]]),
        ([Report("courier"), _pentagon("ledger"), _pentagon("courier")], [[0, 1, 2]]),
        ([], []),
    ],
)
def test_reports_that_lean_on_one_another_are_one_origin(
    reports: list[Report], found: list[list[int]]
) -> None:
    assert origins(reports) == found


@given(
    reports=st.lists(
        st.builds(
            Report,
            st.sampled_from("abc"),
            st.frozensets(st.sampled_from("xy")),
            st.frozensets(st.sampled_from("defghij")),
        ),
        max_size=6,
    ),
    data=st.data(),
)
def test_the_number_of_origins_does_not_depend_on_the_order(
    reports: list[Report], data: st.DataObject
) -> None:
    assert len(origins(data.draw(st.permutations(reports)))) == len(origins(reports))
