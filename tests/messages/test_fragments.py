"""A program without compiled catalogues: its texts come from the fragments, the same ones."""

import gettext
from io import BytesIO
from pathlib import Path

import pytest

from app import fragments
from app.i18n import DOMAIN, catalogue
from app.resources import resource

LOCALE = resource("locale")


def _compiled() -> gettext.GNUTranslations:
    """The compiled catalogue as Python itself reads it."""
    path = gettext.find(DOMAIN, str(LOCALE), languages=["zh"])
    assert path is not None
    with Path(path).open("rb") as stream:
        return gettext.GNUTranslations(stream)


def _written() -> gettext.NullTranslations:
    return fragments.translations(sorted((LOCALE / "zh").glob("*.po")))


@pytest.mark.parametrize("chinese", [catalogue("zh"), _written()], ids=["compiled", "fragments"])
def test_every_message_says_what_gettext_itself_reads(chinese: gettext.NullTranslations) -> None:
    """Contexts and plurals too."""
    texts = {name: text for name, text in vars(_compiled())["_catalog"].items() if name}
    assert len(texts) > 3000
    for name, text in texts.items():
        if isinstance(name, tuple):
            assert [chinese.ngettext(name[0], "", number) for number in (0, 1, 2)] == [text] * 3
            assert chinese.gettext(name[0]) == text
        elif "\x04" in name:
            assert chinese.pgettext(*name.split("\x04")) == text
        else:
            assert chinese.gettext(name) == text


def test_what_is_not_there_stays_english() -> None:
    chinese = catalogue("zh")
    assert chinese.gettext("no such text") == chinese.pgettext("menu", "no such text") == "no such text"
    assert [chinese.ngettext("{n} such", "{n} suches", number) for number in (1, 2)] == ["{n} such", "{n} suches"]


def test_another_form_of_catalogue_is_refused() -> None:
    with pytest.raises(OSError, match="form"):
        fragments.Translations(BytesIO(b"\x95\x04\x12\xde" + bytes(24)))


def test_chinese_has_one_form_for_every_number() -> None:
    """What the reader of catalogues relies on."""
    assert vars(_compiled())["_info"]["plural-forms"].startswith("nplurals=1;")


def test_a_message_of_several_lines_with_escapes_is_one_text() -> None:
    text = fragments.translations([LOCALE / "zh" / "cli.po"]).gettext(
        "The program made a mistake and stopped. The vault keeps its last whole state."
    )
    assert text == catalogue("zh").gettext(
        "The program made a mistake and stopped. The vault keeps its last whole state."
    )
    assert text.endswith("。")
