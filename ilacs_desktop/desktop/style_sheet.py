"""The one style sheet: every standard widget, in roles and scaled pixels.

It is text with holes: ``@role@`` is a colour, ``[n]`` is n pixels at 100 % text size, and
``{name:role}`` is a drawing in the colour of a role.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ilacs_desktop.desktop.theme import Theme

DRAWINGS = (
    ("check", "on_accent"),
    ("minus", "on_accent"),
    ("circle-dot", "on_accent"),
    ("chevron-down", "muted"),
    ("chevron-up", "muted"),
    ("chevron-right", "muted"),
    ("arrow-up", "muted"),
    ("arrow-down", "muted"),
    ("calendar-days", "muted"),
    ("x", "muted"),
)
"""The drawings a style sheet needs as files: (icon, role)."""

_SHEET = """
QWidget { color: @text@; selection-background-color: @accent@; selection-color: @on_accent@; }
QWidget:disabled { color: @disabled@; }
QMainWindow, QDialog, QMessageBox, QWidget#ground { background: @background@; }
QLabel { background: transparent; }
QLabel[role="muted"], QLabel[role="heading"] { color: @muted@; }
QLabel[role="alert"] { color: @alert@; }
QLabel[role="good"] { color: @good@; }
QLabel[role="accent"] { color: @accent@; }
QToolTip { background: @tooltip@; color: @on_tooltip@; border: 1px solid @tooltip@; padding: [5]px [8]px; }

/* panes and zones */
QFrame#pane, QFrame#sidePanel { background: @surface@; border: 1px solid @hairline@; border-radius: 10px; }
QFrame#well { background: @background@; border: 1px solid @hairline@; border-radius: 8px; }
QFrame#floating { background: @surface@; border: 1px solid @hairline@; border-radius: 10px; }
QFrame#hairline { background: @hairline@; border: none; }
QWidget#header { background: @surface@; border: none; border-bottom: 1px solid @hairline@; }
QWidget#statusLine { background: @surface@; border: none; border-top: 1px solid @hairline@; }
QWidget#sidebar { background: @sidebar@; border: none; border-right: 1px solid @hairline@; }
QFrame[tint="warn"] { background: @warn_tint@; border: 1px solid @warn@; border-radius: 8px; }
QFrame[tint="alert"] { background: @alert_tint@; border: 1px solid @alert@; border-radius: 8px; }
QFrame[tint="good"] { background: @good_tint@; border: 1px solid @good@; border-radius: 8px; }
QFrame[tint="info"] { background: @info_tint@; border: 1px solid @info@; border-radius: 8px; }
QFrame[tint="warn"] QLabel { color: @warn@; }
QFrame[tint="alert"] QLabel { color: @alert@; }
QFrame[tint="good"] QLabel { color: @good@; }
QFrame[tint="info"] QLabel { color: @info@; }

/* buttons */
QPushButton { background: @surface@; color: @text@; border: 1px solid @control_edge@; border-radius: 8px;
  padding: [5]px [12]px; min-height: [20]px; }
QPushButton:hover { background: @hover@; }
QPushButton:pressed, QPushButton:checked { background: @pressed@; }
QPushButton:focus { border: 2px solid @focus@; padding: [5]-1px [12]-1px; }
QPushButton:disabled { color: @disabled@; background: @background@; border-style: dashed; }
QPushButton[main="true"] { background: @accent@; color: @on_accent@; border: 1px solid @accent@; }
QPushButton[main="true"]:hover, QPushButton[main="true"]:pressed { background: @accent_hover@; border-color: @accent_hover@; }
QPushButton[main="true"]:focus { border: 2px solid @text@; padding: [5]-1px [12]-1px; }
QPushButton[main="true"]:disabled { background: @background@; color: @disabled@; border: 1px dashed @control_edge@; }
QPushButton[quiet="true"] { background: transparent; border: 1px solid transparent; padding: [3]px [6]px; }
QPushButton[quiet="true"]:hover { background: @hover@; border-color: @hairline@; }
QPushButton[quiet="true"]:pressed, QPushButton[quiet="true"]:checked { background: @pressed@; }
QPushButton[quiet="true"]:focus { border: 2px solid @focus@; padding: [3]-1px [6]-1px; }
QPushButton[status="true"] { color: @muted@; min-height: [14]px; padding: [1]px [6]px; }
QPushButton[status="true"]:hover { color: @text@; }
QPushButton[status="true"]:focus { padding: [1]-1px [6]-1px; }
QPushButton[link="true"] { background: transparent; border: 1px solid transparent; color: @link@; padding: [2]px [4]px; }
QPushButton[link="true"]:hover { text-decoration: underline; }
QPushButton[link="true"]:focus { border: 2px solid @focus@; padding: [2]-1px [4]-1px; border-radius: 6px; }
QPushButton[small="true"] { padding: [2]px [10]px; }
QPushButton[small="true"]:focus { padding: [2]-1px [10]-1px; }
QPushButton::menu-indicator { image: url(look:chevron-down-muted.svg); width: [14]px; subcontrol-position: right center;
  subcontrol-origin: padding; right: [6]px; }
QPushButton[hasMenu="true"] { padding-right: [26]px; }
QPushButton[hasMenu="true"]:focus { padding-right: [26]-1px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 8px; padding: [4]px; }
QToolButton:hover { background: @hover@; border-color: @hairline@; }
QToolButton:pressed, QToolButton:checked { background: @pressed@; }
QToolButton:focus { border: 2px solid @focus@; padding: [4]-1px; }
QToolButton::menu-indicator { image: none; }

/* inputs */
QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox { background: @surface@; color: @text@;
  border: 1px solid @check_edge@; border-radius: 8px; }
QLineEdit, QComboBox, QAbstractSpinBox { padding: [4]px [8]px; min-height: [20]px; }
QTextEdit, QPlainTextEdit { padding: [4]px; }
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid @focus@; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { padding: [4]-1px [8]-1px; }
QTextEdit:focus, QPlainTextEdit:focus { padding: [4]-1px; }
QLineEdit[wrong="true"], QTextEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"],
QAbstractSpinBox[wrong="true"] { border: 2px solid @alert@; }
QLineEdit:disabled, QTextEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
  background: @background@; color: @disabled@; border-style: dashed; }
QLineEdit:read-only, QTextEdit:read-only, QPlainTextEdit:read-only { background: @background@; }
QComboBox { padding-right: [26]px; }
QComboBox:focus { padding-right: [26]-1px; }
QComboBox::drop-down { subcontrol-origin: padding; subcontrol-position: center right; width: [24]px; border: none; }
QComboBox::down-arrow { image: url(look:chevron-down-muted.svg); width: [14]px; height: [14]px; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit { border: none; padding: 0; background: transparent; min-height: 0; }
QSpinBox QLineEdit, QDoubleSpinBox QLineEdit, QTimeEdit QLineEdit { padding-left: [7]px; }
QComboBox QAbstractItemView { background: @surface@; border: 1px solid @hairline@; border-radius: 8px; padding: [4]px;
  selection-background-color: @selection@; selection-color: @on_selection@; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { subcontrol-origin: border; width: [20]px; border: none;
  background: transparent; margin-right: [3]px; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url(look:chevron-up-muted.svg); width: [12]px; height: [12]px; }
QAbstractSpinBox::down-arrow { image: url(look:chevron-down-muted.svg); width: [12]px; height: [12]px; }
QDateTimeEdit[calendarPopup="true"]::drop-down { subcontrol-origin: padding; subcontrol-position: center right;
  width: [24]px; border: none; }
QDateTimeEdit[calendarPopup="true"]::down-arrow { image: url(look:calendar-days-muted.svg); width: [14]px; height: [14]px; }
QCalendarWidget QWidget { alternate-background-color: @background@; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: @surface@; border-bottom: 1px solid @hairline@; }
QCalendarWidget QToolButton { color: @text@; padding: [4]px [8]px; }
QCalendarWidget QAbstractItemView { background: @surface@; selection-background-color: @accent@;
  selection-color: @on_accent@; outline: none; }

/* ticks */
QCheckBox, QRadioButton { spacing: [8]px; background: transparent; border: 2px solid transparent; border-radius: 6px;
  padding: [1]px; }
QCheckBox:focus, QRadioButton:focus { border-color: @focus@; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator { width: [16]px; height: [16]px;
  background: @surface@; border: 1px solid @check_edge@; border-radius: 4px; }
QRadioButton::indicator { border-radius: [8]px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: @accent@; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: @accent@; border-color: @accent@;
  image: url(look:check-on_accent.svg); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate { background: @accent@;
  border-color: @accent@; image: url(look:minus-on_accent.svg); }
QRadioButton::indicator:checked { background: @accent@; border-color: @accent@; image: url(look:circle-dot-on_accent.svg); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: @background@; border-style: dashed; }

/* lists and tables */
QAbstractItemView { background: @surface@; color: @text@; border: none; outline: none;
  selection-background-color: @selection@; selection-color: @on_selection@; }
QListView[framed="true"], QTreeView[framed="true"], QTableView[framed="true"] { border: 1px solid @hairline@;
  border-radius: 8px; }
QAbstractItemView[framed="true"]:focus { border: 2px solid @focus@; }
QTableView { gridline-color: transparent; }
QListView::item { padding: [6]px [8]px; border-radius: 6px; }
QListView::item:hover { background: @hover@; }
QListView::item:selected { background: @selection@; color: @on_selection@; }
QListView:focus::item:selected { border: 2px solid @focus@; padding: [6]-2px [8]-2px; }
QTreeView::item { padding: [4]px; }
QTreeView::item:selected { background: @selection@; color: @on_selection@; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: @surface@; color: @muted@; border: none; border-bottom: 1px solid @hairline@;
  padding: [5]px [8]px; }
QHeaderView::section:hover { color: @text@; }
QHeaderView::up-arrow { image: url(look:arrow-up-muted.svg); width: [12]px; height: [12]px; subcontrol-position: center right;
  right: [2]px; }
QHeaderView::down-arrow { image: url(look:arrow-down-muted.svg); width: [12]px; height: [12]px;
  subcontrol-position: center right; right: [2]px; }
QTableCornerButton::section { background: @surface@; border: none; border-bottom: 1px solid @hairline@; }

/* scrolling */
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget#scrolled { background: transparent; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: [12]px; margin: 0; }
QScrollBar:horizontal { height: [12]px; margin: 0; }
QScrollBar::handle { background: @scroll@; border-radius: [3]px; margin: [3]px; }
QScrollBar::handle:vertical { min-height: [28]px; }
QScrollBar::handle:horizontal { min-width: [28]px; }
QScrollBar::handle:hover { background: @muted@; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: @hairline@; }

/* tabs, menus, groups, progress */
QTabWidget::pane { border: none; border-top: 1px solid @hairline@; background: transparent; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @muted@; border: none; border-bottom: 2px solid transparent;
  padding: [7]px [12]px; margin-right: [4]px; }
QTabBar::tab:hover { color: @text@; }
QTabBar::tab:selected { color: @text@; border-bottom: 2px solid @accent@; }
QTabBar:focus::tab:selected, QTabBar::tab:focus { border: 2px solid @focus@; border-radius: 6px; padding: [7]-2px [12]-2px; }
QMenu { background: @surface@; border: 1px solid @hairline@; border-radius: 8px; padding: [4]px; }
QMenu::item { padding: [6]px [22]px [6]px [10]px; border-radius: 6px; background: transparent; }
QMenu::item:selected { background: @selection@; color: @on_selection@; }
QMenu::item:disabled { color: @disabled@; }
QMenu::icon { padding-left: [8]px; }
QMenu::separator { height: 1px; background: @hairline@; margin: [4]px [6]px; }
QMenu::indicator { width: [14]px; height: [14]px; margin-left: [6]px; }
QMenu::indicator:checked { background: @accent@; border-radius: 4px; image: url(look:check-on_accent.svg); }
QMenuBar { background: @surface@; }
QMenuBar::item { padding: [4]px [8]px; background: transparent; border-radius: 6px; }
QMenuBar::item:selected { background: @selection@; }
QGroupBox { border: 1px solid @hairline@; border-radius: 8px; margin-top: [10]px; padding: [10]px; }
QGroupBox::title { subcontrol-origin: margin; left: [10]px; padding: 0 [4]px; color: @muted@; }
QProgressBar { background: @plain_tint@; border: none; border-radius: [3]px; min-height: [6]px; max-height: [6]px;
  color: transparent; }
QProgressBar::chunk { background: @accent@; border-radius: [3]px; }
QSlider::groove:horizontal { background: @hairline@; height: [4]px; border-radius: [2]px; }
QSlider::sub-page:horizontal { background: @accent@; border-radius: [2]px; }
QSlider::handle:horizontal { background: @accent@; width: [16]px; height: [16]px; margin: -[6]px 0; border-radius: [8]px; }
QSlider::handle:focus { border: 2px solid @text@; }

/* the sidebar */
QWidget#sidebar QPushButton { background: transparent; border: 1px solid transparent; color: @muted@; text-align: left;
  border-radius: 8px; padding: [5]px [8]px; }
QWidget#sidebar QPushButton:hover { color: @text@; background: @hover@; }
QWidget#sidebar QPushButton:checked { background: @surface@; color: @text@; }
QWidget#sidebar QPushButton:focus { border: 2px solid @focus@; padding: [5]-1px [8]-1px; }
"""

_HOLE = re.compile(r"@(\w+)@")
_SIZE = re.compile(r"(-?)\[(\d+)\](?:-(\d+))?")


def build(theme: Theme) -> str:
    """The style sheet in the colours and at the text size of ``theme``.

    Raises:
        KeyError: the sheet names a role that the theme has not.
    """

    def sized(found: re.Match[str]) -> str:
        pixels = theme.px(int(found[2])) - int(found[3] or 0)
        return f"{found[1]}{max(0, pixels)}"

    coloured = _HOLE.sub(lambda found: theme.colour(found[1]).name(), _SHEET)
    return _SIZE.sub(sized, coloured)
