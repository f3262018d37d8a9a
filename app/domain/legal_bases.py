"""The seven grounds on which personal information may be handled (Personal Information Protection Law, art. 13)."""

from enum import StrEnum

from app.domain.marks import N_

ARTICLE = 13


class LegalBasis(StrEnum):
    """In the order of the article's items, which count from one."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_DUTY = "legal-duty"
    EMERGENCY = "emergency"
    PUBLIC_INTEREST = "public-interest"
    PUBLISHED = "published"
    OTHER_LAW = "other-law"

    @property
    def item(self) -> int:
        """Which item of the article's first paragraph it is."""
        return list(LegalBasis).index(self) + 1


LEGAL_BASES: dict[LegalBasis, str] = {
    LegalBasis.CONSENT: N_("Consent of the person"),
    LegalBasis.CONTRACT: N_("Necessary for a contract"),
    LegalBasis.LEGAL_DUTY: N_("Necessary for a legal duty"),
    LegalBasis.EMERGENCY: N_("Public health or an emergency"),
    LegalBasis.PUBLIC_INTEREST: N_("News and public supervision"),
    LegalBasis.PUBLISHED: N_("Lawfully published data"),
    LegalBasis.OTHER_LAW: N_("Other cases provided by law"),
}
# What only this item of the article's text speaks of, so that its wording may be given as well as the word.
_TOLD_BY = (
    (LegalBasis.CONSENT, "同意"),
    (LegalBasis.CONTRACT, "合同"),
    (LegalBasis.LEGAL_DUTY, "法定"),
    (LegalBasis.EMERGENCY, "公共卫生"),
    (LegalBasis.PUBLIC_INTEREST, "新闻"),
    (LegalBasis.PUBLISHED, "公开"),
    (LegalBasis.OTHER_LAW, "其他情形"),
)


def legal_basis_of(text: str) -> LegalBasis | None:
    """The ground that a word or the law's wording names, None for no text; ValueError where it names none."""
    bare = text.strip()
    if not bare:
        return None
    if bare.lower() in list(LegalBasis):
        return LegalBasis(bare.lower())
    for basis, told in _TOLD_BY:
        if told in bare:
            return basis
    raise ValueError(text)
