"""The command line: what officers and editors type. Words in Chinese; data on stdout, everything else on stderr."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import MutableMapping
from importlib import import_module

import click

from generator import __version__
from generator.cli.wording import say_in_chinese
from generator.cycles import leave_cycles_at_the_end
from generator.cycles import look_for_cycles

#: Every command: the function of that name in the module of that name.
COMMANDS = (
    "build",
    "check",
    "fmt",
    "diff",
    "figures",
    "judge",
    "new",
    "pages",
    "export",
    "pdf",
    "explain",
    "schema",
)


class Commands(MutableMapping[str, click.Command]):
    """Commands by name, each imported when it is asked for: to check one file nothing is loaded that builds a site."""

    def __init__(self) -> None:
        self.loaded: dict[str, click.Command | None] = dict.fromkeys(COMMANDS)

    def __getitem__(self, name: str) -> click.Command:
        command = self.loaded[name]
        if command is None:
            look_for_cycles(seldom=True)
            leave_cycles_at_the_end()
            command = self.loaded[name] = getattr(import_module(f"generator.cli.{name}"), name)
        return command

    def __setitem__(self, name: str, command: click.Command) -> None:
        self.loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self.loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.loaded)

    def __len__(self) -> int:
        return len(self.loaded)


say_in_chinese()


@click.group(
    commands=Commands(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="例：mingxiao check && mingxiao build",
)
@click.version_option(__version__, prog_name="mingxiao")
def main() -> None:
    """明效：把项目绩效自评变成可以逐项核对的公开网站。"""


__all__ = ["COMMANDS", "main"]
