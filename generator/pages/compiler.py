"""How templates of generated pages are compiled: like Jinja's own, but straight to Python where Jinja asks at run time.

A page prints some fifteen hundred values. Jinja looks each name up as an attribute, then as an item, calls through the
context, and escapes with a function that looks for ``__html__``. Here ``a.b`` is Python's ``a.b`` (a missing name fails the
build all the same), and only what is not markup already is escaped.
"""

from __future__ import annotations

from io import StringIO
from typing import Any

from jinja2 import Template
from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.compiler import Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context


class Told(dict[str, Any]):
    """Values under names, which templates read as attributes: views give it where a class of its own says no more."""

    __slots__ = ()
    __getattr__ = dict.__getitem__


def told(value: Any) -> Any:
    """The same with every dict in it as Told: for values that were written in YAML."""
    if isinstance(value, dict):
        return Told({key: told(each) for key, each in value.items()})
    return [told(each) for each in value] if isinstance(value, list) else value


class Straight(CodeGenerator):
    """Jinja's compiler, with attributes, items and calls as Python's; printed values are escaped by the environment,
    which remembers short texts.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (named by Jinja)
        """``a.b``."""
        self._operand(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        """``a[b]``."""
        self._operand(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """``f(a)``: no function here asks for the context."""
        self._operand(node.node, frame)
        given = StringIO()
        outer, self.stream = self.stream, given
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.stream = outer
        self.write(f"({given.getvalue().removeprefix(', ')})")

    def _operand(self, node: nodes.Expr, frame: Frame) -> None:
        is_simple = isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem | nodes.Call | nodes.Filter)
        if not is_simple:
            self.write("(")
        self.visit(node, frame)
        if not is_simple:
            self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        assert frame.eval_ctx.autoescape
        assert finalize.src is None
        self.write("(printed if type(printed := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(") is Markup else environment.escaped(printed))")


class StraightTemplate(Template):
    """A template whose traces are gone once it is rendered: its macros and its context hold each other, and the page's
    whole view with them, until the collector looks for such cycles.
    """

    def render(self, *args: Any, **kwargs: Any) -> str:
        """The template with the values given."""
        context = self.new_context(dict(*args, **kwargs))
        try:
            return self.environment.concat(self.root_render_func(context))
        except Exception:
            self.environment.handle_exception()  # raises it with the template's lines
        finally:
            context.vars.clear()

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """The macros of an imported template; none of ours reads what the page that imports it was given."""
        if self._module is None:
            self._module = self.make_module()
        return self._module
