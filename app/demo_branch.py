"""The demonstration's second vault, of a branch: everything in it is destroyed, then the vault itself."""

from contextlib import closing
from pathlib import Path

from app.bootstrap import create_vault, open_vault
from app.domain.documents import Renderer
from app.domain.firm import Firm
from app.domain.legal_bases import LegalBasis
from app.domain.origins import Origin
from app.domain.words import Closure
from app.formats.samples.office import write_branch
from app.formats.samples.people import uscc_check
from app.jobs import Progress
from app.vault.keys import Kdf
from app.vault.secret import Secret

_CODE = "91310115MA1H8NQ8B"
BRANCH = Firm("上海禾木亲子文化有限公司浦东分公司", _CODE + uscc_check(_CODE), Closure.DEREGISTRATION)

ORIGIN = Origin(source="分公司门店", purpose="提供课程与商品", legal_basis=LegalBasis.CONTRACT)


def end_branch(
    vault: Path, sample: Path, out: Path, operator: tuple[str, Secret], *,
    renderer: Renderer, language: str, progress: Progress, kdf: Kdf,
) -> None:  # fmt: skip
    """Open a vault for the branch, destroy its records, and end it: the certificates are left in `out`.

    One person stands in every role, as in a small firm; the papers say so.
    """
    name, secret = operator
    create_vault(vault, firm=BRANCH, operator=name, passphrase=secret, kdf=kdf)
    with closing(open_vault(vault, secret, operator=name, renderer=renderer)) as services:
        services.imports.run(write_branch(sample), origin=ORIGIN, progress=progress)
        services.classification.accept(progress=progress)
        order = services.destruction.prepare(None, progress=progress).order
        services.destruction.approve(order, services.session.signer)
        services.destruction.execute(order, out, language=language, progress=progress)
        while services.endings.status().missing:
            services.endings.sign(services.session.signer)
        services.endings.execute(out, BRANCH.name, language=language)
