"""PDF: a report's published page on paper, tagged, with bookmarks and the fonts it needs inside."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from generator.model.identity import ReportId
from generator.work import processors


class NoPdfPrinter(RuntimeError):
    """The library that prints PDF is not installed: it is optional, for it needs Pango on the system."""


def print_reports(site: Path, reports: Sequence[ReportId], out: Path, jobs: int = 0) -> list[Path]:
    """Print the published pages of reports: the files written, ``<out>/<department>-<project>-<year>.pdf``."""
    out.mkdir(parents=True, exist_ok=True)
    print_one = partial(_print, site, out)
    jobs = min(jobs or processors(), len(reports))
    if jobs <= 1:
        return list(map(print_one, reports))
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(print_one, reports))


def _print(site: Path, out: Path, report: ReportId) -> Path:
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        raise NoPdfPrinter(str(error)) from error
    target = out / f"{report.department}-{report.project}-{report.year}.pdf"
    page = HTML(site / report.url / "index.html", base_url=str(site / report.url) + "/")
    # The identifier is otherwise drawn by chance: the same page is the same file.
    page.write_pdf(target, pdf_tags=True, pdf_identifier=report.url.encode(), full_fonts=False)
    return target
