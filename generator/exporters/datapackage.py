"""The description of the data for machines: a Frictionless data package (specs.frictionlessdata.io)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from generator.exporters.columns import Column
from generator.exporters.columns import Table


@dataclass(frozen=True, slots=True)
class Resource:
    """A table's CSV file: its path beside the description, size in bytes, SHA-256, and number of rows."""

    table: Table
    path: str
    size: int
    digest: str
    rows: int


def datapackage(resources: Iterable[Resource], title: str, publisher: str, address: str) -> bytes:
    """The file ``datapackage.json``."""
    described: dict[str, object] = {
        "profile": "data-package",
        "name": "performance-reports",
        "title": title,
        "description": "项目绩效自评数据。文字单元格若以 = + - @ 制表符、换行或单引号开头，前面加一个单引号；去掉它即为原文。",
        "contributors": [{"title": publisher, "role": "publisher"}],
        "resources": [_described(each) for each in resources],
    }
    if address:
        described["homepage"] = address
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _described(resource: Resource) -> dict[str, object]:
    table = resource.table
    schema: dict[str, object] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.name == "reports":
        schema["primaryKey"] = "report"
    else:
        reference = {"resource": "reports", "fields": "report"}
        schema["foreignKeys"] = [{"fields": "report", "reference": reference}]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "path": resource.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": resource.size,
        "hash": f"sha256:{resource.digest}",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, str]:
    field = {"name": column.name, "title": column.title, "type": column.kind.value}
    if column.description:
        field["description"] = column.description
    return field
