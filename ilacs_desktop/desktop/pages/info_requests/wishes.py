"""What can be wished of the request chosen: keys, the menu beside it, and its one next step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ilacs_desktop.domain.info_requests import InfoRequest, OurStatus, TheirStatus, next_status


class Section(IntEnum):
    """The sections of the menu, from above; a thin line between them."""

    STEP = 1
    WORDS = 2
    CLOCK = 3
    ANSWER = 4
    END = 5


@dataclass(frozen=True)
class _Wish:
    section: Section
    action: QAction
    when: Callable[[InfoRequest], bool]


class Wishes(QObject):
    """The deeds of one request. Each room of the page adds its own; those that make no sense are hidden.

    A key works while ``ground`` or something in it has the keyboard. Two wishes may share a key where
    never both make sense.
    """

    def __init__(self, ground: QWidget, request: Callable[[], InfoRequest | None]) -> None:
        super().__init__(ground)
        self._ground = ground
        self._request = request
        self._wishes: dict[str, _Wish] = {}
        self.menu = QMenu(ground)

    @property
    def actions(self) -> dict[str, QAction]:
        """The action of each wish, by its name."""
        return {name: wish.action for name, wish in self._wishes.items()}

    def add(
        self,
        name: str,
        section: Section,
        text: str,
        deed: Callable[[InfoRequest], object],
        *,
        when: Callable[[InfoRequest], bool] = lambda _: True,
        key: str = "",
    ) -> QAction:
        """Add a wish; ``deed`` gets the request chosen, and only one for which ``when`` holds."""
        action = QAction(text, self)
        action.setVisible(False)
        action.setEnabled(False)
        if key:
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False: self._do(deed))
        self._wishes[name] = _Wish(section, action, when)
        self._ground.addAction(action)
        self._fill_menu()
        return action

    def show(self, request: InfoRequest | None) -> None:
        """Offer what makes sense for ``request``."""
        for wish in self._wishes.values():
            is_possible = request is not None and wish.when(request)
            wish.action.setVisible(is_possible)
            wish.action.setEnabled(is_possible)

    def said_keys(self) -> tuple[tuple[str, str], ...]:
        """Each key and the wishes it stands for, in the order of the menu."""
        said: dict[str, list[str]] = {}
        for wish in sorted(self._wishes.values(), key=lambda each: each.section):
            if key := wish.action.shortcut().toString():
                said.setdefault(key, []).append(wish.action.text().rstrip("…"))
        return tuple((key, " / ".join(words)) for key, words in said.items())

    def _do(self, deed: Callable[[InfoRequest], object]) -> None:
        request = self._request()
        if request is not None:
            deed(request)

    def _fill_menu(self) -> None:
        for entry in self.menu.actions():  # clear() would delete them
            self.menu.removeAction(entry)
        last: Section | None = None
        for wish in sorted(self._wishes.values(), key=lambda each: each.section):
            if last is not None and wish.section is not last:
                self.menu.addSeparator()
            self.menu.addAction(wish.action)
            last = wish.section


def next_wish(request: InfoRequest) -> str:
    """The name of the wish the one button of the panel stands for; empty when nothing is ours to do."""
    if request.staged:
        return "activate"
    if request.theirs is TheirStatus.GIVEN:
        return "accepted"
    if not request.is_open:
        return ""
    if request.is_paused:
        return "resume"
    if request.owner_id is None:
        return "assign"
    return "give" if request.ours is OurStatus.CLEARED else "next"


class NextWords(QObject):
    """What the one button says and shows."""

    def of(self, request: InfoRequest) -> tuple[str, str]:
        """The words and the icon; both empty when nothing is ours to do."""
        wish = next_wish(request)
        following = next_status(request)
        if wish == "next" and following is not None:
            return {
                OurStatus.GATHERING: (self.tr("Gathering"), "arrow-right"),
                OurStatus.CHECKING: (self.tr("To check"), "arrow-right"),
                OurStatus.CLEARED: (self.tr("Clear…"), "check"),
            }.get(following, (self.tr("Assigned"), "arrow-right"))
        return {
            "activate": (self.tr("They asked for it…"), "inbox"),
            "accepted": (self.tr("Accepted"), "check-check"),
            "resume": (self.tr("Let the clock run"), "play"),
            "assign": (self.tr("Assign…"), "user-plus"),
            "give": (self.tr("Give…"), "send"),
        }.get(wish, ("", ""))
