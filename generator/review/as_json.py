"""A review for other programs: complete, with the names of its model. Numbers are decimal strings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from dataclasses import is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from generator.review import words
from generator.review.model import Review


def as_json(review: Review) -> str:
    """The whole review as one object."""
    told = {"summary": words.summary(review), "warnings": words.warnings(review), **_plain(review)}
    return json.dumps(_plain(told), ensure_ascii=False, indent=2)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    match value:
        case Decimal():
            return f"{value:f}"
        case Enum():
            return value.value
        case Mapping():
            return {name: _plain(each) for name, each in value.items()}
        case tuple() | list():
            return [_plain(each) for each in value]
    return value
