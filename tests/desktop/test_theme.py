"""Every theme can be read by everybody, at every text size."""

import ast
import re
import zipfile
from importlib import resources as package_resources
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from ilacs_desktop.desktop import style_sheet
from ilacs_desktop.desktop.theme import TEXT_PERCENTS, ThemeChoice, read_colours
from ilacs_desktop.paths import resources

DESKTOP = Path(__file__).parents[2] / "ilacs_desktop" / "desktop"
FILES = ("light", "dark", "contrast")
PAIRS = [
    *product(
        ("text", "muted", "accent", "link", "alert", "warn", "good", "info"),
        ("surface", "background", "sidebar", "hover"),
    ),
    *product(("placeholder", "disabled"), ("surface", "background", "input")),
    *((role, f"{role}_tint") for role in ("warn", "alert", "good", "info", "plain", "accent")),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    *product(("on_selection", "muted"), ("selection",)),
    ("on_tooltip", "tooltip"),
    *(("text", f"{role}_tint") for role in ("warn", "alert", "plain", "accent")),
    ("text", "pressed"),
]
EDGES = [*product(("check_edge", "focus"), ("surface", "background"))]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", FILES)
def test_that_words_stand_out_from_their_ground(name):
    roles = read_colours(resources() / "themes" / f"{name}.toml").roles

    weak = {pair: round(contrast(roles[pair[0]], roles[pair[1]]), 2) for pair in PAIRS}

    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", FILES)
def test_that_edges_and_focus_stand_out_from_their_ground(name):
    roles = read_colours(resources() / "themes" / f"{name}.toml").roles

    weak = {pair: round(contrast(roles[pair[0]], roles[pair[1]]), 2) for pair in EDGES}

    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}


def test_that_all_themes_have_the_same_roles():
    roles = [set(read_colours(resources() / "themes" / f"{name}.toml").roles) for name in FILES]

    assert roles[0] == roles[1] == roles[2]


@pytest.mark.parametrize("percent", TEXT_PERCENTS)
def test_that_the_style_sheet_has_no_hole_left(theme, percent):
    theme.percent = percent
    try:
        sheet = style_sheet.build(theme)
    finally:
        theme.percent = 100

    assert re.findall(r"@\w+@|\[\d+\]", sheet) == []


def test_that_every_icon_named_in_the_window_is_there(theme):
    drawings = zipfile.ZipFile(str(package_resources.files("lucide") / "lucide.zip"))
    known = {name.removesuffix(".svg") for name in drawings.namelist()}
    named = {word for path in DESKTOP.rglob("*.py") for word in icons_in(path)}

    assert {name for name in named if name not in known and theme.pixmap(name).isNull()} == set()


def icons_in(path: Path) -> set[str]:
    """Words that stand where an icon stands: as ``icon=…``, ``ICON = …`` or the argument that takes one."""
    places = {"make_button": 1, "Pane": 1, "Pill": 2, "PillText": 2, "EmptyState": 0, "IconLabel": 0}
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            at = places.get(name)
            arguments = [*node.args[at : at + 1]] if at is not None else []
            arguments += [keyword.value for keyword in node.keywords if keyword.arg == "icon"]
            found |= {one.value for one in arguments if isinstance(one, ast.Constant) and one.value}
        if isinstance(node, ast.Assign) and any(getattr(one, "id", "") == "ICON" for one in node.targets):
            found.add(getattr(node.value, "value", None))
    return {word for word in found if isinstance(word, str)}


def test_that_a_choice_changes_colours_and_sizes(theme):
    QCoreApplication.sendPostedEvents(
        None, QEvent.Type.DeferredDelete
    )  # else old windows are restyled as well
    light, small = theme.colour("surface").name(), theme.font("body").pixelSize()
    theme.apply(ThemeChoice.DARK, 200)
    dark, large = theme.colour("surface").name(), theme.font("body").pixelSize()
    theme.apply(ThemeChoice.LIGHT, 100)

    assert (light, small, dark, large) == ("#ffffff", 13, "#1b2027", 26)
