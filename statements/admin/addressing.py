"""The page on which the address of a statement, speaker, event or entity is changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from statements.addresses import (
    MAX_LENGTH,
    AddressError,
    Thing,
    address_of,
    former_addresses,
    readdress,
)
from statements.admin.page import AdminPageMixin, ListedAdmin, StaffMixin, Step, steps_to
from statements.models import Entity, FormerAddress


class AddressForm(forms.Form):
    """The part of the address that is the thing's own. What it may be is told by `readdress`."""

    address = forms.CharField(label=gettext_lazy("New address"), max_length=MAX_LENGTH, strip=True)


class ChangeAddressView(AdminPageMixin, StaffMixin, FormView[AddressForm]):
    """Says what the address is and was, and gives it another one."""

    model: type[models.Model] = models.Model
    form_class = AddressForm
    template_name = "admin/statements/change_address.html"
    title = gettext_lazy("Change the address")
    kwargs: dict[str, Any]

    def get_permission_required(self) -> Sequence[str]:
        return (f"statements.change_{self.model._meta.model_name}",)

    @cached_property
    def thing(self) -> Thing:
        return get_object_or_404(self.model, pk=self.kwargs["pk"])  # type: ignore[return-value]

    @property
    def change_page(self) -> str:
        name = f"admin:statements_{self.model._meta.model_name}_change"
        return reverse(name, args=[self.thing.pk])

    def trail(self) -> Sequence[Step]:
        return (
            *steps_to(str(self.model._meta.model_name)),
            Step(self.change_page, str(self.thing)),
        )

    def get_initial(self) -> dict[str, Any]:
        return {"address": address_of(self.thing)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            thing=self.thing,
            shown=self.thing.get_absolute_url(),
            former=[
                type(self.thing)(**_as_before(left)).get_absolute_url()
                for left in former_addresses(self.thing)
            ],
            is_kept_elsewhere=isinstance(self.thing, Entity) and self.thing.is_authority,
            change_page=self.change_page,
            **kwargs,
        )

    def form_valid(self, form: AddressForm) -> HttpResponse:
        before, address = address_of(self.thing), form.cleaned_data["address"]
        try:
            if address != before:
                readdress(self.thing, address)
                self._say()
        except AddressError as error:
            form.add_error("address", str(error))
            return self.form_invalid(form)
        return redirect(self.change_page)

    def _say(self) -> None:
        """To the editor, and in the history of the thing."""
        told = _("“%(thing)s” is at %(address)s now. Its former address leads there.")
        message = told % {"thing": self.thing, "address": self.thing.get_absolute_url()}
        admin.site.get_model_admin(self.model).log_change(self.request, self.thing, message)
        messages.success(self.request, message)


def _as_before(left: FormerAddress) -> dict[str, str]:
    is_entity = left.entity_id is not None
    return {"kind": left.kind, "code": left.address} if is_entity else {"slug": left.address}


class AddressedAdmin(ListedAdmin[Any]):
    """A model whose rows have pages of their own: with a page to change their address."""

    def get_urls(self) -> list[URLPattern]:
        name = f"statements_{self.model._meta.model_name}_address"
        page = path("<int:pk>/address/", self.admin_site.admin_view(self._address_view), name=name)
        return [page, *super().get_urls()]

    def _address_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        return ChangeAddressView.as_view(model=self.model)(request, pk=pk)

    @admin.display(description=gettext_lazy("Address"))
    def address(self, thing: Thing) -> str:
        """Where it is, with the way to change that."""
        name = f"admin:statements_{self.model._meta.model_name}_address"
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a>',
            thing.get_absolute_url(),
            thing.get_absolute_url(),
            reverse(name, args=[thing.pk]),
            _("Change the address"),
        )
