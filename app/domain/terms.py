"""When a period begins and ends: 民法典 201-203, and the accounting clock of 令79号 art. 14."""

import calendar
from datetime import MAXYEAR, date, timedelta

from app.domain.retention import Rule, Trigger


def clock_start(rule: Rule, trigger_date: date) -> date:
    """The first day counted: 1 January after the fiscal year, or the day after the event (民法典 201(2))."""
    if rule.trigger is Trigger.YEAR_END:
        return date(min(trigger_date.year + 1, MAXYEAR), 1, 1)
    return trigger_date + timedelta(days=1) if trigger_date < date.max else date.max


def last_day(rule: Rule, trigger_date: date) -> date:
    """The last day of the rule's period, whole (民法典 203(2)); a rule has years, months or days, never two of them.

    The period's end is not moved off a rest day: 民法典 203(1) protects who has to act in time, and a day or two later
    would not show in any table that inspectors use.
    """
    if rule.trigger is Trigger.YEAR_END:
        return _moved(date(trigger_date.year, 12, 31), rule.years * 12 + rule.months)
    if rule.days:
        return trigger_date + timedelta(days=min(rule.days, (date.max - trigger_date).days))
    return _moved(trigger_date, rule.years * 12 + rule.months)


def period_code(rule: Rule) -> str:
    """The rule's period as reasons carry it: "30y", "6m", "60d"."""
    for value, unit in ((rule.years, "y"), (rule.months, "m"), (rule.days, "d")):
        if value:
            return f"{value}{unit}"
    return "0d"


def _moved(day: date, months: int) -> date:
    """The corresponding day so many months on, or the month's last where it has none (民法典 202)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
