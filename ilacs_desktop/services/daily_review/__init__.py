"""The daily review: the evening as a row of steps, kept for each day."""

from ilacs_desktop.services.daily_review.evening import Evening
from ilacs_desktop.services.daily_review.meeting import Meeting
from ilacs_desktop.services.daily_review.service import DailyReview

__all__ = ["DailyReview", "Evening", "Meeting"]
