"""Forms of the upload, and of speakers and events."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet
from django.utils.translation import gettext, gettext_lazy

from statements.addresses import AddressError, check_address
from statements.citing.records import one_line
from statements.ingest.folding import fold_name
from statements.matching import PersonKey, free_slugs
from statements.models import Entity, EntityName, Event, EventName, Speaker, SpeakerName


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
        label=gettext_lazy("Files"),
        allow_empty_file=True,
        max_length=None,
        help_text=gettext_lazy(
            "PDF, Word (DOCX), OpenDocument (ODT), RTF, web pages, plain text, and ZIP files "
            "of these. Each file is kept as it is and read here; you look at what was read before "
            "anything is published."
        ),
    )


class OneLineField(forms.CharField):
    """A name on one line: Word pastes a control character for a line break within a paragraph."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")


class NamedForm(forms.ModelForm[Any]):
    """For speakers and events: the key and the address follow from the name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = gettext(
                "In the page's address; made from the name where empty."
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        name = cleaned.get("name")
        if not name:
            return cleaned
        self._set_key(name)
        if "slug" in self.fields:
            self._set_slug(cleaned, name)
        if self._same_name(cleaned).exclude(pk=self.instance.pk).exists():
            self.add_error("name", gettext("There is one of this name already."))
        return cleaned

    def _set_slug(self, cleaned: dict[str, Any], name: str) -> None:
        if not cleaned.get("slug"):
            (cleaned["slug"],) = free_slugs(self._meta.model, [name])
            return
        try:
            check_address(self.instance, cleaned["slug"])
        except AddressError as error:
            self.add_error("slug", str(error))

    def _set_key(self, name: str) -> None:
        """Set what the name is compared by."""
        raise NotImplementedError

    def _same_name(self, cleaned: dict[str, Any]) -> QuerySet[Any]:
        raise NotImplementedError


class SpeakerForm(NamedForm):
    class Meta:
        model = Speaker
        fields = ["name", "slug"]
        field_classes = {"name": OneLineField}

    def _set_key(self, name: str) -> None:
        key = PersonKey.of(name, self.instance.scope)
        self.instance.name_key, self.instance.scope = key.name_key, key.scope

    def _same_name(self, cleaned: dict[str, Any]) -> QuerySet[Any]:
        key = {"name_key": self.instance.name_key, "scope": self.instance.scope}
        merged = SpeakerName.objects.filter(**key).values("speaker")
        return Speaker.objects.filter(Q(**key) | Q(pk__in=merged))


class EventForm(NamedForm):
    class Meta:
        model = Event
        fields = ["name", "slug", "part_of"]
        field_classes = {"name": OneLineField}

    def _set_key(self, name: str) -> None:
        self.instance.name_key = fold_name(name)

    def _same_name(self, cleaned: dict[str, Any]) -> QuerySet[Any]:
        key = {"name_key": self.instance.name_key, "part_of": cleaned.get("part_of")}
        merged = EventName.objects.filter(**key).values("event")
        return Event.objects.filter(Q(**key) | Q(pk__in=merged))


class EntityForm(forms.ModelForm[Entity]):
    class Meta:
        model = Entity
        fields = ["kind", "code", "name", "part_of", "facts"]
        field_classes = {"name": OneLineField}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind, code = cleaned.get("kind"), cleaned.get("code")
        # That of one that is there is changed on a page of its own.
        if kind and code and self.instance.pk is None:
            try:
                check_address(Entity(kind=kind), code)
            except AddressError as error:
                self.add_error("code", str(error))
        return cleaned


class EntityNameForm(forms.ModelForm[EntityName]):
    class Meta:
        model = EntityName
        fields = [
            *("entity", "text", "kind", "language", "case_sensitive"),
            *("first_year", "last_year"),
        ]
        field_classes = {"text": OneLineField}
