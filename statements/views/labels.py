"""The words for the codes that the authority data holds, in the order in which they are shown.

In English here, since addresses are made of some of them; templates translate them.
"""

from __future__ import annotations

from typing import Final

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext_noop, ngettext_lazy

from statements.models import Entity

PLURALS: Final = {
    "country": gettext_noop("Countries"),
    "organization": gettext_noop("Organizations"),
    "theme": gettext_noop("Themes"),
    "document": gettext_noop("Documents"),
}

NUMBERS: Final = {
    "country": ngettext_lazy("%(shown)s country", "%(shown)s countries", "number"),
    "organization": ngettext_lazy("%(shown)s organization", "%(shown)s organizations", "number"),
    "theme": ngettext_lazy("%(shown)s theme", "%(shown)s themes", "number"),
    "document": ngettext_lazy("%(shown)s document", "%(shown)s documents", "number"),
    "speaker": ngettext_lazy("%(shown)s speaker", "%(shown)s speakers", "number"),
    "event": ngettext_lazy("%(shown)s event", "%(shown)s events", "number"),
}

#: Classes of organizations, the United Nations first.
CATEGORIES: Final = {
    "un": gettext_noop("United Nations"),
    "principal_organ": gettext_noop("Principal organs of the United Nations"),
    "ga_committee": gettext_noop("Main Committees of the General Assembly"),
    "ga_subsidiary": gettext_noop("Subsidiary bodies of the General Assembly"),
    "sc_subsidiary": gettext_noop("Subsidiary bodies of the Security Council"),
    "ecosoc_commission": gettext_noop("Commissions of the Economic and Social Council"),
    "regional_commission": gettext_noop("Regional commissions of the United Nations"),
    "secretariat_office": gettext_noop("Offices of the United Nations Secretariat"),
    "un_mission": gettext_noop("Missions of the United Nations"),
    "fund_programme": gettext_noop("Funds and programmes of the United Nations"),
    "treaty_body": gettext_noop("Treaty bodies"),
    "other_un_entity": gettext_noop("Other entities of the United Nations"),
    "specialized_agency": gettext_noop("Specialized agencies"),
    "related_organization": gettext_noop("Related organizations"),
    "disarmament_forum": gettext_noop("Disarmament forums"),
    "regional_organization": gettext_noop("Regional organizations"),
    "state_group": gettext_noop("Groups of States"),
    "security": gettext_noop("Security organizations"),
    "finance": gettext_noop("Financial institutions"),
    "humanitarian": gettext_noop("Humanitarian organizations"),
    "historical": gettext_noop("Former organizations"),
    "other": gettext_noop("Other organizations"),
}

#: The domains of the UNBIS Thesaurus.
DOMAINS: Final = {
    "01": gettext_noop("Political and legal questions"),
    "02": gettext_noop("Economic development and development finance"),
    "03": gettext_noop("Natural resources and the environment"),
    "04": gettext_noop("Agriculture, forestry and fishing"),
    "05": gettext_noop("Industry"),
    "06": gettext_noop("Transport and communications"),
    "07": gettext_noop("International trade"),
    "08": gettext_noop("Population"),
    "09": gettext_noop("Human settlements"),
    "10": gettext_noop("Health"),
    "11": gettext_noop("Education"),
    "12": gettext_noop("Employment"),
    "13": gettext_noop("Humanitarian aid and relief"),
    "14": gettext_noop("Social conditions and equity"),
    "15": gettext_noop("Culture"),
    "16": gettext_noop("Science and technology"),
    "17": gettext_noop("Geographical descriptors"),
    "18": gettext_noop("Organizational questions"),
}

STATUSES: Final = {
    "member": gettext_noop("Member State of the United Nations"),
    "observer": gettext_noop("Observer State at the United Nations"),
    "territory": gettext_noop("Territory"),
    "historical": gettext_noop("Former State"),
}

#: What the symbol of a document begins with, and whose it is.
BODIES: Final = (
    ("S/RES/", gettext_noop("Security Council resolutions")),
    ("A/RES/", gettext_noop("General Assembly resolutions")),
    ("A/HRC/RES/", gettext_noop("Human Rights Council resolutions")),
    ("E/RES/", gettext_noop("Economic and Social Council resolutions")),
)
#: For countries of no region.
OTHER: Final = gettext_noop("Other")
OTHER_SYMBOLS: Final = gettext_noop("Other United Nations documents")
TREATIES: Final = gettext_noop("Treaties, declarations and agendas")


def number_of(kind: str, count: int) -> str:
    """ "1 country", "5,268 speakers", in the reader's language."""
    return NUMBERS[kind] % {"number": count, "shown": intcomma(count)}


def category_label(code: str) -> str:
    """The words for a class of organizations; a new one is shown as it is written."""
    return CATEGORIES.get(code) or code.replace("_", " ").capitalize() or CATEGORIES["other"]


def document_class(entity: Entity) -> str:
    """Whose document it is, by its symbol; one without a symbol is known by its name."""
    for beginning, label in BODIES:
        if entity.code.startswith(beginning):
            return label
    return OTHER_SYMBOLS if "/" in entity.code else TREATIES
