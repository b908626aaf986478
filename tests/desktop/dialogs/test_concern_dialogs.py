"""The dialogs of a concern and of the end of the data: every control has a spoken name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from ilacs_desktop.desktop.dialogs.concern import ConcernDialog
from ilacs_desktop.desktop.dialogs.concern_steps import NamedDialog, StepDialog
from ilacs_desktop.desktop.dialogs.purge import CloseInspectionDialog, DeleteBackupsDialog, PurgeDialog
from ilacs_desktop.desktop.dialogs.purge_due import PurgeDueDialog
from ilacs_desktop.domain.casefiles import Concern
from ilacs_desktop.domain.casefiles.purging import COUNTED, OldBackup, PurgeDue, PurgeFacts
from ilacs_desktop.domain.people import Person, Side

NOW = datetime(2026, 12, 2, 18, 40, tzinfo=UTC)
CONCERN = Concern(
    1, 1, "C-022", NOW - timedelta(hours=1), "Inspector B", "not seen", 7, "M. Quinn", ref="CC-01"
)
PEOPLE = (Person(7, "M. Quinn", Side.AUTHORITY), Person(8, "L. Finch", Side.AUTHORITY))
FACTS = PurgeFacts(
    dict.fromkeys(COUNTED, 1), None, False, (), (), (OldBackup("backup-1.db", NOW),), "Borsetshire"
)
DIALOGS = {
    "raise": lambda: ConcernDialog((), PEOPLE, NOW),
    "acknowledge": lambda: StepDialog(CONCERN, NOW),
    "named": lambda: NamedDialog(replace(CONCERN, reader_ids=(8,)), PEOPLE),
    "purge": lambda: PurgeDialog(FACTS, NOW),
    "close": lambda: CloseInspectionDialog(FACTS, NOW.date()),
    "backups": lambda: DeleteBackupsDialog(FACTS.old_backups, NOW),
    "due": lambda: PurgeDueDialog(
        PurgeDue(1, "Borsetshire", "Borsetshire", "its day", (), False), NOW.date()
    ),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_that_every_control_has_a_spoken_name(theme, qtbot, unnamed, name):
    dialog = DIALOGS[name]()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)

    assert unnamed(dialog) == []


def test_that_a_time_later_than_now_was_yesterdays(theme, qtbot):
    dialog = StepDialog(CONCERN, NOW)
    qtbot.addWidget(dialog)
    now = dialog.values()
    dialog.at.setTime(dialog.at.time().addSecs(3600))

    assert (now, dialog.values()) == (
        {"who": "M. Quinn", "at": NOW},
        {"who": "M. Quinn", "at": NOW - timedelta(hours=23)},
    )
