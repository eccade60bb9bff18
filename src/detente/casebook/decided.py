"""Decisions laid over the tables: the one place where what people decided comes to count.

Of each document in which something was rejected or corrected, the rows are made anew from the
record as people left it (`corrections`), and views take these and not the run's. Which reports are
one event stays as merged; what an event says, and how many tell it, is reckoned again where one of
its reports changed. Nothing of this is written down: it follows from the runs and the decisions,
and is worked out when a casebook is opened and after a decision.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from detente.casebook import engine, merge_state
from detente.casebook.corrections import TABLES, settled
from detente.casebook.decisions import Journal
from detente.casebook.mentions import from_row
from detente.casebook.merge_versions import Told, fullest, versions
from detente.casebook.origins import origins, report_of
from detente.casebook.rows import Arrived, rows_of, schemas
from detente.records import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    import duckdb

    from detente.casebook.decisions import Decision
    from detente.casebook.rows import Row

__all__ = ["Decided"]

_LAID: Final = ("entities", *TABLES.values())
"""Tables whose rows a decision may change."""
_MERGED: Final = ("members", "versions")
_COUNTING: Final = frozenset({"reject", "correct"})
"""Verdicts that change what stands."""
_READ: Final = "SELECT document, run, record FROM documents WHERE document IN (SELECT unnest(?))"
# Happenings of which a report changed, with all their reports.
_JOINED: Final = """
SELECT joined.* FROM joined
WHERE happening IN (
  SELECT happening FROM joined JOIN changed_events AS changed
  ON joined.document = changed.document AND joined.id = changed.id
)
"""
_TOLD: Final = """
SELECT event.*, held.published, held.publisher, held.title, held.origin,
  coalesce(claim.chain, read.chain) AS chain,
  event.evidence[1].quote AS quote, coalesce(reprinted.printings, 1) AS printings
FROM (
  SELECT * FROM standing_events WHERE (document, id) IN (SELECT (document, id) FROM reckoned)
) AS event
JOIN documents AS held ON held.document = event.document
LEFT JOIN claims AS claim ON claim.document = event.document AND claim.id = event.claim
LEFT JOIN proposed_claims AS read ON read.document = event.document AND read.id = event.claim
LEFT JOIN reprinted ON reprinted.document = event.document
"""
_VIEWS: Final = (
    ("entities", "proposed_entities", "settled_documents", "document", "entities"),
    ("standing_events", "proposed_events", "settled_documents", "document", "events"),
    ("claims", "proposed_claims", "settled_documents", "document", "claims"),
    ("causes", "proposed_causes", "settled_documents", "document", "causes"),
    ("relations", "proposed_relations", "settled_documents", "document", "relations"),
    ("members", "joined", "resettled", "happening", "members"),
    ("disagreements", "all_versions", "resettled", "happening", "versions"),
)
"""What stands: the view, what is as read or merged, what of that no longer counts and by which
column, and the table whose rows take its place."""
_AS_READ: Final = "CREATE OR REPLACE VIEW {view} AS SELECT * FROM {below};"
_LAID_OVER: Final = """
CREATE OR REPLACE VIEW {view} AS
SELECT * FROM {below} ANTI JOIN {gone} USING ({by}) UNION ALL BY NAME SELECT * FROM laid_{table};
"""
_KEY: Final = {"document": "VARCHAR", "id": "VARCHAR"}

_Key = tuple[str, str]


def _empty_tables() -> str:
    """The statements that make the tables that are laid over others, without rows."""
    columns = {f"laid_{table}": schemas()[table] for table in _LAID}
    columns |= {f"laid_{table}": merge_state.schemas()[table] for table in _MERGED}
    columns |= {
        "settled_documents": {"document": "VARCHAR"},
        "changed_events": _KEY,
        "resettled": {"happening": "VARCHAR"},
        "reckoned": _KEY,
    }
    return "".join(
        f"CREATE OR REPLACE TABLE {table} AS {engine.empty(of)};" for table, of in columns.items()
    )


def _over(*, laid: bool) -> str:
    """The statements that make the views of what stands, with what is laid over them or without."""
    form = _LAID_OVER if laid else _AS_READ
    return "".join(
        form.format(view=view, below=below, gone=gone, by=by, table=table)
        for view, below, gone, by, table in _VIEWS
    )


class Decided:
    """What was decided in a casebook.

    Args:
        ledger: Where the decisions are kept.
    """

    def __init__(self, ledger: Path) -> None:
        self._journal = Journal(ledger)
        self._made: dict[str, tuple[tuple[object, ...], dict[str, list[Row]]]] = {}

    def last(self) -> int:
        """The number of the last line of the journal."""
        return self._journal.last()

    def recorder(self) -> Callable[[Record], Record]:
        """What gives a record as people have left it by now: with what they corrected, without what
        they rejected.
        """
        made = self._by_document()

        def record(read: Record) -> Record:
            decisions = made.get(read.document.id)
            return settled(read, decisions).standing if decisions else read

        return record

    def lay(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let the views of `views.sql` show what stands now, whatever they showed."""
        made = self._by_document()
        if not made:
            engine.run(connection, _over(laid=False))
            return
        engine.run(connection, _empty_tables() + _over(laid=True))
        rows: dict[str, list[Row]] = defaultdict(list)
        held = engine.fetch(connection, _READ, (list(made),))
        for document in held:
            for table, found in self._rows(document, made[document["document"]]).items():
                rows[table] += found
        rows["settled_documents"] = [{"document": row["document"]} for row in held]
        for table in _LAID:
            engine.append(connection, f"laid_{table}", rows[table], schemas()[table])
        engine.append(
            connection, "settled_documents", rows["settled_documents"], {"document": "VARCHAR"}
        )
        engine.append(connection, "changed_events", rows["changed"], _KEY)
        _reckon(connection, {_named(row) for row in rows["changed"]})

    def _by_document(self) -> dict[str, list[Decision]]:
        """The decisions on documents in which one that stands changes something."""
        found: dict[str, list[Decision]] = defaultdict(list)
        for each in self._journal.all():
            found[each.key.document].append(each)
        return {
            document: made
            for document, made in found.items()
            if any(each.withdrawn is None and each.verdict in _COUNTING for each in made)
        }

    def _rows(self, held: Row, made: Iterable[Decision]) -> dict[str, list[Row]]:
        """The rows of a document by table, and under `changed` the events that are not as read."""
        document, of = held["document"], (held["run"], [(e.number, e.withdrawn) for e in made])
        known, rows = self._made.get(document, (None, {}))
        if known != of:
            rows = _laid(held, made)
            self._made[document] = of, rows
        return rows


def _laid(held: Row, made: Iterable[Decision]) -> dict[str, list[Row]]:
    found = settled(Record.model_validate_json(held["record"]), made)
    made_anew = rows_of(Arrived(found.record), held["run"])
    rows = {table: made_anew[table] for table in _LAID}
    for kind, table in TABLES.items():
        rows[table] = [row for row in rows[table] if (kind, row["id"]) not in found.rejected]
    rows["changed"] = [
        {"document": held["document"], "id": id_} for kind, id_ in found.changed if kind == "event"
    ]
    return rows


def _reckon(connection: duckdb.DuckDBPyConnection, changed: set[_Key]) -> None:
    """Reckon again what is said of happenings of which a report changed."""
    joined = engine.fetch(connection, _JOINED)
    if not joined:
        return
    homes = {(row["document"], row["id"]): row for row in joined}
    engine.append(
        connection, "reckoned", [{"document": document, "id": id_} for document, id_ in homes], _KEY
    )
    told: dict[str, list[Row]] = defaultdict(list)
    for row in engine.fetch(connection, _TOLD):
        told[homes[row["document"], row["id"]]["happening"]].append(row)
    made: dict[str, list[Row]] = {table: [] for table in _MERGED}
    for happening, rows in sorted(told.items()):
        home = homes[rows[0]["document"], rows[0]["id"]]
        whole = [Told(from_row(row), row) for row in sorted(rows, key=_named)]
        made["members"] += _members(home, whole, changed)
        if said := versions(whole):
            component = home["component"]
            made["versions"].append(
                {"component": component, "happening": happening, "versions": said}
            )
    names = [{"happening": each} for each in sorted({row["happening"] for row in joined})]
    engine.append(connection, "resettled", names, {"happening": "VARCHAR"})
    for table, rows in made.items():
        engine.append(connection, f"laid_{table}", rows, merge_state.schemas()[table])


def _members(home: Row, whole: list[Told], changed: set[_Key]) -> Iterable[dict[str, Any]]:
    # What a person put right stands for the happening before what nobody looked at.
    best = fullest([each for each in whole if _named(each.row) in changed] or whole)
    printings = {each.row["document"]: each.row["printings"] for each in whole}
    apart = len(origins([report_of(each.row) for each in whole]))
    for each in whole:
        yield {
            "component": home["component"],
            "document": each.row["document"],
            "run": each.row["run"],
            "id": each.row["id"],
            "happening": home["happening"],
            "best": each is best,
            "reports": sum(printings.values()),
            "origins": apart,
        }


def _named(row: Row) -> _Key:
    return row["document"], row["id"]
