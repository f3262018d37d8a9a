"""Every message speaks Chinese, and the tool that says so finds what is wrong."""

import gettext
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.tree import expect_none
from tests.helpers.scripts import load_script

KEY = ("", "Records: {count}")


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The catalogues script, at work in a folder of its own."""
    script = load_script("catalogues")
    monkeypatch.setattr(script, "LOCALE", tmp_path)
    (tmp_path / "zh").mkdir()
    return script


def _fragment(tool: ModuleType, name: str, *entries: str) -> None:
    path: Path = tool.LOCALE / "zh" / name
    path.write_text("\n\n".join(entries), encoding="utf-8")


def _entry(msgid: str, msgstr: str) -> str:
    return f'msgid "{msgid}"\nmsgstr "{msgstr}"'


def _faults(tool: ModuleType, *used: tuple[str, str], spare: frozenset[str] = frozenset()) -> list[str]:
    messages = {key: tool.Used(key, "", "code.py:1") for key in used}
    found: list[str] = tool.faults(tool.merged("zh"), messages, set(spare))
    return found


def test_catalogues_are_complete_and_sound() -> None:
    expect_none(load_script("catalogues").all_faults())


def test_extraction_finds_every_way_of_marking(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool, "PACKAGES", ("app",))
    (tmp_path / "app").mkdir()
    code = '_("a")\nN_("b")\nx.tr("c")\nx.ngettext("one", "many", n)\nx.pgettext("menu", "d")\nx.gettext(variable)\n'
    (tmp_path / "app" / "module.py").write_text(code)
    used = tool.used_messages()
    assert set(used) == {("", "a"), ("", "b"), ("", "c"), ("", "one"), ("menu", "d")}
    assert used["", "one"].plural == "many"
    assert used["", "b"].place == "app/module.py:2"


def test_compiled_fragments_are_one_catalogue(tool: ModuleType) -> None:
    _fragment(tool, "app.po", _entry("Open", "打开"))
    _fragment(tool, "ui.po", _entry("Close", "关闭"), 'msgctxt "menu"\n' + _entry("Open", "打开案卷"))
    assert tool.compile_stale() == ["zh"]
    catalogue = gettext.translation("qingdang", tool.LOCALE, languages=["zh"])
    texts = (catalogue.gettext("Open"), catalogue.gettext("Close"), catalogue.pgettext("menu", "Open"))
    assert texts == ("打开", "关闭", "打开案卷")
    assert tool.compile_stale() == []


def test_plural_forms_reach_the_program(tool: ModuleType) -> None:
    _fragment(tool, "app.po", 'msgid "{n} row"\nmsgid_plural "{n} rows"\nmsgstr[0] "{n} 行"')
    tool.compile_stale()
    catalogue = gettext.translation("qingdang", tool.LOCALE, languages=["zh"])
    assert [catalogue.ngettext("{n} row", "{n} rows", n) for n in (1, 2)] == ["{n} 行", "{n} 行"]


def test_sound_translation_has_no_fault(tool: ModuleType) -> None:
    _fragment(tool, "app.po", _entry(KEY[1], "保存 {count} 条记录，不含已销毁的"))
    assert _faults(tool, KEY) == []


def test_translation_of_a_rule_text_may_be_asked_for_at_run_time(tool: ModuleType) -> None:
    _fragment(tool, "rules.po", _entry("Ten years", "十年"))
    assert _faults(tool, spare=frozenset({"Ten years"})) == []


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ("", "no zh translation"),
        (_entry(KEY[1], ""), "no zh translation"),
        ("#, fuzzy\n" + _entry(KEY[1], "保存 {count} 条"), "no zh translation"),
        (_entry(KEY[1], "保存 {n} 条"), "other placeholders"),
        (_entry(KEY[1], "保存记录"), "other placeholders"),
        (_entry(KEY[1], "保存 {count} 条记录,完成"), "half-width punctuation"),
        (_entry(KEY[1], "保存 {count} 条记录！"), "exclamation mark"),
        (_entry(KEY[1], "保存 {count} 条") + "\n\n" + _entry("Never used", "无用"), "nobody asks for"),
    ],
)
def test_fault_is_found(tool: ModuleType, entry: str, fault: str) -> None:
    _fragment(tool, "app.po", entry)
    (found,) = _faults(tool, KEY)
    assert fault in found


def test_two_translations_of_one_message_are_a_fault(tool: ModuleType) -> None:
    _fragment(tool, "app.po", _entry(KEY[1], "保存 {count} 条"))
    _fragment(tool, "ui.po", _entry(KEY[1], "存下 {count} 条"))
    (found,) = _faults(tool, KEY)
    assert "is translated otherwise at app.po" in found


@pytest.mark.parametrize("text", ["{n} records are kept", "Left: {count} more rows", "{days} days", "of {pages} pages"])
def test_a_count_without_its_singular_is_a_fault(tool: ModuleType, text: str) -> None:
    """English would say "1 records"."""
    assert tool.lacks_a_singular(tool.Used(("", text), "", "code.py:1"))
    assert not tool.lacks_a_singular(tool.Used(("", text), text, "code.py:1"))


@pytest.mark.parametrize("text", ["Records: {n}", "{file} holds no sheet", "at most {most} files"])
def test_what_counts_nothing_needs_no_singular(tool: ModuleType, text: str) -> None:
    assert not tool.lacks_a_singular(tool.Used(("", text), "", "code.py:1"))
