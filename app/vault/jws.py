"""Signed statements: compact JWS (RFC 7515) with ES256, the public key in the header.

No trust store: opening says which key signed, the reader compares its fingerprint with the one the firm published.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_private_key,
    load_pem_public_key,
)
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from app.errors import Damaged

_REGISTRY = jws.JWSRegistry(algorithms=["ES256"])
# joserfc stops at 128 kB; a large order's evidence with its groups and surviving copies may be longer.
_REGISTRY.max_payload_length = 16 * 1024 * 1024
_HEADER = {"alg", "typ", "kid", "jwk"}
_KEY = {"kty", "crv", "x", "y"}


@dataclass(frozen=True, slots=True)
class Opened:
    """A JWS whose form is right: `ok` says whether the signature holds under the key it carries (SPKI DER)."""

    payload: bytes
    public_der: bytes
    kid: str
    ok: bool


def sign_jws(payload: bytes, private_der: bytes, kid: str) -> str:
    """The payload signed with a P-256 key (PKCS#8 DER); `kid` is the fingerprint of its public key."""
    private = load_der_private_key(private_der, password=None)
    if not isinstance(private, ec.EllipticCurvePrivateKey):
        raise Damaged("key-not-p256")
    public = ECKey.import_key(private.public_key())
    header = {"alg": "ES256", "typ": "JOSE", "kid": kid, "jwk": public.as_dict(private=False)}
    return jws.serialize_compact(header, payload, ECKey.import_key(private), registry=_REGISTRY)


def public_der(pem: bytes) -> bytes:
    """A public key's PEM as SPKI DER, as `Opened` gives it."""
    return load_pem_public_key(pem).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def open_jws(token: bytes | str) -> Opened:
    """Take a JWS apart and try its signature.

    Raises Damaged("jws-malformed") where it is no JWS of this program: other algorithms, unknown header members,
    a private key in the header, base64url that is not in its one canonical form (else flips would go unnoticed).
    """
    try:
        text = token if isinstance(token, str) else token.decode("ascii")
        head, body, signature = text.split(".")
        header = json.loads(_decoded(head))
        payload = _decoded(body)
        _decoded(signature)
        key = _public_key(header)
        public = _spki(key)
    except (ValueError, TypeError, KeyError, RecursionError, JoseError) as error:
        raise Damaged("jws-malformed") from error
    kid = str(header["kid"])
    return Opened(payload, public, kid, kid == sha256(public).hexdigest() and _holds(text, key))


def _decoded(part: str) -> bytes:
    try:
        data = urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except Base64Error as error:
        raise ValueError("not base64url") from error
    if urlsafe_b64encode(data).rstrip(b"=").decode() != part:
        raise ValueError("not canonical base64url")
    return data


def _public_key(header: dict[str, object]) -> ECKey:
    if set(header) != _HEADER or header["alg"] != "ES256":
        raise ValueError("unexpected header")
    jwk = header["jwk"]
    if not isinstance(jwk, dict) or set(jwk) - {"kid"} != _KEY or jwk["crv"] != "P-256":
        raise ValueError("unexpected key")
    return ECKey.import_key({name: str(jwk[name]) for name in _KEY})


def _spki(key: ECKey) -> bytes:
    return key.public_key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _holds(text: str, key: ECKey) -> bool:
    try:
        jws.deserialize_compact(text, key, registry=_REGISTRY)
    except JoseError:
        return False
    return True
