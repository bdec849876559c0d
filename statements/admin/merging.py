"""Merging duplicates: choose in a list, look at what will move, confirm. And pairs to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from statements.addresses import Thing
from statements.admin.addressing import AddressedAdmin
from statements.admin.page import AdminPageMixin, StaffMixin, Step, is_key, steps_to
from statements.duplicates import Pair, TookTooLong, possible_duplicates
from statements.matching import Offer, offers_of
from statements.merging import MOST, CannotMerge, Done, Preview, merge, preview
from statements.revising import ChangedMeanwhile

PAIRS_PER_PAGE: Final = 50
#: So many statements are named in the log; of more the first.
MOST_LOGGED: Final = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of those chosen, and by what it is told from the others."""

    thing: Thing
    known_by: str
    is_kept: bool


class MergingMixin(AdminPageMixin, StaffMixin):
    """For staff who may merge rows of the model."""

    model: type[models.Model] = models.Model

    @property
    def model_admin(self) -> MergeableAdmin:
        found = admin.site.get_model_admin(self.model)
        assert isinstance(found, MergeableAdmin)  # noqa: S101 - its own pages
        return found

    def has_permission(self) -> bool:
        return self.model_admin.has_merge_permission(self.request)

    def trail(self) -> Sequence[Step]:
        return steps_to(str(self.model._meta.model_name))

    def address(self, page: str, *args: Any) -> str:
        return reverse(f"admin:statements_{self.model._meta.model_name}_{page}", args=args)


class MergeView(MergingMixin, TemplateView):
    """What will move to the one that is kept; after a look at it, the merge."""

    template_name = "admin/statements/merge.html"
    title = gettext_lazy("Merge duplicates")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = self._chosen(request.GET)
        if len(chosen) < 2:
            messages.error(request, _("Some of those you chose no longer exist. Choose again."))
            return redirect(self.address("changelist"))
        return self._show(chosen, self._kept(chosen, request.GET))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = self._chosen(request.POST)
        if len(chosen) < 2:
            messages.error(request, _("Nothing was merged: some of them are gone."))
            return redirect(self.address("changelist"))
        kept = self._kept(chosen, request.POST)
        merged = [thing for thing in chosen if thing != kept]
        try:
            done = merge(kept, merged, token=request.POST.get("token", ""))
        except (ChangedMeanwhile, CannotMerge):
            # What is wrong for good is told by the new preview.
            error = _("Nothing was merged: something has changed since. This is how it is now.")
            return self._show(self._chosen(request.POST), kept, error)
        self._say(done)
        return redirect(self.address("change", kept.pk))

    def _chosen(self, asked: Any) -> list[Thing]:
        """In the order of their keys; what is no key is left out, and what is too much as well:
        the preview says so."""
        numbers = sorted({int(key) for key in asked.getlist("ids") if is_key(key)})[: MOST + 1]
        rows: Any = self.model._default_manager.filter(pk__in=numbers).order_by("pk")
        return list(rows)

    def _kept(self, chosen: Sequence[Thing], asked: Any) -> Thing:
        """The one that was asked for, else of the authority data, else the first."""
        named = [thing for thing in chosen if str(thing.pk) == asked.get("kept")]
        authority = [thing for thing in chosen if getattr(thing, "is_authority", False)]
        return (named or authority or list(chosen))[0]

    def _show(self, chosen: Sequence[Thing], kept: Thing, error: str = "") -> HttpResponse:
        offers = {offer.pk: offer for offer in offers_of(chosen)}
        found: Preview | None = None
        try:
            found = preview(kept, [thing for thing in chosen if thing != kept])
        except CannotMerge as refusal:
            error = str(refusal)
        candidates = [Candidate(t, offers[t.pk].known_by, t == kept) for t in chosen]
        context = self.get_context_data(
            candidates=candidates,
            preview=found,
            error=error,
            others=len(chosen) - 1,
            changelist=self.address("changelist"),
        )
        return self.render_to_response(context)

    def _say(self, done: Done) -> None:
        names = ", ".join(f"“{thing}”" for thing in done.merged)
        told = _("%(names)s merged into “%(kept)s”. Former addresses and names lead there.")
        message = told % {"names": names, "kept": done.kept}
        entry = " ".join(filter(None, [message, _written(done.statements)]))
        self.model_admin.log_change(self.request, done.kept, entry)
        messages.success(self.request, message)


def _written(statements: Sequence[int]) -> str:
    """How many statements a merge wrote, with their keys as far as a log may hold them."""
    if not statements:
        return ""
    number = len(statements)
    told = ngettext("%(count)d statement", "%(count)d statements", number) % {"count": number}
    keys = [*map(str, statements[:MOST_LOGGED]), *(["…"] if number > MOST_LOGGED else [])]
    return f"{told} ({', '.join(keys)})"


class DuplicatesView(MergingMixin, TemplateView):
    """Pairs that may be one, the likest first."""

    template_name = "admin/statements/duplicates.html"
    title = gettext_lazy("Possible duplicates")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        try:
            found = possible_duplicates(self.model)
        except TookTooLong:
            return super().get_context_data(is_unfinished=True, **kwargs)
        paginator = Paginator(found, PAIRS_PER_PAGE)
        page = paginator.get_page(self.request.GET.get("page"))
        pairs: list[Pair] = list(page.object_list)
        things = {thing.pk: thing for pair in pairs for thing in (pair.first, pair.second)}
        offers = {offer.pk: offer for offer in offers_of(list(things.values()))}
        return super().get_context_data(
            page=page,
            total=paginator.count,
            pairs=[self._shown(pair, offers) for pair in pairs],
            **kwargs,
        )

    def _shown(self, pair: Pair, offers: dict[int, Offer]) -> dict[str, Any]:
        ids = urlencode({"ids": [pair.first.pk, pair.second.pk]}, doseq=True)
        return {
            "pair": pair,
            "first": offers[pair.first.pk],
            "second": offers[pair.second.pk],
            "address": f"{self.address('merge')}?{ids}",
        }


class MergeableAdmin(AddressedAdmin):
    """A model of which there may be duplicates."""

    actions = ["merge_chosen"]
    change_list_template = "admin/statements/mergeable_change_list.html"

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """A merge changes the one, deletes the others, and writes the statements of these, also
        drafts."""
        return (
            self.has_change_permission(request)
            and self.has_delete_permission(request)
            and request.user.has_perm("statements.change_speech")
        )

    def get_urls(self) -> list[URLPattern]:
        name = f"statements_{self.model._meta.model_name}"
        own = [
            path("merge/", self.admin_site.admin_view(self._merge_view), name=f"{name}_merge"),
            path(
                "duplicates/",
                self.admin_site.admin_view(self._duplicates_view),
                name=f"{name}_duplicates",
            ),
        ]
        return [*own, *super().get_urls()]

    def _merge_view(self, request: HttpRequest) -> HttpResponseBase:
        return MergeView.as_view(model=self.model)(request)

    def _duplicates_view(self, request: HttpRequest) -> HttpResponseBase:
        return DuplicatesView.as_view(model=self.model)(request)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        name = f"admin:statements_{self.model._meta.model_name}_duplicates"
        duplicates = reverse(name) if self.has_merge_permission(request) else ""
        return super().changelist_view(request, {"duplicates": duplicates, **(extra_context or {})})

    @admin.action(description=gettext_lazy("Merge the chosen…"), permissions=["merge"])
    def merge_chosen(
        self, request: HttpRequest, chosen: QuerySet[Any]
    ) -> HttpResponseRedirect | None:
        keys = list(chosen.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
        if not 2 <= len(keys) <= MOST:
            told = _("Choose from two to %(most)d to merge them.") % {"most": MOST}
            self.message_user(request, told, messages.ERROR)
            return None
        address = reverse(f"admin:statements_{self.model._meta.model_name}_merge")
        return redirect(f"{address}?{urlencode({'ids': keys}, doseq=True)}")
