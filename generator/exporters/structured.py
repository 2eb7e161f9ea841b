"""Structured data: what a page is about in schema.org's words, for search engines."""

from __future__ import annotations

import json
from collections.abc import Mapping

from generator.exporters.report_files import REPORT_FILES
from generator.exporters.tables import Exported

_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def report_data(exported: Exported, language: str) -> str:
    """A report and its data set, as JSON-LD."""
    report, project = exported.assessed.report, exported.project
    office = {"@type": "GovernmentOrganization", "name": project.department.name}
    link = exported.permalink()
    published = report.disclosure.published_on if report.disclosure else None
    about = {
        "@type": "Report",
        "@id": f"{link}#report",
        "name": report.title,
        "headline": f"{project.project.name} {exported.assessed.id.year} 年绩效自评",
        "url": link,
        "inLanguage": language,
        "author": office,
        "temporalCoverage": str(exported.assessed.id.year),
    }
    for name, day in (("dateCreated", report.filled_on), ("datePublished", published)):
        if day:
            about[name] = day.isoformat()
    files = {f"{link}data/{name}": words for name, words in REPORT_FILES.items()}
    return _graph(about, _dataset(f"{link}#data", f"{about['headline']}：数据", office, files))


def site_data(name: str, publisher: str, address: str, files: Mapping[str, str]) -> str:
    """The whole site's data set, as JSON-LD; ``files`` are its downloads, address → title."""
    office = {"@type": "GovernmentOrganization", "name": publisher}
    return _graph(_dataset(f"{address or '/'}data/#data", name, office, files))


def _dataset(id: str, name: str, office: Mapping[str, str], files: Mapping[str, str]) -> dict[str, object]:
    return {
        "@type": "Dataset",
        "@id": id,
        "name": name,
        "description": "预算、支出、绩效目标与实际完成值，以及由它们算出的数字。",
        "creator": office,
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": words,
                "contentUrl": url,
                "encodingFormat": _TYPES[url.rpartition(".")[2]],
            }
            for url, words in files.items()
        ],
    }


def _graph(*things: Mapping[str, object]) -> str:
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": things}, ensure_ascii=False, separators=(",", ":")
    )
    # Inside a script element nothing may look like its end, or like a comment.
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
