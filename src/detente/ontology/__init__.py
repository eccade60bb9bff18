"""PLOVER, CAMEO, sectors and estimative words: tables in data files, small modules over them."""

from __future__ import annotations

from detente.ontology.codes import CameoCode, cameo, cameo_codes, code_for
from detente.ontology.estimative import Degree, Phrase, levels, phrases
from detente.ontology.event_types import (
    Mode,
    PloverType,
    QuadClass,
    contexts,
    plover,
    plover_types,
    score,
)
from detente.ontology.sectors import Sector, sectors

__all__ = [
    "CameoCode",
    "Degree",
    "Mode",
    "Phrase",
    "PloverType",
    "QuadClass",
    "Sector",
    "cameo",
    "cameo_codes",
    "code_for",
    "contexts",
    "levels",
    "phrases",
    "plover",
    "plover_types",
    "score",
    "sectors",
]
