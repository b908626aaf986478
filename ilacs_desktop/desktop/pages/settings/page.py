"""Joins Settings to the services and to the choices of this machine."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.dialogs.security import AskPassphraseDialog, ChangePassphraseDialog, NewCodeDialog
from ilacs_desktop.desktop.page import Page
from ilacs_desktop.desktop.pages.settings.children_deeds import ChildrenDeeds
from ilacs_desktop.desktop.pages.settings.clashes_panel import ClashesPanel
from ilacs_desktop.desktop.pages.settings.panels import (
    AboutPanel,
    AppearancePanel,
    BackupsPanel,
    SecurityPanel,
    YouPanel,
)
from ilacs_desktop.desktop.pages.settings.requests_panel import RequestsPanel
from ilacs_desktop.desktop.theme import ThemeChoice
from ilacs_desktop.desktop.widgets import PageHeader
from ilacs_desktop.desktop.widgets.late_tabs import LateTabs
from ilacs_desktop.desktop.widgets.people_panel import PeoplePanel
from ilacs_desktop.domain.casefiles.purging import WHERE
from ilacs_desktop.domain.changes import Changes, Kind, Ref
from ilacs_desktop.domain.clashes import LEVELS, Level, Rule
from ilacs_desktop.domain.info_requests import RequestRules


class SettingsPage(Page):
    """The look, the name, the people, the clashes, the requests, the backups, the passphrase."""

    NAME = "settings"
    ICON = "settings"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = QWidget()
        self.header = PageHeader(self.tr("Settings"), parent=self.view)
        self.tabs = LateTabs(self.view)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("Settings"))
        self.tabs.tabBar().setAccessibleName(self.tr("Settings"))
        column = QVBoxLayout(self.view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.theme.space(1))
        column.addWidget(self.header)
        column.addWidget(self.tabs, 1)
        late = self.tabs.add_late
        self._places = {
            "appearance": late(self.tr("Appearance"), lambda: self.appearance),
            "you": late(self.tr("At the keyboard"), lambda: self.you),
            "people": late(self.tr("People and places"), lambda: self.people),
            "clashes": late(self.tr("Clashes"), lambda: self.clashes),
            "requests": late(self.tr("Requests"), lambda: self.requests),
            "children_data": late(self.tr("Children’s data"), lambda: self.children_data),
            "backups": late(self.tr("Backups"), lambda: self.backups),
            "security": late(self.tr("Security"), lambda: self.security),
            "about": late(self.tr("About"), lambda: self.tabs.put(self._places["about"], AboutPanel())),
        }

    # -- the tabs, each made and filled when it is first wanted --------------------------------------

    @cached_property
    def appearance(self) -> AppearancePanel:
        """The look."""
        panel = AppearancePanel(self.desk.theme)
        self.tabs.put(self._places["appearance"], panel)
        panel.look_wanted.connect(self._choose_look)
        return panel

    @cached_property
    def you(self) -> YouPanel:
        """Who is at the keyboard."""
        panel = YouPanel()
        self.tabs.put(self._places["you"], panel)
        panel.name_wanted.connect(self._name_actor)
        self._fetch_name(panel)
        return panel

    @cached_property
    def people(self) -> PeoplePanel:
        """People and places; it fetches for itself whenever it is shown."""
        panel = PeoplePanel(self.desk)
        self.tabs.put(self._places["people"], panel)
        return panel

    @cached_property
    def clashes(self) -> ClashesPanel:
        """How strict each rule of the timetable is."""
        panel = ClashesPanel()
        self.tabs.put(self._places["clashes"], panel)
        panel.level_wanted.connect(self._set_level)
        panel.limits_wanted.connect(self._set_limits)
        panel.levels_back_wanted.connect(self._levels_back)
        self._fetch_clashes(panel)
        return panel

    @cached_property
    def requests(self) -> RequestsPanel:
        """How long requests have."""
        panel = RequestsPanel()
        self.tabs.put(self._places["requests"], panel)
        panel.rules_wanted.connect(self._set_request_rules)
        self._fetch_request_rules(panel)
        return panel

    @cached_property
    def children_data(self) -> ChildrenDeeds:
        """The day on which the children's data goes."""
        deeds = ChildrenDeeds(self.desk, self.view)
        self.tabs.put(self._places["children_data"], deeds.panel)
        deeds.refresh()
        return deeds

    @cached_property
    def backups(self) -> BackupsPanel:
        """The backups, and going back to one."""
        panel = BackupsPanel()
        self.tabs.put(self._places["backups"], panel)
        panel.backup_wanted.connect(self._back_up)
        panel.check_wanted.connect(self._check)
        panel.restore_wanted.connect(self.desk.restore_wanted)
        panel.folder_wanted.connect(self._choose_folder)
        panel.restore.setEnabled(self.desk.opening is not None)
        self._fetch_backups(panel)
        return panel

    @cached_property
    def security(self) -> SecurityPanel:
        """Lock, passphrase, recovery code."""
        panel = SecurityPanel()
        self.tabs.put(self._places["security"], panel)
        panel.minutes_wanted.connect(lambda minutes: self._choose("lock_minutes", minutes))
        panel.keyring_wanted.connect(self._choose_keyring)
        panel.passphrase_wanted.connect(self._change_passphrase)
        panel.code_wanted.connect(self._renew_code)
        for button in (panel.passphrase, panel.code, panel.keyring):
            button.setEnabled(self.desk.opening is not None)
        self._show_security(panel)
        return panel

    def title(self) -> str:
        """Its name in the sidebar."""
        return self.tr("Settings")

    def refresh(self) -> None:
        """Fetch what the tabs show that have been turned to; the others fetch when they are."""
        made = vars(self)
        if "appearance" in made:
            self.appearance.show_look(self.desk.theme)
        if "you" in made:
            self._fetch_name(self.you)
        if "clashes" in made:
            self._fetch_clashes(self.clashes)
        if "requests" in made:
            self._fetch_request_rules(self.requests)
        if "children_data" in made:
            self.children_data.refresh()
        if "backups" in made:
            self._fetch_backups(self.backups)
        if "security" in made:
            self._show_security(self.security)

    def _fetch_name(self, panel: YouPanel) -> None:
        house = self.desk.house
        self.desk.jobs.run(self.view, lambda: house.safekeeping.actor, panel.show_name)

    def _fetch_clashes(self, panel: ClashesPanel) -> None:
        rules = self.desk.house.timetable.rules
        self.desk.jobs.run(self.view, rules.levels, panel.show_levels)
        self.desk.jobs.run(self.view, rules.limits, panel.show_limits)

    def _fetch_request_rules(self, panel: RequestsPanel) -> None:
        self.desk.jobs.run(self.view, self.desk.house.info_requests.rules, panel.show_rules)

    def _fetch_backups(self, panel: BackupsPanel) -> None:
        if self.desk.settings is not None:
            panel.folder.setText(str(self.desk.settings["second_backup_folder"]))
        self.desk.jobs.run(self.view, self.desk.house.safekeeping.backups, panel.rows.show)

    def _show_security(self, panel: SecurityPanel) -> None:
        settings = self.desk.settings
        if settings is not None:
            minutes, keyring = settings["lock_minutes"], settings["keyring"]
            panel.show_choices(minutes=int(str(minutes)), keyring=bool(keyring))

    def on_changed(self, changes: Changes) -> None:
        """The name may have changed."""
        if not self.view.isVisible():
            return
        if changes.touch(Kind.SETTING):
            self.refresh()
        elif changes.touch(Kind.CHILD, Kind.CONCERN, Kind.INSPECTION) and "children_data" in vars(self):
            self.children_data.refresh()

    def open(self, ref: Ref) -> None:
        """People, places and the children's data on their own tabs, a setting on that of the backups."""
        if ref.kind in {Kind.PERSON, Kind.PLACE, Kind.ABSENCE}:
            self.tabs.setCurrentWidget(self.people)
            self.people.open(ref)
        else:
            self.tabs.setCurrentWidget(self.children_data.panel if ref == WHERE else self.backups)
            self.refresh()

    # -- deeds -------------------------------------------------------------------------------------

    def _choose(self, key: str, value: object) -> None:
        if self.desk.settings is not None:
            self.desk.settings.choose(key, value)
            self.desk.settings_changed.emit(key)

    def _choose_look(self, choice: ThemeChoice, percent: int) -> None:
        self._choose("theme", choice.value)
        self._choose("text_percent", percent)
        self.desk.theme.apply(choice, percent)

    def _name_actor(self, name: str) -> None:
        house = self.desk.house
        self.desk.jobs.run(
            self.view,
            lambda: house.safekeeping.name_actor(name, by=self),
            lambda _: self.desk.notices.say(
                self.tr("From now on the audit trail says {name}.").format(name=name)
            ),
        )

    def _set_level(self, rule: Rule, level: Level) -> None:
        rules = self.desk.house.timetable.rules
        self.desk.jobs.run(self.view, lambda: rules.set_level(rule, level, by=self))

    def _levels_back(self) -> None:
        rules = self.desk.house.timetable.rules
        self.desk.jobs.run(self.view, lambda: rules.set_levels(LEVELS, by=self))

    def _set_limits(self, limits: dict[str, Any]) -> None:
        rules = self.desk.house.timetable.rules
        self.desk.jobs.run(
            self.view,
            lambda: rules.set_limits(**limits, by=self),
            lambda _: self.desk.notices.say(self.tr("The timetable is looked through by the new limits.")),
        )

    def _set_request_rules(self, rules: RequestRules) -> None:
        requests = self.desk.house.info_requests
        self.desk.jobs.run(
            self.view,
            lambda: requests.set_rules(rules, by=self),
            lambda _: self.desk.notices.say(self.tr("Saved. What is asked from now on has these times.")),
        )

    def _second_folder(self) -> Path | None:
        chosen = str(self.desk.settings["second_backup_folder"]) if self.desk.settings is not None else ""
        return Path(chosen) if chosen else None

    def _back_up(self) -> None:
        house, folder = self.desk.house, self._second_folder()

        def done(_: object) -> None:
            self.desk.notices.say(self.tr("The backup is made and checked."))
            self.refresh()

        self.desk.jobs.run_long(
            self.view,
            self.tr("Backing up"),
            lambda _: house.safekeeping.backup_now(second_folder=folder),
            done,
        )

    def _check(self) -> None:
        house = self.desk.house
        self.desk.jobs.run_long(
            self.view,
            self.tr("Checking everything"),
            lambda _: house.safekeeping.check(),
            self.backups.show_findings,
        )

    def _choose_folder(self, folder: str) -> None:
        self._choose("second_backup_folder", folder)
        self.backups.folder.setText(folder)

    def _change_passphrase(self) -> None:
        opening = self.desk.opening
        if opening is None:
            return
        dialog = ChangePassphraseDialog(self.view)

        def changed(_: object) -> None:
            dialog.accept()
            self.desk.notices.say(self.tr("The passphrase is changed."))

        dialog.accepted_values.connect(
            lambda values: self.desk.jobs.run(
                dialog,
                lambda: opening.change_passphrase(values["present"], values["new"]),
                changed,
                refused=dialog.refuse,
            )
        )
        dialog.open()

    def _renew_code(self) -> None:
        opening = self.desk.opening
        if opening is None:
            return
        dialog = AskPassphraseDialog(
            self.tr("New recovery code"),
            self.tr("A new code is made and shown once. The old one opens nothing from then on."),
            self.tr("Make a new code"),
            self.view,
        )

        def made(code: str) -> None:
            dialog.accept()
            NewCodeDialog(code, self.view).open()

        dialog.accepted_values.connect(
            lambda values: self.desk.jobs.run(
                dialog,
                lambda: opening.renew_recovery_code(values["passphrase"]),
                made,
                refused=dialog.refuse,
            )
        )
        dialog.open()

    def _choose_keyring(self, wanted: bool) -> None:
        opening = self.desk.opening
        if opening is None:
            return
        if not wanted:
            self._choose("keyring", False)
            self.desk.jobs.run(self.view, opening.forget)
            return
        self.security.keyring.setChecked(False)
        dialog = AskPassphraseDialog(
            self.tr("Use the computer's key store"),
            self.tr("The key is put where the computer keeps its own passwords."),
            self.tr("Use it"),
            self.view,
        )

        def kept(_: object) -> None:
            dialog.accept()
            self._choose("keyring", True)
            self.security.keyring.setChecked(True)

        dialog.accepted_values.connect(
            lambda values: self.desk.jobs.run(
                dialog, lambda: opening.remember(values["passphrase"]), kept, refused=dialog.refuse
            )
        )
        dialog.open()
