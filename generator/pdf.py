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
    """Print the published pages of reports into a folder: the files written, ``<department>-<project>-<year>.pdf``."""
    print_one = partial(_print, site, out)
    jobs = min(jobs or processors(), len(reports))
    if jobs <= 1:
        return list(map(print_one, reports))
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(print_one, reports))


#: WeasyPrint does not apply the style sheet to what is inside drawings: on paper their marks bring their colours along.
_PAINT = {
    '<rect class="met"': 'fill="#0c6b63"',
    '<rect class="declared"': 'fill="#9aa3af"',
    '<rect class="not-judged"': 'fill="#c98a00"',
    '<rect class="no-target"': 'fill="#c98a00"',
    '<rect class="unmet"': 'fill="#a61b1b"',
    '<line class="bar__break"': 'stroke="#fff" stroke-width="16"',
    '<line y1="50%"': 'stroke="#333" stroke-width="4"',
    "/><line x2": 'stroke="#333" stroke-width="16"',
    "><line x2": 'stroke="#ccc" stroke-width="16"',
}


def _painted(html: str) -> str:
    for mark, paint in _PAINT.items():
        html = html.replace(mark, f"{mark.removesuffix(' x2')} {paint}{' x2' if mark.endswith(' x2') else ''}")
    return html


def _print(site: Path, out: Path, report: ReportId) -> Path:
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        raise NoPdfPrinter(str(error)) from error
    target = out / f"{report.department}-{report.project}-{report.year}.pdf"
    html = (site / report.url / "index.html").read_text(encoding="utf-8")
    page = HTML(string=_painted(html), base_url=str(site / report.url) + "/")
    # The identifier is otherwise drawn by chance: the same page is the same file.
    page.write_pdf(target, pdf_tags=True, pdf_identifier=report.url.encode(), full_fonts=False)
    return target
