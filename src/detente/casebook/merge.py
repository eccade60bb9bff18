"""One event, many reports: brings the merged state of a casebook up to date with its runs.

New mentions are compared with those they meet in a block (`merge_blocks.sql`), pairs that are alike
become edges, and what edges connect is clustered anew. Everything follows from the mentions there
are, so that documents give the same state in whatever order they come; only the parts that new
mentions reach are worked on.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import detente
from detente.casebook import engine, merge_state
from detente.casebook.judgements import Judgements, identities
from detente.casebook.merge_by_hand import REASON, ByHand
from detente.casebook.merge_clusters import Edge, clusters
from detente.casebook.merge_compare import EDGES, compare
from detente.casebook.merge_pairs import ALIKE, clash, told, weigh
from detente.casebook.merge_state import Covered, is_within, ranges
from detente.casebook.merge_versions import first_told, fullest, versions
from detente.casebook.origins import origins, report_of
from detente.casebook.rows import IMPORTED, schemas
from detente.casebook.snapshot import Tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from detente.casebook.layout import Layout
    from detente.casebook.merge_clusters import Clusters, Key
    from detente.casebook.merge_versions import Told
    from detente.casebook.origins import Report
    from detente.casebook.rows import Row

__all__ = ["bring_up_to_date", "happening_id", "is_current"]

_AT_ONCE: Final = 20_000
"""Edges of which happenings are made in one go."""
_MANY: Final = 4_000
"""New mentions from which on all are held in a table: it is asked again and again."""
_MEMORY: Final = "700MB"
"""What DuckDB may use before it puts things on the disk."""
_WRITING: Final = "1200MB"
"""What it may use to write the new state, when nothing else is held any more: a file's columns are
written a block of rows at a time, those of reasons with all their words.
"""
_COLUMNS: Final = (
    "number", "document", "id", "run", "type", "mode", "cameo", "quad_class", "lemma", "actors",
    "recipients", "actor_keys", "recipient_keys", "place", "country", "latitude", "longitude",
    "date", "earliest", "latest", "told_last", "published", "publisher", "title", "story",
    "killed_low", "killed_high", "injured_low", "injured_high", "instruments", "status", "said_by",
    "evidence",
)  # fmt: skip
_HELD: Final = f"SELECT {', '.join(_COLUMNS)} FROM subjects"  # noqa: S608 - names of ours
_TOLD: Final = "SELECT * FROM held SEMI JOIN wanted USING (number)"
_LEANING: Final = """
SELECT subject.number, subject.document, held.origin, held.publisher,
  subject.evidence[1].quote AS quote, claim.chain
FROM (
  SELECT number, document, claim, evidence FROM subjects SEMI JOIN wanted USING (number)
) AS subject
JOIN documents AS held ON held.document = subject.document
LEFT JOIN claims AS claim ON claim.document = subject.document AND claim.id = subject.claim
"""


def happening_id(document: str, event: str) -> str:
    """The id of the happening that this mention is the first told of; `happening_of` in SQL."""
    return f"h{sha256(f'{document}#{event}'.encode()).hexdigest()[:16]}"


def is_current(tables: Tables, judgements: Judgements) -> bool:
    """Whether the merged state covers all runs and judgements, by the rules of this version."""
    state = tables.state
    covered = Covered(ranges(tables.runs), _settings(), judgements.last())
    return state is not None and state.covered == covered


def bring_up_to_date(layout: Layout, judgements: Judgements) -> None:
    """Merge what is not merged yet; only the one writer may call it.

    Raises:
        CasebookError: D207 if a file is damaged.
        OSError, duckdb.IOException: The disk would not take it; the state is as it was before.
    """
    tables = Tables(layout.runs, layout.merged)
    try:
        if not is_current(tables, judgements):
            _Merging(tables, judgements).write(layout.merged)
    finally:
        tables.close()


@cache
def _settings() -> str:
    """What stands for the rules: the version, and the tables and statements merging follows."""
    package = resources.files(__package__)
    tables = (
        package / "data" / f"{name}.tsv" for name in ("likeness", "kindred", "nearest", "rarity")
    )
    rules = [*tables, package / "merge_blocks.sql"]
    texts = [each.read_text("utf-8") for each in rules]
    whole = "\n".join([detente.__version__, str(ALIKE), *texts])
    return sha256(whole.encode()).hexdigest()[:16]


class _Merging:
    """One bringing up to date, in a database of its own."""

    def __init__(self, tables: Tables, judgements: Judgements) -> None:
        self._tables = tables
        self._state = tables.state
        self._covered = Covered(ranges(tables.runs), _settings(), judgements.last())
        all_judgements = judgements.all()
        self._known = identities(all_judgements)
        self._again = not self._goes_on()
        before = 0 if self._again or self._state is None else self._state.covered.judgement
        self._rejudged = self._known.changed(identities(all_judgements, until=before))
        self._by_hand = ByHand(all_judgements, before)

    def write(self, folder: Path) -> None:
        """Work out the new state and put it in place."""
        self._prepare()
        self._compare()
        self._cluster()
        merge_state.place(folder, self._covered, self._write_tables)

    def _goes_on(self) -> bool:
        """Whether the state there is can be added to."""
        state = self._state
        if state is None or state.covered.settings != self._covered.settings:
            return False
        return (
            is_within(state.covered.runs, self._covered.runs)
            and state.covered.judgement <= self._covered.judgement
        )

    def _prepare(self) -> None:
        """Name the mentions there are, and among them those to be placed."""
        tables = self._tables
        tables.fetch(f"SET memory_limit = '{_MEMORY}'")
        rows = [{"name": name, "actor": actor} for name, actor in self._known.actors.items()]
        tables.append("canonical", rows, {"name": "VARCHAR", "actor": "VARCHAR"})
        names = [{"name": name} for name in sorted(self._rejudged)]
        tables.append("rejudged", names, {"name": "VARCHAR"})
        tables.append("new_edges", [], EDGES)
        for table, columns in merge_state.schemas().items():
            tables.append(f"made_{table}", [], columns)
        done = () if self._again or self._state is None else self._state.covered.runs
        covered = " OR ".join(f"run BETWEEN {first} AND {last}" for first, last in done) or "false"
        kept = "false" if self._again else "true"
        events = _numbered(tables)
        tables.execute(
            _DATED.replace("$covered", covered).replace("$imported", engine.text(IMPORTED))
        )
        self._by_hand.find(tables, events)
        tables.execute(_PREPARE.replace("$kept", kept).replace("$events", events))
        tables.execute(_blocks())
        (counted,) = tables.fetch("SELECT count(*) AS mentions FROM to_place")
        form = "TABLE" if counted["mentions"] > _MANY else "VIEW"
        tables.execute(f"CREATE {form} held AS {_HELD}")

    def _compare(self) -> None:
        """Make edges of the pairs that are alike, of which one is to be placed."""
        compare(self._tables, self._known, self._by_hand.is_same, anew=self._again)
        placed = (number for (number,) in self._tables.fetch_tuples("SELECT number FROM to_place"))
        self._tables.append("new_edges", self._by_hand.edges(placed), EDGES)

    def _told(self) -> dict[int, Told]:
        return {row["number"]: told(row, self._known) for row in self._tables.fetch(_TOLD)}

    def _cluster(self) -> None:
        """Cluster anew what new edges reach and what lost an edge."""
        self._tables.execute(_TOUCH)
        edges = self._tables.fetch_tuples("SELECT one, other, score FROM work ORDER BY ALL")
        for batch in _batches(_connected(edges)):
            numbers = sorted({number for part in batch for edge in part for number in edge[:2]})
            rows = [{"number": number} for number in numbers]
            self._tables.execute("DROP TABLE IF EXISTS wanted")
            self._tables.append("wanted", rows, {"number": "UBIGINT"})
            found = self._told()
            leaning = {row["number"]: report_of(row) for row in self._tables.fetch(_LEANING)}
            made: dict[str, list[Row]] = defaultdict(list)
            for part in batch:
                self._happenings(part, found, leaning, made)
            for table, columns in merge_state.schemas().items():
                self._tables.append(f"made_{table}", made[table], columns)

    def _happenings(
        self,
        part: Sequence[tuple[int, int, float]],
        found: dict[int, Told],
        leaning: dict[int, Report],
        made: dict[str, Any],
    ) -> None:
        """The rows of one component, in every table."""
        by_key = {_key(each): each for number in _ends(part) for each in [found[number]]}
        edges = [_edge(found[one], found[other], score) for one, other, score in part]
        component = happening_id(*min(by_key))
        made["edges"] += [{"component": component} | _pair(edge) for edge in edges]
        clustered = clusters(
            edges,
            lambda one, other: clash(by_key[one], by_key[other], self._known),
            self._by_hand.judged,
        )
        homes: dict[Key, str] = {}
        for group in clustered.groups:
            whole = [by_key[key] for key in group]
            first = first_told(whole)
            happening = happening_id(*_key(first))
            homes |= dict.fromkeys(group, happening)
            apart = len(origins([leaning[each.row["number"]] for each in whole]))
            made["members"] += _members(component, happening, whole, apart)
            if found_versions := versions(whole):
                made["versions"].append(
                    {"component": component, "happening": happening, "versions": found_versions}
                )
        made["joins"] += self._reasons(component, clustered, by_key, homes)

    def _reasons(
        self, component: str, clustered: Clusters, by_key: dict[Key, Told], homes: dict[Key, str]
    ) -> Iterator[Row]:
        same = self._by_hand.judged.same
        followed: list[tuple[Edge, str | None]] = [(edge, None) for edge in clustered.joins]
        for edge, refused in [*followed, *clustered.refused]:
            one, other = by_key[edge.first].mention, by_key[edge.second].mention
            reasons = weigh(one, other, self._known).reasons
            yield {
                "component": component,
                "happening": homes.get(edge.first) or happening_id(*edge.first),
                "reasons": [
                    *([REASON] if edge.pair in same else ()),
                    *(
                        {"feature": r.feature, "value": r.value, "weight": r.weight, "text": r.text}
                        for r in reasons
                    ),
                ],
                "refused": refused,
            } | _pair(edge)

    def _write_tables(self, folder: Path) -> None:
        self._tables.fetch(f"SET memory_limit = '{_WRITING}'")
        self._tables.execute(_MEMBERS)
        for table in merge_state.schemas():
            if table != "members":
                self._tables.execute(_REST.format(table=table))
            path = folder / f"{table}.parquet"
            # S608: names of tables of this package
            source = f"(SELECT * FROM all_made_{table})"  # noqa: S608
            self._tables.copy_parquet(path, source)


_DATED: Final = """
CREATE TABLE dated AS
SELECT document, run, title, published, publisher, story, earliest AS told_first,
  latest AS told_last, NOT ($covered) AS fresh
FROM documents
-- Rows of a data set are events of their own: who made it has joined their reports, or has not.
WHERE NOT starts_with(reader_model, $imported);
"""
_PREPARE: Final = """
CREATE VIEW subjects AS
SELECT event.* EXCLUDE (happening), dated.title, dated.published, dated.publisher, dated.story,
  dated.told_first, dated.told_last,
  dated.fresh OR list_has_any(
    list_concat(event.actor_keys, event.recipient_keys), (SELECT list(name) FROM rejudged)
  ) IS TRUE OR event.number IN (SELECT number FROM judged WHERE moved) AS fresh
FROM ($events) AS event JOIN dated ON event.document = dated.document AND event.run = dated.run;

CREATE TABLE to_place AS SELECT number, document, id FROM subjects WHERE fresh;

CREATE VIEW kept_edges AS SELECT * FROM all_edges WHERE $kept;
CREATE VIEW kept_members AS SELECT * FROM all_members WHERE $kept;
CREATE VIEW kept_joins AS SELECT * FROM all_joins WHERE $kept;
CREATE VIEW kept_versions AS SELECT * FROM all_versions WHERE $kept;

-- Mentions that are not what they were: their documents were read anew, or their sides judged.
CREATE VIEW moved AS
SELECT DISTINCT component, document, id FROM (
  SELECT component, first_document AS document, first AS id FROM kept_edges
  UNION ALL
  SELECT component, second_document, second FROM kept_edges
) WHERE document IN (SELECT document FROM dated WHERE fresh)
  OR (document, id) IN (SELECT (document, id) FROM to_place);
"""
# Only edges of components that something reaches are looked up among the mentions.
_TOUCH: Final = """
CREATE TABLE lost AS SELECT document, id FROM moved;

CREATE TABLE reached AS
SELECT document, id FROM subjects
WHERE number IN (SELECT one FROM new_edges UNION SELECT other FROM new_edges)
UNION FROM lost;

CREATE TABLE touched AS
SELECT DISTINCT component FROM kept_edges
WHERE (first_document, first) IN (FROM reached) OR (second_document, second) IN (FROM reached);

CREATE TABLE standing AS
SELECT * FROM kept_edges WHERE component IN (FROM touched)
  AND (first_document, first) NOT IN (FROM lost) AND (second_document, second) NOT IN (FROM lost);

CREATE TABLE ends AS
SELECT number, document, id FROM subjects WHERE (document, id) IN (
  SELECT (first_document, first) FROM standing UNION SELECT (second_document, second) FROM standing
);

CREATE TABLE work AS
SELECT one, other, score FROM new_edges
UNION ALL
SELECT a.number, b.number, score FROM standing AS edge
JOIN ends AS a ON a.document = edge.first_document AND a.id = edge.first
JOIN ends AS b ON b.document = edge.second_document AND b.id = edge.second;
"""


def _numbered(tables: Tables) -> str:
    """The query of all events with a `number` each: the file and the row they stand in."""
    rows = engine.empty(schemas()["events"] | {"number": "UBIGINT"})
    files = [run.table("events") for run in tables.runs]
    if files:
        number = "(file_index * 4294967296 + file_row_number)::UBIGINT AS number"
        # S608: only our own quoted paths go into the statement
        rows += f" UNION ALL BY NAME SELECT *, {number} FROM {engine.parquet(files)}"  # noqa: S608
    return rows


# Reports are counted of all happenings: a document may come to be printed again, which leaves its
# mentions as they are.
_MEMBERS: Final = """
CREATE VIEW whole AS
SELECT * FROM kept_members WHERE component NOT IN (FROM touched)
UNION ALL BY NAME SELECT * FROM made_members;

CREATE TABLE counted AS
SELECT happening, sum(coalesce(printings, 1))::INTEGER AS reports
FROM (SELECT DISTINCT happening, document FROM whole) LEFT JOIN reprinted USING (document)
GROUP BY happening;

CREATE VIEW all_made_members AS
SELECT whole.* REPLACE (counted.reports AS reports)
FROM whole JOIN counted USING (happening);
"""

_REST: Final = """
CREATE VIEW all_made_{table} AS
SELECT * FROM kept_{table} WHERE component NOT IN (FROM touched)
UNION ALL BY NAME SELECT * FROM made_{table};
"""


@cache
def _blocks() -> str:
    return resources.files(__package__).joinpath("merge_blocks.sql").read_text("utf-8")


def _connected(edges: Iterable[tuple[int, int, float]]) -> list[list[tuple[int, int, float]]]:
    """Numbered edges in groups that have no mention in common."""
    parents: dict[int, int] = {}

    def root(number: int) -> int:
        parents.setdefault(number, number)
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    found = list(edges)
    for one, other, _ in found:
        first, second = sorted((root(one), root(other)))
        parents[second] = first
    grouped: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
    for edge in found:
        grouped[root(edge[0])].append(edge)
    return list(grouped.values())


def _batches(
    parts: Iterable[list[tuple[int, int, float]]],
) -> Iterator[list[list[tuple[int, int, float]]]]:
    """Components together until they have enough edges for one go."""
    batch: list[list[tuple[int, int, float]]] = []
    size = 0
    for part in parts:
        batch.append(part)
        size += len(part)
        if size >= _AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _ends(part: Iterable[tuple[int, int, float]]) -> set[int]:
    return {number for one, other, _ in part for number in (one, other)}


def _key(each: Told) -> Key:
    return (each.mention.document, each.mention.id)


def _edge(one: Told, other: Told, score: float) -> Edge:
    first, second = sorted((_key(one), _key(other)))
    return Edge(score, first, second)


def _pair(edge: Edge) -> Row:
    return {
        "score": edge.score,
        "first_document": edge.first[0],
        "first": edge.first[1],
        "second_document": edge.second[0],
        "second": edge.second[1],
    }


def _members(component: str, happening: str, whole: Sequence[Told], apart: int) -> Iterator[Row]:
    """The rows of `members` of a happening that is known from so many sides."""
    best = fullest(whole)
    for each in whole:
        yield {
            "component": component,
            "document": each.mention.document,
            "run": each.row["run"],
            "id": each.mention.id,
            "happening": happening,
            "best": each is best,
            "origins": apart,
        }
