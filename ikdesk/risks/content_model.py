"""An approved assessment as text that later changes do not reach, and back."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any, Union
from uuid import UUID

from ikdesk.kernel.fields import Choice
from ikdesk.risks.view_model import RiskView

_LAST = 4  # versions


def content_of(view: RiskView) -> str:
    """Everything an assessment says, as it stands, as text.

    Args:
        view: of the day it is approved.
    """
    return json.dumps(_plain(view), ensure_ascii=False, allow_nan=False)


@lru_cache(_LAST)
def view_of(content: str) -> RiskView | None:
    """What ``content_of`` kept; None where it cannot be read. The last ones are remembered: a page is asked for often.

    What a newer version of the program wrote besides is left out.

    Args:
        content: the text.
    """
    try:
        found = _made(RiskView, json.loads(content))
    except (KeyError, TypeError, ValueError):
        return None
    return found if isinstance(found, RiskView) else None


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Choice):
        return value.code
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def _made(kind: Any, told: Any) -> Any:
    """A value of a kind from what was kept of it."""
    origin = typing.get_origin(kind)
    if origin in {Union, types.UnionType}:
        (real,) = (one for one in typing.get_args(kind) if one is not types.NoneType)
        return None if told is None else _made(real, told)
    if origin is tuple:
        parts = typing.get_args(kind)
        kinds = [parts[0]] * len(told) if parts[-1] is ... else list(parts)
        return tuple(_made(one, part) for one, part in zip(kinds, told, strict=True))
    if dataclasses.is_dataclass(kind):
        return _record(kind, told)
    if isinstance(kind, type):
        return _single(kind, told)
    return told  # a code: its own kind of text


def _single(kind: Any, told: Any) -> Any:
    if issubclass(kind, Choice):
        return kind.of(told)
    if issubclass(kind, date):
        return date.fromisoformat(told)
    if issubclass(kind, UUID):
        return UUID(told)
    return kind(told)


def _record(kind: Any, told: Mapping[str, Any]) -> Any:
    return kind(**{name: _made(of, told[name]) for name, of in _fields(kind).items() if name in told})


@cache
def _fields(kind: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}
