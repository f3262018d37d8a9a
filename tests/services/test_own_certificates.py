"""The firm's own certificate signs the pages; the evidence, signed with the vault's key, names it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

from app.bootstrap import Services
from app.domain.findings import TEMPLATES
from app.domain.words import Kind
from app.errors import Refused, UserError
from app.services.verification import verify
from app.vault.identities import read_identity
from app.vault.jws import open_jws
from reports.renderer import PdfRenderer
from tests.helpers.archive_rules import faults
from tests.helpers.evidence import destruction
from tests.helpers.pdf_text import squeezed, text_of
from tests.helpers.planted import planted
from tests.helpers.shops import add_people, destroyed, ids_of, make_shop, reopened
from tests.helpers.signers import PASSWORD, countersigner
from tests.helpers.signing_keys import document_key

RENDERER = PdfRenderer()
LATER = datetime(2040, 1, 1, tzinfo=UTC)
NAME, ISSUER = "上海测试商贸有限公司公章", "上海数字证书认证中心"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Services]:
    found = make_shop(tmp_path, renderer=RENDERER)
    yield found
    found.close()


def taken(services: Services) -> str:
    """A certificate taken into use; its key's fingerprint."""
    file = countersigner(NAME, kind="ec").file
    return services.own_certificates.use(file, PASSWORD, "firm.p12").key


def certificate(services: Services, out: Path) -> Path:
    done = destroyed(services, out, ids_of(services)[:3])
    assert done.certificate is not None
    return Path(done.certificate.file)


def test_the_pages_are_signed_with_it_and_the_evidence_names_it(shop: Services, tmp_path: Path) -> None:
    key = taken(shop)
    path = certificate(shop, tmp_path)
    content = path.read_bytes()
    found = verify(path, RENDERER)
    assert (found.valid, RENDERER.signature(content).key) == (True, key)
    assert found.key != key
    named = next(check for check in found.checks if check.name == "page-signer")
    assert NAME in TEMPLATES["pages-signed-by"].format(**dict(named.detail.params))
    evidence = json.loads(open_jws(RENDERER.attachments(content)["evidence.jws"]).payload)["evidence"]
    assert (evidence["page_signer"]["key"], evidence["firm_key"]) == (key, found.key)
    text = text_of(content)
    assert squeezed(f"{NAME}，由{ISSUER}签发") in text
    assert key in text
    assert faults(content) == []


@pytest.mark.parametrize("own", [False, True])
def test_pages_signed_by_somebody_else_do_not_verify(shop: Services, tmp_path: Path, own: bool) -> None:
    """Evidence that is whole, put into pages of another hand: the key on the pages is not the one that it names."""
    if own:
        taken(shop)
    path = certificate(shop, tmp_path)
    attachments = RENDERER.attachments(path.read_bytes())
    path.write_bytes(RENDERER.destruction_certificate(destruction(), attachments, "zh", document_key()))
    found = verify(path, RENDERER)
    assert [check.detail.code for check in found.checks if not check.ok] == ["key-mixed"]


def test_every_document_is_signed_with_it_until_it_is_dropped(shop: Services, tmp_path: Path) -> None:
    key = taken(shop)
    for kind in ("closure", "inventory", "audit"):
        shop.reports.write(kind, tmp_path / f"{kind}.pdf")
        content = (tmp_path / f"{kind}.pdf").read_bytes()
        assert (RENDERER.signature(content).key, RENDERER.signature(content).intact) == (key, True)
        assert squeezed(NAME) in text_of(content)
        assert verify(tmp_path / f"{kind}.pdf", RENDERER).valid
    shop.own_certificates.drop()
    shop.reports.write("audit", tmp_path / "after.pdf")
    assert RENDERER.signature((tmp_path / "after.pdf").read_bytes()).key != key
    with pytest.raises(UserError, match="own-certificate-none"):
        shop.own_certificates.drop()


def test_an_archive_certificate_names_it_too(shop: Services, tmp_path: Path) -> None:
    key = taken(shop)
    planted(shop.session, 3, kind="accounting", rule="ACC-VOUCHER", trigger_date="2024-12-31")
    issued = shop.archives.write(tmp_path / "out", kind=Kind.ACCOUNTING, search=None).certificate
    found = verify(Path(issued.file), RENDERER)
    assert found.valid
    assert RENDERER.signature(Path(issued.file).read_bytes()).key == key


def made(*, until: datetime, key: ec.EllipticCurvePrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(until)
        .sign(key, SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, NoEncryption())


def test_one_that_has_ended_is_refused_and_one_that_ends_signs_no_more(shop: Services, tmp_path: Path) -> None:
    key, now = ec.generate_private_key(ec.SECP256R1()), shop.session.clock.now()
    with pytest.raises(UserError, match="own-certificate-expired"):
        shop.own_certificates.use(made(until=now - timedelta(days=1), key=key), b"", "firm.p12")
    with shop.session.write() as uow:
        old = read_identity(made(until=now - timedelta(days=1), key=key), b"", "firm.p12")
        uow.firm.put_own_certificate(old.private_der, old.certificate_der, now, "王")
        uow.commit()
    present = shop.own_certificates.show()
    assert present is not None
    assert present.expired
    path = certificate(shop, tmp_path)
    assert verify(path, RENDERER).valid
    assert RENDERER.signature(path.read_bytes()).key != present.signer.key


@pytest.mark.parametrize(
    ("content", "password", "code"),
    [
        (b"no file of this kind", PASSWORD, "signer-file-unreadable"),
        (countersigner("王", kind="ec").file, b"another", "signer-file-unreadable"),
        (countersigner("王", kind="rsa").file, PASSWORD, "own-certificate-not-p256"),
        (made(until=LATER, key=ec.generate_private_key(ec.SECP384R1())), b"", "own-certificate-not-p256"),
    ],
)
def test_files_that_will_not_do_are_named(shop: Services, content: bytes, password: bytes, code: str) -> None:
    with pytest.raises(UserError, match=code):
        shop.own_certificates.use(content, password, "firm.p12")
    assert shop.own_certificates.show() is None


def test_the_key_lies_nowhere_in_plain(shop: Services) -> None:
    file = countersigner(NAME, kind="ec").file
    shop.own_certificates.use(file, PASSWORD, "firm.p12")
    with shop.session.read() as uow:
        stored = uow.firm.own_certificate()
    assert stored is not None
    assert stored[0] == read_identity(file, PASSWORD, "firm.p12").private_der
    folder = shop.session.folder.path
    for path in folder.rglob("*"):
        if path.is_file():
            assert stored[0][-64:] not in path.read_bytes(), path.name
    assert stored[0].hex() not in str(shop.audit.newest(5))


def test_it_comes_along_with_a_change_of_keys(shop: Services) -> None:
    key = taken(shop)
    shop.keys.change()
    present = shop.own_certificates.show()
    assert present is not None
    assert present.signer.key == key


def test_who_only_witnesses_can_not_change_it(shop: Services) -> None:
    add_people(shop)
    vault = shop.session.folder.path
    shop.close()
    witness = reopened(vault, operator="赵监销", renderer=RENDERER)
    with pytest.raises(Refused, match="role-forbids"):
        witness.own_certificates.use(countersigner("王", kind="ec").file, PASSWORD, "firm.p12")
    witness.close()
