"""What may be true of a firm, in words: its profile's switches."""

from app.domain.marks import N_

SWITCHES = {
    "has_staff": N_("Had employees"),
    "has_prepaid_cards": N_("Sold prepaid cards or courses"),
    "has_online_shop": N_("Ran an online shop of its own"),
    "is_platform": N_("Ran a platform on which others sell"),
    "has_processors": N_("Had others handle its data (bookkeeping, SMS, cloud)"),
    "has_minors": N_("Handled data of minors"),
    "is_cross_border": N_("Sent personal data abroad"),
    "is_simple_deregistration": N_("Goes the simple way of deregistration"),
    "has_cctv": N_("Kept camera recordings"),
    "is_hr_agency": N_("Placed staff (HR agency)"),
    "is_clinic": N_("Treated patients"),
    "is_auction_house": N_("Held auctions"),
    "is_guard_service": N_("Provided guards"),
    "is_aml_listed": N_("Had anti-money-laundering duties"),
    "is_internet_provider": N_("Provided internet access or hosting"),
    "is_credit_bureau": N_("Was a credit bureau"),
}
