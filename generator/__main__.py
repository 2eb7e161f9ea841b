"""python -m generator: the command line."""

from __future__ import annotations

from generator.cli import main

main(prog_name="mingxiao")
