"""Countries, organizations, themes, documents, and where they are mentioned."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from statements.admin.merging import MergeableAdmin
from statements.admin.page import ListedAdmin
from statements.deciding import decide_on
from statements.forms import EntityForm, EntityNameForm
from statements.models import Entity, EntityName, Mention
from statements.revising import ChangedMeanwhile

FROM_AUTHORITY = gettext_lazy(
    "Names of entities from the authority data are kept in the files in seeds/ and come here "
    "through manage.py load_authorities, which would undo a change made here."
)


class EntityNameInline(admin.TabularInline[EntityName, Entity]):
    model = EntityName
    form = EntityNameForm
    template = "admin/statements/_names.html"
    extra = 0
    fields = ["text", "kind", "language", "case_sensitive"]

    def has_add_permission(self, request: HttpRequest, obj: Entity | None = None) -> bool:
        return _is_own(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_own(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_own(obj) and super().has_delete_permission(request, obj)


@admin.register(Entity)
class EntityAdmin(MergeableAdmin):
    form = EntityForm
    list_display = ["name", "kind", "code", "part_of", "is_authority"]
    list_filter = ["kind", "is_authority"]
    list_select_related = ["part_of"]
    search_fields = ["name", "code", "names__text"]
    autocomplete_fields = ["part_of"]
    inlines = [EntityNameInline]

    def get_fieldsets(self, request: HttpRequest, obj: Entity | None = None) -> Any:
        fields = ["kind", "code", "name", "part_of", "facts"]
        fields += ["address"] if obj else []
        description = FROM_AUTHORITY if obj and obj.is_authority else ""
        return [(None, {"fields": fields, "description": description})]

    def get_readonly_fields(self, request: HttpRequest, obj: Entity | None = None) -> Any:
        if obj is None:
            return []
        # The code is in addresses: it is changed on a page of its own.
        own = [] if _is_own(obj) else ["name", "part_of", "facts"]
        return ["kind", "code", "address", *own]


@admin.register(EntityName)
class EntityNameAdmin(ListedAdmin[EntityName]):
    form = EntityNameForm
    list_display = ["text", "kind", "language", "case_sensitive", "entity"]
    list_filter = ["kind", "language", "entity__kind"]
    list_select_related = ["entity"]
    search_fields = ["text", "entity__name"]
    autocomplete_fields = ["entity"]

    def has_change_permission(self, request: HttpRequest, obj: EntityName | None = None) -> bool:
        return (obj is None or _is_own(obj.entity)) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: EntityName | None = None) -> bool:
        return (obj is None or _is_own(obj.entity)) and super().has_delete_permission(request, obj)


@admin.register(Mention)
class MentionAdmin(ListedAdmin[Mention]):
    """Mentions are found, not typed: an editor accepts or rejects them."""

    list_display = ["surface", "entity", "state", "speech", "paragraph"]
    list_filter = ["state", "entity__kind"]
    list_select_related = [
        *("entity", "paragraph"),
        *("speech__speaker", "speech__represents", "speech__event"),
    ]
    search_fields = ["surface", "entity__name"]
    readonly_fields = ["speech", "paragraph", "entity", "start", "end", "surface"]
    actions = ["accept", "reject"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> Any:
        mentions = super().get_queryset(request)
        return mentions.defer(
            *("speech__text", "speech__title_block"),
            *("paragraph__text", "paragraph__words"),
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.action(description=gettext_lazy("Accept the chosen mentions"), permissions=["change"])
    def accept(self, request: HttpRequest, mentions: Any) -> None:
        self._decide(request, mentions, Mention.State.ACCEPTED)

    @admin.action(description=gettext_lazy("Reject the chosen mentions"), permissions=["change"])
    def reject(self, request: HttpRequest, mentions: Any) -> None:
        self._decide(request, mentions, Mention.State.REJECTED)

    def _decide(self, request: HttpRequest, mentions: Any, state: Mention.State) -> None:
        decided = 0
        for mention in list(mentions.select_related("speech", "paragraph", "entity")):
            try:
                decide_on(
                    mention,
                    is_mention=state == Mention.State.ACCEPTED,
                    made_by=request.user,  # type: ignore[arg-type]
                )
                decided += 1
            except ChangedMeanwhile as error:
                self.message_user(request, f"“{mention}”: {error}", messages.ERROR)
        if state == Mention.State.ACCEPTED:
            text = ngettext(
                "%(count)s mention was accepted.", "%(count)s mentions were accepted.", decided
            )
        else:
            text = ngettext(
                "%(count)s mention was rejected.", "%(count)s mentions were rejected.", decided
            )
        self.message_user(request, text % {"count": decided})


def _is_own(entity: Entity | None) -> bool:
    """Whether an entity was made here and does not come from the authority files."""
    return not getattr(entity, "is_authority", False)
