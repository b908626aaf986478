"""The dialogs of the figures register: a number that was told, and why two that differ are both right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLineEdit, QVBoxLayout, QWidget

from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.info_request import moment_edit, moment_of
from ilacs_desktop.desktop.dialogs.tall_form import TallForm
from ilacs_desktop.desktop.dialogs.typed import typed
from ilacs_desktop.desktop.forms import date_edit, to_date
from ilacs_desktop.desktop.theme import current_theme
from ilacs_desktop.desktop.widgets import ElidedLabel, Heading, Label, Pill, RowLine, clear_layout
from ilacs_desktop.domain.info_requests import Figure, FigureEntry, Manner, told_before
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.domain.people import Person, Side


class FigureDialog(FormDialog):
    """Asks for a number that was told; `entry` is what it hands over.

    While it is filled in it says which numbers were told of the same before. ``figures`` are those of the
    inspection, ``apart_from`` the one that is being put right or superseded.
    """

    def __init__(
        self,
        title: str,
        accept_text: str,
        *,
        figures: Sequence[Figure],
        people: Sequence[Person],
        enquiries: Sequence[tuple[int, str]],
        now: datetime,
        entry: FigureEntry | None = None,
        apart_from: int | None = None,
        text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent, accept_text, text=text)
        self.setMinimumWidth(current_theme().px(600))
        self._figures = [each for each in figures if each.id != apart_from]
        self._kept = entry or FigureEntry("", "")
        kept, form = self._kept, self.form
        self.value = form.add_row(self.tr("&Number"), QLineEdit(kept.value))
        self.value.setPlaceholderText(self.tr("84%"))
        self.unit = form.add_row(self.tr("&Unit"), QLineEdit(kept.unit))
        self.unit.setPlaceholderText(self.tr("None, or: %, £, cases, days"))
        self.measure = form.add_row(self.tr("What it &counts"), QLineEdit(kept.measure))
        self.measure.setPlaceholderText(self.tr("Return interviews within 72 hours"))
        completer = QCompleter(sorted({each.measure for each in figures}, key=str.casefold), self.measure)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.measure.setCompleter(completer)
        self.period = form.add_row(self.tr("&Period"), QLineEdit(kept.period))
        self.period.setPlaceholderText(self.tr("June to November"))
        dated = self.tr("The data are as of a day")
        self.is_dated = form.add_row("", QCheckBox(dated), name="is_dated")
        self.is_dated.setAccessibleName(dated)
        self.as_of = form.add_row(self.tr("As &of"), date_edit(kept.as_of or day_of(now)))
        self.is_dated.toggled.connect(lambda on: form.show_row(self.as_of, shown=on))
        form.show_row(self.as_of, shown=False)
        self.is_dated.setChecked(kept.as_of is not None)
        self.source = form.add_row(self.tr("&Source"), QLineEdit(kept.source))
        self.source.setPlaceholderText(self.tr("Mosaic, report 12"))
        self.manner = QComboBox()
        self.manner.addItem(self.tr("said"), Manner.SAID)
        self.manner.addItem(self.tr("written"), Manner.WRITTEN)
        self.manner.setCurrentIndex(self.manner.findData(kept.manner))
        form.add_row(self.tr("&How"), self.manner)
        self._ask_who(people, enquiries, now)
        TallForm(self)
        self._make_before()
        for line in (self.value, self.unit, self.measure, self.period):
            line.textChanged.connect(self._look_back)
        self._look_back()
        self.value.setFocus()

    @property
    def entry(self) -> FigureEntry:
        """What is filled in. A time that was not touched stays as exact as it was."""
        kept, at = self._kept, moment_of(self.told_at)
        is_same = kept.told_at is not None and kept.told_at.replace(second=0, microsecond=0) == at
        return FigureEntry(
            measure=typed(self.measure, kept.measure),
            value=typed(self.value, kept.value),
            unit=typed(self.unit, kept.unit),
            period=typed(self.period, kept.period),
            as_of=to_date(self.as_of.date()) if self.is_dated.isChecked() else None,
            source=typed(self.source, kept.source),
            manner=Manner(self.manner.currentData()),
            told_to=typed(self.told_to, kept.told_to),
            told_by=typed(self.told_by, kept.told_by),
            told_at=kept.told_at if is_same else at,
            request_id=kept.request_id,
            slot_uid=kept.slot_uid,
            enquiry_id=self.enquiry.currentData(),
        )

    def validate(self) -> bool:
        """It needs a number and what it counts."""
        if not self.value.text().strip():
            self.form.error(self.value, self.tr("Say the number."))
            return False
        if not self.measure.text().strip():
            self.form.error(self.measure, self.tr("Say what it counts."))
            return False
        return True

    def values(self) -> dict[str, object]:
        """The entry, under that name."""
        return {"entry": self.entry}

    def _ask_who(self, people: Sequence[Person], enquiries: Sequence[tuple[int, str]], now: datetime) -> None:
        inspectors = [each.label for each in people if each.side is Side.INSPECTORATE]
        others = [each.label for each in people if each.side is not Side.INSPECTORATE]
        self.told_to = self.form.add_row(self.tr("&To"), _names(inspectors, self._kept.told_to))
        self.told_by = self.form.add_row(self.tr("&By"), _names(others, self._kept.told_by))
        self.told_at = self.form.add_row(self.tr("&When"), moment_edit(self._kept.told_at or now))
        self.enquiry = QComboBox()
        self.enquiry.addItem(self.tr("None"), None)
        for number, name in enquiries:
            self.enquiry.addItem(name, number)
        self.enquiry.setCurrentIndex(max(0, self.enquiry.findData(self._kept.enquiry_id)))
        self.form.add_row(self.tr("&Line of enquiry"), self.enquiry)

    def _make_before(self) -> None:
        self._before = QWidget()
        column = QVBoxLayout(self._before)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Heading(self.tr("Told before")))
        self._rows = QVBoxLayout()
        column.addLayout(self._rows)
        self._before.hide()
        self.body.addWidget(self._before)

    def _look_back(self) -> None:
        """Show what was told of the same measure, and whether it is another number."""
        clear_layout(self._rows)
        found = told_before(self.entry, self._figures)[:3]
        for number, (figure, differs) in enumerate(found):
            pill = Pill(self.tr("differs"), "alert", "scale") if differs else Pill(figure.manner.value)
            told = ", ".join(part for part in (figure.measure, figure.period, figure.told_to) if part)
            words = Label(f"{figure.ref}  {figure.said}", font="strong")
            self._rows.addWidget(RowLine(words, ElidedLabel(told), pill, first=number == 0))
        self._before.setVisible(bool(found))


class ExplainDialog(FormDialog):
    """Asks why figures that differ are all right; hands over ``{"why": …}``."""

    def __init__(self, figure: Figure, others: Sequence[Figure], parent: QWidget | None = None) -> None:
        say = partial(QCoreApplication.translate, "ExplainDialog")
        listed = ", ".join(f"{each.ref} {each.said}" for each in (figure, *others))
        super().__init__(say("Why both are right"), parent, say("Keep the reason"), text=listed)
        self.why = self.form.add_row(
            self.tr("&Because"),
            QLineEdit(),
            self.tr(
                "For instance “one counts episodes, the other children”. They no longer stand as a "
                "disagreement."
            ),
            name="why",
        )
        self.why.setMaxLength(200)

    def validate(self) -> bool:
        """A reason is needed."""
        if self.why.text().strip():
            return True
        self.form.error(self.why, self.tr("A few words are needed here."))
        return False


def _names(names: Sequence[str], chosen: str) -> QComboBox:
    """A name out of a list, or any other."""
    combo = QComboBox()
    combo.addItem("")
    combo.addItems(sorted(names, key=str.casefold))
    combo.setEditable(True)
    combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    combo.setCurrentText(chosen)
    return combo
