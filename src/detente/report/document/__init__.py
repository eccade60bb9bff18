"""The report as a document: composed of blocks once, then written as web page, text, Word or PDF.

`compose` makes a `Report` from a casebook, `drafted` its findings alone; `write` puts a report into
a file's bytes.
"""

from __future__ import annotations

from detente.report.document.composing import Order, compose, drafted
from detente.report.document.formats import FORMATS, write
from detente.report.document.pieces import Report

__all__ = ["FORMATS", "Order", "Report", "compose", "drafted", "write"]
