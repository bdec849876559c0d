"""Forms of the upload and the review."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.text import slugify

from statements.ingest.errors import InvalidMetadata
from statements.ingest.folding import fold_name
from statements.ingest.metadata import MAX_LENGTH, Metadata
from statements.models import Event, Speaker
from statements.reading import ReadStatement
from statements.recognition.gazetteer import Recognizer

#: As long as the column.
MAX_SLUG = 120


class MultipleFileInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class MultipleFileField(forms.FileField):
    """One or more files, each as it came: an empty or a bad one is told apart later, by name."""

    widget = MultipleFileInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = (data if isinstance(data, list) else [data]) or [None]
        return [super(MultipleFileField, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    """The files to upload."""

    upload = MultipleFileField(
        label="Files",
        allow_empty_file=True,
        max_length=None,
        help_text="PDF, Word (DOCX), OpenDocument (ODT), RTF, web pages, plain text, and ZIP files "
        "of these. Each file is kept as it is and read here; you look at what was read before "
        "anything is published.",
    )


class ReviewForm(forms.Form):
    """What was read from a file, to be corrected. An empty field means: not known."""

    title = forms.CharField(
        required=False,
        max_length=MAX_LENGTH["title"],
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    speaker = forms.CharField(
        required=False, max_length=MAX_LENGTH["speaker"], help_text="The name alone."
    )
    speaker_honorific = forms.CharField(
        label="Honorific",
        required=False,
        max_length=MAX_LENGTH["speaker_honorific"],
        help_text="Amb., H.E. Mr., Dr. …",
    )
    speaker_role = forms.CharField(
        label="Office at the time", required=False, max_length=MAX_LENGTH["speaker_role"]
    )
    represents = forms.CharField(
        required=False,
        help_text="A country or organization of the authority data, by name or code.",
    )
    on_behalf_of = forms.CharField(
        label="On behalf of",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Groups spoken for besides, one a line.",
    )
    event = forms.CharField(required=False, max_length=MAX_LENGTH["event"])
    event_part_of = forms.CharField(
        label="Event is part of", required=False, max_length=MAX_LENGTH["event_part_of"]
    )
    date = forms.CharField(required=False, help_text="YYYY-MM-DD, YYYY-MM or YYYY.")
    place = forms.CharField(required=False, max_length=MAX_LENGTH["place"])
    language = forms.CharField(
        required=False, max_length=3, help_text="ISO 639 code: en, fr, es, ru, ar, zh …"
    )
    source_url = forms.URLField(
        label="Source address",
        required=False,
        max_length=MAX_LENGTH["source_url"],
        assume_scheme="https",
        help_text="Where the file was published.",
    )
    licence = forms.CharField(required=False, max_length=MAX_LENGTH["licence"])

    def __init__(self, *args: Any, recognizer: Recognizer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recognizer = recognizer

    @staticmethod
    def initial_from(read: ReadStatement) -> dict[str, str]:
        """The values of the fields as they were read."""
        byline = read.byline
        found = {
            "title": byline.title,
            "speaker": byline.speaker,
            "speaker_honorific": byline.honorific,
            "speaker_role": byline.role,
            "represents": read.represents and read.represents.name,
            "on_behalf_of": "\n".join(group.name for group in read.on_behalf_of),
            "event": byline.event,
            "event_part_of": byline.event_part_of,
            "date": byline.date and byline.date.iso,
            "place": byline.place,
            "language": read.language,
            "source_url": read.source_url,
            "licence": read.licence,
        }
        return {name: str(value or "") for name, value in found.items()}

    def clean_represents(self) -> str:
        return "".join(self._resolved([self.cleaned_data["represents"]]))

    def clean_on_behalf_of(self) -> str:
        return "|".join(self._resolved(self.cleaned_data["on_behalf_of"].splitlines()))

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("event_part_of") and not cleaned.get("event"):
            self.add_error("event", "Name the event that is part of the other one.")
        for name in ("date", "language"):
            try:
                Metadata(**{name: cleaned.get(name)}).check()
            except InvalidMetadata as error:
                self.add_error(name, str(error.args[0]))
        return cleaned

    def metadata(self) -> Metadata:
        """The values as a person's word: what is empty here is known to be unknown."""
        return Metadata(**{name: self.cleaned_data[name] for name in self.fields})

    def _resolved(self, names: Iterable[str]) -> Iterable[str]:
        for name in filter(None, map(str.strip, names)):
            if self.recognizer.resolve(name) is None:
                raise forms.ValidationError(
                    "“%(name)s” is not one country or organization of the authority data. "
                    "Write its full name or its code.",
                    params={"name": name},
                )
            yield name


class NamedForm(forms.ModelForm[Any]):
    """For speakers and events: the key and the address follow from the name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["slug"].help_text = "In the page's address; made from the name where empty."

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        name = cleaned.get("name")
        if not name:
            return cleaned
        self.instance.name_key = fold_name(name)
        if not cleaned.get("slug"):
            cleaned["slug"] = slugify(name, allow_unicode=True)[:MAX_SLUG] or "unnamed"
        if self._same_name(cleaned).exclude(pk=self.instance.pk).exists():
            self.add_error("name", "There is one of this name already.")
        return cleaned

    def _same_name(self, cleaned: dict[str, Any]) -> QuerySet[Any]:
        raise NotImplementedError


class SpeakerForm(NamedForm):
    class Meta:
        model = Speaker
        fields = ["name", "slug"]

    def _same_name(self, cleaned: dict[str, Any]) -> QuerySet[Any]:
        return Speaker.objects.filter(name_key=self.instance.name_key, scope=self.instance.scope)


class EventForm(NamedForm):
    class Meta:
        model = Event
        fields = ["name", "slug", "part_of"]

    def _same_name(self, cleaned: dict[str, Any]) -> QuerySet[Any]:
        return Event.objects.filter(name_key=self.instance.name_key, part_of=cleaned.get("part_of"))
