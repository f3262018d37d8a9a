"""Signing keys as a vault makes them: for documents, with a self-signed certificate, and for people under an order."""

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.domain.documents import DocumentKey
from app.domain.evidence import SignedBy
from app.domain.words import Role
from app.vault.signing import fingerprint, new_signing_key, public_of, sign
from tests.helpers.evidence import NOW


def document_key(name: str = "上海远帆工程咨询有限公司") -> DocumentKey:
    """A new key every time; its certificate is valid from a day before NOW."""
    private = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=365 * 30))
        .add_extension(usage, critical=True)
        .sign(private, hashes.SHA256())
    )
    return DocumentKey(
        private.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
        certificate.public_bytes(serialization.Encoding.DER),
    )


def signed_by_two(order_hash: bytes, at: datetime) -> tuple[SignedBy, ...]:
    """The handler's and the approver's signature under an order, with keys of their own."""
    made = []
    for role, name in ((Role.HANDLER, "王经办"), (Role.APPROVER, "李审批")):
        key = new_signing_key()
        public = public_of(key)
        made.append(SignedBy(role, name, at, fingerprint(public), sign(key, order_hash).hex(), public.hex()))
    return tuple(made)
