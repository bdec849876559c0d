"""The words for the codes that the authority data holds, in the order in which they are shown."""

from __future__ import annotations

from typing import Final

from statements.models import Entity

PLURALS: Final = {
    "country": "Countries",
    "organization": "Organizations",
    "theme": "Themes",
    "document": "Documents",
}

#: Classes of organizations, the United Nations first.
CATEGORIES: Final = {
    "un": "United Nations",
    "principal_organ": "Principal organs of the United Nations",
    "ga_committee": "Main Committees of the General Assembly",
    "ga_subsidiary": "Subsidiary bodies of the General Assembly",
    "sc_subsidiary": "Subsidiary bodies of the Security Council",
    "ecosoc_commission": "Commissions of the Economic and Social Council",
    "regional_commission": "Regional commissions of the United Nations",
    "secretariat_office": "Offices of the United Nations Secretariat",
    "un_mission": "Missions of the United Nations",
    "fund_programme": "Funds and programmes of the United Nations",
    "treaty_body": "Treaty bodies",
    "other_un_entity": "Other entities of the United Nations",
    "specialized_agency": "Specialized agencies",
    "related_organization": "Related organizations",
    "disarmament_forum": "Disarmament forums",
    "regional_organization": "Regional organizations",
    "state_group": "Groups of States",
    "security": "Security organizations",
    "finance": "Financial institutions",
    "humanitarian": "Humanitarian organizations",
    "historical": "Former organizations",
    "other": "Other organizations",
}

#: The domains of the UNBIS Thesaurus.
DOMAINS: Final = {
    "01": "Political and legal questions",
    "02": "Economic development and development finance",
    "03": "Natural resources and the environment",
    "04": "Agriculture, forestry and fishing",
    "05": "Industry",
    "06": "Transport and communications",
    "07": "International trade",
    "08": "Population",
    "09": "Human settlements",
    "10": "Health",
    "11": "Education",
    "12": "Employment",
    "13": "Humanitarian aid and relief",
    "14": "Social conditions and equity",
    "15": "Culture",
    "16": "Science and technology",
    "17": "Geographical descriptors",
    "18": "Organizational questions",
}

STATUSES: Final = {
    "member": "Member State of the United Nations",
    "observer": "Observer State at the United Nations",
    "territory": "Territory",
    "historical": "Former State",
}

#: What the symbol of a document begins with, and whose it is.
BODIES: Final = (
    ("S/RES/", "Security Council resolutions"),
    ("A/RES/", "General Assembly resolutions"),
    ("A/HRC/RES/", "Human Rights Council resolutions"),
    ("E/RES/", "Economic and Social Council resolutions"),
)
#: For countries of no region.
OTHER: Final = "Other"
OTHER_SYMBOLS: Final = "Other United Nations documents"
TREATIES: Final = "Treaties, declarations and agendas"


def category_label(code: str) -> str:
    """The words for a class of organizations; a new one is shown as it is written."""
    return CATEGORIES.get(code) or code.replace("_", " ").capitalize() or CATEGORIES["other"]


def document_class(entity: Entity) -> str:
    """Whose document it is, by its symbol; one without a symbol is known by its name."""
    for beginning, label in BODIES:
        if entity.code.startswith(beginning):
            return label
    return OTHER_SYMBOLS if "/" in entity.code else TREATIES
