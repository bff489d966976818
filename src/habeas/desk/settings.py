"""Django's settings. Nothing here is for an operator to edit: what they choose is in `environment`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from habeas.desk.environment import DATABASE_FILE, environment, secret_key

HERE = Path(__file__).parent
RUN = environment()
WORKSPACE = RUN.workspace
PUBLIC = RUN.public

SECRET_KEY = secret_key(WORKSPACE)
DEBUG = False
ALLOWED_HOSTS = list(RUN.hosts)
ROOT_URLCONF = "habeas.desk.urls"
WSGI_APPLICATION = "habeas.desk.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Member"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "habeas.desk.people",
    "habeas.desk.audit",
    "habeas.desk.background",
    "habeas.desk.index",
    "habeas.desk.access",
    "habeas.desk.inbox",
    "habeas.desk.review",
    "habeas.desk.search",
    "habeas.desk.registers",
    "habeas.desk.exports",
    "habeas.desk.cases",
    "habeas.desk.same",
    "habeas.desk.release",
    "habeas.desk.worklists",
    "habeas.desk.submissions",
    "habeas.desk.demands",
    "habeas.desk.actions",
    "habeas.desk.contacts",
    "habeas.desk.mailing",
    "habeas.desk.signing",
    "habeas.desk.letters",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "habeas.desk.sessions.WorkingSessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "habeas.desk.policy.middleware.PolicyMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "habeas.desk.policy.middleware.rights",
                "habeas.desk.languages.notice",
            ],
            "builtins": ["habeas.desk.index.templatetags.desk"],
        },
    }
]


def _database() -> dict[str, Any]:
    if RUN.database:
        return {**dj_database_url.parse(RUN.database, conn_max_age=60, conn_health_checks=True)}
    name = WORKSPACE / DATABASE_FILE if WORKSPACE is not None else ":memory:"
    durable = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
    # A write-ahead file that grew while somebody read for long is cut again; more of the pages are kept in memory.
    quick = "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-16384;"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": durable + quick}
    # A connection is kept for a thread's next request: opening one costs more than the rest of a small answer.
    kept = {"CONN_MAX_AGE": 60}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(name), "OPTIONS": options, **kept}


DATABASES = {"default": _database()}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- who may come in ---------------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"], "max_similarity": 0.6},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "habeas.desk.people.adapter.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "habeas.desk.people.forms.PasskeyForm"}
MFA_TOTP_ISSUER = "Habeas"
# A passkey for an address without HTTPS is possible on this machine only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not RUN.beyond_this_machine

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = RUN.https
CSRF_COOKIE_SECURE = RUN.https
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = True
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in RUN.hosts] if RUN.https else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if RUN.https else None
SECURE_SSL_REDIRECT = RUN.https
SECURE_HSTS_SECONDS = 31_536_000 if RUN.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = RUN.https
SECURE_HSTS_PRELOAD = RUN.https
# No address leaves the desk; with "no-referrer" browsers would send forms without an origin, which are refused.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "frame-src": [SELF],
    }
}

# --- words, times, files -----------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("ar", _("Arabic"))]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

DEFAULT_FROM_EMAIL = RUN.sender
EMAIL_BACKEND = "habeas.desk.mailing.backend.Backend" if RUN.mail else "django.core.mail.backends.dummy.EmailBackend"
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {
        "console": {"class": "logging.StreamHandler", "level": "WARNING"},
        "failures": {"class": "logging.StreamHandler", "level": "ERROR"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # The worker sets its own levels, and would tell the operator of each task that it takes up, and that it stops; the
    # server, of each request that waits for another.
    "loggers": {
        name: {"handlers": ["failures"], "propagate": False}
        for name in ("django_tasks", "django_tasks_db", "waitress.queue")
    },
}
