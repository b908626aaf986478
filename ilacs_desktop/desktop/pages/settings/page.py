"""Joins Settings to the services and to the choices of this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

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
        self.tabs = QTabWidget(self.view)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("Settings"))
        self.tabs.tabBar().setAccessibleName(self.tr("Settings"))
        column = QVBoxLayout(self.view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.theme.space(1))
        column.addWidget(self.header)
        column.addWidget(self.tabs, 1)
        self.appearance = AppearancePanel(desk.theme)
        self.you = YouPanel()
        self.people = PeoplePanel(desk)
        self.clashes = ClashesPanel()
        self.requests = RequestsPanel()
        self.children_data = ChildrenDeeds(desk, self.view)
        self.backups = BackupsPanel()
        self.security = SecurityPanel()
        self.tabs.addTab(self.appearance, self.tr("Appearance"))
        self.tabs.addTab(self.you, self.tr("At the keyboard"))
        self.tabs.addTab(self.people, self.tr("People and places"))
        self.tabs.addTab(self.clashes, self.tr("Clashes"))
        self.tabs.addTab(self.requests, self.tr("Requests"))
        self.tabs.addTab(self.children_data.panel, self.tr("Children’s data"))
        self.tabs.addTab(self.backups, self.tr("Backups"))
        self.tabs.addTab(self.security, self.tr("Security"))
        self.tabs.addTab(AboutPanel(), self.tr("About"))
        self._connect()

    def _connect(self) -> None:
        self.appearance.look_wanted.connect(self._choose_look)
        self.you.name_wanted.connect(self._name_actor)
        self.clashes.level_wanted.connect(self._set_level)
        self.clashes.limits_wanted.connect(self._set_limits)
        self.clashes.levels_back_wanted.connect(self._levels_back)
        self.requests.rules_wanted.connect(self._set_request_rules)
        self.backups.backup_wanted.connect(self._back_up)
        self.backups.check_wanted.connect(self._check)
        self.backups.restore_wanted.connect(self.desk.restore_wanted)
        self.backups.folder_wanted.connect(self._choose_folder)
        self.security.minutes_wanted.connect(lambda minutes: self._choose("lock_minutes", minutes))
        self.security.keyring_wanted.connect(self._choose_keyring)
        self.security.passphrase_wanted.connect(self._change_passphrase)
        self.security.code_wanted.connect(self._renew_code)
        has_door = self.desk.opening is not None
        for button in (
            self.security.passphrase,
            self.security.code,
            self.security.keyring,
            self.backups.restore,
        ):
            button.setEnabled(has_door)

    def title(self) -> str:
        """Its name in the sidebar."""
        return self.tr("Settings")

    def refresh(self) -> None:
        """Fetch the name and the backups; the rest is at hand."""
        house, settings = self.desk.house, self.desk.settings
        self.appearance.show_look(self.desk.theme)
        if settings is not None:
            minutes, keyring = settings["lock_minutes"], settings["keyring"]
            self.security.show_choices(minutes=int(str(minutes)), keyring=bool(keyring))
            self.backups.folder.setText(str(settings["second_backup_folder"]))
        self.desk.jobs.run(self.view, lambda: house.safekeeping.actor, self.you.show_name)
        self.desk.jobs.run(self.view, house.safekeeping.backups, self.backups.rows.show)
        self.desk.jobs.run(self.view, house.timetable.rules.levels, self.clashes.show_levels)
        self.desk.jobs.run(self.view, house.timetable.rules.limits, self.clashes.show_limits)
        self.desk.jobs.run(self.view, house.info_requests.rules, self.requests.show_rules)
        self.children_data.refresh()

    def on_changed(self, changes: Changes) -> None:
        """The name may have changed."""
        if changes.touch(Kind.SETTING) and self.view.isVisible():
            self.refresh()
        elif changes.touch(Kind.CHILD, Kind.CONCERN, Kind.INSPECTION) and self.view.isVisible():
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
