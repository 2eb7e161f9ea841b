"""The schemas: one for each kind of content file, and the line by which an editor's program finds it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from posixpath import relpath
from typing import Any

from generator.checks import CHECKS
from generator.figures import FIGURES
from generator.figures import Scope
from generator.findings import Severity
from generator.model.keys import Record
from generator.model.report import Report
from generator.model.schema import schema_of
from generator.model.site import Department
from generator.model.site import Project
from generator.model.site import Site
from generator.model.standard import Standard

#: Where the schemas lie, relative to the site root.
FOLDER = "content/schema"

#: Each kind of content file: its record and its title.
SCHEMAS: Mapping[str, tuple[type[Record], str]] = {
    "report": (Report, "项目绩效自评报告"),
    "project": (Project, "项目"),
    "department": (Department, "部门"),
    "site": (Site, "网站"),
    "standard": (Standard, "评分标准"),
}


def schema_text(kind: str) -> str:
    """The schema of a kind of file, as it is published."""
    schema = schema_of(*SCHEMAS[kind])
    if kind == "report":
        _name_figures(schema)
        _name_rules(schema)
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def schema_line(record: type[Record], path: str) -> str:
    """The comment at the head of a file; ``path`` is relative to the site root."""
    name = next(name for name, (each, _) in SCHEMAS.items() if each is record)
    target = relpath(f"{FOLDER}/{name}.json", path.rpartition("/")[0])
    return f"# yaml-language-server: $schema={target}"


def _name_figures(schema: dict[str, Any]) -> None:
    """Let editors complete and explain what a report can state; others, of rows, stay possible."""
    stated = schema["properties"]["stated"]
    schema["$defs"]["StatedValue"] = stated["additionalProperties"]
    value = {"$ref": "#/$defs/StatedValue"}
    stated["additionalProperties"] = value
    stated["properties"] = {
        figure.id: {"title": figure.label, "description": f"公式：{FIGURES.words(figure)}", **value}
        for figure in FIGURES
        if figure.scope & Scope.REPORT and "{" not in figure.id
    }


def _name_rules(schema: dict[str, Any]) -> None:
    """The rules a department can let stand: not errors, which nobody can."""
    rules = [name for name, check in CHECKS.items() if check.severity is not Severity.ERROR]
    schema["$defs"]["Accepted"]["properties"]["rule"]["examples"] = rules
