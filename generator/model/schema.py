"""The JSON Schema of a content file, from the declared keys: what editors complete, hover and are warned by.

It says what the reader says, as far as a schema can: a key without a value counts as absent, numbers may be written
with full-width digits, and nothing the reader takes is refused.
"""

from __future__ import annotations

from typing import Any

from generator.model.formats import FORMATS
from generator.model.keys import Key
from generator.model.keys import Kind
from generator.model.keys import Record
from generator.model.keys import keys_of

_DIGIT = "[0-9０-９]"
_AMOUNT_TEXT = rf"^\s*({_DIGIT}{{1,15}}|{_DIGIT}{{1,3}}([,，]{_DIGIT}{{3}}){{1,4}})([.．]{_DIGIT}{{1,6}})?\s*$"
_TEXT = {"type": ["string", "number", "boolean"]}
_NUMBER = {
    "type": ["string", "number"],  # first what an editor may insert: nothing, and not a 0
    "minimum": 0,
    "maximum": 10**15,
    "pattern": _AMOUNT_TEXT,
    "patternErrorMessage": "只写数字，例如 1935 或 480.82，单位另写；没有填报就不写。",
}
_SOME_TEXT = {**_TEXT, "pattern": r"\S", "patternErrorMessage": "必须填写。"}

#: What the value of each kind may be. YAML readers that guess types see numbers and dates where text stands.
_KINDS: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: _TEXT,
    Kind.PROSE: _TEXT,
    Kind.AMOUNT: _NUMBER,
    Kind.POINTS: _NUMBER,
    Kind.DATE: {
        "type": "string",
        "pattern": rf"^\s*{_DIGIT}{{4}}[-－/／.．年]{_DIGIT}{{1,2}}[-－/／.．月]{_DIGIT}{{1,2}}日?\s*$",
    },
    Kind.YEAR: {
        "type": ["string", "integer"],
        "minimum": 1900,
        "maximum": 2099,
        "pattern": rf"^\s*([1１][9９]|[2２][0０]){_DIGIT}{{2}}年?\s*$",
    },
    Kind.FLAG: {"enum": [True, False, "true", "false"]},
    Kind.SLUG: {
        "type": "string",
        "pattern": "^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$",
        "patternErrorMessage": "用小写英文字母、数字和连字符，至少有一个字母，例如 expo-2022。",
    },
    Kind.ADDRESS: {"type": "string", "pattern": r"^\s*(https?://[^/]|/|\.\./)(?!/)\S*\s*$"},
    Kind.TEXTS: {"type": "array", "items": {"type": [*_TEXT["type"], "null"]}},
    Kind.STATED: {
        "type": "object",
        "additionalProperties": {
            "anyOf": [
                {"type": [*_TEXT["type"], "null"]},
                {"type": "array", "items": {"type": [*_TEXT["type"], "null"]}},
            ]
        },
    },
}


def schema_of(record: type[Record], title: str) -> dict[str, Any]:
    """The schema of a file that holds one record of the type."""
    definitions: dict[str, Any] = {}
    root = _object(record, title, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "由 mingxiao schema 生成，不要手改。",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _object(record: type[Record], title: str, definitions: dict[str, Any]) -> dict[str, Any]:
    keys = keys_of(record)
    return {
        "title": title,
        "type": "object",
        "additionalProperties": False,
        "required": [name for name, key in keys.items() if key.required],
        "properties": {name: _property(key, definitions) for name, key in keys.items()},
    }


def _property(key: Key, definitions: dict[str, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {"title": key.title, "description": _description(key)}
    if key.kind is Kind.TEXT and len(key.examples) > 1:
        described["examples"] = list(key.examples)
    if key.format and FORMATS[key.format].is_schema_s:
        described["format"] = key.format
    value = _value(key, definitions)
    return {**described, **(_needed(value) if key.required else _or_absent(value))}


def _description(key: Key) -> str:
    """Title, help and examples: lists of completions show nothing else.

    Only words to choose from are `examples` to the schema: editors insert those, and a number that was an example
    must not become a figure by a slip of the hand.
    """
    examples = "" if "例如" in key.help else "、".join(key.examples)
    words = [key.help.rstrip("。") if examples else key.help, f"例如 {examples}。" if examples else ""]
    said = "；".join(filter(None, words))
    return f"{key.title}：{said}" if said else key.title


def _needed(value: dict[str, Any]) -> dict[str, Any]:
    """A value that must be there: not an empty text."""
    return _SOME_TEXT if value is _TEXT else value


def _or_absent(value: dict[str, Any]) -> dict[str, Any]:
    """A value that may be left out, and so may be left empty."""
    if "enum" in value:
        words = (
            {"enumDescriptions": [*value["enumDescriptions"], "没有填写"]}
            if "enumDescriptions" in value
            else {}
        )
        return {"enum": [*value["enum"], None], **words}
    if "anyOf" in value:
        return {"anyOf": [*value["anyOf"], {"type": "null"}]}
    if "$ref" in value:
        return {"anyOf": [value, {"type": "null"}]}
    types = value["type"] if isinstance(value["type"], list) else [value["type"]]
    return {**value, "type": [*types, "null"]}


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
        case Kind.TEXT if key.format:
            return {**_TEXT, "pattern": _format_pattern(key)}
    return _KINDS[key.kind]


def _format_pattern(key: Key) -> str:
    """The pattern of a text of a format; where it may be absent, it may be empty."""
    pattern = FORMATS[key.format].pattern
    return rf"^\s*(?:{pattern})\s*$" if key.required else rf"^\s*(?:{pattern})?\s*$"


def _choice(key: Key) -> dict[str, Any]:
    """The codes and their Chinese names; true and false are read as such by other YAML readers."""
    choices: dict[Any, str] = {}
    flags = {code: code == "true" for code in key.choices if code in ("true", "false")}
    choices |= {flags.get(code, code): title for code, title in key.choices.items()}
    choices |= {title: f"同 {code}" for code, title in key.choices.items() if title != code}
    choices |= {code: key.choices[code] for code in flags}
    return {"enum": [*choices], "enumDescriptions": [*choices.values()]}


def _reference(key: Key, definitions: dict[str, Any]) -> dict[str, Any]:
    record = key.of
    if record is None:
        raise TypeError(f"{key.title} declares no record")
    name = record.__name__
    if name not in definitions:
        definitions[name] = {}  # before descending: sections hold sections
        definitions[name] = _object(record, key.title, definitions)
    return {"$ref": f"#/$defs/{name}"}
