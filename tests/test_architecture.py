"""The rules of the house, held by reading the code and the tables."""

from __future__ import annotations

import ast
import csv
import json
import re
from collections import Counter
from itertools import chain
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, get_args

import pytest

import detente
from detente import ontology
from detente.reading.lexicon import Condition, triggers
from detente.reading.tables import grouped, rows
from detente.records import Change, Channel, EntityKind, EventType, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME = Path(detente.__file__).parent
MODULES = sorted(HOME.rglob("*.py"))
FOUNDATIONS = {
    "dates", "display", "errors", "gazetteer", "ontology", "records", "tables", "wording",
}  # fmt: skip
STAGES = {
    "sources": 1,
    "reading": 2,
    "casebook": 3,
    "relations": 4,
    "inquiries": 4,
    "report": 5,
    "export": 5,
    "imports": 4,
    "review": 4,
    "web": 6,
}
"""The stages as the data flows; those of one number know nothing of each other."""
ABOVE = {"watch", "batch"}
"""What brings stages together: sources, reading and casebook, by the verbs of the library."""
PARTS = {path.relative_to(HOME).parts[0].removesuffix(".py") for path in MODULES}
ENTRANCES = {"cli", "web"}
LONGEST, MEDIAN, VERBS = 600, 200, 9
TABLES = sorted(HOME.glob("*/data/*.tsv"))
READING = HOME / "reading" / "data"
DICTIONARIES = (
    "abbreviations", "channel_modifiers", "channel_verbs", "channels", "governors", "instruments",
    "modals", "pronouns", "status_modifiers", "tension_changes", "tie_changes", "titles",
)  # fmt: skip
"""Tables that map a word to one thing."""


def name(path: Path) -> str:
    """A module's name for a test's report: its path below the package."""
    return path.relative_to(HOME).as_posix()


def part(path: Path) -> str:
    """The part of the house a module belongs to: a stage, a foundation, or what stands on them."""
    return path.relative_to(HOME).parts[0].removesuffix(".py")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    """The parts of the house a module imports from, for typing too."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "detente":
            found |= {f"detente.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return {m.split(".")[1] for m in found if m.startswith("detente.")} & PARTS


def allowed(of: str) -> set[str]:
    """What a stage or a foundation may import from, itself included; an entrance, the verbs."""
    if of in FOUNDATIONS:
        return FOUNDATIONS
    own = STAGES[of]
    verbs = {"verbs"} if of in ENTRANCES else set()
    return FOUNDATIONS | {of} | verbs | {stage for stage, number in STAGES.items() if number < own}


@pytest.mark.parametrize(
    "path", [p for p in MODULES if part(p) in {*FOUNDATIONS, *STAGES}], ids=name
)
def test_a_stage_imports_only_from_stages_to_its_left(path: Path) -> None:
    assert imported(path) <= allowed(part(path))


@pytest.mark.parametrize("path", [p for p in MODULES if part(p) in ABOVE], ids=name)
def test_what_brings_stages_together_knows_them_and_the_verbs(path: Path) -> None:
    below = {stage for stage, number in STAGES.items() if number <= STAGES["casebook"]}
    assert imported(path) <= FOUNDATIONS | below | {part(path), "verbs"}


@pytest.mark.parametrize("path", [p for p in MODULES if part(p) not in ENTRANCES], ids=name)
def test_nothing_imports_the_entrances(path: Path) -> None:
    if path.name != "__init__.py" or path.parent != HOME:
        assert not imported(path) & ENTRANCES


def test_no_module_is_long_and_half_are_short() -> None:
    lengths = {name(p): len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES}
    assert {n: length for n, length in lengths.items() if length > LONGEST} == {}
    assert median(lengths.values()) <= MEDIAN


def test_the_public_names_are_few_sorted_and_there() -> None:
    assert detente.__all__ == sorted(detente.__all__)
    assert len(detente.__all__) <= VERBS
    assert all(getattr(detente, public) is not None for public in detente.__all__)
    assert set(detente.__all__) <= set(dir(detente))


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = detente.no_such_name


def undocumented(node: ast.AST, owner: str = "") -> Iterator[str]:
    """The public modules, classes, functions and methods under a node that say nothing."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if child.name.startswith("_"):
            continue
        if ast.get_docstring(child) is None:
            yield f"{owner}{child.name}"
        if isinstance(child, ast.ClassDef):
            yield from undocumented(child, f"{owner}{child.name}.")


SOCKETS = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "obstore", "requests", "smtplib", "socket",
    "socketserver", "ssl", "urllib.request", "urllib3", "xmlrpc",
}  # fmt: skip
"""What can open a connection, or is made of what can."""
CONNECTING = {"sources/fetch.py": SOCKETS, "casebook/objects.py": {"obstore"}}
"""The modules that may, and by what."""


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_fetching_and_object_storage_can_open_a_socket(path: Path) -> None:
    nodes = list(ast.walk(tree(path)))
    found = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    found |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    found |= {module.partition(".")[0] for module in found}
    assert found & SOCKETS <= CONNECTING.get(name(path), set())


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_everything_public_says_what_it_is(path: Path) -> None:
    module = tree(path)
    assert ast.get_docstring(module)
    assert list(undocumented(module)) == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_named_for_what_it_holds(path: Path) -> None:
    assert not {"utils", "helpers", "manager"} & set(path.relative_to(HOME).with_suffix("").parts)


@pytest.mark.parametrize("path", sorted({t.parent for t in TABLES}), ids=name)
def test_every_table_is_described_with_source_and_licence(path: Path) -> None:
    package = json.loads((path / "datapackage.json").read_text(encoding="utf-8"))
    described = [r["path"] for r in package["resources"]]
    assert sorted(described) == [t.name for t in TABLES if t.parent == path]
    for resource in package["resources"]:
        assert all(resource[key] for key in ("title", "description"))
        assert all(source["title"] for source in resource["sources"])
        assert all(licence["name"] for licence in resource["licenses"])
        assert resource["sources"]
        assert resource["licenses"]


@pytest.mark.parametrize("path", [t for t in TABLES if t.parent == READING], ids=name)
def test_every_row_of_a_reading_table_is_whole(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    header, *found = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    assert found
    assert {len(row) for row in found} == {len(header)}
    assert all(cell == cell.strip() for row in found for cell in row)


@pytest.mark.parametrize("table", DICTIONARIES)
def test_a_word_stands_once_where_it_is_looked_up(table: str) -> None:
    keys = Counter(next(iter(row.values())) for row in rows(table))
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("governors", "status", get_args(Status)),
        ("modals", "status", get_args(Status)),
        ("status_modifiers", "status", get_args(Status)),
        ("changes", "status", get_args(Change)),
        ("tension_changes", "status", get_args(Change)),
        ("tie_changes", "status", get_args(Change)),
        ("changes", "pos", ("v", "n", "a")),
        ("channels", "channel", get_args(Channel)),
        ("channels", "kind", ("", "named", "burden", "thaw", "site")),
        ("channel_verbs", "channel", get_args(Channel)),
        ("channel_modifiers", "channel", get_args(Channel)),
        ("context_words", "context", tuple(ontology.contexts())),
        ("triggers", "type", ("", *get_args(EventType))),
        ("triggers", "pos", ("v", "n", "a")),
        ("mode_words", "type", get_args(EventType)),
        ("hypernyms", "kind", get_args(EntityKind)),
        ("pronouns", "form", ("person", "thing", "many", "speaker")),
        ("abbreviations", "ends", ("never", "number", "starter")),
    ],
)
def test_a_column_holds_nothing_but_known_values(
    table: str, column: str, values: tuple[str, ...]
) -> None:
    assert {row[column] for row in rows(table)} <= set(values)


@pytest.mark.parametrize("table", ["triggers", "mode_words"])
def test_every_mode_is_one_of_its_type(table: str) -> None:
    wrong = [
        (row["type"], row["mode"])
        for row in rows(table)
        if row["mode"] and row["mode"] not in {m.name for m in ontology.plover(row["type"]).modes}
    ]
    assert wrong == []


def test_every_instrument_has_a_mode_of_assault() -> None:
    modes = {m.name for m in ontology.plover("ASSAULT").modes}
    assert {row["mode"] for row in rows("instruments")} - {""} <= modes


def test_the_lexicon_keeps_every_word_it_lists() -> None:
    for row in rows("triggers"):
        for lemma in row["lemmas"].split("|"):
            assert any(t.type == row["type"] for t in triggers(lemma, row["pos"]))


def conditions() -> Iterator[Condition]:
    for row in rows("triggers"):
        for lemma in row["lemmas"].split("|"):
            for trigger in triggers(lemma, row["pos"]):
                yield from chain.from_iterable(trigger.alternatives)


def test_every_condition_of_the_lexicon_asks_for_something() -> None:
    kinds = {*get_args(EntityKind), "any", "thing", "actor", "official", "self"}
    for condition in conditions():
        assert condition.values
        assert condition.relation in {"=", "!", "~"}
        assert all(re.fullmatch(r"[a-z_-]+", value) for value in condition.values), condition
        if condition.relation == "~":
            assert condition.values <= kinds


def test_every_path_of_the_lexicon_is_well_formed() -> None:
    path = re.compile(r"[a-z]+2?(/[a-z]+2?)*")
    cells = [row[side] for row in rows("triggers") for side in ("actor", "recipient")]
    paths = {each for cell in cells if cell for each in cell.split("|")}
    assert {p for p in paths if not path.fullmatch(p)} == set()


def test_every_class_a_condition_names_exists() -> None:
    named = {n for row in rows("triggers") for n in re.findall(r"@(\w+)", row["needs"])}
    assert named <= set(grouped("noun_classes"))


def test_words_of_change_lead_by_a_preposition_if_at_all() -> None:
    leading = [row for row in rows("changes") if row["through"]]
    assert all(re.fullmatch(r"[a-z]+", row["through"]) for row in leading)


def test_what_stands_beside_words_of_change_is_slots_of_words() -> None:
    beside = re.compile(r"(?:[a-z]+=[a-z,]+)(?:;[a-z]+=[a-z,]+)*")
    assert all(beside.fullmatch(row["beside"]) for row in rows("changes") if row["beside"])


def test_causal_nouns_lead_forward_or_backward() -> None:
    assert {row["direction"] for row in rows("causal_nouns")} == {"forward", "backward"}


def test_causal_verbs_lead_forward_or_backward() -> None:
    direction = re.compile(r"(?:forward|backward)(?: [a-z]+)?")
    assert all(direction.fullmatch(row["direction"]) for row in rows("causal_verbs"))


def test_temporal_signals_are_causal_signals() -> None:
    temporal, causal = (
        {r["signal"] for r in rows(f"{kind}_signals")} for kind in ("temporal", "causal")
    )
    assert temporal <= causal
