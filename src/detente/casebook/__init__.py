"""The casebook: a folder that keeps records and answers questions about them."""

from __future__ import annotations

from detente.casebook.archive import Original
from detente.casebook.book import Casebook
from detente.casebook.filter import Filter
from detente.casebook.result import Rows
from detente.casebook.writer import Writer

__all__ = ["Casebook", "Filter", "Original", "Rows", "Writer"]
