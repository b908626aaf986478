"""Children named in an e-mail, and children drawn by chance: looked at first, then chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from ilacs_desktop.desktop.dialogs.choose_children import AuditDay, check_reason, reason_combo
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.name_hint import NameHint
from ilacs_desktop.desktop.dialogs.tall_form import TallForm
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets.labels import Label
from ilacs_desktop.domain.casefiles import Child
from ilacs_desktop.domain.casefiles.choosing import ChildFilter, Draw, PastedIds, ReasonKind
from ilacs_desktop.domain.errors import Explained

TYPING_MS = 200
MOST_NAMED = 24


class _Found(FormDialog):
    """Shows who was found, and chooses them."""

    def __init__(self, title: str, text: str, kind: ReasonKind, today: date, parent: QWidget | None) -> None:
        super().__init__(title, parent, QCoreApplication.translate("FindChildren", "Choose"), text=text)
        self.stays_open = True
        self.setMinimumWidth(current_theme().px(560))
        self.children_found: tuple[Child, ...] = ()
        self._today = today
        self.reason = reason_combo(kind)
        self.found = Label("", wrap=True)
        self.missing = Label("", role="warn", wrap=True)
        self.missing.hide()
        self.accept_button.setEnabled(False)

    def _add_end(self, *more: QWidget) -> None:
        for widget in (self.found, self.missing, *more):
            self.form.add_wide(widget)
        self.form.add_row(
            QCoreApplication.translate("FindChildren", "&Why"),
            self.reason,
            help=QCoreApplication.translate("FindChildren", "The worker is told this."),
        )
        self.hint = NameHint(self.form, [self.reason])
        self.audit = AuditDay(self.form, self.reason, self._today)
        TallForm(self)

    @property
    def count_chosen(self) -> int:
        """How many would be chosen."""
        return len(self.children_found)

    def _say_count(self) -> None:
        count = self.count_chosen
        self.accept_button.setEnabled(count > 0)
        say = partial(QCoreApplication.translate, "FindChildren")
        self.accept_button.setText(say("Choose {count}").format(count=count) if count else say("Choose"))

    def _show(self, children: Sequence[Child], words: str, missing: str = "") -> None:
        self.children_found = tuple(children)
        named = ", ".join(child.label for child in children[:MOST_NAMED])
        more = len(children) - MOST_NAMED
        if more > 0:
            named += QCoreApplication.translate("FindChildren", " and {count} more").format(count=more)
        self.found.setText(f"{words} {named}".strip())
        self.missing.setText(missing)
        self.missing.setVisible(bool(missing))
        self._say_count()

    def validate(self) -> bool:
        """Somebody was found, and a reason is needed."""
        return self.count_chosen > 0 and check_reason(self, self.reason)


class PasteChildrenDialog(_Found):
    """Reads the IDs and codes out of a pasted text; ``read_wanted`` carries the text."""

    read_wanted = Signal(str)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "FindChildren")
        super().__init__(
            say("Choose the children an e-mail names"),
            say("Paste the e-mail, or only its list. IDs and codes are read; the text is not kept."),
            ReasonKind.SAMPLED,
            today,
            parent,
        )
        self._unknown: tuple[str, ...] = ()
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(current_theme().px(140))
        self.form.add_row(say("&Text"), self.text)
        self.adds_unknown = QCheckBox()
        self.adds_unknown.toggled.connect(self._say_count)
        self._add_end(self.adds_unknown)
        self.adds_unknown.hide()
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._typing.timeout.connect(lambda: self.read_wanted.emit(self.text.toPlainText()))
        self.text.textChanged.connect(self._typing.start)
        self.text.setFocus()

    def show_found(self, pasted: PastedIds, children: Sequence[Child]) -> None:
        """Whom the text names, and whom nobody here knows."""
        said = []
        self._unknown = pasted.unknown
        if pasted.unknown:
            unknown = ", ".join(pasted.unknown[:MOST_NAMED])
            said.append(self.tr("Not on the list of children: {names}").format(names=unknown))
        if pasted.repeated:
            said.append(self.tr("Named more than once: {names}").format(names=", ".join(pasted.repeated)))
        free = [child for child in children if child.child_id not in pasted.waiting]
        if pasted.waiting:
            held = ", ".join(child.label for child in children if child.child_id in pasted.waiting)
            said.append(self.tr("Left out, for they are chosen already: {names}").format(names=held))
        if pasted.names:
            said.append(
                self.tr(
                    "The text seems to hold names of people ({count}). None is kept; ask the sender to use"
                    " IDs alone."
                ).format(count=pasted.names)
            )
        self.adds_unknown.setText(self.tr("Add them by ID alone ({count})").format(count=len(pasted.unknown)))
        self.adds_unknown.setVisible(bool(pasted.unknown))
        words = self.tr("{count} found:").format(count=len(free)) if free else ""
        self._show(free, words, "\n".join(said))

    @property
    def count_chosen(self) -> int:
        """Those found, and those added."""
        return len(self.children_found) + len(self._new_ids())

    def values(self) -> dict[str, Any]:
        """As `Casefiles.choose_pasted` takes them: those found, those to be added by ID, and why."""
        return {
            "child_ids": [child.id for child in self.children_found],
            "new_ids": self._new_ids(),
            "reason": self.reason.currentText().strip(),
            "audit_by": self.audit.at,
        }

    def _new_ids(self) -> tuple[str, ...]:
        return self._unknown if self.adds_unknown.isChecked() else ()


class DrawChildrenDialog(_Found):
    """Draws by chance among the children of a filter; ``draw_wanted`` carries how many, and the seed."""

    draw_wanted = Signal(int, str)

    def __init__(self, among: ChildFilter, seed: str, today: date, parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "FindChildren")
        filters = among.said or say("all children")
        super().__init__(
            say("Draw children by chance"),
            say("Among: {filters}. The same seed draws the same children again.").format(filters=filters),
            ReasonKind.OURS,
            today,
            parent,
        )
        self._drawn: Draw | None = None
        self.count = QSpinBox()
        self.count.setRange(1, 500)
        self.count.setValue(6)
        self.form.add_row(say("How &many"), self.count)
        self.seed = QLineEdit(seed)
        self.form.add_row(say("&Seed"), self.seed, help=say("Any word; it stands in the reason."))
        self._add_end()
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self._ask)
        self.count.valueChanged.connect(self._typing.start)
        self.seed.textChanged.connect(self._typing.start)
        self._typing.start(0)

    def _ask(self) -> None:
        self.draw_wanted.emit(self.count.value(), self.seed.text())

    def show_drawn(self, drawn: Draw, children: Sequence[Child]) -> None:
        """Who was drawn."""
        self._drawn = drawn
        self._show(children, f"{drawn.said[:1].upper()}{drawn.said[1:]}:")

    def show_refused(self, error: Explained) -> None:
        """Why nobody was drawn."""
        self._drawn = None
        self._show((), "", str(error))

    def values(self) -> dict[str, Any]:
        """The keys of those drawn, and why: the kind of reason, and the draw so that it can be repeated."""
        words = self.reason.currentText().strip()
        reason = f"{words}: {self._drawn.said}" if self._drawn else words
        keys = [child.id for child in self.children_found]
        return {"child_ids": keys, "reason": reason, "audit_by": self.audit.at}
