"""Cycles: how often Python looks for objects that hold only each other."""

from __future__ import annotations

import atexit
import gc

_SELDOM, _OFTEN = (1_000_000, 20, 20), gc.get_threshold()


def look_for_cycles(*, seldom: bool) -> None:
    """Look for cycles seldom, or as often as Python does by itself.

    Work on projects, a check, and a build that changes little make many objects and hardly any cycles; looking for those
    costs a tenth of a worker's time and a sixth of such a build's. A build of every page leaves cycles enough to fill the
    memory.
    """
    gc.set_threshold(*(_SELDOM if seldom else _OFTEN))


def leave_cycles_at_the_end() -> None:
    """Do not look for cycles when the process ends: the system takes all of its memory back at once."""
    atexit.register(gc.freeze)
