"""How long an editor and a reviewer wait when one report among many is changed.

    python bench/review.py --reports 10000 --times 5

Makes the corpus in a git repository, changes one amount, and runs each command as a process of its own. Prints the
median of the wall times, with the smallest and the largest, and the median of the processor times of all its processes.
"""

from __future__ import annotations

import argparse
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import corpus

MINGXIAO = str(Path(sys.executable).parent / "mingxiao")


def main() -> None:
    """Make the corpus, change one report, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        root = Path(folder)
        corpus.make(root, asked.reports, asked.seed)
        report = commit_and_change(root)
        print(f"| one of {asked.reports:,} reports changed | wall (s) | min–max | CPU (s) |\n|---|---|---|---|")
        for arguments in (("check", report), ("check", "--changed-since", "HEAD"), ("diff", "HEAD")):
            runs = [run(root, arguments) for _ in range(asked.times)]
            waits, cpu = sorted(wall for wall, _ in runs), statistics.median(cpu for _, cpu in runs)
            shown = " ".join("FILE" if each == report else each for each in arguments)
            print(
                f"| `mingxiao {shown}` | {statistics.median(waits):.2f} | {waits[0]:.2f}–{waits[-1]:.2f} | {cpu:.2f} |"
            )


def commit_and_change(root: Path) -> str:
    """Commit the corpus and change one amount of the report in the middle: its path."""
    author = ("-c", "user.name=bench", "-c", "user.email=bench@example.org")
    for arguments in (("init", "-q"), ("add", "-A"), (*author, "commit", "-qm", "corpus")):
        subprocess.run(["git", *arguments], cwd=root, check=True)
    reports = sorted(root.glob("content/reports/*/*/[0-9]*.yml"))
    path = reports[len(reports) // 2]
    written = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"spent: (\d)", r"spent: 1\1", written, count=1), encoding="utf-8")
    return path.relative_to(root).as_posix()


def run(root: Path, arguments: tuple[str, ...]) -> tuple[float, float]:
    """How long a command takes, and how much of the processors it and all it waits for use."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([MINGXIAO, *arguments], cwd=root, capture_output=True, check=False)
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > 1:
        raise SystemExit(done.stderr.decode())
    return wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    main()
