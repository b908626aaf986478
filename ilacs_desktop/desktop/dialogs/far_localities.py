"""Which localities are too far to visit between two sessions, so that their children are seen by video."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.form_dialog import FormDialog
from ilacs_desktop.desktop.dialogs.tall_form import TallForm
from ilacs_desktop.desktop.widgets.labels import Muted
from ilacs_desktop.domain.casefiles.far import LEAST_MINUTES, MOST_MINUTES, FarRules


class FarLocalitiesDialog(FormDialog):
    """Asks for the minutes of travel from which on it is too far, and for localities that are in any case."""

    def __init__(
        self,
        rules: FarRules,
        localities: Sequence[str],
        minutes: Mapping[str, int],
        parent: QWidget | None = None,
    ) -> None:
        say = partial(QCoreApplication.translate, "FarLocalitiesDialog")
        super().__init__(
            say("Localities too far to visit"),
            parent,
            say("Keep"),
            text=say("Children there are sampled by video. It holds for every inspection."),
        )
        self.stays_open = True
        self.minutes = QSpinBox()
        self.minutes.setRange(LEAST_MINUTES, MOST_MINUTES)
        self.minutes.setSingleStep(5)
        self.minutes.setValue(rules.minutes)
        self.form.add_row(
            say("&Longer than"),
            self.minutes,
            unit=say("minutes"),
            help=say("One way, from the site with most rooms, where the time on the way is known."),
        )
        self.boxes: dict[str, QCheckBox] = {}
        if localities:
            self.form.add_wide(Muted(say("Too far in any case:")))
        for name in dict.fromkeys((*localities, *rules.named)):
            away = say("{count} minutes away").format(count=minutes[name]) if name in minutes else ""
            box = QCheckBox(f"{name} · {away}" if away else name)
            box.setChecked(name in rules.named)
            self.boxes[name] = box
            self.form.add_wide(box)
        if not self.boxes:
            self.form.add_wide(
                Muted(
                    say("Nobody on the list of people has a locality yet. Add it under Settings."), wrap=True
                )
            )
        TallForm(self)

    def values(self) -> dict[str, Any]:
        """As `Casefiles.set_far` takes them."""
        named = tuple(name for name, box in self.boxes.items() if box.isChecked())
        return {"rules": FarRules(self.minutes.value(), named)}


def ask_far(desk: Desk, parent: QWidget, then: Callable[[], object] = lambda: None) -> None:
    """Ask which localities are too far, from wherever it is called for, and keep what is said."""
    room = desk.house.casefiles

    def show(found: tuple[FarRules, tuple[str, ...], dict[str, int]]) -> None:
        dialog = FarLocalitiesDialog(*found, parent)

        def done(_: object) -> None:
            dialog.accept()
            then()

        dialog.accepted_values.connect(
            lambda values: desk.jobs.run(
                dialog, lambda: room.set_far(**values, by=parent), done, refused=dialog.refuse
            )
        )
        dialog.open()

    desk.jobs.run(parent, lambda: (room.far_rules(), room.localities(), room.minutes_away()), show)
