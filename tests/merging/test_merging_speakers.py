"""Speakers become one: their statements, addresses, choices and versions follow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from statements.addresses import readdress, successor
from statements.contents import content_of
from statements.importing import Arrival, store
from statements.known_names import speakers_called
from statements.matching import (
    PersonKey,
    speaker_named,
    speakers_named,
)
from statements.models import (
    FormerAddress,
    Speaker,
    Speech,
)
from statements.revising import (
    restore,
    revise,
)
from tests import factories
from tests.merging.merges import merged, shares, speaker
from tests.readings import make_read

pytestmark = pytest.mark.django_db


def test_a_speakers_statements_and_addresses_move() -> None:
    kept, old = speaker("Zhang Jun"), speaker("Jun Chang")
    speeches = [factories.make_speech(speaker=old) for _ in range(2)]
    readdress(old, "chang")
    assert shares(kept, old) == [{"statements": 2, "names": 1, "addresses": 2}]
    merged(kept, old)
    assert set(Speech.objects.filter(speaker=kept)) == set(speeches)
    assert not Speaker.objects.filter(pk=old.pk).exists()
    assert successor("speaker", "chang") == successor("speaker", "jun-chang") == kept


def test_a_later_import_finds_the_kept_speaker() -> None:
    kept, old = speaker("Zhang Jun"), speaker("Jun Chang")
    merged(kept, old)
    key = PersonKey.of("Mr. CHANG Jun", None)
    assert speakers_named({key: "Chang Jun"}) == {key: kept}
    assert speaker_named("Jun Chang", None) == kept
    store(Arrival(read=make_read(speaker="Jun Chang"), data=b"a", status="published"))
    assert Speech.objects.get().speaker == kept
    assert speakers_called("chang") == speakers_called("jun-chang") == [kept.pk]
    assert Speaker.objects.count() == 1


def test_merged_again_and_again_all_names_lead_to_the_last() -> None:
    first, second, third = speaker("Ana Lindt"), speaker("Anna Lindt"), speaker("A. Lindt")
    merged(second, first)
    merged(third, second)
    assert speaker_named("Ana Lindt", None) == third
    assert speaker_named("Anna Lindt", None) == third
    assert successor("speaker", "ana-lindt") == third
    assert FormerAddress.objects.filter(speaker=third).count() == 2


def test_what_an_editor_has_chosen_for_an_upload_moves() -> None:
    kept, old = speaker("Ana Lindt"), speaker("Anna Lindt")
    source = factories.make_source(
        state="pending", corrections={"values": {}, "speaker_id": old.pk, "event_id": 3}
    )
    assert shares(kept, old)[0]["uploads"] == 1
    merged(kept, old)
    source.refresh_from_db()
    assert source.corrections == {"values": {}, "speaker_id": kept.pk, "event_id": 3}


def test_an_earlier_version_is_restored_with_the_kept_speaker() -> None:
    kept, old = speaker("Zhang Jun"), speaker("Jun Chang")
    speech = factories.make_speech(speaker=old)
    factories.make_paragraph(speech)
    content = content_of(speech)
    revise(speech, replace(content, title="Other"), kind="correction", made_by=None)
    merged(kept, old)
    first = speech.revisions.get(number=1)
    assert first.content["speaker"] == "Jun Chang"
    restore(first, None, 2)
    speech.refresh_from_db()
    assert (speech.title, speech.speaker) == (content.title, kept)
