"""What the archive holds. Rules are constraints of the database; nothing happens in save()."""

from statements.models.addresses import FormerAddress
from statements.models.changes import Change
from statements.models.entities import Entity, EntityName, Mention, MentionDecision
from statements.models.indexes import SpeechIndex
from statements.models.people import Event, EventName, Speaker, SpeakerName
from statements.models.revisions import Revision
from statements.models.sources import Source
from statements.models.speeches import Paragraph, Speech
from statements.models.vocabulary import VocabularyWord

__all__ = [
    "Change",
    "Entity",
    "EntityName",
    "Event",
    "EventName",
    "FormerAddress",
    "Mention",
    "MentionDecision",
    "Paragraph",
    "Revision",
    "Source",
    "Speaker",
    "SpeakerName",
    "Speech",
    "SpeechIndex",
    "VocabularyWord",
]
