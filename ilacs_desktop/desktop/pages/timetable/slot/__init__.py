"""One slot, or several chosen: the panel, the dialog, the menu and the deeds."""
