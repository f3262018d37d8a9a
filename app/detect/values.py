"""Single values: what a number proves about itself by its form, date, region and check digit."""

import re
from collections.abc import Collection
from datetime import date

from app.detect import dates, places
from app.detect.joined import joined, parted

_WIDE = {0xFF01 + offset: 0x21 + offset for offset in range(94)} | {0x3000: 0x20, 0xA0: 0x20}
_WIDE_SIGN = re.compile("[\uff01-\uff5e\u3000\xa0]")
_HAS_WIDE = _WIDE_SIGN.search
_BETWEEN_DIGITS = " -‐–—－\t"
_SEPARATORS = str.maketrans("", "", _BETWEEN_DIGITS)
ENDS = " \t\r\n'`‘’\u200b\ufeff\u202a\u202c\u202d"
"""What stands around a cell's text without being of it: spaces, a spreadsheet's text mark, marks of direction."""
_BETWEEN = re.compile(r"[/、,，;；|\s]+")

_MONTH_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_ID18 = re.compile(rf"[1-9]\d{{5}}(?:19|20)\d{{2}}{_MONTH_DAY}\d{{3}}[\dXx]")
_ID15 = re.compile(rf"[1-9]\d{{7}}{_MONTH_DAY}\d{{3}}")
EMAIL_BODY = r"[A-Za-z0-9][A-Za-z0-9._%+-]*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
_EMAIL = re.compile(EMAIL_BODY)
# Prefixes that the ministry has given out; 154, 160, 179 and the like are nobody's.
MOBILE_BODY = r"1(?:3\d|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])\d{8}"
_MOBILE = re.compile(rf"(?:\+?86|0086)?{MOBILE_BODY}")
MOBILE_EXTENSION = r"(?:[-#]\d{2,4}|\s?(?:转|分机)\s?\d{1,6}|[,，]\d{2,4}|\s?[\[(（](?:转|分机)?\d{3,6}[\])）])"
"""What shops' platforms put behind a number that stands for the buyer's own: 17813697406-8205."""
_MOBILE_EXTENDED = re.compile(rf"(?:\+?86|0086)?{MOBILE_BODY}{MOBILE_EXTENSION}")
_EXTENSION = r"(?:\s*(?:转|分机|[-－—]|ext\.?|x|#|\(|（)\s*\d{1,6}\s*[)）]?)"
# 010 and 02x are followed by eight digits, other areas by seven or eight.
_LANDLINE = re.compile(
    rf"(?:(?:\+?86|0086)[- ]?)?[(（]?0?(?:10|2[0-57-9])[)）]?[- —]{{0,2}}[2-9]\d{{3}}[- ]?\d{{4}}{_EXTENSION}?"
    rf"|(?:(?:\+?86|0086)[- ]?)?[(（]?0?[3-9]\d{{2}}[)）]?[- —]{{0,2}}[2-9]\d{{2,3}}[- ]?\d{{4}}{_EXTENSION}?",
    re.IGNORECASE,
)
_SERVICE_NUMBER = re.compile(r"[48]00[- ]?\d{3}[- ]?\d{4}|[48]00[- ]?\d{4}[- ]?\d{3}")
_LOCAL_LANDLINE = re.compile(rf"9[56]\d{{3,6}}|1[02]\d{{3}}|[2-8]\d{{2,3}}-?\d{{4}}{_EXTENSION}?", re.IGNORECASE)
# Hong Kong and Macau (eight digits), Taiwan (nine or ten with the nought), and any number with a country's in front.
_ABROAD = re.compile(
    r"(?:\+|00)?[(（]?85[23][)）]?[- ]?[2-9]\d{3}[- ]?\d{4}|9\d{7}|[2-9]\d{3} \d{4}"
    r"|(?:(?:\+|00)?886[- ]?[(（]?0?|[(（]?0)[2-9](?:[-)） ]{0,2}\d){7,8}"
    r"|\+(?!86)[1-9](?:[-. ()]{0,2}\d){7,14}"
)
# Issuers' prefixes: UnionPay 62 and the older local ones, Visa, Mastercard, JCB, American Express.
_ISSUER = re.compile(r"62\d{12,17}|4\d{15}|5[1-5]\d{14}|35\d{14}|3[47]\d{13}|9558\d{12,15}|6[0589]\d{14,17}")
_UNIONPAY = re.compile(r"62\d{14,17}")
_DOUBLED = bytes(
    48 + (digit * 2 if digit < 5 else digit * 2 - 9) if 0 <= (digit := code - 48) <= 9 else code for code in range(256)
)
# Registering authority and kind of body (GB 32100), then the region, then the organisation's own code.
_USCC = re.compile(
    r"(?:1[1239]|2[19]|3[1-59]|4[19]|5[1239]|6[129]|7[129]|8[19]|9[1239]|A[19]|N[1239]|Y[19])\d{6}[0-9A-HJ-NPQRTUWXY]{10}"
)
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_BASE34 = str.maketrans(_USCC_ALPHABET, "0123456789ABCDEFGHIJKLMNOPQRSTU")
PLATE_BODY = (
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使][A-HJ-NP-Za-hj-np-z][·•.\s-]?"
    r"(?:[DFdf][A-HJ-NP-Za-hj-np-z0-9]\d{4}|\d{5}[DFdf]|[A-HJ-NP-Za-hj-np-z0-9]{4}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳领])"
)
_PLATE = re.compile(PLATE_BODY)
PASSPORT_BODY = r"(?:[EG]\d{8}|E[A-HJ-NP-Z]\d{7}|D[E]?\d{7,8}|[SP]\d{7,8}|P[E]\d{7}|S[E]\d{7}|K\d{8}|1[45]\d{7})"
_PASSPORT = re.compile(PASSPORT_BODY)
HK_MACAU_BODY = r"(?:C[A-Z0-9]\d{7}|W\d{8}|[HM]\d{10}|[HM]\d{8})"
_HK_MACAU = re.compile(HK_MACAU_BODY)
_TAIWAN = re.compile(r"[LT]\d{8}|\d{8}|\d{10}(?:[A-Z]|\([A-Z0-9]\))?")


def narrow(text: str) -> str:
    """Full-width letters, digits and spaces as ASCII; every character keeps its place."""
    return text if text.isascii() or _HAS_WIDE(text) is None else text.translate(_WIDE)


def narrowed(texts: Collection[str]) -> list[str]:
    """`narrow` of many texts: each full-width sign is replaced in all of them at once."""
    whole = joined(texts)
    return [*map(narrow, texts)] if whole is None else parted(_narrowed(whole))


def _narrowed(whole: str) -> str:
    found = _HAS_WIDE(whole)
    while found:
        whole = whole.replace(found[0], chr(_WIDE[ord(found[0])]))
        found = _HAS_WIDE(whole, found.start())
    return whole


def compact(text: str) -> str:
    """Narrowed, without spaces and hyphens: how a number is compared."""
    return text if text.isascii() and text.isalnum() else narrow(text).translate(_SEPARATORS)


def compacted(texts: Collection[str]) -> list[str]:
    """`compact` of many texts."""
    whole = joined(texts)
    if whole is None:
        return [*map(compact, texts)]
    whole = _narrowed(whole)
    for sign in _BETWEEN_DIGITS:
        whole = whole.replace(sign, "")
    return parted(whole)


def is_resident_id(text: str) -> bool:
    """Whether it is an 18-digit ID (GB 11643: region, date, check digit) or one of the older 15 digits."""
    number = compact(text)
    if len(number) == 18:
        # The cheapest proof first: ten numbers in eleven fail it, and IDs are most of what is asked.
        if _ID18.fullmatch(number) is None or not id_check_digit(number):
            return False
        return (number[12:14] < "29" and number[6:10] < "2020" and places.is_region(number)) or (
            birth_date_of_id(number) is not None
        )
    return len(number) == 15 and _ID15.fullmatch(number) is not None and birth_date_of_id(number) is not None


def id_check_digit(number: str) -> bool:
    """Whether the 18th character is right (ISO 7064 MOD 11-2)."""
    # The weights are powers of 2, and 13 is 2 modulo 11: as stdnum.cn.ric has it, without a call for each cell.
    return "10X98765432"[2 * int(number[:17], 13) % 11] == number[17].upper()


def birth_date_of_id(text: str) -> date | None:
    """The birth date inside a resident ID; None where date or region can't be. The check digit is not looked at."""
    number = compact(text)
    if len(number) == 15:
        number = number[:6] + "19" + number[6:]
    if not number[:14].isdecimal() or not places.is_region(number[:6]):
        return None
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born if 1900 <= born.year <= dates.today().year else None


def is_mobile(text: str) -> bool:
    if _MOBILE.fullmatch(text) is not None or _MOBILE.fullmatch(compact(text)) is not None:
        return True
    return len(text) > 12 and _MOBILE_EXTENDED.fullmatch(narrow(text)) is not None


def are_mobiles(text: str) -> bool:
    """Whether a cell holds one mobile number or several: 13812345678/13912345678."""
    return is_mobile(text) or (len(text) > 22 and all(map(is_mobile, _BETWEEN.split(text))))


def is_landline(text: str) -> bool:
    """Whether it is a landline with its area code, or a 400 or 800 number; an extension may follow."""
    number = narrow(text).strip()
    if _SERVICE_NUMBER.fullmatch(number):
        return True
    return number[:1] in "0(（+8" and _LANDLINE.fullmatch(number) is not None


def is_local_landline(text: str) -> bool:
    """Whether it could be a landline without its area code: seven or eight digits prove nothing alone."""
    return _LOCAL_LANDLINE.fullmatch(narrow(text).strip()) is not None


def is_phone_abroad(text: str) -> bool:
    """Whether it could be a phone number of Hong Kong, Macau, Taiwan or further off, under a header that says so."""
    return _ABROAD.fullmatch(narrow(text).strip()) is not None


def is_email(text: str) -> bool:
    return _EMAIL.fullmatch(narrow(text).strip()) is not None


def luhn(number: str) -> bool:
    """Whether the digits' Luhn sum is right."""
    digits = number.encode()
    plain, doubled = digits[::-2], digits[-2::-2].translate(_DOUBLED)
    return (sum(plain) + sum(doubled) - 48 * len(digits)) % 10 == 0


def is_bank_card(text: str) -> bool:
    """Whether it is a card number: an issuer's prefix and length, and the Luhn digit right."""
    number = compact(text)
    if _ISSUER.fullmatch(number) is None or not luhn(number):
        return False
    return len(number) != 18 or not (_is_id_shaped(number) or _is_uscc_shaped(number))


def _is_id_shaped(number: str) -> bool:
    """Eighteen digits with a region and a birth date in them are an ID, or a mistyped one, never a card."""
    return len(number) == 18 and _ID18.fullmatch(number) is not None and birth_date_of_id(number) is not None


def _is_uscc_shaped(code: str) -> bool:
    """Whether authority and, of digits alone, region are those of a credit code; its check character may be wrong."""
    return _USCC.fullmatch(code) is not None and (not code[:17].isdecimal() or places.is_registry(code[2:8]))


def has_issuer(text: str) -> bool:
    """Whether it begins and is as long as cards of some issuer; its check digit may be wrong."""
    return _ISSUER.fullmatch(compact(text)) is not None


def is_misread(text: str) -> bool:
    """Whether it has all of an ID, card or credit code but the check digit: mistyped, or rounded by a spreadsheet."""
    number = compact(text).upper()
    if _is_id_shaped(number):
        return not id_check_digit(number)
    if _is_uscc_shaped(number):
        return not uscc_check_character(number)
    return _UNIONPAY.fullmatch(number) is not None and not luhn(number)


def is_uscc(text: str) -> bool:
    """Whether it is a unified social credit code (GB 32100): authority and check character right.

    One in 31 numbers of 18 digits has a right check character by chance, so digits alone must name a region as well,
    and are none where they are an ID with a wrong check digit.
    """
    code = compact(text).upper()
    if not _is_uscc_shaped(code) or not uscc_check_character(code):
        return False
    return not (code[:17].isdecimal() and _is_id_shaped(code))


def uscc_check_character(code: str) -> bool:
    """Whether the 18th character is right: weights 3^i mod 31, and 34 is 3 modulo 31."""
    total = int(code[16::-1].translate(_USCC_BASE34), 34)
    return _USCC_ALPHABET[-total % 31] == code[17]


def is_plate(text: str) -> bool:
    return _PLATE.fullmatch(narrow(text).strip()) is not None


def is_passport(text: str) -> bool:
    return _PASSPORT.fullmatch(compact(text).upper()) is not None


def is_lettered_passport(text: str) -> bool:
    """A passport that shows by itself: E, G, D, S or P and the digits; the old ones of digits alone do not."""
    return not text[:1].isdecimal() and is_passport(text)


def is_hk_macau_permit(text: str) -> bool:
    """港澳通行证 (C, W) or 回乡证 (H, M)."""
    return _HK_MACAU.fullmatch(narrow(text).replace(" ", "").upper()) is not None


def is_taiwan_permit(text: str) -> bool:
    """台胞证 (eight digits) or 往来台湾通行证 (L, T); eight digits alone prove nothing."""
    return _TAIWAN.fullmatch(compact(text).upper()) is not None
