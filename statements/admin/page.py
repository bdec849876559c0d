"""What a page of our own needs to look like one of the administration's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple, TypeVar

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR, IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import BadRequest
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.generic.base import ContextMixin

M = TypeVar("M", bound=Model)

#: Of a key of the database. Longer ones it does not know, and very long ones Python does not read.
MOST_DIGITS: Final = 19


def is_key(text: str) -> bool:
    """Whether what a person sent can be the key of a row."""
    return text.isdecimal() and len(text) <= MOST_DIGITS


class Step(NamedTuple):
    """A page on the way to another one."""

    address: str
    text: str


class StaffMixin(PermissionRequiredMixin):
    """For staff who may add statements; other staff get 403. AdminSite asks for the sign-in."""

    request: HttpRequest
    permission_required = "statements.add_speech"
    raise_exception = True

    @property
    def user(self) -> AbstractBaseUser:
        user = self.request.user
        assert isinstance(user, AbstractBaseUser)  # noqa: S101 - AdminSite lets in no other
        return user


class AdminPageMixin(ContextMixin):
    """For pages of our own: `trail` are the pages between the overview and this one."""

    request: HttpRequest
    title: str | Promise = ""

    def trail(self) -> Sequence[Step]:
        return ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = admin.site.each_context(self.request)
        own = {"title": self.title, "trail": self.trail()}
        return super().get_context_data(**{**page, **own, **kwargs})


class ListedAdmin(admin.ModelAdmin[M]):
    """A model whose list is named after what it lists, and asks in words which action to take."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not all(map(is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("What is chosen has numbers.")
        if IS_POPUP_VAR in request.GET:
            return super().changelist_view(request, extra_context)
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """As Django's, which does not expect a year or day that no date can have."""
        try:
            return super().get_changelist_instance(request)
        except OverflowError as error:
            raise IncorrectLookupParameters from error

    def get_action_choices(
        self, request: HttpRequest, default_choices: Any = None
    ) -> list[tuple[str, str]]:
        nothing = [("", gettext("Choose an action"))]
        return super().get_action_choices(request, default_choices or nothing)


def steps_to(model: str) -> tuple[Step, ...]:
    """The way to the list of a model of the archive."""
    options = apps.get_model("statements", model)._meta
    address = reverse(f"admin:statements_{model}_changelist")
    return (Step(address, capfirst(options.verbose_name_plural)),)
