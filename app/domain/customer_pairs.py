"""Why two customers may be the same one, in words."""

from app.domain.marks import N_

# In the order of how much they say.
DOUBTS: dict[str, str] = {
    "old-id": N_("The old and the new form of one identity number"),
    "phone-similar-name": N_("The same phone, and names that are written alike"),
    "name-similar-phone": N_("The same name, and phones that differ in one digit"),
    "similar-org": N_("Names of one organisation, written differently"),
    "name-similar-address": N_("The same name, and addresses that are alike"),
    "same-email": N_("The same e-mail address"),
    "same-phone": N_("The same phone, under different names"),
    "bare-name": N_("The same name, and nothing else is known of one of them"),
}
