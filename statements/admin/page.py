"""What a page of our own needs to look like one of the administration's."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.views.generic.base import ContextMixin


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
    request: HttpRequest
    title = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = admin.site.each_context(self.request)
        return super().get_context_data(**{**page, "title": self.title, **kwargs})
