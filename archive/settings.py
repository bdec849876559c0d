"""Django settings: one file, everything that differs between installations is in the environment.

docs/operations.md lists the variables. A `.env` file beside manage.py is read where there is one.
"""

from pathlib import Path
from typing import Any

import django_stubs_ext

from archive import database
from archive.environment import env, positive, read_file, setting
from archive.secret_key import kept_key

# Type arguments, as in ListView[Speech], are for the type checker; this lets Django ignore them.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
SEEDS_DIR = BASE_DIR / "seeds"

read_file(BASE_DIR / ".env")

# Who may ask, and how

LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

DEBUG = setting(env.bool, "DEBUG", False)
SECRET_KEY = setting(env.str, "SECRET_KEY", "") or kept_key(VAR_DIR / "secret_key")

_named_hosts: list[str] = setting(env.list, "ALLOWED_HOSTS", [])
# Loopback names stay allowed, so that a probe on the machine itself can ask /readyz.
ALLOWED_HOSTS = list(dict.fromkeys([*LOOPBACK_HOSTS, *_named_hosts]))
CSRF_TRUSTED_ORIGINS: list[str] = setting(env.list, "CSRF_TRUSTED_ORIGINS", [])

# A name that others can reach means HTTPS; on loopback names alone plain HTTP works.
PUBLIC = any(host not in LOOPBACK_HOSTS for host in ALLOWED_HOSTS)
SECURE_SSL_REDIRECT = setting(env.bool, "SECURE_SSL_REDIRECT", PUBLIC)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = setting(env.int, "SECURE_HSTS_SECONDS", 31_536_000 if PUBLIC else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = setting(env.bool, "SECURE_HSTS_INCLUDE_SUBDOMAINS", PUBLIC)
SECURE_HSTS_PRELOAD = setting(env.bool, "SECURE_HSTS_PRELOAD", PUBLIC)
SESSION_COOKIE_SECURE = setting(env.bool, "SESSION_COOKIE_SECURE", PUBLIC)
CSRF_COOKIE_SECURE = setting(env.bool, "CSRF_COOKIE_SECURE", PUBLIC)
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"

# Only for a proxy that sets the header itself: from anyone else it would be a lie to believe.
if setting(env.bool, "TRUST_X_FORWARDED_PROTO", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# Parts

INSTALLED_APPS = [
    "archive.apps.ArchiveAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_filters",
    "django_htmx",
    "rest_framework",
    "csp",
    "statements",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Files come compressed from WhiteNoise; this is for pages, feeds and answers of the API.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "archive.middleware.no_nul_in_path",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "statements.views.moved.FormerAddresses",
]

ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "statements.preferences.preferences",
                "statements.keeping.cookie.basket",
            ],
        },
    },
]

# Data

DATABASES: dict[str, dict[str, Any]] = {
    "default": database.configuration(setting(env.str, "DATABASE_URL", ""), VAR_DIR),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"

# The largest file that may be uploaded, in bytes; import_statements has its own limit.
UPLOAD_MAX_BYTES = positive("MAX_UPLOAD_MB", 50) * 1024 * 1024
# The review sends the text of a statement back: a million characters, of up to four bytes each.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
# The page that shows what was read from many files sends a dozen fields for each back.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 500

# Language and time

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("fr", "français"), ("ar", "العربية")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

# Static files: names hold a hash of the content, so they may be cached for ever

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "archive.static_files.UncommentedStorage"
    },
}

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 20,
    # Nobody signs in to the API, so this makes it read-only.
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["stderr"],
        "level": setting(env.log_level, "LOG_LEVEL", "INFO"),
    },
    # Django's own handlers would print everything a second time.
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
