"""PLOVER, CAMEO, sectors and estimative words: tables in data files, small modules over them."""

from __future__ import annotations

from detente.ontology.codes import CameoCode, cameo, cameo_codes, code_for, goldstein
from detente.ontology.columns import Column, columns
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
from detente.ontology.foreign_sectors import (
    cameo_type,
    icews_sector,
    sector_of_cameo_type,
    sector_of_icews,
)
from detente.ontology.sectors import Sector, sectors

__all__ = [
    "CameoCode",
    "Column",
    "Degree",
    "Mode",
    "Phrase",
    "PloverType",
    "QuadClass",
    "Sector",
    "cameo",
    "cameo_codes",
    "cameo_type",
    "code_for",
    "columns",
    "contexts",
    "goldstein",
    "icews_sector",
    "levels",
    "phrases",
    "plover",
    "plover_types",
    "score",
    "sector_of_cameo_type",
    "sector_of_icews",
    "sectors",
]
