"""The line by which an editor's program finds the schema of a content file."""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import relpath

from generator.model.keys import Record
from generator.model.report import Report
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


def schema_line(record: type[Record], path: str) -> str:
    """The comment at the head of a file; ``path`` is relative to the site root."""
    name = next(name for name, (each, _) in SCHEMAS.items() if each is record)
    target = relpath(f"{FOLDER}/{name}.json", path.rpartition("/")[0])
    return f"# yaml-language-server: $schema={target}"
