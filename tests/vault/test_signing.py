"""Signatures and the firm's certificate."""

from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import NameOID

from app.vault.signing import fingerprint, firm_certificate, new_signing_key, public_of, sign, verify

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def test_a_signature_holds_for_its_key_and_data_only() -> None:
    private, other = new_signing_key(), new_signing_key()
    signature = sign(private, b"order")
    assert verify(public_of(private), signature, b"order")
    assert not verify(public_of(private), signature, b"Order")
    assert not verify(public_of(other), signature, b"order")
    for at in range(len(signature)):
        assert not verify(
            public_of(private), signature[:at] + bytes([signature[at] ^ 1]) + signature[at + 1 :], b"order"
        )


def test_other_kinds_of_keys_are_not_accepted() -> None:
    def spki(key: ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey) -> bytes:
        return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)

    signature = sign(new_signing_key(), b"")
    assert not verify(b"", signature, b"")
    assert not verify(b"\x30\x00", signature, b"")
    assert not verify(spki(ed25519.Ed25519PrivateKey.generate().public_key()), signature, b"")
    assert not verify(spki(ec.generate_private_key(ec.SECP384R1()).public_key()), signature, b"")


def test_certificate_names_the_firm_and_outlives_it() -> None:
    private = new_signing_key()
    name = "很长" * 40
    certificate = x509.load_der_x509_certificate(firm_certificate(private, name, "91110000600037341L", NOW))
    certificate.verify_directly_issued_by(certificate)
    spki = certificate.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    assert fingerprint(spki) == fingerprint(public_of(private))
    (organization,) = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    (common,) = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    assert (organization.value, common.value) == ("很长" * 32, "很长" * 10 + "很")
    assert certificate.not_valid_before_utc < NOW
    assert certificate.not_valid_after_utc.year == 2056
