"""The house stands as it was drawn: floors, stairs, quiet rooms, no room too crowded."""

from __future__ import annotations

import ast
import functools
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "ilacs_desktop"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "versions" not in path.parts)

FLOORS = {
    "domain": {"domain"},
    "intake": {"intake", "domain"},
    "outlets": {"outlets", "domain", "paths"},
    "store": {"store", "domain"},
    "services": {"services", "store", "intake", "outlets", "domain", "paths"},
    "desktop": {"desktop", "services", "domain", "paths", "settings", "clock", "logs"},
    "cli": {"cli", "services", "domain", "paths"},
}
"""Floor: what of ours it may import."""

GUARDED = {
    "PySide6": {"desktop"},
    "shiboken6": {"desktop"},
    "sqlalchemy": {"store", "services"},
    "alembic": {"store"},
    "sqlcipher3": {"store"},
    "apscheduler": {"clock"},
    "typst": {"outlets"},
    "docx": {"outlets"},
    "xlsxwriter": {"outlets"},
    "icalendar": {"outlets"},
    "python_calamine": {"intake"},
    "nh3": {"intake"},
    "inscriptis": {"intake"},
    "keyring": {"store"},
    "argon2": {"store"},
    "highspy": {"services"},
    "numpy": {"services"},
}
"""Library: the floors (or single rooms at the top) that may import it."""

PLAIN = {"ilacs_desktop", "rapidfuzz"}
"""Comparing two texts is a rule like any other; rapidfuzz does it over plain values."""

MAY_ASK_THE_TIME = {"wiring.py", "logs.py"}
ASKS_THE_TIME = {
    "datetime.now", "datetime.today", "date.today", "datetime.utcnow", "time.time",
    "QDateTime.currentDateTime", "QDate.currentDate", "QTime.currentTime",
}  # fmt: skip
FORBIDDEN_IN_DESKTOP = {"exec", "exec_", "processEvents", "sleep"}
CROWDED = 420


def floor_of(path: Path) -> str:
    """The floor a module is on, or its own name when it stands at the top."""
    inside = path.relative_to(PACKAGE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def name_of(path: Path) -> str:
    """The dotted name of a module."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@functools.cache
def tree_of(path: Path) -> ast.Module:
    """A module as a tree, read once."""
    return ast.parse(path.read_text("utf-8"))


@functools.cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a module."""
    return tuple(ast.walk(tree_of(path)))


@functools.cache
def imports_of(path: Path, *, at_run_time_only: bool = False) -> tuple[str, ...]:
    """The dotted names a module imports; without those only a type checker sees, if asked."""
    skipped = only_for_the_checker(path) if at_run_time_only else frozenset()
    return tuple(
        name
        for node in nodes_of(path)
        if isinstance(node, ast.Import | ast.ImportFrom) and node not in skipped
        for name in _names(path, node)
    )


def only_for_the_checker(path: Path) -> frozenset[ast.AST]:
    """The nodes below ``if TYPE_CHECKING``."""
    checked = (
        node
        for node in nodes_of(path)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
    )
    return frozenset(inner for node in checked for inner in ast.walk(node))


def _names(path: Path, node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    module = node.module or ""
    if node.level:
        package = name_of(path).split(".")
        package = package if path.name == "__init__.py" else package[:-1]
        package = package[: len(package) - node.level + 1]
        module = ".".join([*package, *([node.module] if node.module else [])])
    yield module
    if module.startswith("ilacs_desktop"):
        yield from (f"{module}.{alias.name}" for alias in node.names)


def ours(name: str) -> str | None:
    """The floor an import leads to, if it is one of ours."""
    parts = name.split(".")
    return parts[1] if parts[0] == "ilacs_desktop" and len(parts) > 1 else None


@pytest.mark.parametrize("floor", FLOORS)
def test_that_a_floor_rests_only_on_the_floors_below(floor: str) -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in MODULES
        if floor_of(path) == floor
        for name in imports_of(path)
        if (lower := ours(name)) is not None and lower not in FLOORS[floor] and lower != "__version__"
    ]

    assert wrong == []


def test_that_each_guarded_library_stays_in_its_room() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in MODULES
        for name in imports_of(path)
        if (library := name.split(".")[0]) in GUARDED and floor_of(path) not in GUARDED[library]
    ]

    assert wrong == []


def test_that_the_domain_imports_nothing_but_plain_python() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in MODULES
        if floor_of(path) == "domain"
        for name in imports_of(path)
        if ours(name) is None
        and name.split(".")[0] not in sys.stdlib_module_names | {"ilacs_desktop", "rapidfuzz"}
    ]

    assert wrong == []


def test_that_no_page_imports_another_page() -> None:
    wrong = []
    for path in (PACKAGE / "desktop" / "pages").rglob("*.py"):
        room = path.relative_to(PACKAGE / "desktop" / "pages").parts[0].removesuffix(".py")
        for name in imports_of(path):
            parts = name.split(".")
            if parts[:3] == ["ilacs_desktop", "desktop", "pages"] and len(parts) > 3 and parts[3] != room:
                wrong.append(f"{path.name} imports {name}")

    assert wrong == []


def test_that_no_imports_go_in_a_circle() -> None:
    names = {name_of(path): path for path in MODULES}
    edges = {
        name: {each for each in imports_of(path, at_run_time_only=True) if each in names and each != name}
        for name, path in names.items()
    }
    state: dict[str, int] = {}

    def circle_from(name: str, trail: tuple[str, ...]) -> tuple[str, ...]:
        if state.get(name) == 2:
            return ()
        if name in trail:
            return (*trail[trail.index(name) :], name)
        for other in sorted(edges[name]):
            if not name.startswith(f"{other}.") and (found := circle_from(other, (*trail, name))):
                return found
        state[name] = 2
        return ()

    assert [found for name in sorted(names) if (found := circle_from(name, ()))][:1] == []


def test_that_only_the_wiring_asks_for_the_time() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in MODULES
        if path.name not in MAY_ASK_THE_TIME
        for node in nodes_of(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func) in ASKS_THE_TIME
    ]

    assert wrong == []


def test_that_the_window_never_waits() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}:{node.lineno} {ast.unparse(node.func)}"
        for path in MODULES
        if floor_of(path) == "desktop"
        for node in nodes_of(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in FORBIDDEN_IN_DESKTOP
        and ast.unparse(node.func) not in {"app.exec", "application.exec"}
    ]

    assert wrong == []


def test_that_modules_keep_no_state_but_constants() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in MODULES
        for node in nodes_of(path)
        if isinstance(node, ast.Global)
    ]

    assert wrong == []


def test_that_no_room_is_crowded() -> None:
    crowded = {
        str(path.relative_to(PACKAGE)): lines
        for path in MODULES
        if (lines := len(path.read_text("utf-8").splitlines())) > CROWDED
    }

    assert crowded == {}


def test_that_bulk_changes_that_the_audit_trail_cannot_see_are_not_used() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in MODULES
        for name in imports_of(path)
        if name in {"sqlalchemy.update", "sqlalchemy.delete"}
    ]
    wrong += [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in MODULES
        for node in nodes_of(path)
        if isinstance(node, ast.ImportFrom)
        and node.module == "sqlalchemy"
        and {alias.name for alias in node.names} & {"update", "delete"}
    ]

    assert wrong == []


def test_that_the_top_level_is_the_one_that_was_drawn() -> None:
    root = PACKAGE.parent
    drawn = {
        "main.py", "ilacs_desktop", "resources", "tests", "pyproject.toml", "installer", "README.md",
        "LICENSE",
        "CONTRIBUTING.md", "CHANGELOG.md", "uv.lock",
    }  # fmt: skip

    assert {path.name for path in root.iterdir() if not path.name.startswith((".", "build", "dist"))} == drawn
