"""Settings: the look, the people, the backups, the passphrase."""

from ilacs_desktop.desktop.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
