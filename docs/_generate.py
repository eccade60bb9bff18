"""Write those parts of the documentation that the program itself knows.

    python docs/_generate.py            bring the pages up to date
    python docs/_generate.py --check    name the pages that are not, and exit with 1

A page asks for a part by a pair of comments, and the part stands between them:

    <!-- begin NAME -->
    <!-- end -->

The parts: `record` (every key, out of the models), `tables` (every table with its source and
licence, out of the data packages), `learnt` (what the model has learned from), `dispatch` (the
example, `dispatch.txt`) and what reading it gives: `page`, `claim`, `event`, `statuses`, `changes`.

Sessions of Python (blocks `pycon`) are run, all of a page as one, where the dispatch and the folder
of examples lie; what stands below each statement is what it prints.
"""

from __future__ import annotations

import contextlib
import csv
import doctest
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import detente
from detente import tables as tables_of

if TYPE_CHECKING:
    from collections.abc import Callable

_DOCS: Final = Path(__file__).parent
_DATA: Final = Path(detente.__file__).parent
_DISPATCH: Final = "docs/dispatch.txt"
_DATE: Final = "2020-03-16"
_PUBLISHER: Final = "Northern Wire"
_BLOCK: Final = re.compile(r"(<!-- begin ([a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_SESSION: Final = re.compile(r"^```pycon\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_EXAMPLES: Final = "us-iran-iraq"
_FOOT: Final = re.compile(r" · read in .*", re.DOTALL)
"""What differs from run to run, and all that follows it."""
_MEASURE: Final = 84
"""Characters that a line of an example may have without being broken."""
_NAMES: Final = {
    "boolean": "true or false",
    "integer": "whole number",
    "number": "number",
    "string": "text",
    "null": "`null`",
}

Schema = dict[str, Any]


def table(header: str, rows: list[list[str]]) -> str:
    """Build a Markdown table. `header` names the columns, parted by `|`; cells are Markdown."""
    titles = header.split("|")
    lines = [titles, ["---"] * len(titles)]
    lines += [[cell.replace("|", "\\|") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def record() -> str:
    """Every model of the record with every key: its form out of the models, its meaning beside."""
    schema = detente.Record.model_json_schema(by_alias=True)
    models = {"Record": schema, **schema["$defs"]}
    meanings = _meanings()
    return "\n\n".join(_model(name, models[name], meanings[name]) for name in meanings)


def _meanings() -> dict[str, dict[str, str]]:
    """Model to key to what it means, in the order in which they are told."""
    found: dict[str, dict[str, str]] = {}
    with (_DOCS / "_record.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found.setdefault(row["model"], {})[row["key"]] = row["meaning"]
    return found


def _model(name: str, schema: Schema, meanings: dict[str, str]) -> str:
    described = schema["description"].replace("`None`", "`null`").replace("None", "null")
    keys = [[f"`{key}`", _form(form), meanings[key]] for key, form in schema["properties"].items()]
    return f"## {name}\n\n{described}\n\n{table('key|form|meaning', keys)}"


def _form(schema: Schema) -> str:
    """What a value may be, in words, out of its JSON Schema."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_form(choice) for choice in schema["anyOf"])
    if "const" in schema or "enum" in schema:
        values = schema.get("enum", [schema.get("const")])
        return ", ".join(f"`{value}`" for value in values)
    if schema["type"] == "array":
        return _list(schema)
    if "maximum" in schema:
        return f"number from {schema['minimum']:g} to {schema['maximum']:g}"
    return _NAMES[schema["type"]]


def _list(schema: Schema) -> str:
    if "prefixItems" in schema:
        return f"list of {len(schema['prefixItems'])} × {_form(schema['prefixItems'][0])}"
    return f"list of {_form(schema['items'])}"


def tables() -> str:
    """Every table of every data package: title, source, licence."""
    packages = sorted(_DATA.glob("*/data/datapackage.json"))
    return "\n\n".join(_package(path) for path in packages)


def _package(path: Path) -> str:
    package = json.loads(path.read_text("utf-8"))
    rows = [
        [
            f"`{resource['path']}`",
            resource["title"],
            "; ".join(source["title"] for source in resource["sources"]),
            ", ".join(licence["name"] for licence in resource["licenses"]),
        ]
        for resource in sorted(package["resources"], key=lambda resource: resource["path"])
    ]
    lead = f"In `detente/{path.parent.parent.name}/data`. {package['title']}."
    return f"## {path.parent.parent.name}\n\n{lead}\n\n{table('table|what|source|licence', rows)}"


def learnt() -> str:
    """Every set that the model has learned from, with what its heads learned of it."""
    rows = tables_of.rows("detente.evaluation", "learnt")
    cells = [[f"`{row['set']}`", row["heads"], row["licence"]] for row in rows]
    return table("set|what was learned|licence as stated", cells)


def dispatch() -> str:
    """The example itself, as a quotation."""
    lines = (_DOCS.parent / _DISPATCH).read_text("utf-8").splitlines()
    return "\n".join(f"> {line}".rstrip() for line in lines)


def page() -> str:
    """What `detente read` prints of the dispatch on a terminal of 80 columns."""
    options = ["--date", _DATE, "--publisher", _PUBLISHER]
    command = [sys.executable, "-m", "detente.cli", "read", _DISPATCH, *options]
    ran = subprocess.run(  # noqa: S603 - our own program
        command, cwd=_DOCS.parent, capture_output=True, check=True, encoding="utf-8"
    )
    asked = f'$ detente read {_DISPATCH} --date {_DATE} --publisher "{_PUBLISHER}"'
    lines = [line.rstrip() for line in _FOOT.sub("", ran.stdout).splitlines()]
    return _code("text", "\n".join([asked, "", *lines]))


@cache
def _example() -> detente.Record:
    return detente.read(_DOCS.parent / _DISPATCH, date=_DATE, publisher=_PUBLISHER)


@cache
def _claim() -> dict[str, Any]:
    """Of the claims with an event, that with the longest chain."""
    claims = [claim for claim in _example().to_dict()["claims"] if claim["events"]]
    longest: dict[str, Any] = max(claims, key=lambda claim: len(claim["chain"]))
    return longest


def claim() -> str:
    """The claim that came through most mouths, as JSON."""
    return _json(_claim())


def event() -> str:
    """The last event which that claim reports, as JSON."""
    events = _example().to_dict()["events"]
    return _json(next(one for one in events if one["id"] == _claim()["events"][-1]))


def statuses() -> str:
    """Every event with its status and the words it rests on."""
    found = [
        [one.type, f"`{one.status}`", f"“{one.evidence[0].quote}”"] for one in _example().events
    ]
    return table("type|status|words", found)


def changes() -> str:
    """Every change of a relation."""
    rows = [
        [" ⇄ ".join(party.text for party in one.parties), one.channel, one.status, one.date or "–"]
        for one in _example().relations
    ]
    return table("parties|channel|status|date", rows)


def _json(value: dict[str, Any]) -> str:
    return _code("json", _shown(value, "", ""))


def _shown(value: Any, lead: str, indent: str) -> str:  # noqa: ANN401 - any JSON value
    """JSON after `lead`: on one line where it fits, else broken into its members."""
    line = lead + json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or (indent and len(line) <= _MEASURE):
        return line
    deeper = f"{indent}  "
    if isinstance(value, dict):
        members = [_shown(it, f'{deeper}"{key}": ', deeper) for key, it in value.items()]
    else:
        members = [_shown(it, deeper, deeper) for it in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{lead}{opening}\n" + ",\n".join(members) + f"\n{indent}{closing}"


def _code(language: str, text: str) -> str:
    return f"```{language}\n{text}\n```"


PARTS: Final[dict[str, Callable[[], str]]] = {
    part.__name__: part
    for part in (record, tables, learnt, dispatch, page, claim, event, statuses, changes)
}


def fresh(text: str) -> str:
    """The text of a page with all its parts as the program gives them now."""
    parted = _BLOCK.sub(lambda found: f"{found[1]}{PARTS[found[2]]()}\n{found[3]}", text)
    if not _SESSION.search(parted):
        return parted
    names: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        shutil.copy(_DOCS / "dispatch.txt", folder)
        shutil.copytree(_DOCS.parent / "examples" / _EXAMPLES, Path(folder) / _EXAMPLES)
        return _SESSION.sub(lambda found: _code("pycon", _session(found[1], names)), parted)


def _session(typed: str, names: dict[str, Any]) -> str:
    """What was typed with what it prints, in the names of the sessions before."""
    lines: list[str] = []
    for example in doctest.DocTestParser().get_examples(typed):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            # S102: the statements of our own pages
            exec(compile(example.source, "<page>", "single"), names)  # noqa: S102
        first, *more = example.source.splitlines()
        lines += [f">>> {first}", *(f"... {line}".rstrip() for line in more)]
        lines += printed.getvalue().splitlines()
    return "\n".join(lines)


def main(*, check: bool) -> int:
    """Bring every page up to date, or name those that are not; the exit status."""
    stale = 0
    for path in sorted(_DOCS.glob("*.md")):
        text = path.read_text("utf-8")
        if fresh(text) != text:
            stale += 1
            print(path.name)
            if not check:
                path.write_text(fresh(text), "utf-8")
    return int(check and stale > 0)


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
