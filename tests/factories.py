"""Rows for tests: plain functions with defaults that do not get in the way."""

from __future__ import annotations

from hashlib import sha256
from itertools import count
from typing import Any

from django.utils import timezone

from statements.models import (
    Entity,
    Event,
    Mention,
    MentionDecision,
    Paragraph,
    Revision,
    Source,
    Speaker,
    Speech,
)

_numbers = count(1)


def make_source(**fields: Any) -> Source:
    number = next(_numbers)
    data = fields.pop("data", f"File {number}.".encode())
    return Source.objects.create(
        **{
            "data": data,
            "sha256": sha256(data).hexdigest(),
            "size": len(data),
            "filename": f"file-{number}.txt",
            "media_type": "text/plain",
            "format": "text",
            "state": "stored",
            **fields,
        }
    )


def make_speech(**fields: Any) -> Speech:
    number = next(_numbers)
    return Speech.objects.create(
        **{
            "slug": f"statement-{number}",
            "title": f"Statement {number}",
            "text": "We support the treaty.",
            "language": "en",
            "status": "published",
            "source": fields.get("source") or make_source(),
            **fields,
        }
    )


def make_paragraph(speech: Speech | None = None, **fields: Any) -> Paragraph:
    speech = speech or make_speech()
    return Paragraph.objects.create(
        **{
            "speech": speech,
            "number": 1,
            "text": "We support the treaty.",
            "language": speech.language,
            **fields,
        }
    )


def make_entity(kind: str = "country", **fields: Any) -> Entity:
    number = next(_numbers)
    return Entity.objects.create(
        **{"kind": kind, "code": f"code-{number}", "name": f"Entity {number}", **fields}
    )


def make_mention(speech: Speech, entity: Entity, **fields: Any) -> Mention:
    return Mention.objects.create(
        **{
            "speech": speech,
            "entity": entity,
            "start": 0,
            "end": 2,
            "surface": "We",
            **fields,
        }
    )


def make_decision(**fields: Any) -> MentionDecision:
    speech = fields.pop("speech", None) or make_speech()
    entity = fields.pop("entity", None) or make_entity()
    defaults = {"exact": "We", "is_mention": False}
    return MentionDecision.objects.create(speech=speech, entity=entity, **{**defaults, **fields})


def make_speaker(**fields: Any) -> Speaker:
    number = next(_numbers)
    name = fields.get("name", f"Speaker {number}")
    defaults = {"name": name, "slug": f"speaker-{number}", "name_key": name.casefold()}
    return Speaker.objects.create(**{**defaults, **fields})


def make_event(**fields: Any) -> Event:
    number = next(_numbers)
    name = fields.get("name", f"Event {number}")
    defaults = {"name": name, "slug": f"event-{number}", "name_key": name.casefold()}
    return Event.objects.create(**{**defaults, **fields})


def make_revision(speech: Speech | None = None, **fields: Any) -> Revision:
    speech = speech or make_speech()
    return Revision.objects.create(
        **{
            "speech": speech,
            "number": 1,
            "kind": "import",
            "content": {},
            "source": speech.source,
            "made_at": timezone.now(),
            **fields,
        }
    )
