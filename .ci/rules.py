"""Makes and signs rule packs, for whoever publishes them: resources/rules/SIGNING.md says how.

python .ci/rules.py key PRIVATE.pem PUBLIC.pem     a new key pair; the public part is what the program pins
python .ci/rules.py sign PRIVATE.pem FOLDER OUT    the TOML files of FOLDER as one signed file
"""

import sys
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.domain.rule_packs import parse_pack
from app.formats.pack_files import PackFile, detached, pack_payload
from app.vault.jws import sign_jws


def main(arguments: list[str]) -> int:
    match arguments:
        case ["key", private, public]:
            make_key(Path(private), Path(public))
        case ["sign", private, folder, out]:
            sign(Path(private), Path(folder), Path(out))
        case _:
            sys.stderr.write(__doc__ or "")
            return 2
    return 0


def make_key(private: Path, public: Path) -> None:
    """A new P-256 key pair; the private file is readable by its owner only, and neither is written over."""
    key = ec.generate_private_key(ec.SECP256R1())
    with private.open("xb") as target:
        private.chmod(0o600)
        target.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with public.open("xb") as target:
        target.write(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def sign(private: Path, folder: Path, out: Path) -> None:
    """The pack of a folder, checked by the program's own schema, then signed."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.toml")}
    pack = parse_pack(texts)
    payload = pack_payload(texts)
    key = load_pem_private_key(private.read_bytes(), password=None)
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    spki = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    token = sign_jws(payload.encode(), der, sha256(spki).hexdigest())
    out.write_bytes(PackFile(payload, detached(token)).content())
    sys.stdout.write(f"{out}: {pack.version}, {len(pack.rules)} rules, {len(pack.tasks)} tasks\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
