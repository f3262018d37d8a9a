"""Texts that outlive every destruction, on certificates and in registers: nobody may be named in them."""

from collections.abc import Iterable

from app.detect import texts
from app.domain.words import PiType
from app.storage.unit_of_work import UnitOfWork

# What tells of one person beyond doubt.
OF_SOMEBODY = frozenset(
    {
        PiType.CN_RESIDENT_ID,
        PiType.CN_PASSPORT,
        PiType.HK_MACAU_PERMIT,
        PiType.TAIWAN_PERMIT,
        PiType.MOBILE_PHONE,
        PiType.EMAIL,
        PiType.BANK_CARD,
        PiType.WECHAT_ID,
        PiType.QQ_NUMBER,
        PiType.LICENCE_PLATE,
    }
)


def tells_of_somebody(text: str) -> bool:
    """Whether a number or an address in the text is one person's; a name alone can be anybody's."""
    return any(span.type in OF_SOMEBODY for span in texts.find(text))


def names_a_customer(uow: UnitOfWork, said: Iterable[str]) -> bool:
    """Whether a text holds a customer's name, or what is one person's anyway."""
    written = [text for text in said if text]
    return any(map(tells_of_somebody, written)) or uow.customers.named_in("\n".join(written))
