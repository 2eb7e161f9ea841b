"""The destination: the folder a site is published in, and whether it may be replaced.

What is published takes the place of the whole folder, so that only what is no loss may stand there: nothing at all, an empty
folder, or a site published before. A site is known by files that every build since the first has published and that
together nothing else has (`SIGNS`), whatever program, cache or machine made it: the ledger cannot be asked, for it is lost
with the cache and speaks of one program only. A folder under git is no site, whatever else is in it: its history would go.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
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
    if final.exists() and not is_free(final, SIGNS):
        raise WrongDestination(
            f"{final} 里有别的文件，不是本程序发布的网站，没有动它。换一个新的或空的文件夹，或先把它移走。"
        )


def is_free(folder: Path, signs: Iterable[str]) -> bool:
    """Whether nothing is lost when the folder is written: it is empty, or the signs tell that the program wrote it."""
    if not folder.is_dir():
        return False
    if not os.access(folder, os.R_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    return all((folder / each).is_file() for each in signs) or not any(folder.iterdir())


def unwritable(path: Path, error: OSError) -> str:
    """What is said where the system does not let a file or folder be written."""
    why = _REASONS.get(error.errno or 0, error.strerror)
    return f"不能写 {path}（{why}）。换一个可以写的地方。"


_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "只能读",
    errno.ENOSPC: "磁盘满了",
    errno.ENOENT: "没有上一级文件夹",
    errno.ENOTDIR: "上一级是文件，不是文件夹",
    errno.EEXIST: "已有同名的文件或文件夹",
    errno.EISDIR: "这是文件夹",
    errno.ENAMETOOLONG: "名字太长",
}
