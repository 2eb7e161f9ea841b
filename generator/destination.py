"""The destination: the folder a site is published in, and whether it may be replaced.

What is published takes the place of the whole folder, so that only what is no loss may stand there: nothing at all, an empty
folder, or a site published before. A site is known by files that every build since the first has published and that
together nothing else has (`SIGNS`), whatever program, cache or machine made it: the ledger cannot be asked, for it is lost
with the cache and speaks of one program only. A folder under git is no site, whatever else is in it: its history would go.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from generator.rooms import KEPT

#: The files a published site is known by.
SIGNS = ("index.html", "data/datapackage.json", "data/reports.csv")

#: What a site is made from, or kept in, below its root.
_SOURCES = ("content", "theme", ".git", KEPT)


class WrongDestination(ValueError):
    """A site cannot be published there; the message says why."""


def require_destination(final: Path, root: Path) -> None:
    """Raise WrongDestination where publishing in the folder would destroy something, or cannot be."""
    final, root = final.resolve(), root.resolve()
    for each in (root, *(root / name for name in _SOURCES)):
        kept = each.resolve()
        is_below = each != root and final.is_relative_to(kept)
        if is_below or kept.is_relative_to(final):
            raise WrongDestination(
                f"网站不能放在 {final}：会冲掉 {kept}。用 --site-dir 换一个文件夹，例如 site。"
            )
    if ".git" in final.parts or (final / ".git").exists():
        raise WrongDestination(f"网站不能放在 {final}：会冲掉 git 的仓库。换一个文件夹，发布后再拷进仓库。")
    if final.exists() and not _is_replaceable(final):
        raise WrongDestination(
            f"{final} 里有别的文件，不是本程序发布的网站，没有动它。换一个新的或空的文件夹，或先把它移走。"
        )


def unwritable(folder: Path, error: OSError) -> str:
    """What is said where the system does not let a folder be written."""
    return f"不能写 {folder}（{error.strerror}）。换一个可以写的文件夹。"


def _is_replaceable(final: Path) -> bool:
    if not final.is_dir():
        return False
    if not os.access(final, os.R_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(final))
    return all((final / each).is_file() for each in SIGNS) or not any(final.iterdir())
