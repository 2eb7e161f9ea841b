"""Lighthouse on phone settings, page by page, against a server that sends what a production server would.

    python bench/lighthouse.py [--runs 3] [--write]

The site is built, served from this machine with gzip, caching and the safety headers of the guide for cities, and looked at with
Lighthouse's own defaults: a mid-range phone on a slow fourth-generation network, simulated. Each page is looked at several
times; the table gives the median score and the lowest. `--write` puts it into README.md, between its markers.
"""

from __future__ import annotations

import argparse
import gzip
import json
import mimetypes
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from datetime import datetime
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "bench/README.md"
BEGIN, END = "<!-- lighthouse -->", "<!-- /lighthouse -->"
LIGHTHOUSE = ROOT / "tests/node/node_modules/lighthouse/cli/index.js"
BIN = Path(sys.executable).parent

PAGES = {
    "home": "",
    "report (seed, 68 rows)": "gongxinju/industrial-development/2022/",
    "list": "lists/missed/",
    "search": "search/",
    "search, with results": "search/?q=%E6%BB%A1%E6%84%8F%E5%BA%A6",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")

_GUIDE = (ROOT / "content/pages/guide/city.md").read_text(encoding="utf-8")
HEADERS = dict(re.findall(r'add_header (?!Strict-Transport)([\w-]+) "([^"]+)" always;', _GUIDE))
HEADERS |= dict(re.findall(r'(?<=\$uri )\$(policy) \{\s*default "([^"]+)"', _GUIDE))
HEADERS["Content-Security-Policy"] = HEADERS.pop("policy")


class Production(BaseHTTPRequestHandler):
    """Sends files as the guide for cities has them sent."""

    protocol_version = "HTTP/1.1"
    folder: Path

    def do_GET(self) -> None:
        """Send a file, compressed, or the page that says there is none."""
        path = self.path.partition("?")[0].lstrip("/")
        file = self.folder / (path + "index.html" if path.endswith("/") or not path else path)
        is_there = file.is_file() and self.folder in file.resolve().parents
        body = gzip.compress((file if is_there else self.folder / "404.html").read_bytes(), 6)
        self.send_response(200 if is_there else 404)
        kind = mimetypes.guess_type(file.name if is_there else "404.html")[0] or "application/octet-stream"
        is_hashed = re.fullmatch(r"assets/[a-z-]+\.[0-9a-f]{8}\.(css|js)", path)
        for name, value in {
            **HEADERS,
            "Content-Type": f"{kind}; charset=utf-8",
            "Content-Encoding": "gzip",
            "Content-Length": str(len(body)),
            "Cache-Control": "public, max-age=31536000, immutable" if is_hashed else "no-cache",
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a folder, served."""
    handler = type("Handler", (Production,), {"folder": folder})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def looked_at(url: str) -> dict[str, object]:
    """What Lighthouse finds on a page."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    done = subprocess.run(
        [
            BIN / "node",
            LIGHTHOUSE,
            url,
            "--quiet",
            "--output=json",
            f"--only-categories={','.join(CATEGORIES)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        stdout=subprocess.PIPE,
        env={**os.environ, "CHROME_PATH": chromium},
        check=True,
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def measured(address: str, runs: int) -> list[str]:
    """A row of the table for each page; what kept a page below 100 goes to stderr."""
    rows = []
    for name, path in PAGES.items():
        found = []
        for _ in range(runs):
            found.append(looked_at(address + path))
            _complain(name, found[-1])
        cells = []
        for category in CATEGORIES:
            scores = [round(each["categories"][category]["score"] * 100) for each in found]  # type: ignore[index]
            low = "" if min(scores) == max(scores) else f" ({min(scores)}–{max(scores)})"
            cells.append(f"{statistics.median_low(scores)}{low}")
        for time in TIMES:
            values = [each["audits"][time]["numericValue"] for each in found]  # type: ignore[index]
            value = statistics.median(values)
            cells.append(f"{value:.3f}" if time == TIMES[-1] else f"{value / 1000:.2f}")
        weight = statistics.median(
            each["audits"]["total-byte-weight"]["numericValue"]  # type: ignore[index]
            for each in found
        )
        rows.append(f"| {name} | {' | '.join(cells)} | {weight / 1000:.1f} |")
        print(rows[-1], flush=True)
    return rows


def _complain(name: str, found: dict[str, object]) -> None:
    for category in CATEGORIES:
        for reference in found["categories"][category]["auditRefs"]:  # type: ignore[index]
            audit = found["audits"][reference["id"]]  # type: ignore[index]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                shown = audit.get("displayValue", "")
                print(f"  {name}: {category}: {audit['id']} {audit['score']} {shown}", file=sys.stderr)


def table(rows: list[str], runs: int) -> str:
    """The table with where and when it was made."""
    version = json.loads((LIGHTHOUSE.parent.parent / "package.json").read_text(encoding="utf-8"))["version"]
    load = os.getloadavg()[0]
    head = (
        f"{runs} runs a page, {datetime.now(UTC):%Y-%m-%d}. {os.cpu_count()} cores (load {load:.0f}), "
        f"Lighthouse {version}, phone settings (its defaults), gzip.\n\n"
        "| page | performance | accessibility | best practices | SEO | first paint (s) | largest paint (s) "
        "| blocked (s) | shift | sent (KB) |\n|---|---|---|---|---|---|---|---|---|---|\n"
    )
    return head + "\n".join(rows)


def main() -> None:
    """Build, serve, look, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder).resolve() / "site"
        with serving(site) as address:
            subprocess.run(
                [BIN / "mingxiao", "build", "--site-dir", site],
                cwd=ROOT,
                check=True,
                stdout=sys.stderr,
                env={**os.environ, "SITE_URL": address},
            )
            found = table(measured(address, options.runs), options.runs)
    if options.write:
        text = README.read_text(encoding="utf-8")
        before, _, rest = text.partition(BEGIN)
        README.write_text(f"{before}{BEGIN}\n{found}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    else:
        print(found)


if __name__ == "__main__":
    main()
