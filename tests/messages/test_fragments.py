"""A program without compiled catalogues: its texts come from the fragments, the same ones."""

import gettext
from pathlib import Path

import pytest

from app import fragments
from app.i18n import DOMAIN, catalogue
from app.resources import resource

LOCALE = resource("locale")


def test_the_fragments_say_what_the_compiled_catalogue_says() -> None:
    """Every message of the compiled catalogue, contexts too."""
    path = gettext.find(DOMAIN, str(LOCALE), languages=["zh"])
    assert path is not None
    with Path(path).open("rb") as stream:
        compiled = dict(vars(gettext.GNUTranslations(stream))["_catalog"])
    written = dict(vars(fragments.translations(sorted((LOCALE / "zh").glob("*.po"))))["_catalog"])
    head = compiled.pop(""), written.pop("")
    assert all(head)
    assert len(written) > 2000
    assert written == compiled


def test_a_message_of_several_lines_with_escapes_is_one_text() -> None:
    text = fragments.translations([LOCALE / "zh" / "cli.po"]).gettext(
        "The program made a mistake and stopped. The vault keeps its last whole state."
    )
    assert text == catalogue("zh").gettext(
        "The program made a mistake and stopped. The vault keeps its last whole state."
    )
    assert text.endswith("。")


def test_a_text_with_a_plural_is_found_by_its_singular_under_any_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before 3.11.3 `gettext` finds no message with a plural (Debian 12 has 3.11.2): pages were half English."""

    def as_before(self: gettext.GNUTranslations, message: str) -> str:
        found = vars(self)["_catalog"].get(message, message)
        return str(found)

    english = "The database's structure was followed; {problems} fault found."
    monkeypatch.setattr(gettext.GNUTranslations, "gettext", as_before)
    for chinese in (catalogue("zh"), fragments.translations([LOCALE / "zh" / "vault.po"])):
        assert chinese.gettext(english) == "已核对数据库结构，发现 {problems} 处错误。"
        assert chinese.gettext("no such text") == "no such text"
