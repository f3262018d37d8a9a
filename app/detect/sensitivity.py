"""The firm's own grading of what a column holds, and beside it what PIPL article 28 calls sensitive."""

from app.domain.words import PiType, Sensitivity

# PIPL 28 names biometrics, religion, specific identity, health, financial accounts, whereabouts and children under 14.
PIPL_SENSITIVE = frozenset(
    {
        PiType.BIOMETRIC,
        PiType.RELIGION,
        PiType.HEALTH,
        PiType.FINANCIAL_ACCOUNT,
        PiType.BANK_CARD,
        PiType.LOCATION_TRACK,
        PiType.MINOR,
    }
)
_SENSITIVE = PIPL_SENSITIVE | {
    PiType.CN_RESIDENT_ID,
    PiType.CN_PASSPORT,
    PiType.HK_MACAU_PERMIT,
    PiType.TAIWAN_PERMIT,
}
_IMPERSONAL = frozenset(
    {
        PiType.ORG_NAME,
        PiType.USCC,
        PiType.POSTCODE,
        PiType.AMOUNT,
        PiType.EVENT_DATE,
        PiType.ORDER_NUMBER,
        PiType.OTHER,
    }
)


def grade_of(kind: PiType) -> Sensitivity:
    """The grade of a column of the type, taken alone."""
    return Sensitivity.SENSITIVE if kind in _SENSITIVE else Sensitivity.GENERAL


def is_pi_sensitive(kind: PiType) -> bool:
    """Whether PIPL article 28 calls it sensitive personal information."""
    return kind in PIPL_SENSITIVE


def is_personal(kind: PiType) -> bool:
    """Whether a cell of the type tells something of a person; free text may."""
    return kind not in _IMPERSONAL
