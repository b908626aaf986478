"""What a row of a list carries so that it can come back whole: the request as it stood, as one line of JSON.

A cell of a spreadsheet cannot hold seconds' fractions, pauses or every character; this line can. It is plain
ASCII. When a list comes back it also tells what somebody has changed in the cells beside it.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from ilacs_desktop.domain.info_requests.anchors import Anchor
from ilacs_desktop.domain.info_requests.shapes import (
    ClockPause,
    Due,
    GivenItem,
    InfoRequest,
    RequestItem,
)

REQUEST, GIVEN = "request", "given"
EDITION = 1
_LEFT_OUT = {
    REQUEST: frozenset({"version", "inspection_id", "asked_by_id", "owner_id", "enquiry_id"}),
    GIVEN: frozenset(),
}
_SHAPES: dict[str, type[Any]] = {REQUEST: InfoRequest, GIVEN: GivenItem}
_HINTS = {
    shape: typing.get_type_hints(shape) for shape in (InfoRequest, GivenItem, RequestItem, ClockPause, Anchor)
}
LONGEST = {
    "asked_of": 300, "group": 200, "owner_role": 200, "target_basis": 60, "cleared_by": 200, "asked_how": 60,
    "asked_in_uid": 64, "accuracy_checked_by": 200, "redaction_checked_by": 200, "version_label": 60,
    "sha256": 64, "given_by": 200, "given_to": 200, "how": 200,
}  # fmt: skip
"""Letters there is room for in the store."""


class NotOurs(ValueError):
    """The line is not one of ours, or was changed by hand."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A request or a line given as it stood when the list was written.

    ``names`` gives the whole name for each label in it; ``merged_into`` is the ref of the request that took
    it up. Ids in it are those of the store it came from.
    """

    what: InfoRequest | GivenItem
    names: Mapping[str, str] = dataclasses.field(default_factory=dict)
    merged_into: str = ""


def kept_line(
    what: InfoRequest | GivenItem, *, names: Mapping[str, str] | None = None, merged_into: str = ""
) -> str:
    """One line from which `read_kept` makes the same again."""
    kind = REQUEST if isinstance(what, InfoRequest) else GIVEN
    if isinstance(what, InfoRequest) and what.anchor is not None:  # the slot itself is the timetable's
        what = dataclasses.replace(
            what, anchor=Anchor(what.anchor.uid, what.anchor.edge, what.anchor.minutes)
        )
    values = {
        field.name: _plain(getattr(what, field.name))
        for field in dataclasses.fields(what)
        if field.name not in _LEFT_OUT[kind]
        and getattr(what, field.name) != field.default
        and not isinstance(getattr(what, field.name), Due)  # worked out anew when it is read
    }
    line: dict[str, Any] = {"ilacs": kind, "edition": EDITION, "values": values}
    if used := {label: name for label, name in (names or {}).items() if name != label}:
        line["names"] = used
    if merged_into:
        line["merged_into"] = merged_into
    return json.dumps(line, sort_keys=True, separators=(",", ":"))


def is_kept(text: str) -> bool:
    """Whether a cell may be such a line."""
    return text.startswith('{"edition"') and '"ilacs"' in text


def read_kept(text: str) -> Kept:
    """What a line says.

    Raises:
        NotOurs: it is no such line, of a newer edition, or holds what cannot be.
    """
    try:
        line = json.loads(text)
        if line["edition"] != EDITION:
            raise NotOurs("it was written by a newer edition")
        shape = _SHAPES[line["ilacs"]]
        values = dict(line["values"]) | ({"inspection_id": 0} if shape is InfoRequest else {})
        what = _made(shape, values)
        names = {str(label): str(name) for label, name in line.get("names", {}).items()}
        _check(what)
        return Kept(what, names, str(line.get("merged_into", "")))
    except NotOurs:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NotOurs("it was changed by hand") from error


def _check(what: InfoRequest | GivenItem) -> None:
    for name, longest in LONGEST.items():
        if len(getattr(what, name, "") or "") > longest:
            raise NotOurs("it holds more than there is room for")
    moments = [getattr(what, field.name) for field in dataclasses.fields(what)]
    if any(isinstance(each, datetime) and each.tzinfo is None for each in moments):
        raise NotOurs("it holds a time without a zone")
    if isinstance(what, GivenItem):
        if not what.how or what.size_bytes < 0 or len(what.sha256) not in {0, 64}:
            raise NotOurs("it holds a line that cannot be")
    elif not what.verbatim.strip() or what.number < 1 or any(not item.what for item in what.items):
        raise NotOurs("it holds a request that cannot be")
    elif any(pause.resumed_at and pause.resumed_at < pause.paused_at for pause in what.pauses):
        raise NotOurs("it holds a pause that ends before it begins")
    elif (what.target_minutes or 0) < 0:
        raise NotOurs("it holds a time allowed that cannot be")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if getattr(value, field.name) != field.default
        }
    return value


def _made(shape: type[Any], values: Mapping[str, Any]) -> Any:
    """A dataclass from plain values; what is not there has its usual value. Raises for what does not fit."""
    hints = _HINTS[shape]
    return shape(**{name: _of_type(hints[name], value) for name, value in values.items()})


def _of_type(wanted: Any, value: Any) -> Any:  # noqa: PLR0911 - one line for each kind of value
    if isinstance(wanted, types.UnionType):
        choices = typing.get_args(wanted)
        return (
            None
            if value is None
            else _of_type(next(each for each in choices if each is not types.NoneType), value)
        )
    if typing.get_origin(wanted) is tuple:
        return tuple(_of_type(typing.get_args(wanted)[0], each) for each in _listed(value))
    if dataclasses.is_dataclass(wanted) and isinstance(wanted, type):
        return _made(wanted, value)
    if wanted is datetime:
        return datetime.fromisoformat(value)
    if wanted is date:
        return date.fromisoformat(value)
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return wanted(value)
    if type(value) is not wanted:
        raise TypeError(f"{value!r} is no {wanted}")
    return value


def _listed(value: Any) -> Iterable[Any]:
    if not isinstance(value, list):
        raise TypeError("a list is wanted")
    return value
