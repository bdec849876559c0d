"""The form in which an editor looks at a statement and corrects it, before it is stored and after.

An empty field means: not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy

from statements.comparison import ParagraphChange, compare_paragraphs
from statements.contents import LABELS, Content
from statements.correcting import Corrections
from statements.ingest.document import Block
from statements.ingest.errors import InvalidMetadata
from statements.ingest.limits import MAX_TEXT_CHARACTERS
from statements.ingest.metadata import MAX_LENGTH, Metadata
from statements.ingest.names import split_honorific
from statements.matching import (
    Offer,
    event_named,
    offers_of_events,
    offers_of_speakers,
    similar_events,
    similar_speakers,
    speaker_named,
)
from statements.models import Entity, Event, Speaker
from statements.paragraphing import as_paragraphs, as_text, same_words
from statements.recognition.spans import EntityRef

#: Gives the country or organization that a name or code stands for.
Resolve = Callable[[str], EntityRef | None]

_NOT_IN_DOCUMENTS: Final = ("source_url", "licence")
#: What nearly every statement has: where it was not found, it may have been overlooked.
_EXPECTED: Final = ("title", "speaker", "represents", "event", "date", "language")


@dataclass(frozen=True, slots=True)
class Row:
    """A field, why it should be looked at, and whom in the archive its value stands for.

    `choice` is the field of the rows of the archive that might be meant. `is_doubted` says whether
    to look at it first.
    """

    field: BoundField
    reason: str = ""
    is_missing: bool = False
    is_doubted: bool = False
    known: Offer | None = None
    choice: BoundField | None = None


class ReviewForm(forms.Form):
    """What a statement holds.

    `before` are the paragraphs that the text is split, joined or corrected from. Without
    `needs_word` changed words are not asked about. `missing` says why a field may be empty,
    `unsure` gives the reasons why what was `found` may be wrong, by field. `settled` is what is
    stored: whom its names stand for is no question.
    """

    title = forms.CharField(
        required=False,
        max_length=MAX_LENGTH["title"],
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    speaker = forms.CharField(
        required=False, max_length=MAX_LENGTH["speaker"], help_text=gettext_lazy("The name alone.")
    )
    speaker_honorific = forms.CharField(
        label=gettext_lazy("Honorific"),
        required=False,
        max_length=MAX_LENGTH["speaker_honorific"],
        help_text=gettext_lazy("Amb., H.E. Mr., Dr. …"),
    )
    speaker_role = forms.CharField(
        label=gettext_lazy("Office at the time"),
        required=False,
        max_length=MAX_LENGTH["speaker_role"],
    )
    represents = forms.CharField(
        required=False,
        max_length=500,
        help_text=gettext_lazy("A country or organization, by name or code."),
        widget=forms.TextInput(attrs={"list": "delegations"}),
    )
    on_behalf_of = forms.CharField(
        label=gettext_lazy("On behalf of"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Groups spoken for besides, one a line."),
    )
    event = forms.CharField(required=False, max_length=MAX_LENGTH["event"])
    event_part_of = forms.CharField(
        label=gettext_lazy("Event is part of"),
        required=False,
        max_length=MAX_LENGTH["event_part_of"],
    )
    date = forms.CharField(
        required=False, max_length=10, help_text=gettext_lazy("YYYY-MM-DD, YYYY-MM or YYYY.")
    )
    place = forms.CharField(required=False, max_length=MAX_LENGTH["place"])
    language = forms.CharField(
        required=False,
        max_length=3,
        help_text=gettext_lazy("ISO 639 code: en, fr, es, ru, ar, zh …"),
    )
    source_url = forms.URLField(
        label=gettext_lazy("Source address"),
        required=False,
        max_length=MAX_LENGTH["source_url"],
        assume_scheme="https",
        help_text=gettext_lazy("Where the file was published."),
    )
    licence = forms.CharField(required=False, max_length=MAX_LENGTH["licence"])
    text = forms.CharField(
        label=gettext_lazy("Paragraphs"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "A blank line stands between paragraphs: put one in to split a paragraph, take "
            "it out to join two."
        ),
    )
    words_confirmed = forms.BooleanField(
        label=gettext_lazy(
            "I have compared the changed words with the source: they are meant to differ"
        ),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        resolve: Resolve,
        before: Sequence[Block],
        needs_word: bool = True,
        missing: str = "",
        unsure: Mapping[str, str] | None = None,
        found: Content | None = None,
        settled: Content | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._resolve, self._before, self._needs_word = resolve, before, needs_word
        self._missing, self._unsure = missing or gettext("not known"), unsure or {}
        self._found = self.initial_of(found) if found else {}
        self._settled = settled
        self._known: dict[str, Offer] = {}
        self._speakers: dict[int, Speaker] = {}
        self._events: dict[int, Event] = {}
        self.paragraphs: tuple[Block, ...] = tuple(before)
        self.delegation: EntityRef | None = None
        self.groups: tuple[EntityRef, ...] = ()
        self._offer_speakers()
        self._offer_events()
        for name in LABELS.keys() & self.fields.keys():
            self.fields[name].label = LABELS[name]
        for name in WRITTEN:
            # Arabic and Hebrew begin at the right, also where the language is not known.
            self.fields[name].widget.attrs["dir"] = "auto"

    @staticmethod
    def initial_of(content: Content) -> dict[str, Any]:
        """The values of the fields for what a statement holds."""
        values = {name: getattr(content, name) for name in STATEMENT_FIELDS}
        values["represents"] = content.represents.name if content.represents else ""
        values["on_behalf_of"] = "\n".join(group.name for group in content.on_behalf_of)
        return {
            **values,
            "text": as_text(content.paragraphs),
            "same_speaker": content.speaker_id,
            "same_event": content.event_id,
        }

    # What the page shows

    def rows(self) -> Iterator[Row]:
        """The fields that say something of the statement, in the order of the page."""
        for name in STATEMENT_FIELDS:
            field = self[name]
            choice = {"speaker": "same_speaker", "event": "same_event"}.get(name, "")
            yield Row(
                field=field,
                reason=self._reason(name, field),
                is_missing=not field.value(),
                is_doubted=self._is_doubted(name, field),
                known=self._known.get(name),
                choice=self[choice] if choice in self.fields else None,
            )

    def doubted(self) -> list[Row]:
        """The fields to look at first: those that may be wrong, then those that are empty and
        seldom are."""
        rows = (row for row in self.rows() if row.is_doubted)
        return sorted(rows, key=lambda row: row.is_missing)

    def _is_doubted(self, name: str, field: BoundField) -> bool:
        return bool(self._doubt(name, field)) or (name in _EXPECTED and not field.value())

    def _doubt(self, name: str, field: BoundField) -> str:
        """Why the value may be wrong, where it is the one that was found."""
        is_as_found = (field.value() or "") == self._found.get(name, "")
        return self._unsure.get(name, "") if is_as_found else ""

    def _reason(self, name: str, field: BoundField) -> str:
        doubt = self._doubt(name, field)
        if field.value() or name in _NOT_IN_DOCUMENTS:
            return doubt
        return doubt or self._missing

    @cached_property
    def changed_words(self) -> tuple[ParagraphChange, ...]:
        """The paragraphs whose words are not those of the source; none where only breaks are."""
        text = self["text"].value() or as_text(self._before)
        if same_words(text, as_text(self._before)):
            return ()
        before = [block.text for block in self._before]
        after = [block.text for block in as_paragraphs(text, self._before)]
        changes = compare_paragraphs(before, after)
        return tuple(change for change in changes if not change.is_same)

    # Who in the archive may be meant

    def _offer_speakers(self) -> None:
        name = self._shown("speaker")
        if not name or (self._settled and name == self._settled.speaker):
            return
        spoken_for = self._resolve(self._shown("represents"))
        same = speaker_named(name, spoken_for.code if spoken_for else None)
        if same is not None:
            (self._known["speaker"],) = offers_of_speakers([same])
            return
        entity = None
        if spoken_for is not None:
            found = Entity.objects.filter(kind=spoken_for.kind, code=spoken_for.code)
            entity = found.first()
        similar = similar_speakers(name, entity)
        self._speakers = {speaker.pk: speaker for speaker in similar}
        self._add_choice(
            "same_speaker",
            gettext("A new person: %(name)s") % {"name": name},
            offers_of_speakers(similar),
        )

    def _offer_events(self) -> None:
        name, whole = self._shown("event"), self._shown("event_part_of")
        settled = self._settled
        if not name or (settled and (name, whole) == (settled.event, settled.event_part_of)):
            return
        same = event_named(name, whole)
        if same is not None:
            (self._known["event"],) = offers_of_events([same])
            return
        similar = similar_events(name)
        self._events = {event.pk: event for event in similar}
        self._add_choice(
            "same_event",
            gettext("A new event: %(name)s") % {"name": name},
            offers_of_events(similar),
        )

    def _shown(self, name: str) -> str:
        """A value as the page shows it, where it can be looked up."""
        value = str(self[name].value() or "").strip()
        limit = MAX_LENGTH.get(name, 500)
        return "" if "\x00" in value or len(value) > limit else value

    def _add_choice(self, name: str, new: str, offers: Sequence[Offer]) -> None:
        if not offers:
            return
        self.fields[name] = forms.TypedChoiceField(
            label=gettext_lazy("Is this one of these?"),
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", new), *((offer.pk, _the_same_as(offer)) for offer in offers)],
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": gettext("Choose again: the name was changed.")},
        )
        if self.initial.get(name) not in {offer.pk for offer in offers}:
            self.initial[name] = ""

    # What was entered

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_represents(self) -> str:
        self.delegation = next(iter(self._resolved([self.cleaned_data["represents"]])), None)
        return self.delegation.name if self.delegation else ""

    def clean_on_behalf_of(self) -> str:
        groups = self._resolved(self.cleaned_data["on_behalf_of"].splitlines())
        self.groups = tuple(dict.fromkeys(groups))
        return "|".join(group.name for group in self.groups)

    def _resolved(self, names: Iterable[str]) -> Iterator[EntityRef]:
        for name in filter(None, map(str.strip, names)):
            entity = self._resolve(name)
            if entity is None:
                raise forms.ValidationError(
                    gettext(
                        "“%(name)s” is not one country or organization of the authority data. "
                        "Write its full name or its code."
                    ),
                    params={"name": name},
                )
            yield entity

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if "text" not in self.data:
            return as_text(self._before)
        if len(text) > MAX_TEXT_CHARACTERS:
            raise forms.ValidationError(gettext("The text is longer than can be searched."))
        self.paragraphs = as_paragraphs(text, self._before)
        if not self.paragraphs:
            raise forms.ValidationError(gettext("A statement has at least one paragraph."))
        return as_text(self.paragraphs)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("event_part_of") and not cleaned.get("event"):
            self.add_error("event", gettext("Name the event that is part of the other one."))
        for name in STATEMENT_FIELDS:
            try:
                Metadata(**{name: cleaned.get(name)}).check()
            except InvalidMetadata as error:
                self.add_error(name, str(error.args[0]))
        if self._needs_word and not cleaned.get("words_confirmed") and self._words_differ():
            self.add_error(
                "text",
                gettext(
                    "The words are not those of the source, and the archive is verbatim. Undo the "
                    "change, or say below that it is meant."
                ),
            )
        return cleaned

    def _words_differ(self) -> bool:
        return not same_words(as_text(self.paragraphs), as_text(self._before))

    def corrections(self, before: Corrections) -> Corrections:
        """What was entered, for a file that is not stored yet."""
        is_as_read = self.paragraphs == tuple(self._before)
        return replace(
            before,
            values=Metadata(**self._values()),
            text=None if is_as_read else as_text(self.paragraphs),
            speaker_id=self.cleaned_data.get("same_speaker"),
            event_id=self.cleaned_data.get("same_event"),
        )

    def content(self, current: Content) -> Content:
        """What was entered, in place of what a stored statement holds."""
        values = self._values()
        honorific, values["speaker"] = split_honorific(values["speaker"])
        values["speaker_honorific"] = values["speaker_honorific"] or honorific or ""
        return replace(
            current,
            **values
            | {
                "represents": self.delegation,
                "on_behalf_of": self.groups,
                "paragraphs": self.paragraphs,
                "speaker_id": self.cleaned_data.get("same_speaker"),
                "event_id": self.cleaned_data.get("same_event"),
            },
        )

    def _values(self) -> dict[str, Any]:
        """The fields as entered, with the names of the rows that were chosen."""
        values = {name: self.cleaned_data[name] for name in STATEMENT_FIELDS}
        speaker = self._speakers.get(self.cleaned_data.get("same_speaker") or 0)
        event = self._events.get(self.cleaned_data.get("same_event") or 0)
        if speaker is not None:
            values["speaker"] = speaker.name
        if event is not None:
            values["event"] = event.name
            values["event_part_of"] = event.part_of.name if event.part_of else ""
        return values


def _the_same_as(offer: Offer) -> str:
    return gettext("The same as %(offer)s") % {"offer": offer}


#: The fields that hold words of the document.
WRITTEN: Final = (
    *("title", "speaker", "speaker_honorific", "speaker_role", "event", "event_part_of"),
    *("place", "text"),
)

#: The fields of the form that say something of a statement, but for its text.
STATEMENT_FIELDS: Final = tuple(
    name for name in ReviewForm.base_fields if name not in {"text", "words_confirmed"}
)
