"""Search: a static index that the reader's own browser asks. Nothing is sent anywhere."""

from __future__ import annotations

from generator.search.entries import REPORT_FILE
from generator.search.entries import Searchable
from generator.search.entries import searchable
from generator.search.index import INDEX
from generator.search.index import filters
from generator.search.index import search_index
from generator.search.index import words_key

__all__ = ["INDEX", "REPORT_FILE", "Searchable", "filters", "search_index", "searchable", "words_key"]
