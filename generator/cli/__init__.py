"""The command line: what officers and editors type. Words in Chinese; data on stdout, everything else on stderr."""

from __future__ import annotations

import click

from generator import __version__
from generator.cli.build import build
from generator.cli.check import check
from generator.cli.explain import explain
from generator.cli.export import export
from generator.cli.figures import figures
from generator.cli.fmt import fmt
from generator.cli.judge import judge
from generator.cli.new import new
from generator.cli.pages import pages
from generator.cli.pdf import pdf
from generator.cli.schema import schema


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="例：mingxiao check && mingxiao build",
)
@click.version_option(__version__, prog_name="mingxiao")
def main() -> None:
    """明效：把项目绩效自评变成可以逐项核对的公开网站。"""


for command in (build, check, fmt, figures, judge, new, pages, export, pdf, explain, schema):
    main.add_command(command)

__all__ = ["main"]
