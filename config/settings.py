"""All settings, in sections. The environment is read only here, through env."""

from datetime import timedelta
from pathlib import Path

from config import env

# Places
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("CITONG_DATA", str(BASE_DIR / "var"))).resolve()
FILES_DIR = DATA_DIR / "files"
FONTS_DIR = Path(env.text("CITONG_FONTS", str(BASE_DIR / "frontend" / "dist" / "fonts")))

# Safety
DEBUG = env.flag("CITONG_DEBUG", default=False)
DEMO = env.flag("CITONG_DEMO", default=False)
SECRET_KEY = env.text("CITONG_SECRET_KEY")
# The first wraps the keys that lie in the database; former ones behind it still unwrap, until they are wrapped anew.
MASTER_KEYS = env.words("CITONG_MASTER_KEY", default="")
KEYS_REMEMBERED_SECONDS = 60
ALLOWED_HOSTS = env.words("CITONG_HOSTS", default="localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CITONG_ORIGINS", default="")
BEHIND_TLS = env.flag("CITONG_BEHIND_TLS", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "citong.channels.kit.faults.form_expired"

# The parts
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_vite",
    "citong.kernel",
    "citong.organisations",
    "citong.identity",
    "citong.catalogue",
    "citong.documents",
    "citong.notices",
    "citong.cases",
    "citong.office",
    "citong.journeys",
    "citong.channels.kit",
    "citong.channels.portal",
    "citong.channels.desk",
    "citong.channels.openapi",
    "demo",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "citong.channels.kit.headers.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "citong.channels.kit.devices.RememberDevice",
    "citong.channels.kit.faults.AnswerRefusals",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Adapters: which way each outside need is met
DEMO = env.flag("CITONG_DEMO", default=False)
NAMES_IN_DEMO = "citong.identity.adapters.simulator.SimulatedRealNames"
NAMES_OF_NOBODY = "citong.identity.adapters.nobody.NoRealNames"
ADAPTERS = {
    "kernel.key_wrapper": env.text("CITONG_KEY_WRAPPER", "citong.kernel.adapters.master_key.MasterKeyWrapper"),
    "documents.renderer": "citong.documents.adapters.typst_pdf.TypstRenderer",
    "identity.obligations": "citong.journeys.leaving.OpenMatters",
    "identity.real_names": env.text("CITONG_REAL_NAMES", NAMES_IN_DEMO if DEMO else NAMES_OF_NOBODY),
    "identity.logout_carrier": "citong.identity.adapters.back_channel.HttpLogoutCarrier",
    "identity.partner_oidc": "citong.identity.adapters.oidc_partner.OidcProvider",
    "identity.partner_cas": "citong.identity.adapters.cas_partner.CasServer",
    "notices.carrier": env.text("CITONG_SMS", "citong.notices.adapters.simulator.SimulatedCarrier"),
}
REAL_NAMES_URL = env.text("CITONG_REAL_NAMES_URL", "")
REAL_NAMES_APP = env.text("CITONG_REAL_NAMES_APP", "")
REAL_NAMES_KEY = env.text("CITONG_REAL_NAMES_KEY", "")

# Database: PostgreSQL and nothing else
DATABASES = {
    "default": {
        **env.database("DATABASE_URL"),
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 0,
        "ATOMIC_REQUESTS": False,
        "TEST": {"NAME": env.text("CITONG_TEST_DATABASE", "test_citong")},
    }
}
POOL_SIZE = env.number("CITONG_POOL", default=0)
if POOL_SIZE:
    # Connections that last remember the plans of hot statements (sql.py), so nothing in between may mix sessions.
    DATABASES["default"]["OPTIONS"] = {
        "options": "-c plan_cache_mode=force_generic_plan",
        **DATABASES["default"]["OPTIONS"],  # type: ignore[dict-item]
        "pool": {"min_size": POOL_SIZE, "max_size": POOL_SIZE, "timeout": 20},
        "prepare_threshold": 3,
    }

# People who sign in
AUTH_USER_MODEL = "identity.Account"
# A login is unique by its digest, which Django does not know (identity/models/accounts.py).
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["citong.identity.adapters.passwords.PasswordBackend"]
PASSWORD_HASHERS = [
    "citong.kernel.passwords.KeyedSM3PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # how they were hashed before; the next sign-in does it anew
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "portal:sign_in"
# By what the hall's own small authority signs: sm2, ec-p256 or rsa-3072; an authority that was founded keeps its own.
CERTIFICATE_SCHEME = env.text("CITONG_CERTIFICATE_SCHEME", "sm2")
# Whether officials confirm decisions with their certificates: off, offered or required.
CONFIRM_BY_SIGNATURE = env.text("CITONG_CONFIRM_BY_SIGNATURE", "offered")

# How long they stay, and how sure we want to be
SESSION_ENGINE = "citong.identity.adapters.sessions"
SESSION_LENGTHS = {
    "public": {"idle": timedelta(minutes=env.number("CITONG_IDLE_MINUTES", default=120)), "whole": timedelta(hours=12)},
    "staff": {
        "idle": timedelta(minutes=env.number("CITONG_DESK_IDLE_MINUTES", default=30)),
        "whole": timedelta(hours=12),
    },
}
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
# __Host-: a cookie that no other host, no other path and no plain connection can have set.
SESSION_COOKIE_NAME = "__Host-sessionid" if BEHIND_TLS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if BEHIND_TLS else "csrftoken"
DEVICE_COOKIE_NAME = "__Host-citong_device" if BEHIND_TLS else "citong_device"
# Proxies of our own, by network: only what they say of a sender's address is believed.
TRUSTED_PROXIES = env.words("CITONG_PROXIES", default="127.0.0.1,::1" if BEHIND_TLS else "")
# From this day on officials sign in with a second factor; "" demands none, which a hall of made-up people may.
SECOND_FACTOR_FROM = env.day("CITONG_SECOND_FACTOR_FROM", default="" if DEMO else "2026-01-01")
# Decisions, refusals and certificates ask once in so many minutes whether it is still the same person; 0 never asks.
CONFIRM_MINUTES = env.number("CITONG_CONFIRM_MINUTES", default=15)

# What goes in
MAX_UPLOAD_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Screens
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "citong.channels.kit.context.hall",
            ],
            "builtins": ["citong.channels.kit.templatetags.kit"],
        },
    }
]
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
STATIC_URL = "static/"
FRONTEND_DIST = BASE_DIR / "frontend" / "dist"
STATICFILES_DIRS = [FRONTEND_DIST] if FRONTEND_DIST.exists() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
DJANGO_VITE = {"default": {"dev_mode": False, "manifest_path": FRONTEND_DIST / "manifest.json"}}

# This hall
HALL_NAME = env.text("CITONG_HALL_NAME", "鲤城区网上办事大厅")
HALL_KEEPER = env.text("CITONG_HALL_KEEPER", "泉州市鲤城区行政服务中心管理委员会")
# Under this address other sites and halls know us; what is signed in its name must not depend on who asks.
HALL_ADDRESS = env.text("CITONG_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
HALL_DIVISION = env.text("CITONG_DIVISION", "350502000000")
REVIEW_BODY = env.text("CITONG_REVIEW_BODY", "泉州市鲤城区人民政府")
COURT = env.text("CITONG_COURT", "泉州市鲤城区人民法院")

# What an operator reads
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "citong.kernel.logs.LineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("CITONG_LOG", "INFO")},
    "loggers": {"django.request": {"level": "ERROR"}},
}
