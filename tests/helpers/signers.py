"""People's certificates as PKCS#12 files, as a certificate authority would give them out."""

from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from app.domain.countersignatures import Countersigner

PASSWORD = b"p12-password"


def countersigner(name: str, reason: str = "", *, kind: str = "rsa") -> Countersigner:
    """A signer with a key of its own ("rsa" or "ec")."""
    key = rsa.generate_private_key(65537, 2048) if kind == "rsa" else ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "上海数字证书认证中心")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2036, 1, 1, tzinfo=UTC))
        .sign(key, SHA256())
    )
    encryption = BestAvailableEncryption(PASSWORD)
    file = pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, None, encryption)
    return Countersigner(file, PASSWORD, "signer.p12", reason)
