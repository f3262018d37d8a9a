"""The State Council's holiday calendar as published, from the package chinesecalendar."""

from datetime import date

import chinese_calendar


class PublishedCalendar:
    """Knows the years that the installed package holds; asks nobody else."""

    def is_published(self, year: int) -> bool:
        days = chinese_calendar.constants.holidays
        return bool(min(days).year <= year <= max(days).year)

    def is_working(self, day: date) -> bool:
        return bool(chinese_calendar.is_workday(day))
