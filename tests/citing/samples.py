"""Statements made up for citing: each shows what another does not."""

from __future__ import annotations

from datetime import date

from statements.citing.records import Cited, PartialDate

ACCESSED = date(2026, 11, 30)

SAMPLES = {
    "full": Cited(
        title="Rivers and “shared waters”: 50% of a promise",
        speaker="Ingrid Vogel-Tamm",
        honorific="H.E. Ms.",
        role="Minister for Water",
        represents="Norway",
        on_behalf_of=("Group of Rivers", "Lake Forum", "Delta & Co"),
        event="Meeting on transboundary rivers",
        part_of="World Water Week",
        place="Geneva",
        date=PartialDate(2023, 3, 9),
        language="en",
        url="https://archive.example.org/p/2s-7ab3kq9m/",
        paragraph=12,
        page=3,
        version=3,
        version_date=date(2024, 1, 5),
        accessed=ACCESSED,
        source_url="https://example.org/files/vogel_tamm.pdf?x=1&y={2}",
        source_filename="vogel_tamm.pdf",
        source_sha256="ab" * 32,
        archive="Statement Archive",
    ),
    "least": Cited(
        url="https://archive.example.org/p/5/", accessed=ACCESSED, archive="Statement Archive"
    ),
    "untitled": Cited(
        speaker="Moana Tui",
        role="Permanent Representative of Samoa",
        represents="Samoa",
        event="General debate",
        date=PartialDate(1997, 9),
        url="https://archive.example.org/p/6/",
        accessed=ACCESSED,
        archive="Statement Archive",
    ),
    "delegation": Cited(
        title="Don’t say ‘never’",
        represents="Chad",
        place="Vienna",
        date=PartialDate(1988),
        url="https://archive.example.org/p/7/",
        accessed=ACCESSED,
        archive="Statement Archive",
    ),
    "organization": Cited(
        title="Heritage after the flood",
        represents="United Nations Educational, Scientific and Cultural Organization",
        event="Meeting of experts",
        date=PartialDate(2011, 4, 2),
        url="https://archive.example.org/p/a/",
        accessed=ACCESSED,
        archive="Statement Archive",
    ),
    "french": Cited(
        title="Pour une «\xa0mer commune\xa0» : l’avenir",
        speaker="Élodie N’Diaye",
        represents="Senegal",
        event="Conférence de Dakar",
        place="Dakar",
        date=PartialDate(2019, 6, 1),
        language="fr",
        url="https://archive.example.org/p/8/",
        accessed=ACCESSED,
        archive="Statement Archive",
    ),
    "arabic": Cited(
        title="كلمة حول المياه المشتركة",
        speaker="ليلى الخطيب",
        represents="Jordan",
        date=PartialDate(2021, 10, 31),
        language="ar",
        url="https://archive.example.org/p/9-11aa22bb-2/",
        paragraph=1,
        accessed=ACCESSED,
        archive="Statement Archive",
    ),
}
