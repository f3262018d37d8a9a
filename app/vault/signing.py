"""Signatures: ECDSA P-256 with SHA-256, the one algorithm that PDF readers, browsers and JWS all check."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from app.vault.secret import Secret

CERTIFICATE_YEARS = 30


def new_signing_key() -> bytes:
    """A new P-256 private key in PKCS#8 DER."""
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def public_of(private_der: bytes) -> bytes:
    """The public key of a private one, as SPKI DER."""
    return (
        _private(private_der)
        .public_key()
        .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    )


def sign(private_der: bytes, data: bytes) -> bytes:
    """An ECDSA signature in DER over SHA-256 of the data."""
    return _private(private_der).sign(data, ec.ECDSA(SHA256()))


def verify(public: bytes, signature: bytes, data: bytes) -> bool:
    """Whether the SPKI DER key made this signature over the data; False also for what is no P-256 key."""
    try:
        key = serialization.load_der_public_key(public)
    except (ValueError, UnsupportedAlgorithm):
        return False
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        return False
    try:
        key.verify(signature, data, ec.ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def fingerprint(public: bytes) -> str:
    """SHA-256 of the SPKI DER in hex: what people compare."""
    return hashlib.sha256(public).hexdigest()


def firm_certificate(private_der: bytes, firm: str, uscc: str, now: datetime) -> bytes:
    """A self-signed X.509 certificate (DER) for the firm's key, valid for 30 years: documents outlive the firm."""
    key = _private(private_der)
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, firm[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, _cut(firm, 64)),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, uscc),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    start = now.astimezone(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start - timedelta(days=1))
        .not_valid_after(start + timedelta(days=365 * CERTIFICATE_YEARS + CERTIFICATE_YEARS // 4))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return builder.sign(key, SHA256()).public_bytes(serialization.Encoding.DER)


@dataclass(frozen=True, slots=True)
class Signer:
    """An operator whose passphrase was given: signs in its name. `public` is SPKI DER."""

    name: str
    public: bytes
    private: Secret

    def sign(self, data: bytes) -> bytes:
        """An ECDSA signature in DER over SHA-256 of the data."""
        return sign(self.private.reveal(), data)


def _cut(text: str, most: int) -> str:
    """The beginning of a text that has at most so many bytes; X.520's bound on common names, counted in UTF-8."""
    return text.encode()[:most].decode(errors="ignore")


def _private(der: bytes) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_der_private_key(der, None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key
