"""How things look: colours by role, icons, fonts and sizes. A page names a role, never a value.

A theme is a TOML file under ``resources/themes`` in two steps: colours by name, then roles that point
to them. Text size is a percentage; every size in the house goes through `Theme.px`.
"""

from __future__ import annotations

import logging
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from importlib import resources as package_resources
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QByteArray, QDir, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory

from ilacs_desktop.desktop import style_sheet
from ilacs_desktop.paths import resources

BODY_PIXELS = 13
RHYTHM_PIXELS = 8
RADIUS_PIXELS = 10
TEXT_PERCENTS = (100, 115, 130, 150, 175, 200)
FONT_FAMILY = "Inter"
_FONTS: Mapping[str, tuple[int, int]] = {  # pixels at 100 %, weight
    "title": (19, 600),
    "subtitle": (15, 600),
    "heading": (12, 600),
    "header": (14, 600),
    "strong": (BODY_PIXELS, 600),
    "body": (BODY_PIXELS, 400),
    "small": (11, 400),
    "pill": (11, 600),
    "clock": (17, 700),
    "hero": (28, 600),
    "code": (20, 600),
}
_CLASS_FONTS: Mapping[str, str] = {
    "QPushButton": "strong",
    "QHeaderView": "pill",
    "QToolTip": "body",
    "QGroupBox": "heading",
}
_RENAMED = {"circle-help": "circle-question-mark", "letter-text": "text-initial", "home": "house"}
"""Names of icons that lucide has changed."""
_PROPERTY = "ilacs_theme"


class ThemeChoice(StrEnum):
    """What a user can choose; the value is what is kept in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme file as read: its name, whether it is dark, and a colour ``#rrggbb`` for each role."""

    name: str
    dark: bool
    roles: Mapping[str, str]


def read_colours(path: Path) -> Colours:
    """The theme in a TOML file.

    Raises:
        KeyError: a role points to a colour that the file does not name.
    """
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    named = document["colours"]
    return Colours(
        name=document["name"],
        dark=document["dark"],
        roles={role: named[colour] for role, colour in document["roles"].items()},
    )


class Theme(QObject):
    """The look of the whole application; one for each `QApplication`.

    Emits ``changed`` once the palette, the fonts and the style sheet are those of the new choice. What
    paints by itself asks for its colours each time it paints and so needs no more than an update.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choice = ThemeChoice.LIGHT
        self.percent = 100
        self._colours = read_colours(resources() / "themes" / "light.toml")
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._icons: dict[tuple[str, str, int, int], QIcon] = {}
        self._drawings: dict[str, str] = {}
        self._fonts: dict[tuple[str, int], QFont] = {}
        self._folder = TemporaryDirectory(prefix="ilacs-look-")

    # -- what pages ask for --------------------------------------------------------------------

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on a dark ground."""
        return self._colours.dark

    def colour(self, role: str) -> QColor:
        """The colour of a role such as ``text``, ``muted``, ``warn`` or ``warn_tint``.

        Raises:
            KeyError: there is no such role.
        """
        return QColor(self._colours.roles[role])

    def px(self, pixels: float) -> int:
        """Pixels at 100 % text size, scaled to the text size chosen; at least 1 for what is above 0."""
        scaled = round(pixels * self.percent / 100)
        return max(1, scaled) if pixels > 0 else scaled

    def space(self, steps: float) -> int:
        """``steps`` of the 8-pixel rhythm; spaces grow half as fast as text."""
        return round(steps * RHYTHM_PIXELS * (100 + self.percent) / 200)

    @property
    def radius(self) -> int:
        """The radius of a pane's corners, in pixels."""
        return RADIUS_PIXELS

    def font(self, role: str = "body") -> QFont:
        """The font of a role: title, subtitle, header, heading, strong, body, small, pill, clock, hero, code.

        Raises:
            KeyError: there is no such role.
        """
        key = (role, self.percent)
        if key not in self._fonts:
            self._fonts[key] = self._make_font(role)
        return QFont(self._fonts[key])

    def _make_font(self, role: str) -> QFont:
        pixels, weight = _FONTS[role]
        font = QFont(FONT_FAMILY)
        font.setPixelSize(self.px(pixels))
        # Inter comes as one variable font: the axis gives the true weight, a bold QFont would be smeared.
        font.setVariableAxis(QFont.Tag("wght"), weight)
        font.setVariableAxis(QFont.Tag("opsz"), min(32, max(14, font.pixelSize())))
        font.setWeight(QFont.Weight.DemiBold if weight > 400 else QFont.Weight.Normal)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def icon(self, name: str, role: str = "text", size: int = 16, *, gap: int = 0) -> QIcon:
        """A lucide icon in the colour of ``role``; ``size`` is in pixels at 100 % text size.

        ``gap`` is room to its right, for a button that would else stand too close with its words.

        An unknown name gives an empty icon and a line in the log, for a missing picture must not
        keep a page from opening.
        """
        key = (name, role, size, gap)
        if key not in self._icons:
            icon = QIcon()
            for ratio in (1.0, 2.0):
                pixmap = _widened(self.pixmap(name, role, size, ratio), self.px(gap))
                if not pixmap.isNull():
                    icon.addPixmap(pixmap)
                    icon.addPixmap(pixmap, QIcon.Mode.Selected)
                    pale = _widened(self.pixmap(name, "disabled", size, ratio), self.px(gap))
                    icon.addPixmap(pale, QIcon.Mode.Disabled)
            self._icons[key] = icon
        return self._icons[key]

    def icon_size(self, size: int = 16) -> QSize:
        """The size in pixels of an icon that is ``size`` at 100 %."""
        return QSize(self.px(size), self.px(size))

    def pixmap(self, name: str, role: str = "text", size: int = 16, ratio: float = 0.0) -> QPixmap:
        """The picture behind `icon`; ``ratio`` is device pixels for one pixel, 0 asks the application."""
        ratio = ratio or _device_pixel_ratio()
        key = (name, role, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._paint_icon(name, role, size, ratio)
        return self._pixmaps[key]

    # -- choosing ------------------------------------------------------------------------------

    def apply(self, choice: ThemeChoice = ThemeChoice.SYSTEM, percent: int = 100) -> None:
        """Give the whole application this look; sizes outside 100 to 200 % are brought inside."""
        self.choice = choice
        self.percent = min(200, max(100, percent))
        self._colours = read_colours(resources() / "themes" / f"{self._file_name()}.toml")
        self._pixmaps.clear()
        self._icons.clear()
        app = _application()
        app.setProperty(_PROPERTY, self)
        # Put in the place of another sheet, a sheet is worked out again for each widget once for each of its
        # parents: 3 s for a full window. Taken off first, the new one is worked out once for each: 0.5 s.
        app.setStyleSheet("")
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(self.font("body"))
        for widget_class, font_role in _CLASS_FONTS.items():
            app.setFont(self.font(font_role), widget_class)  # type: ignore[arg-type]  # the stub says bytes, Qt takes str
        app.setPalette(self._palette())
        self._write_drawings()
        app.setStyleSheet(style_sheet.build(self))
        self.changed.emit()

    def follow_system(self) -> None:
        """Change with the system for as long as the choice is to follow it."""
        _application().styleHints().colorSchemeChanged.connect(self._on_system_changed)

    def _on_system_changed(self) -> None:
        if self.choice is ThemeChoice.SYSTEM:
            self.apply(self.choice, self.percent)

    def _file_name(self) -> str:
        if self.choice is not ThemeChoice.SYSTEM:
            return self.choice.value
        scheme = _application().styleHints().colorScheme()
        return "dark" if scheme is Qt.ColorScheme.Dark else "light"

    # -- making --------------------------------------------------------------------------------

    def _palette(self) -> QPalette:
        roles = {
            QPalette.ColorRole.Window: "background",
            QPalette.ColorRole.WindowText: "text",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "background",
            QPalette.ColorRole.Text: "text",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.ButtonText: "text",
            QPalette.ColorRole.BrightText: "alert",
            QPalette.ColorRole.Highlight: "selection",
            QPalette.ColorRole.HighlightedText: "on_selection",
            QPalette.ColorRole.ToolTipBase: "tooltip",
            QPalette.ColorRole.ToolTipText: "on_tooltip",
            QPalette.ColorRole.PlaceholderText: "placeholder",
            QPalette.ColorRole.Link: "link",
            QPalette.ColorRole.LinkVisited: "link",
            QPalette.ColorRole.Accent: "accent",
            QPalette.ColorRole.Light: "hairline",
            QPalette.ColorRole.Midlight: "hairline",
            QPalette.ColorRole.Mid: "hairline",
            QPalette.ColorRole.Dark: "hairline",
            QPalette.ColorRole.Shadow: "hairline",
        }
        palette = QPalette()
        for palette_role, role in roles.items():
            palette.setColor(palette_role, self.colour(role))
        for palette_role in (
            QPalette.ColorRole.Text,
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(QPalette.ColorGroup.Disabled, palette_role, self.colour("disabled"))
        return palette

    @cached_property
    def _lucide(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(str(package_resources.files("lucide") / "lucide.zip"))

    def _drawing(self, name: str) -> str:
        if name not in self._drawings:
            try:
                self._drawings[name] = self._lucide.read(f"{_RENAMED.get(name, name)}.svg").decode()
            except KeyError:
                logging.getLogger(__name__).warning("There is no icon named %s.", name)
                self._drawings[name] = ""
        return self._drawings[name]

    def _tinted(self, name: str, role: str) -> str:
        width = "2.25" if self.choice is ThemeChoice.CONTRAST else "1.75"
        return (
            self._drawing(name)
            .replace("currentColor", self.colour(role).name())
            .replace('stroke-width="2"', f'stroke-width="{width}"')
        )

    def _paint_icon(self, name: str, role: str, size: int, ratio: float) -> QPixmap:
        if not self._drawing(name):
            return QPixmap()
        side = round(self.px(size) * ratio)
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(self._tinted(name, role).encode())).render(painter, QRectF(0, 0, side, side))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _write_drawings(self) -> None:
        """Put the few drawings that a style sheet needs as files where it can find them."""
        folder = Path(self._folder.name)
        for name, role in style_sheet.DRAWINGS:
            (folder / f"{name}-{role}.svg").write_text(self._tinted(name, role), encoding="utf-8")
        QDir.setSearchPaths("look", [str(folder)])


def current_theme() -> Theme:
    """The theme of the running application; a light one is put on if there is none yet."""
    theme = _application().property(_PROPERTY)
    if isinstance(theme, Theme):
        return theme
    made = Theme(_application())
    load_fonts()
    made.apply(ThemeChoice.LIGHT)
    return made


def load_fonts() -> None:
    """Make Inter known to the application; without it the system's own font is used."""
    folder = Path(str(package_resources.files("fontpkg_inter"))) / "files"
    for file in sorted(folder.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("a theme needs a QApplication")
    return app


def _device_pixel_ratio() -> float:
    return _application().devicePixelRatio()


def _widened(pixmap: QPixmap, gap: int) -> QPixmap:
    """``pixmap`` with ``gap`` empty pixels to its right."""
    if not gap or pixmap.isNull():
        return pixmap
    ratio = pixmap.devicePixelRatio()
    wide = QPixmap(pixmap.width() + round(gap * ratio), pixmap.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return wide
