"""From text with marks in it to cases with offsets: `python annotate.py < marked.jsonl`.

A line is a case as in the README of this folder, but its `text` carries marks, `{name:words}`, one
inside another where need be, and offsets are asked for by name:

    {"id": "x1", "text": "{a:Chad} sent {b:Niger} fuel.", "coref": [["@a", "@b"]]}

`"@a"` becomes `[start, end]`, `"@a*"` the list of all stretches marked `a`, and an object with
`"@": "a"` gets `start`, `end` and `text`. A mark nobody asks for, or asked for and missing, is
refused.
"""  # noqa: INP001 - a script, not a package

from __future__ import annotations

import json
import re
import sys
from typing import Any

Extent = list[int]
_MARK = re.compile(r"\{(\w+):|\}")


def marked(text: str) -> tuple[str, dict[str, list[Extent]]]:
    """The text without its marks, and where each name's words stand in it, in order.

    Raises:
        ValueError: A mark is not closed, or a closing brace closes none.

    >>> marked("{a:Chad} sent {b:Niger} fuel.")
    ('Chad sent Niger fuel.', {'a': [[0, 4]], 'b': [[10, 15]]})
    """
    plain, at = "", 0
    begun: list[tuple[str, int]] = []
    found: dict[str, list[Extent]] = {}
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        if mark[1]:
            begun.append((mark[1], len(plain)))
        elif begun:
            name, start = begun.pop()
            found.setdefault(name, []).append([start, len(plain)])
        else:
            raise ValueError(text)
    if begun:
        raise ValueError(text)
    return plain + text[at:], {name: sorted(extents) for name, extents in found.items()}


def case(line: dict[str, Any]) -> dict[str, Any]:
    """A case with offsets, from one with marks.

    Raises:
        ValueError: The marks of the text and those asked for are not the same.
    """
    text, extents = marked(line["text"])
    asked: set[str] = set()
    done = {k: _filled(v, text, extents, asked) for k, v in line.items() if k != "text"}
    if extents.keys() - asked:
        raise ValueError(f"nobody asks for {sorted(extents.keys() - asked)}: {text}")
    return {"id": line["id"], "text": text, **done}


def _filled(value: Any, text: str, extents: dict[str, list[Extent]], asked: set[str]) -> Any:  # noqa: ANN401 - any JSON value
    """A value with every name replaced by where its words stand; notes the names in `asked`."""
    if isinstance(value, str) and value.startswith("@"):
        name = value[1:].removesuffix("*")
        here = _known(name, extents, text)
        asked.add(name)
        return here if value.endswith("*") else here[0]
    if isinstance(value, list):
        return [_filled(v, text, extents, asked) for v in value]
    if not isinstance(value, dict):
        return value
    rest = {k: _filled(v, text, extents, asked) for k, v in value.items() if k != "@"}
    if "@" not in value:
        return rest
    asked.add(value["@"])
    start, end = _known(value["@"], extents, text)[0]
    return {"start": start, "end": end, "text": text[start:end], **rest}


def _known(name: str, extents: dict[str, list[Extent]], text: str) -> list[Extent]:
    if name not in extents:
        raise ValueError(f"no mark {name!r}: {text}")
    return extents[name]


if __name__ == "__main__":
    for row in sys.stdin:
        sys.stdout.write(json.dumps(case(json.loads(row)), ensure_ascii=False) + "\n")
