"""What the API says of statements and of what they mention. Unknown is null."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from statements.models import Entity, Event, Mention, Paragraph, Speaker, Speech


class EntitySerializer(serializers.ModelSerializer[Entity]):
    class Meta:
        model = Entity
        fields = ["kind", "code", "name"]


class SpeakerSerializer(serializers.ModelSerializer[Speaker]):
    class Meta:
        model = Speaker
        fields = ["slug", "name"]


class WholeEventSerializer(serializers.ModelSerializer[Event]):
    class Meta:
        model = Event
        fields = ["slug", "name"]


class EventSerializer(serializers.ModelSerializer[Event]):
    part_of = WholeEventSerializer()

    class Meta:
        model = Event
        fields = ["slug", "name", "part_of"]


class MentionSerializer(serializers.ModelSerializer[Mention]):
    kind = serializers.CharField(source="entity.kind")
    code = serializers.CharField(source="entity.code")
    name = serializers.CharField(source="entity.name")

    class Meta:
        model = Mention
        fields = ["kind", "code", "name", "surface", "start", "end"]


class ParagraphSerializer(serializers.ModelSerializer[Paragraph]):
    mentions = MentionSerializer(many=True)

    class Meta:
        model = Paragraph
        fields = ["number", "page", "text", "mentions"]


class SpeechSerializer(serializers.ModelSerializer[Speech]):
    """A statement in a list: everything but its text."""

    url = serializers.HyperlinkedIdentityField(
        view_name="statements:api:speech-detail", lookup_field="slug"
    )
    page = serializers.SerializerMethodField()
    speaker = serializers.SerializerMethodField()
    represents = EntitySerializer()
    on_behalf_of = EntitySerializer(many=True)
    event = EventSerializer()
    date = serializers.SerializerMethodField()
    file = serializers.SerializerMethodField()

    class Meta:
        model = Speech
        fields = [
            *("slug", "url", "page", "title", "speaker", "represents", "on_behalf_of"),
            *("event", "place", "date", "date_precision", "language", "file"),
        ]

    def to_representation(self, instance: Speech) -> dict[str, Any]:
        shown = super().to_representation(instance)
        return {name: None if value == "" else value for name, value in shown.items()}

    def get_page(self, speech: Speech) -> str:
        """The statement's page for people."""
        return str(self.context["request"].build_absolute_uri(speech.get_absolute_url()))

    def get_speaker(self, speech: Speech) -> dict[str, str | None] | None:
        if speech.speaker is None:
            return None
        return {
            **SpeakerSerializer(speech.speaker).data,
            "honorific": speech.speaker_honorific or None,
            "role": speech.speaker_role or None,
        }

    def get_date(self, speech: Speech) -> str | None:
        return speech.iso_date or None

    def get_file(self, speech: Speech) -> dict[str, Any]:
        source = speech.source
        path = reverse("statements:source", args=[speech.slug])
        return {
            "url": self.context["request"].build_absolute_uri(path),
            "sha256": source.sha256,
            "size": source.size,
            "media_type": source.media_type,
            "filename": source.filename,
            "source_url": source.source_url or None,
            "licence": source.licence or None,
        }


class SpeechDetailSerializer(SpeechSerializer):
    """A whole statement, with its paragraphs and mentions."""

    title_mentions = serializers.SerializerMethodField()
    paragraphs = ParagraphSerializer(many=True)

    class Meta(SpeechSerializer.Meta):
        fields = [
            *SpeechSerializer.Meta.fields,
            *("title_block", "title_mentions", "paragraphs", "sign_off"),
        ]

    def get_title_mentions(self, speech: Speech) -> Any:
        in_title = [mention for mention in speech.mentions.all() if mention.paragraph_id is None]
        return MentionSerializer(in_title, many=True).data
