"""Exporters: the data of reports as open files. One table of columns serves every format and the data dictionary."""

from __future__ import annotations

from generator.exporters.columns import Column
from generator.exporters.columns import Kind
from generator.exporters.columns import Table
from generator.exporters.report_files import REPORT_FILES
from generator.exporters.report_files import encode
from generator.exporters.report_files import project_files
from generator.exporters.report_files import report_file
from generator.exporters.shares import Published
from generator.exporters.shares import Share
from generator.exporters.site_files import Publication
from generator.exporters.site_files import site_files
from generator.exporters.site_workbook import Pieces
from generator.exporters.tables import TABLES
from generator.exporters.tables import Exported

__all__ = [
    "REPORT_FILES",
    "TABLES",
    "Column",
    "Exported",
    "Kind",
    "Pieces",
    "Publication",
    "Published",
    "Share",
    "Table",
    "encode",
    "project_files",
    "report_file",
    "site_files",
]
