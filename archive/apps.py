"""The administration with a site of our own."""

from django.contrib.admin.apps import AdminConfig


class ArchiveAdminConfig(AdminConfig):
    default_site = "statements.admin_site.ArchiveAdminSite"
