"""Names of States in other languages, as title blocks have them."""

from __future__ import annotations

import pytest

from statements.recognition.gazetteer import Recognizer


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Российской Федерации", "RUS"),
        ("Республики Беларусь", "BLR"),
        ("Китая", "CHN"),
        ("للمملكة الأردنية الهاشمية", "JOR"),
        ("المملكة العربية السعودية", "SAU"),
        ("中华人民共和国", "CHN"),
        ("Royaume du Maroc", "MAR"),
        ("République du Cameroun", "CMR"),
        ("República Argentina", "ARG"),
        ("Republic of Korea", "KOR"),
        ("Республики Атлантида", None),
        ("République du Congo", "COG"),
        ("Republic of Atlantis", None),
    ],
)
def test_a_state_is_known_in_other_forms(
    recognizer: Recognizer, name: str, code: str | None
) -> None:
    entity = recognizer.resolve(name)
    assert (entity.code if entity else None) == code
