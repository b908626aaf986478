"""The proposals of a re-plan beside each other: what each costs, and what it would change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ilacs_desktop.desktop.theme import Theme, current_theme
from ilacs_desktop.desktop.widgets.buttons import make_button
from ilacs_desktop.desktop.widgets.labels import ElidedLabel, Heading, Label, Muted
from ilacs_desktop.desktop.widgets.panes import EmptyState, Pane, clear_layout, scrolled
from ilacs_desktop.domain.moments import said_day
from ilacs_desktop.domain.replan.proposals import Exclusion, Proposal, Proposals, Way
from ilacs_desktop.domain.timetable.slots import said_list

LEAST_WIDTH = 236


class ReplanSide(QWidget):
    """Shows up to three proposals, or why there is none; it knows no services."""

    back_wanted = Signal()
    apply_wanted = Signal(object)  # Proposal

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer: Proposals | None = None
        self.cards: tuple[ProposalCard, ...] = ()
        self.is_waiting = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        head = QHBoxLayout()
        head.setSpacing(theme.space(1))
        self.back = make_button("", "arrow-left", spoken=self.tr("Back to the timetable"))
        self.back.clicked.connect(self.back_wanted)
        self.title = ElidedLabel(self.tr("Re-plan"), font="subtitle")
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        column.addLayout(head)
        self.note = Label("", role="accent", wrap=True)
        self.note.hide()
        column.addWidget(self.note)
        self.faces = QStackedWidget()
        self.empty = EmptyState("route", "")
        self.faces.addWidget(self.empty)
        ground = QWidget()
        self._cards = _SideBySide(ground)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(theme.space(1.5))
        self._ground = scrolled(ground)
        self._ground.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.faces.addWidget(self._ground)
        reasons = QWidget()
        self._reasons = QVBoxLayout(reasons)
        self._reasons.setContentsMargins(0, 0, 0, 0)
        self._reasons.setSpacing(theme.space(1.5))
        self._reasons.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.faces.addWidget(scrolled(reasons))
        column.addWidget(self.faces, 1)
        self.setFocusProxy(self.back)
        self.setMinimumWidth(1)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Before anything was asked for."""
        self.answer, self.cards, self.is_waiting = None, (), False
        self.note.hide()
        self.title.setText(self.tr("Re-plan"))
        self.empty.say(
            self.tr("What must change?"),
            self.tr(
                "Say at the right who is away, what is closed or what must happen. You then get up to three"
                " timetables that disturb as few people as possible."
            ),
            icon="route",
        )
        self.faces.setCurrentWidget(self.empty)

    def show_waiting(self) -> None:
        """While proposals are looked for."""
        self.is_waiting = True
        self.note.hide()
        self.empty.say(
            self.tr("Looking for the least change…"),
            self.tr("It takes a few seconds. The draft stays as it is."),
            icon="loader",
        )
        self.faces.setCurrentWidget(self.empty)

    def show_answer(self, answer: Proposals) -> None:
        """Show the proposals, or which wishes exclude each other."""
        self.answer, self.is_waiting = answer, False
        self.title.setText(self.tr("Re-plan {day}").format(day=said_day(answer.day)))
        self._say(answer.note)
        if answer.exclusions:
            self._show_reasons(answer.exclusions)
        elif not answer.proposals:
            self.empty.say(
                self.tr("No timetable was found in time"),
                self.tr("Wish for less, or ask again."),
                icon="route",
            )
            self.faces.setCurrentWidget(self.empty)
        elif not answer.proposals[0].after:
            self.empty.say(
                self.tr("Nothing has to change"),
                self.tr("The draft grants every wish already."),
                icon="check",
            )
            self.faces.setCurrentWidget(self.empty)
        else:
            self._show_cards(answer.proposals)

    def show_stale(self) -> None:
        """The day has been edited since; the proposals can only be read."""
        self._say(self.tr("The day has been changed since this was proposed. Propose again."))
        for card in self.cards:
            card.take.setEnabled(False)

    def _say(self, words: str) -> None:
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _show_cards(self, proposals: Sequence[Proposal]) -> None:
        clear_layout(self._cards)
        self.cards = tuple(ProposalCard(proposal) for proposal in proposals)
        for card in self.cards:
            card.apply_wanted.connect(self.apply_wanted)
            self._cards.addWidget(card, 1)
        self.faces.setCurrentWidget(self._ground)

    def _show_reasons(self, exclusions: Sequence[Exclusion]) -> None:
        clear_layout(self._reasons)
        for exclusion in exclusions:
            pane = Pane(self.tr("This cannot be"), "circle-alert")
            pane.body.addWidget(Label(exclusion.sentence, wrap=True))
            pane.body.addWidget(Muted(exclusion.remedy, wrap=True))
            self._reasons.addWidget(pane)
        self._reasons.addStretch(1)
        self.faces.setCurrentIndex(2)


class _SideBySide(QHBoxLayout):
    """Cards that take the height there is: what they say scrolls inside them."""

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """No: the scroll area would else be as high as all the words."""
        return False


class ProposalCard(Pane):
    """One proposal: its cost in words, how sure it is, and every change; then the button that takes it."""

    apply_wanted = Signal(object)  # Proposal

    def __init__(self, proposal: Proposal, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        theme = current_theme()
        self.proposal = proposal
        self.setMinimumWidth(theme.px(LEAST_WIDTH))
        name = f"{proposal.number}. {self._ways()[proposal.way]}"
        self.setAccessibleName(name)
        self.body.setSpacing(theme.space(1))
        self.body.addWidget(Muted(name, wrap=True))
        self.cost = Label(f"{proposal.sentence}.", font="strong", wrap=True)
        self.body.addWidget(self.cost)
        self.gap = Muted(proposal.gap_sentence, font="small", wrap=True)
        self.body.addWidget(self.gap)
        self.changes = self._told()
        self.body.addWidget(self.changes, 1)
        self.take = make_button(
            self.tr("Put into the draft"),
            "check",
            main=proposal.number == 1,
            spoken=self.tr("Put proposal {n} into the draft").format(n=proposal.number),
        )
        self.take.clicked.connect(lambda: self.apply_wanted.emit(self.proposal))
        self.body.addWidget(self.take)

    def _told(self) -> QScrollArea:
        """Each change, who is to be told, and what is worth a second look; scrolled by the arrow keys."""
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, current_theme().space(1), 0)
        column.setSpacing(current_theme().space(0.75))
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        for number, (heading, lines) in enumerate(self._paragraphs()):
            if number:
                column.addSpacing(current_theme().space(0.5))
            column.addWidget(Heading(heading))
            for line in lines:
                words = Label(line, wrap=True)
                words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                column.addWidget(words)
        area = scrolled(ground)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(self.tr("Changes of proposal {n}").format(n=self.proposal.number))
        area.setAccessibleDescription(" ".join(line for _, lines in self._paragraphs() for line in lines))
        return area

    def _paragraphs(self) -> list[tuple[str, list[str]]]:
        proposal = self.proposal
        told = [f"{said_list(proposal.told)}."]
        if proposal.hearing == len(proposal.told):
            told.append(self.tr("They all hear something with the next issue anyway."))
        elif proposal.hearing:
            told.append(
                self.tr("{n} of them hear something with the next issue anyway.").format(n=proposal.hearing)
            )
        found = [
            (self.tr("What changes"), [f"{change.sentence}." for change in proposal.changes]),
            (self.tr("Who is told"), told),
        ]
        if proposal.warnings:
            found.append((self.tr("Worth a second look"), [clash.sentence for clash in proposal.warnings]))
        return found

    def _ways(self) -> dict[Way, str]:
        return {
            Way.LEAST: self.tr("Least disturbing"),
            Way.TIMES_STAY: self.tr("No times change"),
            Way.INSPECTORS_STAY: self.tr("Inspectors stay"),
            Way.OTHER: self.tr("Another way"),
            Way.BY_HAND: self.tr("Simple repair"),
        }
