"""HTML held against the standard by html-validate: every page of the example site, and a report at every edge."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.site.conftest import ROOT
from tests.site.conftest import command
from tests.site.conftest import write

NODE = ROOT / "tests/node"


def faults(files: Iterable[Path]) -> list[str]:
    """What the validator says of the files, with their places."""
    done = subprocess.run(
        [
            command("node"),
            NODE / "node_modules/html-validate/bin/html-validate.mjs",
            "--config",
            NODE / "htmlvalidate.cjs",
            "--formatter",
            "json",
            *files,
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )
    assert done.returncode in (0, 1), done.stderr
    return [
        f"{file['filePath']}:{each['line']}:{each['column']} {each['ruleId']} {each['message']}"
        for file in json.loads(done.stdout)
        for each in file["messages"]
    ]


def test_every_page_of_the_example_site_is_valid(published: Path) -> None:
    pages = sorted(published.rglob("*.html"))
    assert len(pages) > 100
    assert faults(pages) == []


def test_pages_are_valid_at_every_edge(edges: Path) -> None:
    pages = [*edges.glob("edge/**/*.html"), *edges.glob("*/index.html"), *edges.glob("lists/*/index.html")]
    assert len(pages) > 50
    assert faults(pages) == []


def test_the_validator_finds_a_fault(tmp_path: Path) -> None:
    write(
        tmp_path / "page.html", "<!DOCTYPE html><html lang='zh'><head><title>甲</title></head><p id=a><p id=a>"
    )
    assert any("no-dup-id" in each for each in faults([tmp_path / "page.html"]))
