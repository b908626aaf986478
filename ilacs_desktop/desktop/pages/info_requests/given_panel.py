"""One line of the given register whole: what it is, who had it, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal

from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import ElidedLabel, IconLabel, Muted, RowLine, make_button
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.info_requests import GivenItem, InfoRequest
from ilacs_desktop.domain.info_requests.given import Holder, newest_of, said_line, who_had
from ilacs_desktop.domain.moments import day_of, said_day, said_when

from .detail import Detail


class GivenPanel(QObject):
    """Adds its lines to the panel; ``lines`` gives the register as it is shown.

    ``newest_wanted`` carries a line whose newest version is to be given to all who had an older one.
    """

    newest_wanted = Signal(object)

    def __init__(self, detail: Detail, lines: Callable[[], Sequence[GivenItem]]) -> None:
        super().__init__(detail)
        self._detail = detail
        self._lines = lines

    def show(self, item: GivenItem, _found: object = None) -> None:
        """Show one line."""
        lines = self._lines()
        if item.is_superseded:
            newest = newest_of(item, {row.id: row for row in lines})
            words = self.tr("Superseded {when} by {newest}.")
            when = said_when(newest.given_at, self._detail.now)
            self._detail.add_warning(words.format(when=when, newest=said_line(newest)), "history")
        elif item.review_on is not None and item.review_on < day_of(self._detail.now):
            words = self.tr("To be reviewed by {day} at the latest; look at it before it is given again.")
            self._detail.add_warning(words.format(day=said_day(item.review_on)), "calendar-clock")
        self._holders(item, who_had(item, lines))
        self._facts(item, lines)
        if item.sha256:
            self._fingerprint(item.sha256)
        self._detail.add_heading(self.tr("Answers"))
        self._way("inbox", item.title, item.ref, Ref(Kind.INFO_REQUEST, item.request_id))

    def show_for_request(self, request: InfoRequest, _found: object = None) -> None:
        """What was given for a request, each with the way to its line."""
        mine = [row for row in self._lines() if row.request_id == request.id]
        if not mine:
            return
        self._detail.add_heading(self.tr("Given"))
        for number, row in enumerate(mine):
            icon = "check-check" if row.received_at is not None else "check"
            words = (
                self.tr("superseded: {line}").format(line=said_line(row))
                if row.is_superseded
                else said_line(row)
            )
            when = said_when(row.given_at, self._detail.now)
            self._way(
                "history" if row.is_superseded else icon, words, when, Ref(Kind.GIVEN_ITEM, row.id), number
            )

    def _way(self, icon: str, words: str, note: str, ref: Ref, number: int = 0) -> None:
        """A line with a button that leads to ``ref``."""
        button = make_button("", icon, quiet=True, spoken=self.tr("Go to {what}").format(what=words))
        button.clicked.connect(lambda: self._detail.go_wanted.emit(ref))
        self._detail.body.addWidget(RowLine(button, ElidedLabel(words), Muted(note), first=number == 0))

    def _facts(self, item: GivenItem, lines: Sequence[GivenItem]) -> None:
        now = self._detail.now
        replaced = next((row for row in lines if row.id == item.supersedes_id), None)
        received = self.tr("not known yet")
        if item.received_at is not None:
            received = self.tr("{when}: {how}").format(
                when=said_when(item.received_at, now), how=item.receipt
            )
        version = item.version_label if item.file_name else ""
        if replaced is not None:
            is_same = replaced.file_name == item.file_name
            old = self.tr("version {version}").format(version=replaced.version_label)
            version = self.tr("{version}, replaces {old}").format(
                version=version, old=old if is_same else said_line(replaced)
            )
        facts = (
            (self.tr("Given"), f"{said_when(item.given_at, now)}, {item.how}"),
            (self.tr("To"), item.given_to),
            (self.tr("By"), item.given_by),
            (self.tr("Cleared by"), item.cleared_by),
            (self.tr("Received"), received),
            (self.tr("Version"), version),
            (self.tr("As of"), said_day(item.as_of) if item.as_of else ""),
            (self.tr("Review by"), said_day(item.review_on) if item.review_on else ""),
            (
                self.tr("Size"),
                self.tr("{count} bytes").format(count=f"{item.size_bytes:,}") if item.sha256 else "",
            ),
        )
        if who_had(item, lines):
            self._detail.add_heading(self.tr("This line"))
        for number, (name, value) in enumerate((name, value) for name, value in facts if value):
            label = Muted(name)
            label.setMinimumWidth(current_theme().px(84))
            self._detail.body.addWidget(RowLine(label, ElidedLabel(value), first=number == 0))

    def _holders(self, item: GivenItem, holders: Sequence[Holder]) -> None:
        if not holders:
            return
        self._detail.add_heading(self.tr("Who had an older version"))
        for number, holder in enumerate(holders):
            icon, role = ("check", "good") if holder.has_newest else ("history", "warn")
            state = self.tr("has the newest") if holder.has_newest else self.tr("old one only")
            had = self.tr("version {version}, {when}").format(
                version=holder.version_label, when=said_when(holder.given_at, self._detail.now)
            )
            line = RowLine(
                IconLabel(icon, role), ElidedLabel(f"{holder.who} · {had}"), Muted(state), first=number == 0
            )
            self._detail.body.addWidget(line)
        if not all(holder.has_newest for holder in holders):
            newest = make_button(self.tr("Give them the newest…"), "send", small=True)
            newest.clicked.connect(lambda: self.newest_wanted.emit(item))
            self._detail.body.addWidget(newest, alignment=Qt.AlignmentFlag.AlignLeft)

    def _fingerprint(self, sha256: str) -> None:
        self._detail.add_heading(self.tr("Fingerprint (SHA-256)"))
        self._detail.add_text(f"{sha256[:32]}\n{sha256[32:]}").setAccessibleName(sha256)
        copy = make_button(self.tr("Copy"), "copy", small=True, spoken=self.tr("Copy the fingerprint"))
        copy.clicked.connect(lambda: self._detail.copy(sha256))
        self._detail.body.addWidget(copy, alignment=Qt.AlignmentFlag.AlignLeft)
