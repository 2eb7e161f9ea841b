"""The files of one report, which stand in a folder of its page: attachments may have any name beside it."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.assessment import AssessedProject
from generator.exporters import csv_file
from generator.exporters import json_file
from generator.exporters import xlsx_file
from generator.exporters.columns import Table
from generator.exporters.tables import TABLES
from generator.exporters.tables import Exported
from generator.files import SiteFile
from generator.history import History

#: What each file beside a report's page is called, and what a reader is told of it.
REPORT_FILES = {
    "report.xlsx": "Excel 工作簿（全部表）",
    "budget.csv": "预算表 CSV",
    "indicators.csv": "指标表 CSV",
    "report.json": "JSON（全部表）",
}

#: The tables published as CSV for each report: of the others a report has one row, or they are in the workbook.
_CSV = {"budget.csv": "budget_lines", "indicators.csv": "indicators"}


@dataclass(frozen=True, slots=True)
class Encoded:
    """The rows of one table, and the same as lines of a CSV file and as the inside of a JSON array."""

    table: Table
    rows: Sequence[tuple[str, ...]]
    csv: bytes
    json: bytes


def encode(exported: Exported) -> dict[str, Encoded]:
    """Every table of a report, by name, written once for its own files and for those of the whole site."""
    return {table.name: _encoded(table, list(table.rows(exported))) for table in TABLES}


def _encoded(table: Table, rows: Sequence[tuple[str, ...]]) -> Encoded:
    columns = table.columns
    return Encoded(table, rows, csv_file.lines(rows, columns), json_file.lines(columns, rows))


def report_file(name: str, tables: Mapping[str, Encoded]) -> bytes:
    """One file of a report, by its name."""
    if name == "report.json":
        return json_file.document({each.table.name: each.json for each in tables.values()})
    if name == "report.xlsx":
        return xlsx_file.workbook((each.table, each.rows) for each in tables.values())
    encoded = tables[_CSV[name]]
    return csv_file.head_line(encoded.table.columns) + encoded.csv


def project_files(
    project: AssessedProject, root: Path, address: str, history: History
) -> tuple[list[SiteFile], tuple[int, ...], tuple[bytes, ...]]:
    """Every file of a project's reports; and their rows as they go into the files of the whole site: of each table how many
    there are, and these as CSV and as JSON.
    """
    files, reports = list(_attachments(project, root)), []
    for each in project.reports:
        tables = encode(Exported(project, each, history.latest(each.source.path), address))
        files += (SiteFile(f"{each.id.url}data/{name}", report_file(name, tables)) for name in REPORT_FILES)
        reports.append(tables)
    return files, *_share_of(reports)


def _attachments(project: AssessedProject, root: Path) -> Iterator[SiteFile]:
    """The files an editor publishes with reports, as they lie beside them."""
    for each in project.reports:
        folder = (root / each.source.path).parent / str(each.id.year)
        for name in dict.fromkeys(attachment.file for attachment in each.report.attachments):
            if (folder / name).is_file():
                yield SiteFile(each.id.url + name, (folder / name).read_bytes())


def _share_of(
    reports: Sequence[Mapping[str, Encoded]],
) -> tuple[tuple[int, ...], tuple[bytes, ...]]:
    """The reports of a project as they go into the files of the whole site: of each table the number of rows, and these as
    CSV and as JSON.
    """
    counts, pieces = [], []
    for table in TABLES:
        tables = [each[table.name] for each in reports]
        counts.append(sum(len(each.rows) for each in tables))
        pieces += [b"".join(each.csv for each in tables), json_file.joined(each.json for each in tables)]
    return tuple(counts), tuple(pieces)
