"""Commands on the certificate that signs the pages of documents: the vault's, or one of the firm's own."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.invocation import Invocation, invocation, read_passphrase
from app.commands.lines import pairs
from app.domain.evidence import PageSigner
from app.i18n import N_
from app.services.own_certificates import signer_file

app = typer.Typer()
signing_app = typer.Typer()


@signing_app.callback(help=N_("The certificate that signs the pages: the vault's, or the firm's own from PKCS#12."))
def signing(context: typer.Context, vault: Path) -> None:
    context.meta["vault"] = vault


@signing_app.command("show", help=N_("Which certificate signs the pages."))
def show(context: typer.Context) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        found = services.own_certificates.show()
    _give(call, found.signer if found else None, expired=bool(found and found.expired))


@signing_app.command("use", help=N_("Sign pages with the certificate of a PKCS#12 file (P-256) from now on."))
def use(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=N_("The PKCS#12 file (.p12, .pfx)."))],
    signer_password_file: Annotated[Path, typer.Option()],
) -> None:
    call = invocation(context)
    content, password = signer_file(file), read_passphrase(signer_password_file).reveal()
    with call.unlocked(context.meta["vault"]) as services:
        signer = services.own_certificates.use(content, password, file.name)
    _give(call, signer)


@signing_app.command("drop", help=N_("Sign pages with the vault's own certificate again."))
def drop(context: typer.Context) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        services.own_certificates.drop()
    _give(call, None)


def _give(call: Invocation, signer: PageSigner | None, *, expired: bool = False) -> None:
    lines = [call.tr("Pages are signed with the vault's own certificate.")]
    if signer is not None:
        lines = list(pairs([("name", signer.name), ("issuer", signer.issuer), ("key", signer.key)]))
    call.give({"page_signer": signer, "expired": expired}, lines)


app.add_typer(signing_app, name="signing")
