"""What the command line's library says by itself, in Chinese as all else: it would ask the system for its language, and an
officer's is any.
"""

from __future__ import annotations

from importlib import import_module

_SAID = {
    "Usage:": "用法:",
    "Options": "选项",
    "Commands": "命令",
    "Show this message and exit.": "显示用法。",
    "Show the version and exit.": "显示版本。",
    "default: {default}": "默认：{default}",
    "Error: {message}": "错误：{message}",
    "Try '{command} {option}' for help.": "运行 {command} {option} 看用法。",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "Missing argument": "没有写",
    "No such option {name!r}.": "没有 {name} 这个选项。",
    "No such command {name!r}.": "没有 {name} 这个命令。",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "Option {name!r} requires an argument.": "{name} 后面要有值。",
    "{value!r} is not one of {choices}.": "没有 {value}，只有 {choices}。",
    "{name} {filename!r} does not exist.": "没有 {filename}。",
}


def say_in_chinese() -> None:
    """Let the library say its words in Chinese; those that are not known here stay as they are."""
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "types"):
        # Each of its modules looks translations up under these two names.
        vars(import_module(f"click.{name}")).update(
            _=_said, ngettext=lambda one, many, count: _said(one if count == 1 else many)
        )


def _said(words: str) -> str:
    return _SAID.get(words, words)
