"""The JSON Schema of a content file, from the declared keys: what editors complete, hover and are warned by."""

from __future__ import annotations

from typing import Any

from generator.model.keys import Key
from generator.model.keys import Kind
from generator.model.keys import Record
from generator.model.keys import keys_of

_AMOUNT_TEXT = r"^(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,6})?$"
_TEXT = {"type": ["string", "number", "boolean"]}

#: What the value of each kind may be. YAML readers that guess types see numbers and dates where text stands.
_KINDS: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: _TEXT,
    Kind.PROSE: {"type": "string"},
    Kind.AMOUNT: {"type": ["number", "string"], "minimum": 0, "pattern": _AMOUNT_TEXT},
    Kind.POINTS: {"type": ["number", "string"], "minimum": 0, "pattern": _AMOUNT_TEXT},
    Kind.DATE: {"type": "string", "pattern": r"^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$"},
    Kind.YEAR: {
        "type": ["integer", "string"],
        "minimum": 1900,
        "maximum": 2099,
        "pattern": r"^(19|20)\d{2}年?$",
    },
    Kind.FLAG: {"type": "boolean"},
    Kind.SLUG: {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
    Kind.ADDRESS: {"type": "string", "pattern": r"^(https?://[^/]|/|\.\./)(?!/)\S*$"},
    Kind.TEXTS: {"type": "array", "items": _TEXT},
    Kind.STATED: {
        "type": "object",
        "additionalProperties": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]},
    },
}


def schema_of(record: type[Record], title: str) -> dict[str, Any]:
    """The schema of a file that holds one record of the type."""
    definitions: dict[str, Any] = {}
    root = _object(record, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _object(record: type[Record], definitions: dict[str, Any]) -> dict[str, Any]:
    keys = keys_of(record)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name, key in keys.items() if key.required],
        "properties": {name: _property(key, definitions) for name, key in keys.items()},
    }


def _property(key: Key, definitions: dict[str, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {"title": key.title}
    if key.help:
        described["description"] = key.help
    if key.examples:
        described["examples"] = list(key.examples)
    return {**described, **_value(key, definitions)}


def _value(key: Key, definitions: dict[str, Any]) -> dict[str, Any]:
    match key.kind:
        case Kind.CHOICE:
            return _choice(key)
        case Kind.CHOICES:
            one = _choice(key)
            return {"anyOf": [one, {"type": "array", "items": one}]}
        case Kind.TARGET:
            return {"anyOf": [_TEXT, _reference(key, definitions)]}
        case Kind.RECORD:
            return _reference(key, definitions)
        case Kind.RECORDS:
            return {"type": "array", "items": _reference(key, definitions)}
    return _KINDS[key.kind]


def _choice(key: Key) -> dict[str, Any]:
    """The codes and their Chinese names; true and false are read as such by other YAML readers."""
    values: list[Any] = []
    for code, title in key.choices.items():
        values += [
            code,
            *([title] if title != code else []),
            *([code == "true"] if code in ("true", "false") else []),
        ]
    return {"enum": values}


def _reference(key: Key, definitions: dict[str, Any]) -> dict[str, Any]:
    record = key.of
    if record is None:
        raise TypeError(f"{key.title} declares no record")
    name = record.__name__
    if name not in definitions:
        definitions[name] = {}  # before descending: sections hold sections
        definitions[name] = _object(record, definitions)
    return {"$ref": f"#/$defs/{name}"}
