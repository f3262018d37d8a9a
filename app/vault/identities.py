"""A firm's own certificate with its key, out of a PKCS#12 file (RFC 7292) as a certificate authority gives it out."""

from dataclasses import dataclass, field
from datetime import date, datetime

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from app.errors import UserError


@dataclass(frozen=True, slots=True)
class Identity:
    """`private_der` is PKCS#8, `public_der` SPKI, `certificate_der` X.509; the names are those in the certificate."""

    private_der: bytes = field(repr=False)
    public_der: bytes
    certificate_der: bytes
    name: str
    issuer: str
    valid_from: datetime
    valid_until: datetime

    @property
    def last_day(self) -> date:
        """The day on which it ends, where the user sits."""
        return self.valid_until.astimezone().date()

    def is_valid(self, at: datetime) -> bool:
        """Whether the certificate's own period covers this instant."""
        return self.valid_from <= at <= self.valid_until


def read_identity(content: bytes, password: bytes, name: str) -> Identity:
    """The identity in a PKCS#12 file; `name` is the file's, for the message.

    Raises UserError: "signer-file-unreadable" (no such file, or another password), "own-certificate-not-p256" (its key
    is of a kind that the page that verifies does not know).
    """
    try:
        private, certificate, _ = pkcs12.load_key_and_certificates(content, password)
    except ValueError as error:
        raise UserError("signer-file-unreadable", file=name) from error
    if private is None or certificate is None:
        raise UserError("signer-file-unreadable", file=name)
    if not isinstance(private, ec.EllipticCurvePrivateKey) or not isinstance(private.curve, ec.SECP256R1):
        raise UserError("own-certificate-not-p256", file=name)
    der = private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return identity_of(der, certificate.public_bytes(serialization.Encoding.DER))


def identity_of(private_der: bytes, certificate_der: bytes) -> Identity:
    """The identity of a stored key and its certificate."""
    certificate = x509.load_der_x509_certificate(certificate_der)
    public = certificate.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return Identity(
        private_der,
        public,
        certificate_der,
        _name(certificate.subject),
        _name(certificate.issuer),
        certificate.not_valid_before_utc,
        certificate.not_valid_after_utc,
    )


def identity_file(private_der: bytes, certificate_der: bytes, password: bytes) -> bytes:
    """A PKCS#12 file with this key and certificate, as `read_identity` takes it."""
    key = serialization.load_der_private_key(private_der, None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    certificate = x509.load_der_x509_certificate(certificate_der)
    encryption = serialization.BestAvailableEncryption(password)
    return pkcs12.serialize_key_and_certificates(None, key, certificate, None, encryption)


def _name(name: x509.Name) -> str:
    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        found = name.get_attributes_for_oid(oid)
        if found:
            return str(found[0].value)
    return name.rfc4514_string()
