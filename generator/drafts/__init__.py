"""Drafts: the files an editor begins with, which say themselves what is to be filled in."""

from __future__ import annotations

from generator.drafts.blank import blank
from generator.drafts.following import following

__all__ = ["blank", "following"]
