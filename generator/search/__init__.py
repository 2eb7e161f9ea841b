"""Search: a static index that the reader's own browser asks. Nothing is sent anywhere."""

from __future__ import annotations

from generator.search.entries import REPORT_FILE
from generator.search.entries import Searchable
from generator.search.entries import searchable
from generator.search.index import search_index

__all__ = ["REPORT_FILE", "Searchable", "search_index", "searchable"]
