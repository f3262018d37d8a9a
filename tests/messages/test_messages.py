"""Errors as sentences."""

import re
from datetime import UTC, datetime

from app.errors import NotUnlocked, Refused, UserError
from app.i18n import catalogue
from app.messages import usage
from app.messages.sentences import TEMPLATES, describe


def test_roles_have_their_names_in_the_readers_language() -> None:
    error = Refused("role-forbids", role="handler", action="approve", roles="approver, witness")
    assert "经办人" in describe(error, catalogue("zh"))
    assert "审批人、监销人" in describe(error, catalogue("zh"))
    assert "Approver, Witness" in describe(error, catalogue("en"))


def test_an_instant_is_told_as_clocks_show_it() -> None:
    for since, shown in (
        ("2026-11-22T13:13:16Z", datetime(2026, 11, 22, 13, 13, tzinfo=UTC).astimezone().strftime("%Y-%m-%d %H:%M")),
        ("yesterday", "yesterday"),
    ):
        error = NotUnlocked("vault-in-use", operator="王建华", since=since, host="办公室")
        assert f"自 {shown} 起" in describe(error, catalogue("zh"))


def test_what_is_not_known_is_a_dash() -> None:
    error = NotUnlocked("vault-in-use", operator="王建华", since=None, host=None)
    assert "王建华" in describe(error, catalogue("en"))
    assert "None" not in describe(error, catalogue("en"))
    assert "—" in describe(error, catalogue("en"))


def test_a_code_without_a_sentence_is_shown_with_what_it_brings() -> None:
    assert describe(UserError("no-such-code", row=3), catalogue("en")) == "no-such-code {'row': 3}"


def test_only_what_the_command_line_alone_says_speaks_of_its_options() -> None:
    """All other sentences stand in the window too."""
    told = [code for code, text in TEMPLATES.items() if re.search(r"--[a-z]", text)]
    assert set(told) <= usage.TEMPLATES.keys()
