"""A casebook, opened: what it holds, as records and as tables."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from detente import dates, display, wording
from detente.casebook import judging, statements
from detente.casebook.archive import Archive
from detente.casebook.decided import Decided
from detente.casebook.durable import writing
from detente.casebook.feeds import FeedLedger
from detente.casebook.filter import Condition, Filter
from detente.casebook.happenings import near, whole
from detente.casebook.judgements import Judgements
from detente.casebook.layout import opened
from detente.casebook.ledger import Leaf, Ledger
from detente.casebook.listed import IN_ORDER, LISTED, counting, facets
from detente.casebook.lock import locked
from detente.casebook.merge import bring_up_to_date, is_current
from detente.casebook.result import Rows
from detente.casebook.saved import SavedViews
from detente.casebook.snapshot import Tables
from detente.casebook.writer import Writer
from detente.errors import CasebookError
from detente.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.casebook.archive import Original
    from detente.casebook.judgements import Judgement, Verdict
    from detente.casebook.rows import Row
    from detente.records import Document, ReaderInfo

_ALL: Final = Filter()
_SHOWN: Final = ("documents", "events", "mentions", "claims", "relations", "causes", "problems")
_DAYS: Final = "SELECT min(earliest) AS first, max(latest) AS last FROM documents"
_AT_ONCE: Final = 200
"""Records that are fetched together."""
_UNDECIDED: Final = frozenset({"documents", "problems"})
"""Tables that decisions do not change, and that a damaged ledger keeps from nobody."""
_PATIENCE: Final = 3.0
"""Seconds to wait for another writer before giving up."""


class Casebook:
    """A folder of documents and of what was read from them.

    Any number of processes may read it while one writes. Tables give plain rows: a dictionary of
    Python values under the columns that `docs/casebook.md` names; `Rows` are a list of them that a
    notebook shows and pandas, polars and Arrow take. Of a document that was read more
    than once, the latest reading counts.

    Args:
        path: The folder. An empty or absent one becomes a casebook.
        create: Whether to make a casebook where there is none.

    Raises:
        CasebookError: D201 if a newer detente wrote it, D202 if the folder is something else,
            D203 if it cannot be made, D205 if there is none and `create` is false, D213 if it is
            an address.
    """

    def __init__(self, path: str | Path, *, create: bool = True) -> None:
        self.path = Path(path)
        self._layout = opened(self.path, create=create)
        self._archive = Archive(self._layout.documents)
        self._decided = Decided(self._layout.ledger)
        self._tables = Tables(self._layout.runs, self._layout.merged, self._decided)
        self._judgements = Judgements(self._layout.ledger)
        self._ledger = Ledger(self._layout.ledger, self._leaves)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give memory back; the casebook itself needs no closing."""
        self._tables.close()

    def _repr_html_(self) -> str:
        """What it holds, in numbers, for a notebook."""
        counted = [(table, f"{self.count(table):,}") for table in _SHOWN]
        days = self._tables.fetch(_DAYS)[0]
        known = days["first"] and dates.shortest(days["first"], days["last"])
        line = f"{wording.date(known)}; {self.path}"
        return display.block("Casebook", line, display.grid("", ("Table", "Rows"), counted))

    @contextmanager
    def writer(
        self, *, wait: float = _PATIENCE, steady: bool = False, merge: bool = True
    ) -> Iterator[Writer]:
        """The one writer, for the time of a `with` block; what was added is kept at its end.

        Args:
            wait: Seconds to wait for another process's writer.
            steady: Whether runs are written by `flush` only, and never because time has passed, so
                that the same documents give the same runs; a block that fails keeps what was
                flushed.
            merge: Whether events are merged at the end; else they are when they are next asked for.

        Raises:
            CasebookError: D203 if the disk will not take it, D204 if another keeps writing.
        """
        with locked(self._layout.lock, wait=wait):
            writer = Writer(self._layout, self._tables, self._archive, self._ledger, steady=steady)
            try:
                yield writer
            finally:
                if not steady:
                    writer.flush()
            if merge:
                self._merge()

    def merge(self, *, wait: float = _PATIENCE) -> bool:
        """Merge the mentions of one event, where that is not done; whether there was any to merge.

        Args:
            wait: Seconds to wait for another process that is writing.

        Raises:
            CasebookError: D203 if the disk will not take it, D204 if another keeps writing.
        """
        if is_current(self._tables, self._judgements):
            return False
        with locked(self._layout.lock, wait=wait):
            self._merge()
        return True

    @property
    def parts(self) -> Path:
        """The folder for what a batch has read and not yet kept."""
        return self._layout.parts

    @property
    def feeds(self) -> FeedLedger:
        """What is remembered of the feeds that fill it."""
        return FeedLedger(self._layout.ledger)

    @property
    def views(self) -> SavedViews:
        """Names for what is asked of it again and again."""
        return SavedViews(self._layout.ledger)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Be the one that watches feeds into it, for the time of a `with` block.

        Raises:
            CasebookError: D203 if the disk will not take it, D204 if another is.
        """
        with locked(self._layout.watch_lock, wait=0):
            yield

    def has(self, document_id: str, *, reader: ReaderInfo | None = None) -> bool:
        """Whether the document was read, by that reader's version and model if one is given."""
        sql = "SELECT 1 FROM all_documents WHERE document = ?"
        parameters: tuple[object, ...] = (document_id,)
        if reader is not None:
            sql += " AND reader_version = ? AND reader_model = ?"
            parameters += (reader.version, reader.model)
        return bool(self._tables.fetch(f"{sql} LIMIT 1", parameters))

    def record(self, document_id: str) -> Record:
        """Everything read from a document, exactly as the reader gave it.

        Args:
            document_id: Its id, or the beginning of the id's hash where only one begins so.

        Raises:
            CasebookError: D206 if the casebook holds no such document.
        """
        sql = "SELECT record FROM documents WHERE document = ? OR starts_with(document, ?)"
        beginning = f"sha256:{document_id.removeprefix('sha256:')}"
        rows = self._tables.fetch(sql, (document_id, beginning))
        if len(rows) != 1 or not document_id:
            raise CasebookError("D206", document_id)
        return _record(rows[0]["record"])

    def standing(self, document_id: str) -> Record:
        """What stands of a document: what was read from it, with what people corrected in its place
        and without what they rejected. The tables say the same; `record` is as it was read.

        Args:
            document_id: As for `record`.

        Raises:
            CasebookError: D206 if the casebook holds no such document.
        """
        return self._decided.recorder()(self.record(document_id))

    def records(
        self, documents: Iterable[str] | None = None, *, standing: bool = False
    ) -> Iterator[Record]:
        """The records of all documents, oldest document first, some in memory at a time.

        Args:
            documents: Ids of those that are wanted, whose order is kept; of all if None.
            standing: Whether to give what stands of them, as the method of that name.

        Raises:
            CasebookError: D206 if the casebook holds no such document.
        """
        wanted = (row["document"] for row in self.documents()) if documents is None else documents
        every = iter(wanted)
        sql = "SELECT document, record FROM documents WHERE list_contains(?, document)"
        settle = self._decided.recorder() if standing else None
        while ids := list(islice(every, _AT_ONCE)):
            found = {row["document"]: row["record"] for row in self._tables.fetch(sql, (ids,))}
            for each in ids:
                if each not in found:
                    raise CasebookError("D206", each)
                record = Record.model_validate_json(found[each])
                yield settle(record) if settle else record

    def originals(self, document: Document) -> list[Original]:
        """What a document arrived as: raw bytes, media type, alignment of its offsets."""
        return self._archive.originals(document.id)

    def documents(self, asked: Filter = _ALL) -> Rows:
        """The documents, oldest first. `text` is searched for in their whole text."""
        return self.page("documents", asked)

    def events(self, asked: Filter = _ALL) -> Rows:
        """Who did what to whom, in order of date; events without one come last.

        One row a happening, whatever the number of its reports: what its fullest mention says, and
        beside it `reports`, `origins` and `versions`.
        """
        return self.page("events", asked)

    def event(self, happening: str) -> Row:
        """One happening whole: its row of `events`, and all that was merged to it.

        `mentions` are its rows of `mentions`, first told first, each with `publisher`, `published`
        and `title` of its document and `printed_by`, who else printed that; `joins` are the pairs
        of mentions that were found alike, with `score`, `reasons`, and `refused`, why a pair was
        not joined all the same.

        Args:
            happening: Its id, or the beginning of the id where only one begins so. An id that
                another happening had before the two were joined is good too.

        Raises:
            CasebookError: D208 if the casebook holds no such event.
        """
        self._merge_if_stale()
        return whole(self._tables, happening)

    def near(self, happening: str, *, most: int = 5) -> list[Row]:
        """Events that might be the same as this one, the likest first: rows of `events`.

        Of one class of deed, on days that may be the same, with a side or a place in common.

        Args:
            happening: The event's id, as its row has it.
            most: How many at most.
        """
        self._merge_if_stale()
        return near(self._tables, happening, most)

    def mentions(self, asked: Filter = _ALL) -> Rows:
        """Events as each document tells them, in order of date, each with its `happening`."""
        return self.page("mentions", asked)

    def each(self, table: str, asked: Filter = _ALL, *, by_document: bool = False) -> Iterator[Row]:
        """The rows that the method of that name gives, without holding all of them in memory.

        Claims come without `reports`, for which all have to be compared.

        Args:
            table: `entities`, `events`, `mentions`, `claims`, `causes` or `relations`.
            asked: Which ones.
            by_document: Whether to order them by document, and not by date.
        """
        query = self._asked(table, asked)
        order = IN_ORDER if by_document else LISTED[table].order
        return self._tables.stream(f"{query.rows} ORDER BY {order}", query.parameters)

    def claims(self, asked: Filter = _ALL) -> Rows:
        """Who says what, by document and in its order.

        `reports` counts the documents, copies too, in which the same speaker says the same.
        """
        return self.page("claims", asked)

    def contradictions(self) -> Rows:
        """What is said against each other, by happening: a row a pair.

        `kind` is `happened` (it did, it did not), `killed` or `injured` (numbers that cannot both
        be), or `blame` (who is accused denies it). `first` and `second` each have `document`, `id`
        (of the event, of a denial the claim), `who` says so, what it `says`, and the `quote`.
        """
        self._merge_if_stale()
        return Rows(self._tables.counted(statements.contradictions()))

    def causes(self, asked: Filter = _ALL) -> Rows:
        """What is said to have led to what, by document and in its order."""
        return self.page("causes", asked)

    def relations(self, asked: Filter = _ALL) -> Rows:
        """Changes of relations, in order of date."""
        return self.page("relations", asked)

    def entities(self, asked: Filter = _ALL) -> Rows:
        """Who and what the documents speak of, once a document."""
        return self.page("entities", asked)

    def problems(self, asked: Filter = _ALL) -> Rows:
        """What could not be resolved, and inputs that could not be read (without `document`)."""
        return self.page("problems", asked)

    def actors(self, asked: Filter = _ALL) -> Rows:
        """Who appears, the most mentioned first: one row a name and code, over all documents."""
        return self.page("actors", asked)

    def page(
        self, table: str, asked: Filter = _ALL, *, limit: int | None = None, offset: int = 0
    ) -> Rows:
        """Some rows of a table, in its order.

        Args:
            table: The name of a method that gives rows, as `events`.
            asked: Which rows.
            limit: How many at most; all of them if None.
            offset: How many to pass over.
        """
        query = self._asked(table, asked)
        sql = f"{query.rows} ORDER BY {LISTED[table].order}"
        if limit is not None:
            sql += f" LIMIT {int(limit)} OFFSET {int(offset)}"
        rows = self._tables.fetch(sql, query.parameters)
        if table == "claims":
            rows = self._counted(rows, query if limit is None else query.among(rows))
        return Rows(rows, partial(self.types, table))

    def _counted(self, claims: list[Row], query: _Query) -> list[Row]:
        """Claims with the number of their reports."""
        sql = statements.repeated(query.where)
        repeated = self._tables.fetch(sql, query.parameters) if claims else []
        reports = {(row["document"], row["id"]): row["reports"] for row in repeated}
        return [row | {"reports": reports[row["document"], row["id"]]} for row in claims]

    def count(self, table: str, asked: Filter = _ALL) -> int:
        """How many rows of a table there are, as `page` would give them all."""
        query = self._asked(table, asked)
        # S608: see `_asked`
        sql = f"SELECT count(*) AS rows FROM ({query.rows})"  # noqa: S608
        (row,) = self._tables.counted(sql, query.parameters)
        return int(row["rows"])

    def facets(self, table: str, asked: Filter = _ALL, *, most: int = 10) -> dict[str, list[Row]]:
        """By what the rows of a table can be narrowed further: fields of `Filter`, each with its
        commonest values, as `value` and `rows`.

        Args:
            table: The name of a method that gives rows, as `events`.
            asked: Which rows.
            most: How many values of a field at most.
        """
        fields = facets().get(table, {})
        found: dict[str, list[Row]] = {field: [] for field in fields}
        if fields:
            query = self._asked(table, asked)
            for row in self._tables.counted(counting(fields, query.rows, most), query.parameters):
                found[row["field"]].append({"value": row["value"], "rows": row["rows"]})
        return found

    def judge(
        self, first: str, second: str, verdict: Verdict, *, judge: str, machine: bool = False
    ) -> int:
        """Say whether two are of one: `same`, `different` or `unsure`.

        Two names, of one actor or two; or two reports, of one event or two. Events are merged by it
        when they are next asked for: names of one actor meet, events whose sides were judged
        different are kept apart; reports judged the same are of one event with all that are joined
        to either, reports judged different never are.

        Args:
            first: A name, as the documents have it, without regard to case; or a report, as
                `0fc49e6af382:v1` (document and its event), or the id of an event, which stands for
                its fullest report.
            second: The other.
            verdict: What they are.
            judge: Who says so.
            machine: Whether that is a program: what a person says goes before.

        Returns:
            The number of the judgement.

        Raises:
            UsageError: D302 for another verdict, D309 if they are not two names or two reports.
            ReviewError: D601 if a document has no such event.
            CasebookError: D203 if the disk will not take it, D206 or D208 if there is no such
                document or event.
        """
        pair = (judging.thing(self, first), judging.thing(self, second))
        (number,) = self._judge([pair], verdict, judge, machine=machine)
        return number

    def split(
        self, happening: str, reports: Iterable[str], *, judge: str, machine: bool = False
    ) -> list[int]:
        """Say that some reports of an event are of another than the rest: each is judged different
        from each.

        Args:
            happening: The event's id.
            reports: Which, as for `judge`; some of its reports, but not all.
            judge: Who says so.
            machine: Whether that is a program.

        Returns:
            The numbers of the judgements.

        Raises:
            UsageError: D302 if they are not some of its reports.
            ReviewError: D601 if a document has no such event.
            CasebookError: As `judge`.
        """
        return self._judge(
            judging.apart(self, happening, reports), "different", judge, machine=machine
        )

    def _judge(
        self, pairs: Iterable[tuple[str, str]], verdict: Verdict, judge: str, *, machine: bool
    ) -> list[int]:
        at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        return self._judgements.add(pairs, verdict, judge=judge, machine=machine, at=at)

    def withdraw(self, judgement: int, *, judge: str, machine: bool = False) -> None:
        """Let a judgement no longer stand; that it was made, and withdrawn by whom, is kept.

        Raises:
            UsageError: D302 if none of that number stands.
            CasebookError: D203 if the disk will not take it.
        """
        at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        self._judgements.withdraw(judgement, judge=judge, machine=machine, at=at)

    def judgements(self) -> list[Judgement]:
        """What was judged of names and reports, the first judgement first, those withdrawn too."""
        return self._judgements.all()

    def columns(self, table: str) -> list[str]:
        """The columns that the rows of a table have, in their order.

        Args:
            table: The name of a method that gives rows, as `events`.
        """
        return list(self.types(table))

    def types(self, table: str) -> dict[str, str]:
        """The columns of a table with their DuckDB types, as `columns`."""
        described = self._tables.fetch(f"DESCRIBE {self._asked(table, _ALL).rows}")
        types = {row["column_name"]: row["column_type"] for row in described}
        return types | ({"reports": "INTEGER"} if table == "claims" else {})

    def search(self, words: str) -> list[Row]:
        """Documents that hold all the words, best first: `document`, `snippet`, `score`."""
        return self._ledger.search(words, self._run_names())

    def query(self, sql: str, parameters: Sequence[object] = (), *, keep: bool = False) -> Rows:
        """The rows of a query of DuckDB's SQL over the tables and the views of `views.sql`.

        Args:
            sql: The query.
            parameters: What stands for its question marks.
            keep: Whether to keep the rows as long as nothing changes, for who asks again; whoever
                gets them leaves them as they are.

        Raises:
            duckdb.Error: The query is wrong.
        """
        self._merge_if_stale()
        ask = self._tables.counted if keep else self._tables.fetch
        return Rows(ask(sql, parameters))

    def _merge(self) -> None:
        with writing(self.path):
            bring_up_to_date(self._layout, self._judgements)

    def _merge_if_stale(self) -> None:
        """Merge what is not merged yet, unless another writes or nothing may be written.

        What is not merged then stands alone.

        Raises:
            CasebookError: D212 if memory does not suffice: it would fail each time.
        """
        if not is_current(self._tables, self._judgements):
            try:
                with locked(self._layout.lock, wait=0):
                    self._merge()
            except CasebookError as error:
                if error.code == "D212":
                    raise

    def _asked(self, table: str, asked: Filter) -> _Query:
        """The query for the rows of a table that are asked for, without an order."""
        listed = LISTED[table]
        if listed.merged:
            self._merge_if_stale()
        if table not in _UNDECIDED:
            self._decided.last()
        found = list(listed.conditions(asked))
        if table == "documents" and asked.text:
            hits = [hit["document"] for hit in self.search(asked.text)]
            found.append(Condition("list_contains(?, document)", (hits,)))
        where, parameters = _where(found)
        # S608: tables, columns and conditions are this package's; values are parameters
        rows = f"SELECT {listed.columns} FROM {listed.source} WHERE {where}{listed.rest}"  # noqa: S608
        return _Query(rows, where, parameters)

    def _run_names(self) -> list[str]:
        return [run.folder.name for run in self._tables.runs]

    def _leaves(self, run: str) -> Iterator[Leaf]:
        sql = "SELECT document, title FROM all_documents WHERE run BETWEEN ? AND ?"
        first, _, last = run.partition("-")
        for row in self._tables.fetch(sql, (int(first), int(last))):
            document = row["document"]
            yield Leaf(document, row["title"], partial(self._archive.text, document))


@lru_cache(maxsize=4)
def _record(written: str) -> Record:
    """A record as it is written. Who looks at a long document comes back to it at once."""
    return Record.model_validate_json(written)


@dataclass(frozen=True, slots=True)
class _Query:
    """The rows of a table that are asked for, as SQL; the conditions alone; their parameters."""

    rows: str
    where: str
    parameters: tuple[object, ...]

    def among(self, rows: list[Row]) -> _Query:
        """The same of these rows alone: what is reckoned for a page need not be for all pages."""
        ids = [f"{row['document']}#{row['id']}" for row in rows]
        where = f"{self.where} AND list_contains(?, document || '#' || id)"
        return _Query(self.rows, where, (*self.parameters, ids))


def _where(asked: Iterable[Condition]) -> tuple[str, tuple[object, ...]]:
    found = list(asked)
    sql = " AND ".join(condition.sql for condition in found) or "true"
    return sql, tuple(each for condition in found for each in condition.parameters)
