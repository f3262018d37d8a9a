"""The page that verifies, opened from its file in a real browser: good, tampered and foreign files, slips, keys."""

import base64
import json
import random
import re
import secrets
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest

from app.domain.capacities import GoneCopy
from app.domain.evidence import SurvivingCopy
from app.domain.labels import COPY_KINDS, COPY_STATUSES
from app.domain.ledger import OrderLedger
from app.domain.slips import Slip, SlipRecord
from app.services.certification import VERSION, destruction_attachments
from app.services.verification import verify
from app.vault.jws import open_jws, sign_jws
from app.vault.signing import fingerprint, new_signing_key, public_of, sign
from reports.countersigning import countersign
from reports.renderer import PdfRenderer
from tests.helpers.evidence import destruction as destruction_pages
from tests.helpers.older_evidence import first_attachments, long_entry, signed
from tests.helpers.shops import approved, ids_of, make_shop
from tests.helpers.signers import PASSWORD, countersigner
from tests.helpers.signing_keys import document_key
from tests.helpers.sweeps import sweep_size
from tests.services.test_certification import FACTS, FIRM_KEY, destruction, order_ledger
from tests.verify.conftest import PAGE, Papers, Verifier

RENDERER = PdfRenderer()
VAULT = "00112233445566778899aabbccddeeff"
_HOLE = re.compile(r"\{\w+\}")
ALL_GOOD = [
    "document-good", "evidence-good", "signature-good", "key-named", "attached-good", "attached-good", "merkle-good",
    "order-good", "people-good", "ledger-good",
]  # fmt: skip
# Changes one byte of the chosen file at each place and shows the page the result; how each was judged.
_SWEEP = """(async () => {
  const [file] = chosen, whole = new Uint8Array(await file.arrayBuffer()), found = [];
  for (const [at, bit] of %s) {
    const changed = whole.slice();
    changed[at] ^= 1 << bit;
    const list = new DataTransfer();
    list.items.add(new File([changed], "changed.pdf"));
    await take(list.files);
    const card = document.querySelector("article");
    found.push([card.dataset.state, card.querySelectorAll("li.no").length]);
  }
  return found; })()"""


def attached(path: Path) -> dict[str, bytes]:
    return RENDERER.attachments(path.read_bytes())


def parts(folder: Path, files: dict[str, bytes]) -> list[Path]:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in files]


def test_a_good_certificate_is_good_and_nothing_is_fetched(verifier: Verifier, papers: Papers) -> None:
    (card,) = verifier.check(papers.first)
    assert (card["state"], card["bad"], sorted(card["good"])) == ("good", [], sorted(ALL_GOOD))
    assert "王建华" in card["text"]
    key = verify(papers.first, RENDERER).key
    assert key in card["text"].replace(" ", "")
    assert set(verifier.page.requests) <= {PAGE}
    assert verifier.page.complaints == []


def test_any_flipped_byte_is_noticed(verifier: Verifier, papers: Papers) -> None:
    """As `verify` does it; the signature's own room, which nothing signs, is swept more closely."""
    whole = papers.first.read_bytes()
    dice = random.Random(2026)
    room = whole.index(b"/Contents <30") + len("/Contents <")
    places = [dice.randrange(len(whole)) for _ in range(sweep_size(300, 4000))]
    places += [room + dice.randrange(2600) for _ in range(sweep_size(200, 4000))]
    verifier.check(papers.first)
    flips = [[place, dice.randrange(8)] for place in places]
    # The tag of the signed attributes, which stands outside of what is signed: a0, and a8 with this bit.
    flips.append([whole.index(b"0500a0820", room) + 5, 3])
    for flip, (state, failed) in zip(flips, verifier.page.run(_SWEEP % json.dumps(flips)), strict=True):
        assert (state, failed > 0) == ("bad", True), flip


def test_a_cut_or_longer_file_is_noticed(verifier: Verifier, papers: Papers, tmp_path: Path) -> None:
    whole = papers.first.read_bytes()
    for number, content in enumerate((whole[:-1], whole[: len(whole) // 2], whole + b" ", whole + whole)):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(content)
        assert [card["state"] for card in verifier.check(path)] == ["bad"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nof somebody else", b"PK\x03\x04", b"QDSEAL1\n", bytes(5000)])
def test_foreign_files_do_not_verify(verifier: Verifier, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "foreign.pdf"
    path.write_bytes(content)
    (card,) = verifier.check(path)
    assert (card["state"], card["good"]) == ("bad", [])
    assert verifier.page.complaints == []


@pytest.mark.parametrize(
    ("statement", "state"),
    [
        ({"type": "archive-certificate", "version": VERSION, "evidence": {"number": "GD-1"}}, "bad"),
        ({"type": "archive-certificate", "version": VERSION, "evidence": {"number": "GD-1"}, "attached": 1}, "bad"),
        (
            {
                "type": "archive-certificate",
                "version": VERSION,
                "evidence": {"number": "GD-1", "firm_key": fingerprint(public_of(FIRM_KEY)), "signatures": 5},
                "attached": {},
            },
            "part",
        ),
    ],
)
def test_evidence_of_an_odd_form_is_looked_at_to_the_end(
    verifier: Verifier, tmp_path: Path, statement: dict[str, object], state: str
) -> None:
    """Anybody can sign anything with a key of their own."""
    path = tmp_path / "evidence.jws"
    token = sign_jws(json.dumps(statement).encode(), FIRM_KEY, fingerprint(public_of(FIRM_KEY)))
    path.write_text(token, encoding="ascii")
    assert [card["state"] for card in verifier.check(path)] == [state]
    assert verifier.page.complaints == []


def test_a_file_that_is_gone_meanwhile_is_told(verifier: Verifier, tmp_path: Path) -> None:
    path = tmp_path / "certificate.pdf"
    path.write_bytes(b"%PDF-1.7")
    verifier.check(path)
    path.unlink()
    verifier.page.run("document.body.dataset.busy = '', take(chosen), null")
    assert [(card["state"], card["bad"]) for card in verifier.cards()] == [("bad", ["unreadable"])]


def test_attachments_alone_say_nothing_of_the_pages(verifier: Verifier, papers: Papers, tmp_path: Path) -> None:
    (card,) = verifier.check(*parts(tmp_path, attached(papers.first)))
    assert (card["state"], card["bad"]) == ("part", [])
    assert "document-good" not in card["good"]


@pytest.mark.parametrize("name", ["commitments.bin", "ledger.json"])
def test_changed_or_missing_attachments_are_named(
    verifier: Verifier, papers: Papers, tmp_path: Path, name: str
) -> None:
    files = attached(papers.first)
    changed = bytearray(files[name])
    changed[40] ^= 1
    (card,) = verifier.check(*parts(tmp_path, {**files, name: bytes(changed)}))
    assert (card["state"], "attached-wrong" in card["bad"]) == ("bad", True)
    (tmp_path / name).unlink()
    (card,) = verifier.check(*(tmp_path / other for other in files if other != name))
    assert (card["state"], "attached-wrong" in card["bad"]) == ("bad", True)


def resigned(evidence: bytes, key: bytes, **changes: object) -> bytes:
    """The same statement with other evidence, signed with a key that a forger has made."""
    statement = json.loads(open_jws(evidence).payload)
    statement["evidence"] |= {"firm_key": fingerprint(public_of(key)), **changes}
    payload = json.dumps(statement, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return forged(payload, key)


def forged(payload: bytes, key: bytes) -> bytes:
    point = public_of(key)[-64:]

    def coded(data: bytes) -> str:
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

    jwk = {"kty": "EC", "crv": "P-256", "x": coded(point[:32]), "y": coded(point[32:])}
    head = {"alg": "ES256", "typ": "JOSE", "kid": fingerprint(public_of(key)), "jwk": jwk}
    signing = f"{coded(json.dumps(head).encode())}.{coded(payload)}"
    return f"{signing}.{coded(raw_signature(sign(key, signing.encode())))}".encode()


def raw_signature(der: bytes) -> bytes:
    r, s = der[4 : 4 + der[3]], der[6 + der[3] :]
    return b"".join(part[-32:].rjust(32, b"\0") for part in (r, s))


def test_what_a_forger_signs_anew_contradicts_what_people_signed(
    verifier: Verifier, papers: Papers, tmp_path: Path
) -> None:
    files, key = attached(papers.second), new_signing_key()
    commitments = files["commitments.bin"]
    forgeries: dict[str, dict[str, object]] = {
        "people-wrong": {"signatures": []},
        "order-wrong": {"order_hash": sha256(b"another").hexdigest()},
        "merkle-wrong": {"merkle_root": sha256(commitments).hexdigest()},
        "log-wrong": {"consistency": [sha256(b"x").hexdigest()]},
        "key-mixed": {"firm_key": "00" * 32},
    }
    for expected, changes in forgeries.items():
        (card,) = verifier.check(
            *parts(tmp_path, {**files, "evidence.jws": resigned(files["evidence.jws"], key, **changes)})
        )
        assert (card["state"], expected in card["bad"]) == ("bad", True), expected


def test_a_key_that_the_firm_did_not_publish_is_noticed(verifier: Verifier, papers: Papers, tmp_path: Path) -> None:
    """Evidence that agrees with itself, under a stranger's key: only the fingerprint tells."""
    published, files, key = verify(papers.first, RENDERER).key, attached(papers.first), new_signing_key()
    (card,) = verifier.check(papers.first, published=published.upper())
    assert "published-same" in card["good"]
    strange = {**files, "evidence.jws": resigned(files["evidence.jws"], key)}
    (card,) = verifier.check(*parts(tmp_path, strange), published=published)
    assert (card["state"], card["bad"]) == ("part", ["published-other"])
    verifier.type("published", published[:-1])
    assert verifier.cards()[0]["bad"] == ["published-short"]


def test_a_slip_is_held_against_the_certificate(verifier: Verifier, papers: Papers, tmp_path: Path) -> None:
    spread = " ".join(papers.gone[at : at + 6].lower() for at in range(0, len(papers.gone), 6))
    for slip, expected in ((papers.gone, "slip-all"), (spread, "slip-all"), (papers.mixed, "slip-some")):
        (card,) = verifier.check(papers.first, slip=slip)
        assert expected in [*card["good"], *card["notes"]]
    (card,) = verifier.check(papers.first, slip=papers.stayed)
    assert "slip-none" in card["notes"]
    (card,) = verifier.check(papers.first, slip=papers.gone[:-1] + ("A" if papers.gone[-1] != "A" else "B"))
    assert card["bad"] == ["slip-unreadable"]
    (tmp_path / "slip.txt").write_text(papers.gone)
    (card,) = verifier.check(papers.first, tmp_path / "slip.txt")
    assert "slip-all" in card["good"]


def test_a_certificate_of_the_first_form_is_checked_and_said_to_be_one(verifier: Verifier, tmp_path: Path) -> None:
    uids = [secrets.token_bytes(16) for _ in range(5)]
    older = OrderLedger.of("XH-2025-001", date(2025, 11, 21), [long_entry(uid, bytes(16), FACTS) for uid in uids])
    evidence = destruction(older, VAULT)
    files = first_attachments(evidence, older, FIRM_KEY)
    given = Slip(VAULT, tuple(SlipRecord(uid, bytes(16)) for uid in uids[:2]))
    (card,) = verifier.check(*parts(tmp_path, files), slip=given.text)
    assert (card["state"], card["bad"]) == ("part", [])
    assert {"evidence-older", "merkle-good", "order-good", "ledger-good", "slip-all"} <= set(card["good"])
    wrong = Slip(VAULT, (SlipRecord(uids[0], bytes(15) + b"1"),))
    (card,) = verifier.check(*parts(tmp_path, files), slip=wrong.text)
    assert card["bad"] == ["slip-wrong"]
    changed = bytearray(files["ledger.bin"])
    changed[-10] ^= 1
    (card,) = verifier.check(*parts(tmp_path, {**files, "ledger.bin": bytes(changed)}))
    assert {"attached-wrong", "ledger-wrong"} <= set(card["bad"])


def test_surviving_copies_are_told_in_words(verifier: Verifier, tmp_path: Path) -> None:
    words = verifier.page.run("Object.keys(WORDS)")
    assert {f"copy-{word}" for word in (*COPY_KINDS, *COPY_STATUSES)} <= set(words)
    uids = [secrets.token_bytes(16) for _ in range(5)]
    ledger = OrderLedger.of("XH-2025-001", date(2025, 11, 21), [long_entry(uid, bytes(16), FACTS) for uid in uids])
    made_at = datetime(2025, 11, 1, 8, tzinfo=UTC)
    left = SurvivingCopy("letters", "告知书.pdf", made_at, records=1200, expires_on=None, status="exists")
    gone = GoneCopy("processor", "短信平台", 1, "deleted", date(2025, 11, 2), "", "")
    evidence = replace(destruction(ledger, VAULT), surviving_copies=(left,), copies_gone=(gone,), paper_left=3)
    (card,) = verifier.check(*parts(tmp_path, destruction_attachments(evidence, ledger, FIRM_KEY)))
    assert card["bad"] == []
    if "客户告知书" not in card["text"]:
        verifier.page.run("byId('language').click()")
        (card,) = verifier.cards()
    for said in (
        "客户告知书：告知书.pdf",
        "1,200 条已销毁档案，仍然存在",
        "受托方持有：短信平台，已删除，有凭证",
        "有 3 件",
    ):
        assert said in card["text"], said


def test_what_an_older_program_destroyed_is_checked_in_todays_form(verifier: Verifier, tmp_path: Path) -> None:
    uids = [secrets.token_bytes(16) for _ in range(5)]
    older = OrderLedger.of("XH-2025-001", date(2025, 11, 21), [long_entry(uid, bytes(16), FACTS) for uid in uids])
    files = destruction_attachments(destruction(older, VAULT), older, FIRM_KEY)
    given = Slip(VAULT, (SlipRecord(uids[0], bytes(16)),))
    (card,) = verifier.check(*parts(tmp_path, files), slip=given.text)
    assert (card["state"], card["bad"]) == ("part", [])
    assert {"evidence-good", "merkle-good", "ledger-good", "slip-all"} <= set(card["good"])


def test_a_certificate_of_a_newer_form_is_not_judged(verifier: Verifier, tmp_path: Path) -> None:
    newer = signed(destruction(order_ledger()), {}, FIRM_KEY, version=VERSION + 1)
    (card,) = verifier.check(*parts(tmp_path, {"evidence.jws": newer}))
    assert (card["state"], card["good"], card["bad"]) == ("bad", [], ["evidence-newer"])


def test_pages_signed_with_the_firms_own_certificate_are_good_and_told(verifier: Verifier, tmp_path: Path) -> None:
    shop = make_shop(tmp_path, renderer=RENDERER)
    own = shop.own_certificates.use(countersigner("上海公章", kind="ec").file, PASSWORD, "firm.p12").key
    done = shop.destruction.execute(approved(shop, ids_of(shop)[:3]), tmp_path / "out")
    shop.close()
    assert done.certificate is not None
    path = Path(done.certificate.file)
    (card,) = verifier.check(path)
    assert (card["state"], card["bad"]) == ("good", [])
    assert own in card["text"].replace(" ", "")
    assert "上海公章" in card["text"]
    strange = RENDERER.destruction_certificate(destruction_pages(), attached(path), "zh", document_key())
    path.write_bytes(strange)
    (card,) = verifier.check(path)
    assert (card["state"], card["bad"]) == ("bad", ["key-mixed"])


def test_two_certificates_of_a_vault_are_held_against_each_other(verifier: Verifier, papers: Papers) -> None:
    first, second = verifier.check(papers.first, papers.second)
    assert (first["state"], second["state"]) == ("good", "good")
    assert {"log-good", "chain-good"} <= set(second["good"])
    assert "log-first" in first["notes"]


def test_files_can_be_dropped(verifier: Verifier, papers: Papers) -> None:
    data = base64.b64encode(papers.first.read_bytes()).decode()
    verifier.page.run(f"""(() => {{
      const list = new DataTransfer();
      list.items.add(new File([Uint8Array.from(atob("{data}"), c => c.charCodeAt(0))], "证书.pdf"));
      document.body.dispatchEvent(new DragEvent("drop", {{ bubbles: true, dataTransfer: list }})); }})()""")
    (card,) = verifier.cards()
    assert (card["file"], card["state"]) == ("证书.pdf", "good")


def test_evidence_is_found_in_a_pdf_with_object_streams(verifier: Verifier, papers: Papers, tmp_path: Path) -> None:
    """Some program wrote the file anew: its own signature is broken, the evidence is whole."""
    path = tmp_path / "again.pdf"
    with pikepdf.open(papers.first) as pdf:
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    (card,) = verifier.check(path)
    assert (card["state"], card["bad"]) == ("bad", ["document-changed"])
    assert set(ALL_GOOD) - set(card["good"]) == {"document-good"}


def test_what_others_signed_later_is_not_vouched_for(verifier: Verifier, papers: Papers, tmp_path: Path) -> None:
    path = tmp_path / "more.pdf"
    at = datetime(2026, 11, 22, 8, tzinfo=UTC)
    path.write_bytes(countersign(papers.first.read_bytes(), countersigner("张律师"), at, "zh"))
    (card,) = verifier.check(path)
    assert (card["state"], card["bad"]) == ("continued", [])
    assert "document-later" in card["notes"]
    whole = path.read_bytes()
    end = len(papers.first.read_bytes())
    for place, state in ((end // 3, "bad"), (end - 200, "bad")):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert [one["state"] for one in verifier.check(path)] == [state]


def test_it_speaks_chinese_and_english_and_both_say_everything(verifier: Verifier, papers: Papers) -> None:
    words: dict[str, list[str]] = verifier.page.run("WORDS")
    for key, (zh, en) in words.items():
        assert zh, key
        assert en, key
        assert set(_HOLE.findall(zh)) == set(_HOLE.findall(en)), key
    verifier.check(papers.first)
    titles = [verifier.page.run("document.title")]
    verifier.page.run("byId('language').click()")
    titles.append(verifier.page.run("document.title"))
    assert sorted(title.split(" · ")[0] for title in titles) == sorted(words["title"])
    missing = verifier.page.run(
        "[...document.querySelectorAll('[data-t]')].filter(one => !WORDS[one.dataset.t]).length"
    )
    assert missing == 0


def test_plain_arithmetic_agrees_with_the_browsers(verifier: Verifier) -> None:
    """Where a browser offers no crypto.subtle, the page's own SHA-256 and P-256 do the same."""
    cases = []
    for number in range(6):
        key, data = new_signing_key(), secrets.token_bytes(number * 37)
        signature = raw_signature(sign(key, data))
        broken = bytes([signature[0] ^ 1]) + signature[1:]
        cases += [[public_of(key)[-65:].hex(), one.hex(), data.hex()] for one in (signature, broken, bytes(64))]
    found = verifier.page.run(f"""Promise.all({json.dumps(cases)}.map(async parts => {{
      const [point, signature, data] = parts.map(unhex);
      return [await verifies(point, signature, data), verifiesPlainly(point, signature, data)]; }}))""")
    assert found == [[True, True], [False, False], [False, False]] * 6
    texts = [secrets.token_bytes(size) for size in (0, 1, 55, 56, 63, 64, 65, 119, 120, 1000, 70000)]
    coded = [base64.b64encode(text).decode() for text in texts]
    digests = verifier.page.run(
        f"{json.dumps(coded)}.map(text => hex(sha256(Uint8Array.from(atob(text), c => c.charCodeAt(0)))))"
    )
    assert digests == [sha256(text).hexdigest() for text in texts]


def test_it_verifies_without_the_browsers_cryptography(verifier: Verifier, papers: Papers) -> None:
    hide = "Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })"
    verifier.page.run(f"({hide}, null)")
    assert verifier.page.run("crypto.subtle === undefined")
    (card,) = verifier.check(papers.first)
    assert (card["state"], card["bad"]) == ("good", [])
