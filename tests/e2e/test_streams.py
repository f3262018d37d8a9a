"""The command line with its streams as scripts leave them: under an ASCII locale, closed, full, broken off."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.commands.streams import UNWRITABLE
from app.i18n import catalogue
from app.messages.sentences import TEMPLATES
from tests.helpers.command_line import PASSPHRASE, ROOT, CommandLine, program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="shells and locales as POSIX has them")
BARE = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def shell(call: str, *arguments: object, **changed: str) -> subprocess.CompletedProcess[bytes]:
    """Run `call` in a shell, in which "$@" is the command with these arguments."""
    environment = {**os.environ, "QINGDANG_PASSPHRASE": PASSPHRASE, **changed}
    command = ["sh", "-c", call, "sh", sys.executable, "-m", "app", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=120, check=False)


def test_an_ascii_locale_reads_and_writes_chinese(filled: Path) -> None:
    wanted = json.loads(program("list", filled, "--json").stdout)
    given = shell('"$@"', "list", filled, "--json", **BARE)
    assert (given.returncode, json.loads(given.stdout.decode("utf-8"))) == (0, wanted)
    assert "客户基本信息" in shell('"$@"', "list", filled, **BARE).stdout.decode("utf-8")
    assert "未执行任何操作" in shell('"$@"', "list", filled, "--kind", "wrong", **BARE).stderr.decode("utf-8")
    # By its bare name, as an activated environment starts it: it begins again as the same interpreter.
    named = f'shift; PATH="{Path(sys.executable).parent}:$PATH"; exec python "$@"'
    called = shell(named, "list", filled, "--json", **BARE)
    assert json.loads(called.stdout.decode("utf-8")) == wanted


def test_a_file_name_that_is_no_text_is_escaped_in_the_answer(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff.csv"
    Path(os.fsdecode(name)).write_text("姓名,手机\n郑新客,13912345678\n", encoding="utf-8")
    (found,) = json.loads(shell('"$@" detect "$FILE" --json', FILE=os.fsdecode(name)).stdout)["files"]
    assert os.fsencode(found["file"]) == name


def test_a_file_name_that_is_no_text_does_not_come_in_and_is_no_bug(
    filled: Path, cli: CommandLine, tmp_path: Path
) -> None:
    """As an archive made under GBK is unpacked elsewhere."""
    before = cli("list", filled)["total"]
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "客户".encode("gb18030") + b".csv"))
    file.write_text("姓名,手机\n郑新客,13912345678\n", encoding="utf-8")
    for arguments in (("import", filled, file), ("attach", filled, file), ("backup", filled, f"{file}.qdbak")):
        assert cli(*arguments, expect=2)["error"]["code"] == "name-not-text"
    assert cli("list", filled)["total"] == before


@pytest.mark.parametrize("call", ['"$@" >&-', '"$@" --json >/dev/full'])
def test_an_answer_that_cannot_be_written_is_told_on_the_other_stream(filled: Path, call: str) -> None:
    answer = shell(call, "list", filled, "--lang", "zh")
    assert answer.returncode == 6
    assert answer.stderr.decode().strip() == catalogue("zh").gettext(TEMPLATES[UNWRITABLE])
    helped = shell(call, "list", "--help", "--lang", "zh")
    assert (helped.returncode, b"Exception" in helped.stderr) == (6, False)


def test_nobody_to_ask_and_nobody_to_tell_is_no_bug(filled: Path) -> None:
    assert shell('unset QINGDANG_PASSPHRASE; "$@" <&-', "list", filled).returncode == 4
    assert shell('"$@" <&- 2>&-', "list", filled, "--json").returncode == 0
    assert shell('"$@" <&- >&- 2>&-', "list", filled, "--kind", "wrong").returncode == 2


def test_a_reader_that_leaves_early_is_no_failure(filled: Path) -> None:
    many = shell('{ "$@" ; echo "left with $?" >&2 ; } | true', "audit", filled)
    assert many.stderr == b"left with 0\n"
