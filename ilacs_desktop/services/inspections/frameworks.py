"""Reads the types of inspection from ``resources/frameworks``, strictly.

A framework file names the shared files it includes; together they make one plain mapping. That is what
is kept with an inspection, so that an old inspection keeps the edition it began with.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import (
    ANCHORS,
    FIRST_DAY,
    LAST_DAY,
    NOTIFIED,
    WEEKDAYS,
    AgendaRule,
    Basis,
    Era,
    Fact,
    Framework,
    Hang,
    InspectorRole,
    JudgementArea,
    MilestoneRule,
    SessionCheck,
    SessionOpen,
    StagedItem,
    milestone_dates,
)
from ilacs_desktop.services.inspections.toml_table import REMEDY, Table

LISTS = ("milestones", "staged", "agenda", "eras", "session_checks", "session_open")
ORDER = (
    "short",
    "standard",
    "focused_visit",
    "monitoring_visit",
    "reinspection",
    "jtai",
    "sif_reinspection_full",
    "sif_reinspection_post_monitoring",
)


def read_toml(path: Path) -> dict[str, Any]:
    """The values of one TOML file.

    Raises:
        Explained: it is missing, or not TOML; the sentence names file and line.
    """
    place = f"{path.parent.name}/{path.name}"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise Explained(f"{place} is missing.", remedy=REMEDY) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Explained(f"{place} cannot be read: {error}.", remedy=REMEDY) from error


def compose(path: Path) -> dict[str, Any]:
    """One framework file with everything it includes, as plain values that JSON can keep.

    Raises:
        Explained: a file is missing or not TOML.
    """
    whole = read_toml(path)
    parts: dict[str, list[Any]] = {name: [] for name in LISTS}
    includes = whole.pop("include", [])
    for name in includes:
        included = read_toml(path.parent / name)
        defaults = included.pop("staged_source", {})
        included["staged"] = [{**defaults, **item} for item in included.get("staged", [])]
        unknown = sorted(set(included) - set(LISTS))
        if unknown:
            raise Explained(f"{name}: “{unknown[0]}” is not known here.", remedy=REMEDY)
        _join(parts, included)
    _join(parts, whole)
    return _plain({**whole, **parts})  # type: ignore[no-any-return]  # a dict goes in and comes out


def _join(parts: dict[str, list[Any]], more: Mapping[str, Any]) -> None:
    for name, rows in parts.items():
        rows.extend(more.get(name, []))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def read_framework(values: Mapping[str, Any], place: str) -> Framework:
    """One framework out of its composed values. ``place`` names the file in what is said of mistakes.

    Raises:
        Explained: anything is missing, unknown, doubled, blank or of the wrong kind, or hangs on nothing.
    """
    table = Table(values, place)
    on_site = table.table("on_site")
    framework = Framework(
        key=table.text("key"),
        name=table.text("name"),
        edition=table.text("edition"),
        in_use_from=table.day("in_use_from"),
        in_use_until=table.optional_day("in_use_until"),
        summary=table.text("summary"),
        first_week=on_site.optional_number("first_week"),
        first_weekday=_weekday(on_site, "first_weekday") or 0,
        notice_working_days=on_site.optional_number("notice_working_days"),
        weeks=on_site.number("weeks", 0),
        days=on_site.number("days", 0),
        usual_call_weekday=_weekday(table, "usual_call_weekday"),
        is_graded=table.flag("is_graded"),
        inspectors=tuple(_inspector(row) for row in table.tables("inspectors")),
        facts=tuple(_fact(row) for row in table.tables("facts")),
        milestones=tuple(_milestone(row) for row in table.tables("milestones")),
        staged=tuple(_staged(row) for row in table.tables("staged")),
        agenda=tuple(_agenda(row) for row in table.tables("agenda")),
        eras=tuple(_era(row) for row in table.tables("eras")),
        checked_on=table.day("checked_on"),
        source=table.text("source"),
        url=table.text("url", ""),
        session_checks=tuple(_session_check(row) for row in table.tables("session_checks")),
        session_open=tuple(_session_open(row) for row in table.tables("session_open")),
    )
    on_site.close()
    table.close()
    if (framework.weeks == 0) == (framework.days == 0):
        raise on_site.wrong("either “weeks” or “days” must be given")
    _check_keys(framework, table)
    return framework


def _weekday(table: Table, key: str) -> int | None:
    if not table.has(key):
        return None
    name = table.text(key)
    if name not in WEEKDAYS:
        raise table.wrong(f"“{key}” must be the name of a weekday, not “{name}”")
    return WEEKDAYS.index(name)


def _inspector(row: Table) -> InspectorRole:
    return InspectorRole(row.text("role"), row.number("count"), row.text("note", ""))


def _fact(row: Table) -> Fact:
    return Fact(row.text("what"), row.text("value"), row.word("basis", Basis), row.text("source"))


def _milestone(row: Table) -> MilestoneRule:
    if row.has("at") and row.has("minutes_after_call"):
        raise row.wrong("“at” and “minutes_after_call” exclude each other")
    return MilestoneRule(
        key=row.text("key"),
        what=row.text("what"),
        hangs_on=_hang(row, "hangs_on"),
        basis=row.word("basis", Basis),
        source=row.text("source"),
        at_time=row.clock_time("at") if row.has("at") else None,
        minutes_after_call=row.optional_number("minutes_after_call"),
        by_itself=row.has("by_itself") and row.flag("by_itself"),
    )


def _staged(row: Table) -> StagedItem:
    return StagedItem(
        key=row.text("key"),
        title=row.text("title"),
        group=row.text("group"),
        owner_role=row.text("owner_role"),
        source=row.text("source"),
        kind=row.text("kind"),
        basis=row.word("basis", Basis),
    )


def _session_check(row: Table) -> SessionCheck:
    return SessionCheck(row.text("key"), row.text("what"), row.text("step"))


def _session_open(row: Table) -> SessionOpen:
    return SessionOpen(row.text("what"), row.text("cohort", ""))


def _agenda(row: Table) -> AgendaRule:
    return AgendaRule(
        purpose=row.text("purpose"),
        kind=row.text("kind"),
        hangs_on=_day_anchor(row, "on"),
        starts=row.clock_time("starts"),
        minutes=row.number("minutes"),
        roles=row.texts("roles"),
        every_day_until=_day_anchor(row, "until") if row.has("until") else None,
    )


def _era(row: Table) -> Era:
    era = Era(
        key=row.text("key"),
        name=row.text("name"),
        starts_on=row.day("starts_on"),
        ends_on=row.optional_day("ends_on"),
        areas=tuple(JudgementArea(area.text("key"), area.text("label")) for area in row.tables("areas")),
        basis=row.word("basis", Basis),
        source=row.text("source"),
    )
    if era.ends_on and era.ends_on < era.starts_on:
        raise row.wrong("it ends before it starts")
    return era


def _hang(row: Table, key: str) -> Hang:
    try:
        return Hang.read(row.text(key))
    except ValueError as error:
        raise row.wrong(f"“{key}”: {error}") from None


def _day_anchor(row: Table, key: str) -> Hang:
    hang = _hang(row, key)
    if hang.anchor not in {NOTIFIED, FIRST_DAY, LAST_DAY}:
        raise row.wrong(f"“{key}” must hang on N, F1 or FL, not on “{hang.anchor}”")
    return hang


def _check_keys(framework: Framework, table: Table) -> None:
    hangs = {rule.key: rule.hangs_on for rule in framework.milestones}
    for name, keys in (
        ("milestones", [rule.key for rule in framework.milestones]),
        ("staged", [item.key for item in framework.staged]),
        ("eras", [era.key for era in framework.eras]),
        ("session_checks", [check.key for check in framework.session_checks]),
    ):
        _refuse_doubles(table, name, keys)
    for key, hang in hangs.items():
        if hang.anchor not in ANCHORS and hang.anchor not in hangs:
            raise table.wrong(f"milestone “{key}” hangs on “{hang.anchor}”, which does not exist")
    try:
        milestone_dates(hangs, {}, holidays=frozenset())
    except ValueError as error:
        raise table.wrong(str(error)) from None


def _refuse_doubles(table: Table, name: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise table.wrong(f"“{key}” stands twice in {name}")
        seen.add(key)


def read_frameworks(folder: Path) -> dict[str, tuple[Framework, dict[str, Any]]]:
    """Every framework in ``folder`` with the values it was read from, by its key and in the usual order.

    Raises:
        Explained: a file has a mistake, or two have the same key.
    """
    found: dict[str, tuple[Framework, dict[str, Any]]] = {}
    for path in sorted(folder.glob("*.toml")):
        values = compose(path)
        framework = read_framework(values, f"{folder.name}/{path.name}")
        if framework.key in found:
            raise Explained(f"{folder.name}/{path.name}: the key “{framework.key}” is taken.", remedy=REMEDY)
        found[framework.key] = (framework, values)
    if not found:
        raise Explained("No type of inspection was found.", remedy="Install the application again.")
    return dict(sorted(found.items(), key=lambda item: (*ORDER, item[0]).index(item[0])))
