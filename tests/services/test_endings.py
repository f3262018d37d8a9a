"""The end of a whole vault: signed by everybody, nothing left, one certificate, and never one without the end."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Services, peek
from app.domain.words import Role
from app.errors import NotUnlocked, Refused, UserError
from app.services.backups import restore
from app.services.certification import open_certificate
from app.services.verification import verify
from app.vault import disk, ending
from app.vault.secret import Secret
from app.vault.signing import Signer
from reports.renderer import PdfRenderer
from tests.helpers.killing import killed_at, needs_fork, points
from tests.helpers.papers import PaperRenderer
from tests.helpers.pdf_text import squeezed, text_of
from tests.helpers.shops import APPROVER, VAULT, WITNESS, add_people, destroyed, ids_of, make_shop, reopened
from tests.helpers.vaults import OPERATOR, PASSPHRASE, sample_firm

FIRM = sample_firm().name
RENDERER = PaperRenderer()


def signer(services: Services, name: str = OPERATOR) -> Signer:
    return services.operators.signer(name, Secret(PASSPHRASE))


def emptied(folder: Path, **more: Any) -> Services:
    """A shop that destroyed everything it had."""
    shop = make_shop(folder, count=4, **more)
    destroyed(shop, folder / "out", None)
    return shop


def signed_by_one(services: Services) -> None:
    services.endings.sign(signer(services))
    services.endings.sign(signer(services))


def test_a_vault_with_records_does_not_end(shop: Services) -> None:
    with pytest.raises(Refused, match="vault-holds-records") as refused:
        shop.endings.sign(signer(shop))
    assert refused.value.params["records"] == 12


def test_nor_one_with_an_open_order(shop: Services, tmp_path: Path) -> None:
    order = shop.destruction.prepare(ids_of(shop)[:1]).order
    with shop.session.write() as uow:
        uow.connection.execute("UPDATE record SET state = 'transferred'")
        uow.commit()
    with pytest.raises(Refused, match="orders-open"):
        shop.endings.sign(signer(shop))
    shop.destruction.withdraw(order)
    assert shop.endings.sign(signer(shop)).missing == (Role.APPROVER,)
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_vault_is_gone_and_its_papers_are_there(tmp_path: Path) -> None:
    shop = emptied(tmp_path)
    vault = shop.session.folder.path
    signed_by_one(shop)
    done = shop.endings.execute(tmp_path / "end", FIRM)
    assert not vault.exists()
    names = {path.name for path in (tmp_path / "end").iterdir()}
    assert {Path(done.certificate.file).name, *(Path(one).name for one in done.documents)} == names
    assert len(done.documents) == 1
    found = verify(Path(done.certificate.file), RENDERER)
    assert (found.valid, found.kind, found.number) == (True, "vault-end-certificate", "ZKZ-2026-001")
    evidence = open_certificate(RENDERER.attachments(Path(done.certificate.file).read_bytes())).evidence
    assert (evidence["records_destroyed"], evidence["slots"], evidence["one_person"]) == (4, 2, True)
    assert evidence["bytes"] > 4096
    shop.close()


def test_no_older_backup_brings_the_records_of_an_ended_vault_back(tmp_path: Path) -> None:
    shop = make_shop(tmp_path, count=4)
    backup = tmp_path / "b.qdbak"
    shop.backups.write(backup)
    order = destroyed(shop, tmp_path / "out", None).certificate
    signed_by_one(shop)
    end = Path(shop.endings.execute(tmp_path / "end", FIRM).certificate.file)
    shop.close()
    again = tmp_path / "again.qingdang"
    with pytest.raises(Refused, match="vault-ended-since") as refused:
        restore(backup, again, Secret(PASSPHRASE), certificates=[end], renderer=RENDERER)
    assert refused.value.params == {"certificate": "ZKZ-2026-001", "records": 4}
    assert not again.exists()
    assert order is not None
    every = [end, Path(order.file)]
    done = restore(backup, again, Secret(PASSPHRASE), certificates=every, renderer=RENDERER)
    assert (done.records, done.destroyed_again) == (0, 4)


def test_the_certificate_says_it_in_words(tmp_path: Path) -> None:
    shop = emptied(tmp_path, renderer=PdfRenderer())
    shop.backups.write(tmp_path / "最后.qdbak")
    signed_by_one(shop)
    done = shop.endings.execute(tmp_path / "end", FIRM)
    pdf = Path(done.certificate.file)
    assert verify(pdf, PdfRenderer()).valid
    text = text_of(pdf.read_bytes())
    for words in ("整库销毁证书", FIRM, "最后.qdbak", "XHZ-2026-001", "密钥槽"):
        assert squeezed(words) in text, words


def test_several_people_sign_in_their_roles(tmp_path: Path) -> None:
    shop = make_shop(tmp_path, count=2)
    with shop.session.write() as uow:
        uow.connection.execute("UPDATE record SET state = 'transferred'")
        uow.commit()
    add_people(shop)
    with pytest.raises(Refused, match="role-forbids"):
        shop.endings.sign(signer(shop, APPROVER), Role.HANDLER)
    shop.endings.sign(signer(shop))
    with pytest.raises(Refused, match="role-forbids"):
        shop.endings.sign(signer(shop), Role.APPROVER)
    shop.endings.sign(signer(shop, APPROVER))
    with pytest.raises(Refused, match="ending-not-signed"):
        shop.endings.execute(tmp_path / "end", FIRM)
    assert shop.endings.sign(signer(shop, WITNESS)).missing == ()
    with pytest.raises(Refused, match="ending-signed"):
        shop.endings.sign(signer(shop, WITNESS))
    assert shop.endings.execute(tmp_path / "end", FIRM).documents == ()


def test_what_was_signed_must_still_be_so(tmp_path: Path) -> None:
    shop = emptied(tmp_path)
    signed_by_one(shop)
    with shop.session.write() as uow:
        uow.connection.execute("DELETE FROM stub WHERE uid = (SELECT min(uid) FROM stub)")
        uow.commit()
    assert shop.endings.status().missing == (Role.HANDLER, Role.APPROVER)
    with pytest.raises(Refused, match="ending-not-signed"):
        shop.endings.execute(tmp_path / "end", FIRM)
    shop.close()


def test_nobody_ends_a_vault_by_accident(tmp_path: Path) -> None:
    shop = emptied(tmp_path)
    vault = shop.session.folder.path
    signed_by_one(shop)
    with pytest.raises(UserError, match="confirmation-differs"):
        shop.endings.execute(tmp_path / "end", "别的公司")
    with pytest.raises(Refused, match="folder-inside-vault"):
        shop.endings.execute(vault / "end", FIRM)
    assert shop.endings.withdraw().missing == (Role.HANDLER, Role.APPROVER)
    with pytest.raises(Refused, match="ending-not-signed"):
        shop.endings.execute(tmp_path / "end", FIRM)
    shop.close()


def end(folder: Path) -> None:
    """What the command does: finish what was begun, else do it."""
    if ending.finish(folder / VAULT) is None and (folder / VAULT).exists():
        services = reopened(folder / VAULT)
        services.endings.execute(folder / "end", FIRM)


@needs_fork
@pytest.mark.slow
def test_killed_at_any_step_the_vault_is_whole_or_gone(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    shop = emptied(place)
    signed_by_one(shop)
    shop.close()
    copied: Callable[[str], Path] = lambda name: Path(shutil.copytree(place, tmp_path / name))  # noqa: E731
    reached = points(partial(end, copied("points")))
    begun = reached.index("end.begun") + 1
    assert {"end.noted", "end.removed", "end.destroyed", "end.certified"} <= set(reached)
    for count in range(reached.index("end.noted") - 2, len(reached) + 1):
        folder = copied(f"kill-{count}")
        assert killed_at(count, partial(end, folder)), reached[count - 1]
        papers = list((folder / "end").glob("ZKZ-*.pdf"))
        if count < begun:
            assert papers == []
            services = reopened(folder / VAULT)
            assert services.checkup.check().ok
            services.close()
        else:
            assert not papers or not list((folder / VAULT).glob("vault*"))
        end(folder)
        assert not (folder / VAULT).exists()
        (paper,) = (folder / "end").glob("ZKZ-*.pdf")
        assert verify(paper, RENDERER).valid
        assert not list((folder / "end").glob(".*"))
        shutil.rmtree(folder)


def _killed_once_begun(folder: Path) -> None:
    """Leave a vault whose end was begun when the process died."""
    shop = emptied(folder)
    signed_by_one(shop)
    shop.close()
    copy = Path(shutil.copytree(folder, folder.with_name(f"{folder.name}-points")))
    number = points(partial(end, copy)).index("end.begun") + 1
    assert killed_at(number, partial(end, folder))


@needs_fork
def test_opening_a_vault_that_ends_finishes_it(tmp_path: Path) -> None:
    _killed_once_begun(tmp_path)
    with pytest.raises(UserError, match="vault-ended"):
        reopened(tmp_path / VAULT)
    assert not (tmp_path / VAULT).exists()
    assert len(list((tmp_path / "end").glob("ZKZ-*.pdf"))) == 1


def test_a_file_of_somebody_else_in_its_folder_stops_the_end(tmp_path: Path) -> None:
    shop = emptied(tmp_path)
    signed_by_one(shop)
    strange = shop.session.folder.path / "blobs" / "合同.docx"
    strange.parent.mkdir(exist_ok=True)
    strange.write_bytes(b"not the vault's")
    (strange.parent / ".DS_Store").write_bytes(b"what a system leaves")
    with pytest.raises(Refused, match="vault-holds-foreign") as refused:
        shop.endings.execute(tmp_path / "end", FIRM)
    assert refused.value.params == {"file": "合同.docx"}
    assert shop.checkup.check().ok
    strange.unlink()
    shop.endings.execute(tmp_path / "end", FIRM)
    assert not strange.parent.parent.exists()


def test_nobody_opens_it_while_its_certificate_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was weighed must be what goes."""
    shop = emptied(tmp_path)
    signed_by_one(shop)
    vault = shop.session.folder.path
    told: list[str] = []

    def come_between(point: str) -> None:
        if point == "end.noted":
            with pytest.raises(NotUnlocked) as refused:
                reopened(vault)
            told.append(refused.value.code)

    monkeypatch.setattr(disk, "fault", come_between)
    shop.endings.execute(tmp_path / "end", FIRM)
    assert told == ["vault-in-use"]
    assert not vault.exists()


@needs_fork
def test_its_door_finishes_an_end_that_was_interrupted(tmp_path: Path) -> None:
    """The window asks who may open the vault before anybody can give a passphrase."""
    _killed_once_begun(tmp_path)
    with pytest.raises(UserError, match="vault-ended"):
        peek(tmp_path / VAULT)
    assert not (tmp_path / VAULT).exists()
