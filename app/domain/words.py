"""The contract's words: the values that files, commands and screens share."""

from enum import StrEnum


class Closure(StrEnum):
    """Why the firm's customer records are closed."""

    DEREGISTRATION = "deregistration"
    GROUP_SUBSIDIARY = "group-subsidiary"
    TRANSFER = "transfer"
    ADDRESS_CANCELLATION = "address-cancellation"
    MERGER = "merger"


class Kind(StrEnum):
    """What kind of record it is."""

    BASIC = "basic"
    TRANSACTION = "transaction"
    SERVICE = "service"
    CONTRACT = "contract"
    ACCOUNTING = "accounting"
    CORRESPONDENCE = "correspondence"
    OTHER = "other"


class Sensitivity(StrEnum):
    """The firm's own internal grade, in rising order; not the grading of the Data Security Law."""

    GENERAL = "general"
    SENSITIVE = "sensitive"
    CORE = "core"


class Disposition(StrEnum):
    """What may and must happen to a record."""

    KEEP = "keep"
    ARCHIVE = "archive"
    RESTRICT = "restrict"
    TRANSFER = "transfer"
    DESTROY = "destroy"


class State(StrEnum):
    """What has happened to a record so far; destroyed records exist as stubs only."""

    IMPORTED = "imported"
    CLASSIFIED = "classified"
    ARCHIVED = "archived"
    RESTRICTED = "restricted"
    TRANSFERRED = "transferred"
    DESTROYED = "destroyed"


class Role(StrEnum):
    """What an operator is."""

    HANDLER = "handler"
    APPROVER = "approver"
    WITNESS = "witness"
    VIEWER = "viewer"


class OrderState(StrEnum):
    """The states of a destruction order, in their order; an order that waits for nothing skips `waiting`."""

    DRAFT = "draft"
    APPRAISED = "appraised"
    APPROVED = "approved"
    WAITING = "waiting"
    EXECUTING = "executing"
    VERIFIED = "verified"
    WITNESSED = "witnessed"
    CERTIFIED = "certified"
    WITHDRAWN = "withdrawn"


class NoticeKind(StrEnum):
    """What customers are told: PIPL 22, PIPL 23, the firm's own promise, PIPL 17 and 47, PIPL 57."""

    SUCCESSION = "succession"
    PROVISION = "provision"
    DESTRUCTION = "destruction"
    CLOSING = "closing"
    BREACH = "breach"


class PiType(StrEnum):
    """Types of personal information that a column or a span can have (the contract's list)."""

    PERSON_NAME = "person_name"
    ORG_NAME = "org_name"
    CN_RESIDENT_ID = "cn_resident_id"
    CN_PASSPORT = "cn_passport"
    HK_MACAU_PERMIT = "hk_macau_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    MOBILE_PHONE = "mobile_phone"
    LANDLINE_PHONE = "landline_phone"
    EMAIL = "email"
    ADDRESS = "address"
    POSTCODE = "postcode"
    BANK_CARD = "bank_card"
    USCC = "uscc"
    WECHAT_ID = "wechat_id"
    QQ_NUMBER = "qq_number"
    LICENCE_PLATE = "licence_plate"
    BIRTH_DATE = "birth_date"
    GENDER = "gender"
    AGE = "age"
    ETHNICITY = "ethnicity"
    RELIGION = "religion"
    HEALTH = "health"
    BIOMETRIC = "biometric"
    LOCATION_TRACK = "location_track"
    FINANCIAL_ACCOUNT = "financial_account"
    MINOR = "minor"
    AMOUNT = "amount"
    EVENT_DATE = "event_date"
    ORDER_NUMBER = "order_number"
    FREE_TEXT = "free_text"
    OTHER = "other"


class Field(StrEnum):
    """The fields that `--map` takes; a column that maps to none keeps its header as its name."""

    NAME = "name"
    ORG = "org"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    CODE = "code"
    DATE = "date"
    END_DATE = "end_date"
    AMOUNT = "amount"
    SUBJECT = "subject"
    NOTE = "note"
