"""Which of the contract's fields a column fills."""

from app.detect import headers
from app.domain.words import Field, PiType

_BY_TYPE = {
    PiType.PERSON_NAME: Field.NAME,
    PiType.ORG_NAME: Field.ORG,
    PiType.CN_RESIDENT_ID: Field.ID_NUMBER,
    PiType.CN_PASSPORT: Field.ID_NUMBER,
    PiType.HK_MACAU_PERMIT: Field.ID_NUMBER,
    PiType.TAIWAN_PERMIT: Field.ID_NUMBER,
    PiType.MOBILE_PHONE: Field.PHONE,
    PiType.LANDLINE_PHONE: Field.PHONE,
    PiType.EMAIL: Field.EMAIL,
    PiType.ADDRESS: Field.ADDRESS,
    PiType.AMOUNT: Field.AMOUNT,
    PiType.EVENT_DATE: Field.DATE,
    PiType.FREE_TEXT: Field.NOTE,
}


def field_for(header: str, kind: PiType) -> Field | None:
    """The field of a column: by its type, by its header where the type leaves it open; None where it fills none."""
    hint = headers.hint(header)
    if hint is not None and (hint.type is kind or kind is PiType.OTHER or hint.field is _BY_TYPE.get(kind)):
        return hint.field
    return _BY_TYPE.get(kind)
