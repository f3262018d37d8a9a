"""What people read without --json: the words of the law, the computer's time, a record that is gone."""

from pathlib import Path

import pytest

from app.cli import run
from tests.e2e.test_contract import destroyed
from tests.helpers.command_line import CommandLine


def _said(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    capsys.readouterr()
    assert run([*map(str, arguments), "--lang", "zh"]) == 0
    return capsys.readouterr().out


def test_lists_and_plans_speak_chinese(filled: Path, cli: CommandLine, capsys: pytest.CaptureFixture[str]) -> None:
    listed = _said(capsys, "list", filled, "--kind", "accounting", "--limit", "2")
    head, first = listed.splitlines()[:2]
    assert head.split() == ["档案编号", "客户", "类别", "状态", "规则", "处置", "保管至", "内容"]
    assert first.split()[2:6] == ["会计资料", "已分类", "ACC-VOUCHER", "封存"]
    planned = _said(capsys, "plan", filled)
    assert planned.splitlines()[0].split()[:3] == ["条数", "类别", "处置"]
    assert "《会计法》" in planned
    assert "accounting" not in planned
    assert "经办人" in _said(capsys, "operator", filled, "list")
    assert _said(capsys, "hold", filled, "list") == "没有冻结。\n"
    cli("hold", filled, "add", "--reason", "退费争议", "--search", "2019")
    held = _said(capsys, "hold", filled, "list").splitlines()
    assert held[0].split() == ["冻结", "原因", "条数", "冻结于", "解除于"]
    assert held[1].split()[1] == "退费争议"


def test_a_destroyed_record_tells_when_and_by_which_order(
    filled: Path, cli: CommandLine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    destroyed(filled, cli, tmp_path / "out")
    gone = cli("list", filled, "--state", "destroyed")["records"][0]["uid"]
    shown = cli("show", filled, gone)
    assert (shown["file"], shown["sheet"], shown["row"], shown["fields"]) == (None, None, None, {})
    text = _said(capsys, "show", filled, gone)
    assert "已销毁" in text
    assert "XH-" in text
