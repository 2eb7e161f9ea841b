"""Options and small things that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

#: How every command exits then; with 2, which is click's, where the call is wrong.
CONTENT_HAS_ERRORS = 1


def root_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """-C DIR: the site root."""
    return click.option(
        "-C",
        "root",
        metavar="DIR",
        default=".",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="网站根目录（mkdocs.yml 所在的目录），默认是当前目录。",
    )(command)


def format_option(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """--format: the first is the default."""
    return click.option(
        "--format",
        "style",
        type=click.Choice(formats),
        default=formats[0],
        help="输出格式。",
        show_default=True,
    )


def jobs_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--jobs N."""
    return click.option(
        "--jobs", metavar="N", type=click.IntRange(min=0), default=0, help="用几个进程，默认与处理器数相同。"
    )(command)


def find_given(path: Path, root: Path) -> Path:
    """A path as given on the command line: as everywhere with -C from the site root, else from where we are."""
    for each in (root / path, path):
        if each.exists():
            return each
    raise click.UsageError(f"找不到 {path}。")


def require_site(root: Path) -> None:
    """Exit 2 where there is no site."""
    if not (root / "content").is_dir():
        raise click.UsageError(f"{root} 下没有 content 文件夹，不是网站根目录。用 -C 指定。")


def printable(text: str) -> str:
    """The text with what no encoding can hold replaced: names of files may hold any bytes."""
    return text.encode(errors="replace").decode()
