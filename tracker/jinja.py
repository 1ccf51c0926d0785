"""Jinja as it comes, but for what it does again for every page, entry and link.

Compiled templates stay those of any Jinja, and pages come out the same, byte for byte:
`tests/pages/test_rendering.py` holds that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path
from pickle import UnpicklingError
from types import CodeType
from typing import Any

import markupsafe
from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from tracker.spelling import closest
from tracker.templates import shipped_templates

#: Text as HTML, as `escape` makes it. Only wrapping the result in a `Markup`, `escape` takes ten
#: times as long. A private part of `markupsafe`: where there is none, `escape` itself will do.
_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)


def as_written(value: object) -> str:
    """What `escape` makes of a value, where it will only be joined to the rest of a page."""
    if type(value) is str:
        return _escape_text(value)
    return value if type(value) is Markup else escape(value)


class _Undefined(StrictUndefined):
    """What a template asks for in vain; of a view it says which field may be meant."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        value, name = self._undefined_obj, self._undefined_name
        known = () if self._undefined_hint or not isinstance(name, str) else _fields_of(value)
        if not known or not isinstance(name, str):
            return super()._undefined_message
        said = f"`{type(value).__name__}` has no field `{name}`"
        if meant := closest(name, known):
            return f"{said}: did you mean `{meant}`?"
        return f"{said}: it has {', '.join(f'`{one}`' for one in known)}"


def _fields_of(value: object) -> tuple[str, ...]:
    """The fields of a view or of a fact, by name; none of anything else."""
    if is_dataclass(value):
        return tuple(one.name for one in fields(value))
    return getattr(type(value), "_fields", ())


class _WaryBytecodeCache(FileSystemBytecodeCache):
    """Compiles again what can no longer be read, or could not be kept."""

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, TypeError, ValueError, UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        # The folder is gone, or the disk full: next time it is compiled again.
        with suppress(OSError):
            super().dump_bytecode(bucket)


class _QuickTemplate(Template):
    """Writes what is escaped as it is. Compiled templates stay those of any environment."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - as Jinja calls it
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        template = super().from_code(environment, code, globals, uptodate)
        names = template.root_render_func.__globals__
        # Compiled code calls it for nothing but to write out what it returns. Where another
        # version of Jinja does so by another name, it goes on escaping as it always did.
        if names.get("escape") is escape:
            names["escape"] = as_written
        return template


class _QuickContext(Context):
    """Knows what a macro wants to be given, instead of looking at each."""

    def call(  # Jinja takes the two last ones out by hand
        self,
        called: Callable[..., Any],
        *given: Any,  # noqa: ANN401 - whatever a template says
        _loop_vars: Mapping[str, Any] | None = None,
        _block_vars: Mapping[str, Any] | None = None,
        **named: Any,  # noqa: ANN401 - likewise
    ) -> Any:  # noqa: ANN401 - likewise
        if type(called) is Macro:
            return called(self.eval_ctx, *given, **named)
        return super().call(called, *given, _loop_vars=_loop_vars, _block_vars=_block_vars, **named)


class _QuickEnvironment(Environment):
    """Finds a template that is there by its name alone. Its `globals` are set before."""

    template_class = _QuickTemplate
    context_class = _QuickContext
    found: dict[str, Template]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        # A plain dict: each import in each page compares the names.
        return {**self.globals, **(d or {})}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - as Jinja calls it
    ) -> Template:
        if not isinstance(name, str) or globals:
            return super().get_template(name, parent, globals)
        template = self.found.get(name)
        if template is None:
            template = self.found[name] = super().get_template(name, parent)
        return template


def environment(overrides: Path | None, compiled: Path | None) -> Environment:
    """The environment in which templates are found, compiled and rendered.

    `overrides` and `compiled` are as for a `tracker.render.Renderer`.
    """
    made = _QuickEnvironment(
        loader=_loader(overrides),
        autoescape=True,
        undefined=_Undefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_bytecode_cache(compiled),
    )
    made.found = {}
    return made


def text_environment(
    overrides: Path | None, compiled: Path | None, read: Callable[[BaseLoader], BaseLoader]
) -> Environment:
    """The environment of message templates, which are plain text: nothing in them is escaped.

    What they come to is escaped by the page that shows it. They are passed on among friends sooner
    than pages are, so they run in a sandbox. `read` makes a loader of theirs out of that of files.
    """
    return ImmutableSandboxedEnvironment(
        loader=read(_loader(overrides)),
        autoescape=False,
        undefined=_Undefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_bytecode_cache(compiled),
    )


def _loader(overrides: Path | None) -> BaseLoader:
    """The user's templates before the shipped ones, which can always be had as `shipped/NAME`."""
    shipped = FileSystemLoader(shipped_templates())
    users = [FileSystemLoader(overrides)] if overrides is not None else []
    return ChoiceLoader([*users, shipped, PrefixLoader({"shipped": shipped})])


def _bytecode_cache(compiled: Path | None) -> _WaryBytecodeCache | None:
    return _WaryBytecodeCache(str(compiled)) if compiled else None
