"""Notices and hand-overs from the command line, as the contract has them."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app.bootstrap import open_vault
from app.clock import SystemClock
from app.domain.firm import Firm
from app.domain.words import Closure, NoticeKind
from app.vault.secret import Secret
from tests.helpers.command_line import PASSPHRASE, CommandLine
from tests.helpers.pdf_text import text_of
from tests.helpers.signers import PASSWORD, countersigner
from tests.helpers.vaults import LIGHT, make_vault

TODAY = SystemClock().today()
TAKER = "上海新芽教育科技有限公司"
ROWS = ["姓名,手机号码,地址", "张三丰,13912340001,碧云路一号", "李四光,13912340002,碧云路二号"]


@pytest.fixture
def merging(tmp_path: Path) -> Path:
    firm = Firm("晨光教育", "91310115MA1H8NQ7CF", Closure.MERGER)
    path = make_vault(tmp_path, firm=firm, operator="王经办", passphrase=PASSPHRASE, clock=SystemClock())
    file = tmp_path / "客户名单.csv"
    file.write_text("\n".join(ROWS), encoding="utf-8")
    with closing(open_vault(path, Secret(PASSPHRASE), kdf=LIGHT)) as services:
        services.imports.run(file)
        services.classification.accept()
    return path


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_is_prepared(merging: Path, cli: CommandLine, tmp_path: Path, kind: NoticeKind) -> None:
    made = cli(
        "notice",
        merging,
        "prepare",
        "--kind",
        kind,
        "--recipient",
        TAKER,
        "--contact",
        "021-1",
        "--out",
        tmp_path / "o",
    )
    assert (made["notice"], made["letters"]) == (f"GZ-{TODAY.year}-001", 2)
    assert (made["public_from"], made["public_until"], made["gate_opens_on"]) == (None, None, None)
    assert all(Path(file).exists() for file in made["files"])


def test_a_hand_over_waits_for_its_gate(merging: Path, cli: CommandLine, tmp_path: Path) -> None:
    order = cli("transfer", merging, "prepare", "--recipient", TAKER, "--contact", "021-1")
    assert (order["order"], order["records"], order["blocked"]) == (f"YJ-{TODAY.year}-001", 2, [])
    number = order["order"]
    closed = cli("transfer", merging, "execute", number, "--out", tmp_path / "out", expect=3)
    assert closed["error"]["code"] == "gate-closed"
    notice = cli(
        "notice", merging, "prepare", "--kind", "succession", "--recipient", TAKER, "--contact", "021-1",
        "--out", tmp_path / "letters",
    )["notice"]  # fmt: skip
    long_ago = TODAY - timedelta(days=100)
    told = cli("notice", merging, "publish", notice, "--on", long_ago.isoformat())
    assert told["public_from"] == long_ago.isoformat()
    assert told["gate_opens_on"] <= TODAY.isoformat()
    assert told["entered_later"] is True
    done = cli("transfer", merging, "execute", number, "--out", tmp_path / "out")
    assert done["certificate"]["kind"] == "transfer-certificate"
    assert cli("verify", done["package"])["valid"]
    assert cli("verify", done["certificate"]["file"])["valid"]
    assert cli("list", merging, "--state", "transferred")["total"] == 2
    accepted = cli("transfer", merging, "accept", number, "--by", "李接收")
    assert (accepted["state"], accepted["package_code"]) == ("accepted", None)


def test_published_today_the_gate_is_closed_and_says_when(merging: Path, cli: CommandLine, tmp_path: Path) -> None:
    cli(
        "notice", merging, "prepare", "--kind", "succession", "--recipient", TAKER, "--contact", "021-1",
        "--out", tmp_path / "letters",
    )  # fmt: skip
    number = cli("notice", merging, "list")["notices"][0]["notice"]
    told = cli("notice", merging, "publish", number, "--on", TODAY.isoformat())
    gates = {gate["name"]: gate for gate in cli("plan", merging)["gates"]}
    assert gates["succession-notice"]["open"] is False
    assert gates["succession-notice"]["opens_on"] == told["gate_opens_on"]
    order = cli("transfer", merging, "prepare", "--recipient", TAKER)["order"]
    closed = cli("transfer", merging, "execute", order, "--out", tmp_path / "out", expect=3)
    assert closed["error"]["opens_on"] == told["gate_opens_on"]


def test_deliveries_are_entered(merging: Path, cli: CommandLine, tmp_path: Path) -> None:
    number = cli(
        "notice", merging, "prepare", "--kind", "closing", "--recipient", "清算组", "--contact", "021-1",
        "--out", tmp_path / "letters",
    )["notice"]  # fmt: skip
    proof = tmp_path / "回执.pdf"
    proof.write_bytes(b"%PDF-1.4 receipt")
    done = cli("notice", merging, "delivered", number, "--method", "挂号信", "--on", "2026-11-20", "--evidence", proof)
    assert (done["delivered"], done["open"]) == (2, 0)
    assert cli("notice", merging, "delivered", number, "--method", "post", "--on", "20.11.2026", expect=2)
    assert cli("notice", merging, "publish", "GZ-1999-001", "--on", "2026-11-20", expect=2)


def test_a_recipient_takes_the_content_out_with_the_code(merging: Path, cli: CommandLine, tmp_path: Path) -> None:
    order = cli("transfer", merging, "prepare", "--recipient", TAKER, "--contact", "021-1")["order"]
    notice = cli(
        "notice", merging, "prepare", "--kind", "succession", "--recipient", TAKER, "--contact", "021-1",
        "--out", tmp_path / "letters",
    )["notice"]  # fmt: skip
    cli("notice", merging, "publish", notice, "--on", (TODAY - timedelta(days=100)).isoformat())
    done = cli("transfer", merging, "execute", order, "--out", tmp_path / "out")
    code = tmp_path / "code.txt"
    code.write_text("wrong-code\n", encoding="utf-8")
    wrong = cli("unpack", done["package"], "--out", tmp_path / "in", "--passphrase-file", code, expect=4)
    assert wrong["error"]["code"] == "wrong-package-code"
    assert not (tmp_path / "in").exists()
    code.write_text(done["package_code"] + "\n", encoding="utf-8")
    taken = cli("unpack", done["package"], "--out", tmp_path / "in", "--passphrase-file", code)
    assert taken["records"] == 2
    assert "张三丰" in (tmp_path / "in" / "records.jsonl").read_text(encoding="utf-8")
    again = cli("unpack", done["package"], "--out", tmp_path / "in", "--passphrase-file", code, expect=2)
    assert again["error"]["code"] == "target-exists"


def test_an_assessment_is_entered_answer_by_answer(merging: Path, cli: CommandLine) -> None:
    asked = [one["name"] for one in cli("assessment", merging, "questions")["questions"]]
    answers = [part for name in asked[1:] for part in ("--answer", f"{name}=yes")]
    incomplete = cli("assessment", merging, "add", *answers, "--conclusion", "风险可控", expect=2)
    assert incomplete["error"]["code"] == "assessment-incomplete"
    said = [*answers, "--answer", f"{asked[0]}=no:本周整改"]
    made = cli("assessment", merging, "add", *said, "--conclusion", "整改后可控")
    assert made["keep_until"] > TODAY.isoformat()
    assert cli("assessment", merging, "list")["assessments"] == [made]
    kept = cli("assessment", merging, "delete", made["assessment"], expect=3)
    assert (kept["error"]["code"], kept["error"]["until"]) == ("still-kept", made["keep_until"])
    old = cli("assessment", merging, "add", *said, "--conclusion", "整改后可控", "--on", "2020-03-01")["assessment"]
    assert cli("assessment", merging, "delete", old) == {"deleted": old}
    assert cli("assessment", merging, "list")["assessments"] == [made]
    assert cli("assessment", merging, "add", "--answer", "x", "--conclusion", "y", expect=2)


def test_the_firms_own_wording_is_set_looked_at_and_taken_back(vault: Path, cli: CommandLine, tmp_path: Path) -> None:
    points, missing = tmp_path / "points.txt", tmp_path / "missing.txt"
    points.write_text("接收方：{接收方}\n联系：{联系方式}\n", encoding="utf-8")
    missing.write_text("接收方：{接收方}\n", encoding="utf-8")
    refused = cli("wording", vault, "notice", "succession", "--body-file", missing, expect=3)["error"]
    assert "联系方式" in refused["message"]
    assert "第二十二条" in refused["message"]
    assert cli("wording", vault, "show")["notices"] == {}
    assert cli("wording", vault, "notice", "succession", "--body-file", points)["own"]
    points.write_bytes(points.read_text(encoding="utf-8").encode("gb18030"))
    assert cli("wording", vault, "notice", "succession", "--body-file", points)["own"]
    picture = tmp_path / "picture.txt"
    picture.write_bytes(bytes(range(256)))
    refused = cli("wording", vault, "notice", "succession", "--body-file", picture, expect=5)["error"]
    assert refused["code"] == "not-text"
    cli("wording", vault, "letterhead", "--line", "甲路 8 号")
    cli("wording", vault, "preview", "succession", "--out", tmp_path / "sample.pdf")
    assert "甲路8号" in text_of((tmp_path / "sample.pdf").read_bytes())
    assert not cli("wording", vault, "notice", "succession", "--reset")["own"]
    assert cli("wording", vault, "letterhead", "--reset")["letterhead"] == {"lines": [], "logo": False}


def test_the_firms_own_certificate_signs_what_is_written(vault: Path, cli: CommandLine, tmp_path: Path) -> None:
    file, password = tmp_path / "firm.p12", tmp_path / "password"
    file.write_bytes(countersigner("公章", kind="ec").file)
    password.write_bytes(PASSWORD)
    assert cli("signing", vault, "show")["page_signer"] is None
    key = cli("signing", vault, "use", file, "--signer-password-file", password)["page_signer"]["key"]
    cli("report", vault, "audit", "--out", tmp_path / "audit.pdf")
    checked = cli("verify", tmp_path / "audit.pdf")
    assert (checked["valid"], checked["key"]) == (True, key)
    assert cli("signing", vault, "drop")["page_signer"] is None
    assert cli("signing", vault, "drop", expect=2)["error"]["code"] == "own-certificate-none"
