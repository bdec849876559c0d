"""The administration as a whole.

Not in the package `statements.admin`: importing that asks for the site, which is this one.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy

from statements import overview

VIEW, CHANGE = "statements.view_speech", "statements.change_speech"


class ArchiveAdminSite(AdminSite):
    """Looks like the archive, and begins with what waits for the editor.

    The ways to the lists are in the header, so there is no sidebar.
    """

    site_header = site_title = gettext_lazy("Statement Archive")
    index_title = gettext_lazy("Overview")
    enable_nav_sidebar = False

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        waiting: dict[str, Any] = {}
        if request.user.has_perm("statements.add_speech"):
            waiting["uploads"] = overview.uploads()
        if request.user.has_perm(VIEW) or request.user.has_perm(CHANGE):
            waiting["holdings"] = overview.holdings()
        return super().index(request, {**waiting, **(extra_context or {})})
