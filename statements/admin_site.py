"""The administration as a whole.

Not in the package `statements.admin`: importing that asks for the site, which is this one.
"""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy


class ArchiveAdminSite(AdminSite):
    """Looks like the archive: the ways to its lists are in the header, so there is no sidebar."""

    site_header = site_title = gettext_lazy("Statement Archive")
    index_title = gettext_lazy("Overview")
    enable_nav_sidebar = False
