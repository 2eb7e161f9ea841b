"""mingxiao fmt: content files in their canonical form."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console

from generator.cli.one_file import place_in_site
from generator.cli.options import CONTENT_HAS_ERRORS
from generator.cli.options import find_given
from generator.cli.options import require_site
from generator.cli.options import root_option
from generator.cli.writing import replace_file
from generator.findings import Finding
from generator.findings_text import as_text
from generator.formatting import Unfaithful
from generator.formatting import formatted_file
from generator.model.identity import ReportId
from generator.model.report import Report
from generator.read import read_report
from generator.read import survey
from generator.read.content import files
from generator.read.content import is_year
from generator.read.content import read_data
from generator.read.content import record_in


@dataclass(frozen=True, slots=True)
class _File:
    """A content file: where it is, and how it is called."""

    path: Path
    name: str


@click.command(epilog="例：mingxiao fmt；mingxiao fmt --check --diff content/reports/gongxinju")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="不改写，列出会改写的文件；有就以 1 退出。")
@click.option("--diff", "show", is_flag=True, help="不改写，显示会怎样改写。")
@root_option
def fmt(paths: tuple[Path, ...], only_check: bool, show: bool, root: Path) -> None:
    """把内容文件改成统一的写法：键的顺序、引号、缩进、空行。

    只改写法，不改内容：每个字、每位数字、每条注释都在。不写 PATH 改全部；写文件或文件夹只改那一部分。
    有错误的文件不动，列出错误，以 1 退出。
    """
    found: list[Finding] = []
    changed = unchanged = 0
    is_written = not (only_check or show)
    for file in _files(paths, root):
        before = file.path.read_bytes()
        mistakes = _mistakes(file, before, root)
        found += mistakes
        if mistakes:
            continue
        after = _formatted(file, before)
        if after == before:
            unchanged += 1
            continue
        changed += 1
        click.echo(_difference(file.name, before, after) if show else f"{file.name}\n", nl=False)
        if is_written:
            _replace(file, after)
    _tell(found, changed, unchanged, root, is_written=is_written)
    if found or (only_check and changed):
        raise SystemExit(CONTENT_HAS_ERRORS)


def _formatted(file: _File, data: bytes) -> bytes:
    """The canonical form; the file as it is where that would not be the same, which is our fault and is told."""
    try:
        return formatted_file(data, record_in(file.path))
    except Unfaithful:
        click.echo(f"{file.name} 没有动：改写后会与原文不同。这是程序的错误，请报告。", err=True)
        return data


def _replace(file: _File, data: bytes) -> None:
    try:
        replace_file(file.path, data)
    except PermissionError as error:
        raise click.UsageError(f"没有权限改写 {file.name}。") from error


def _mistakes(file: _File, data: bytes, root: Path) -> tuple[Finding, ...]:
    """What the reader calls an error in the file."""
    record = record_in(file.path)
    if record is not Report:
        return read_data(record, file.name, data)[1]
    year = int(file.path.stem) if is_year(file.path.stem) else 0
    folder = file.path.absolute().parent
    return read_report(root, file.name, ReportId(folder.parent.name, folder.name, year), data)[1]


def _files(paths: tuple[Path, ...], root: Path) -> Iterator[_File]:
    """The content files meant, each once; attachments and whatever else lies there is left alone."""
    if not paths:
        require_site(root)
    given = [find_given(path, root) for path in paths]
    content = [*files(root, survey(root))]
    for name in content:
        path = (root / name).resolve()
        if not given or any(path.is_relative_to(each.resolve()) for each in given):
            yield _File(root / name, name)
    for each in given:
        where = place_in_site(each, root)
        if where is None:
            yield from (_File(path, str(path if root == Path() else path.absolute())) for path in _loose(each))
        elif each.is_file() and where not in content:
            raise click.UsageError(f"{each} 不是内容文件。")


def _loose(path: Path) -> list[Path]:
    """A file from anywhere, or what is named like content in a folder from anywhere."""
    if path.is_file():
        return [path]
    return [
        each
        for each in sorted(path.rglob("*.yml"))
        if each.name in ("site.yml", "department.yml", "project.yml") or is_year(each.stem)
        if not is_year(each.parent.name)
    ]


def _difference(name: str, before: bytes, after: bytes) -> str:
    old, new = (data.decode("utf-8-sig").splitlines(keepends=True) for data in (before, after))
    lines = [*difflib.unified_diff(old, new, name, f"{name}（规范写法）")]
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _tell(found: list[Finding], changed: int, unchanged: int, root: Path, *, is_written: bool) -> None:
    if found:
        as_text(sorted(found, key=lambda each: each.sort_key), Console(stderr=True), root)
        click.echo("有错误的文件没有动。", err=True)
    verb = "改写了" if is_written else "会改写"
    click.echo(f"{verb} {changed} 个文件，{unchanged} 个已是规范写法。", err=True)
