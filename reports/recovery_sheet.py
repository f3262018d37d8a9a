"""The recovery sheet 恢复单: one page to print, sign and lock away. It is neither signed nor kept."""

from app.domain.recovery_sheets import RecoverySheet
from app.i18n import N_
from reports import style
from reports.blocks import TextBlock
from reports.language import made_with
from reports.page import Composed, Furniture
from reports.press import Press
from reports.seals import Seal
from reports.style import TextStyle
from reports.typesetting import Run

TITLE = N_("Recovery Sheet")
_CODE = TextStyle(15, 26, bold=True, colour=style.PRIMARY, align="centre", before=6, after=10)
_RULES = (
    N_("Print this sheet, keep it in a sealed envelope in a safe, and away from the computer and its backups."),
    N_(
        "Whoever has this code and the vault's folder can read everything in it. Do not photograph the sheet, do not "
        "send it, do not keep it as a file."
    ),
    N_(
        "If the passphrase is forgotten: open the vault, choose “Use the recovery code”, type the code. Case, hyphens "
        "and blanks do not matter, nor O for 0 or I for 1."
    ),
    N_("A restored backup opens with the code that was valid when the backup was made."),
    N_("A new recovery code makes this one worthless. Destroy this sheet then, and when the vault has ended."),
)
_BLANK = N_("Date: ____________________")


def recovery_sheet(sheet: RecoverySheet, press: Press) -> Composed:
    """The sheet's page; the caller makes it an archive file."""
    lang, t = press.language, press.language.t
    press.title(t(TITLE), lang.day(lang.local_day(sheet.made_at)))
    press.facts(
        [
            (t("Firm"), f"{sheet.firm}\n{sheet.uscc}"),
            (t("Vault's folder"), sheet.vault),
            (t("Operator"), sheet.operator),
            (t("Code made at"), lang.minute(sheet.made_at)),
        ]
    )
    press.facts([(t("Vault"), sheet.vault_id)], pairs_a_row=1)
    press.heading(lang.heading(1, t("Recovery code")))
    press.figure(TextBlock([Run(sheet.code, bold=True)], _CODE, press.doubtful))
    press.heading(lang.heading(2, t("How to keep and use it")))
    press.items([t(one) for one in _RULES])
    with press.together():
        press.heading(lang.heading(3, t("Where it is kept")))
        press.seals(
            [
                Seal(t("Printed and sealed by"), "", (t(_BLANK),)),
                Seal(t("Received for safe keeping by"), "", (t("Place: ____________________"), t(_BLANK))),
            ]
        )
    press.note(made_with(sheet.made_at, sheet.program_version, t))
    return press.compose(Furniture(t(TITLE), sheet.firm, t("Vault"), sheet.vault_id[:8], None, ""))
