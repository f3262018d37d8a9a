"""What people read without --json: the words of the law, the computer's time, a record that is gone."""

import re
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
    assert planned.splitlines()[0].split()[:4] == ["序号", "条数", "类别", "处置"]
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


def test_what_was_done_is_said_in_sentences_not_in_numbers(
    filled: Path, cli: CommandLine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _said(capsys, "hold", filled, "add", "--reason", "诉讼", "--search", "2019").startswith("冻结 1：已冻结 ")
    assert _said(capsys, "hold", filled, "release", "1").startswith("冻结 1 已解除，涉及 ")
    prepared = _said(capsys, "destroy", filled, "prepare", "--due").splitlines()
    assert re.fullmatch(r"XH-\d{4}-001：拟销毁 \d+ 条档案。", prepared[0])
    assert _said(capsys, "archive", filled, "--out", tmp_path / "a").startswith("已归档 ")
    assert "已写出 " in _said(capsys, "export", filled, tmp_path / "e.xlsx")
    assert _said(capsys, "report", filled, "audit", "--out", tmp_path / "a.pdf").split()[::2] == ["文件", "页数"]
    backed = _said(capsys, "backup", filled, tmp_path / "b.qdbak")
    assert [line.split()[0] for line in backed.splitlines()] == ["文件", "SHA-256", "条数"]
    again = _said(capsys, "restore", tmp_path / "b.qdbak", tmp_path / "r.qingdang")
    assert [line.split()[0] for line in again.splitlines()[:4]] == ["保险库文件夹", "条数", "再次销毁", "所知截至"]
    assert _said(capsys, "verify", tmp_path / "b.qdbak").splitlines()[-1] == "有效：各项核验均通过。"


def test_blocked_records_are_told_with_their_number_and_reasons(
    filled: Path, cli: CommandLine, capsys: pytest.CaptureFixture[str]
) -> None:
    due = [one["uid"] for one in cli("list", filled)["records"] if one["disposition"] == "destroy"]
    chosen = [one["uid"] for one in cli("list", filled)["records"] if one["disposition"] == "restrict"]
    listed = [word for uid in (due[0], *chosen) for word in ("--uid", uid)]
    said = _said(capsys, "destroy", filled, "prepare", *listed).splitlines()
    assert said[0].endswith("拟销毁 1 条档案。")
    assert said[1] == f"未列入 {len(chosen)} 条："
    assert all(line.startswith(tuple(chosen)) for line in said[2:22])
