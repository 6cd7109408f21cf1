"""Settings: one file, decided by the environment, safe for production when nothing is said.

Every variable read here is described in `.env.example`. `./onda run` sets the two that a trial on one's
own machine needs (a secret key and a plain http address).
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from tracker import sqlite_library

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(os.environ.get("ONDA_ENV_FILE") or BASE_DIR / ".env")


def whole_number(name: str, default: int) -> int:
    """Read a whole number, or say which variable holds something else."""
    value = env.str(name, default="") or str(default)
    if not value.isdecimal():
        raise ImproperlyConfigured(
            f"{name} must be a whole number, not “{value}”: correct it in .env."
        )
    return int(value)


def own_address(name: str, default: str) -> str:
    """Read the address people type, without a closing slash."""
    value = (env.str(name, default="") or default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
        raise ImproperlyConfigured(
            f"{name} must look like https://onda.example.org, not “{value}”: correct it in .env."
        )
    return value


def one_of(name: str, values: tuple[str, ...], default: str) -> str:
    """Read one word out of a few, or say which variable holds something else."""
    value = env.str(name, default="") or default
    if value not in values:
        choices = ", ".join(values)
        raise ImproperlyConfigured(
            f"{name} must be one of {choices}, not “{value}”: correct it in .env."
        )
    return value


# --- What this is and where it lives ------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set: `./onda run` writes a .env with a fresh one, or copy .env.example to .env and fill it in."
    )

# Files of the site: the SQLite database, uploads, backups, mail that was not sent, collected static files.
DATA_DIR = Path(env.str("ONDA_DATA_DIR", default="") or "var")
if not DATA_DIR.is_absolute():
    DATA_DIR = BASE_DIR / DATA_DIR

# The scheme decides how cookies and redirects behave: http is for a trial on one's own machine only.
PUBLIC_URL = own_address(
    "ONDA_PUBLIC_URL", default="http://127.0.0.1:8000" if DEBUG else "https://localhost"
)
PUBLIC_HOST = str(urlsplit(PUBLIC_URL).hostname)
SERVED_OVER_HTTPS = PUBLIC_URL.startswith("https:")

# Loopback names are always accepted: health probes use them, and nobody else can be led there.
ALLOWED_HOSTS = sorted(
    {PUBLIC_HOST, "localhost", "127.0.0.1", "[::1]", *env.list("ALLOWED_HOSTS", default=[])}
)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"

# --- Parts --------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "ledger",
    "accounts",
    "tracker",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "allauth.mfa",
    # Without autodiscovery: the project has an admin site of its own, which calls the same actions as the pages.
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    # Pages are a tenth of their size on a slow phone. It pads each answer by a random length, and
    # the CSRF token changes with every page, so nothing secret can be guessed from lengths.
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tracker.middleware.ReadableRequest",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tracker.middleware.FormTokens",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SessionLimits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tracker.middleware.DenyByDefault",
    "tracker.middleware.SecondFactorFirst",
    "tracker.middleware.WriteLimits",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tracker.middleware.ErrorPages",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tracker.context_processors.page",
            ],
        },
    },
]

# --- Database -----------------------------------------------------------------------------------

# Called for its effect too: it puts a safe SQLite in place before Django imports one.
SQLITE_LIBRARY = sqlite_library.choose()

DATABASE_URL = env.str("DATABASE_URL", default="")
DATABASE = (
    env.db_url_config(DATABASE_URL)
    if DATABASE_URL
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": str(DATA_DIR / "onda.sqlite3")}
)
match DATABASE.get("ENGINE"):
    case "django.db.backends.sqlite3":
        DATABASE["CONN_MAX_AGE"] = None
        DATABASE["OPTIONS"] = {
            # Take the write lock at the start of a transaction: a lock asked for later is refused at once.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,  # seconds a writer waits for its turn
            "init_command": (
                f"PRAGMA journal_mode={SQLITE_LIBRARY.journal_mode};"
                "PRAGMA synchronous=FULL;"  # an answer given is on disk
                "PRAGMA foreign_keys=ON;"
                "PRAGMA secure_delete=ON;"  # what is erased is overwritten, not only forgotten
                "PRAGMA recursive_triggers=ON;"  # so that REPLACE fires the ledger's triggers
            ),
        }
        # On disk, not in memory: a shared memory database has other locks than the one people use.
        DATABASE["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    case "django.db.backends.postgresql":
        DATABASE["CONN_MAX_AGE"] = 0  # the pool keeps the connections
        DATABASE["CONN_HEALTH_CHECKS"] = True  # a restarted server costs nobody a failed page
        DATABASE["OPTIONS"] = {
            "connect_timeout": 5,
            **DATABASE.get("OPTIONS", {}),
            # Seconds a request waits for a connection before it is answered with 503.
            "pool": {
                "min_size": 1,
                "max_size": whole_number("ONDA_DB_POOL", default=10),
                "timeout": 5,
            },
        }
    case _:
        raise ImproperlyConfigured(
            "DATABASE_URL must begin with postgresql:// or sqlite:///: correct it in .env."
        )
# Actions open their own transactions; a transaction round every request would hold SQLite's write lock.
DATABASE["ATOMIC_REQUESTS"] = False
DATABASES = {"default": DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Cache and mail -----------------------------------------------------------------------------

# Shared by all processes, because the limits on signing in are counted in it.
REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {
    "default": env.cache_url_config(REDIS_URL)
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "onda_cache",
        # With Django's 300, somebody with many addresses could push out the counts of the limits.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
else:  # no server named: each message becomes a file that can be read
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="") or "Onda <onda@localhost>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Languages and time -------------------------------------------------------------------------

LANGUAGES = [("es", "Español"), ("en", "English")]  # each in its own words
LANGUAGE_CODE = "es"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "UTC"  # stored and logged in UTC; each plan shows its own time zone
USE_TZ = True

# --- What people send ---------------------------------------------------------------------------

# The largest form is a report that met another one: two texts, the merged one and twice 20 pieces of
# evidence, each character up to 12 bytes on its way. A test adds up the limits of every form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
WRITES_A_MINUTE = whole_number("ONDA_WRITES_A_MINUTE", default=60)
WRITES_AN_HOUR = whole_number("ONDA_WRITES_AN_HOUR", default=600)

# --- Static files and uploads -------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "tracker.stylesheet.StylesheetFinder",  # joins the style sheets into one
]
MEDIA_ROOT = DATA_DIR / "uploads"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        # For the site alone: who may read a file is asked at every download.
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Files that people send as evidence. In bytes: one file, one organisation a day, one request.
FILE_UPLOAD_HANDLERS = ["tracker.files.receiving.FilesToDisk"]
UPLOAD_MAX_BYTES = 25 * 1024 * 1024
UPLOAD_MAX_BYTES_A_DAY = 200 * 1024 * 1024
UPLOAD_MAX_REQUEST_BYTES = 600 * 1024 * 1024
# Whether the worker asks, once a week, if the links of published evidence still answer.
CHECK_LINKS = env.bool("ONDA_CHECK_LINKS", default=False)

# --- Accounts -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backend.WithMemberships"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "accounts.passwords.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "accounts.passwords.SiteWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = 24 * 3600  # the mail says: one day

ACCOUNT_ADAPTER = "accounts.adapter.ClosedSignupAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# The link that sets the first password is what proves an address: there is no sign-up.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password is told by mail
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Onda: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SERVED_OVER_HTTPS else "http"
ACCOUNT_RATE_LIMITS = {
    # Failed sign-ins are counted by source only: a limit by address would let anyone lock a colleague out.
    "login_failed": "10/m/ip",
    # Mails are counted by address too, so that nobody's mailbox is flooded; the first ones arrive.
    "reset_password": "10/m/ip,5/h/key",
}
# Who needs a second factor. Only a trial over plain http asks nobody when nothing is said.
SECOND_FACTOR_FOR = one_of(
    "ONDA_REQUIRE_MFA",
    ("all", "stewards", "none"),
    default="stewards" if SERVED_OVER_HTTPS else "none",
)
MFA_ADAPTER = "accounts.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an address is proved by the mail that opened the account
MFA_TOTP_TOLERANCE = 1  # a step early or late: clocks of telephones differ
USERSESSIONS_TRACK_ACTIVITY = False  # it would store an address with every request

# --- Sessions, cookies, headers -----------------------------------------------------------------

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60  # unused; the limit of 12 hours stands in the accounts
SESSION_COOKIE_NAME = "__Host-onda" if SERVED_OVER_HTTPS else "onda"
SESSION_COOKIE_SECURE = SERVED_OVER_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "tracker.views.errors.csrf_failure"
CSRF_COOKIE_NAME = "__Host-csrf" if SERVED_OVER_HTTPS else "csrf"
CSRF_COOKIE_SECURE = SERVED_OVER_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = SERVED_OVER_HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# The check looks for Django's own middleware by its name; `FormTokens` is a kind of it.
SILENCED_SYSTEM_CHECKS = ["security.W003"]

SECURE_SSL_REDIRECT = SERVED_OVER_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]  # probes come over plain http from inside
SECURE_HSTS_SECONDS = (
    whole_number("ONDA_HSTS_SECONDS", default=365 * 24 * 3600) if SERVED_OVER_HTTPS else 0
)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Whom to tell of a security hole: an e-mail address or a web address, published in security.txt.
SECURITY_CONTACT = env.str("ONDA_SECURITY_CONTACT", default="")

# How many proxies of ours stand in front. Without one, X-Forwarded-… headers come from anybody and are ignored.
TRUSTED_PROXIES = whole_number("ONDA_TRUSTED_PROXIES", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None

# Everything from ourselves, nothing inline, nothing from another host.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- Logs ---------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "tracker.logs.JsonLine"},
        "plain": {"()": "tracker.logs.PlainLine"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "plain"
            if env.str("ONDA_LOG_FORMAT", default="json") == "plain"
            else "json",
        }
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # Django would add handlers of its own, one of which mails stack traces.
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Strangers who try other host names are refused; a trace for each of them says nothing.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
