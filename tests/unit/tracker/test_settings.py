"""Settings under different environments, each read by a Python of its own."""

import json
import os
import subprocess
import sys

import pytest

from tools.environment import ROOT

NEEDED = {"SECRET_KEY": "x" * 60, "ONDA_ENV_FILE": os.devnull}


def read(*names: str, **variables: str) -> subprocess.CompletedProcess[str]:
    script = f"""
import json
from tracker import settings
print(json.dumps([getattr(settings, name) for name in {names!r}], default=str))
"""
    return subprocess.run(
        [sys.executable, "-c", script],
        env={"PATH": os.environ["PATH"], **variables},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


def values(*names: str, **variables: str) -> list:
    done = read(*names, **NEEDED, **variables)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_nothing_said_is_production():
    assert values(
        "DEBUG",
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS",
        "SESSION_COOKIE_NAME",
        "ALLOWED_HOSTS",
        "SECURE_PROXY_SSL_HEADER",
    ) == [
        False,
        True,
        True,
        True,
        31536000,
        "__Host-onda",
        ["127.0.0.1", "[::1]", "localhost"],
        None,
    ]


def test_plain_http_on_ones_own_machine_works():
    assert values(
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS",
        "SESSION_COOKIE_NAME",
        ONDA_PUBLIC_URL="http://127.0.0.1:8000",
    ) == [False, False, 0, "onda"]


def test_the_public_host_and_the_named_ones_are_allowed():
    (hosts,) = values(
        "ALLOWED_HOSTS",
        ONDA_PUBLIC_URL="https://plans.example.org/",
        ALLOWED_HOSTS="a.example,b.example",
    )
    assert {"plans.example.org", "a.example", "b.example"} < set(hosts)


def test_forwarded_headers_are_believed_only_from_proxies_of_ours():
    assert values(
        "SECURE_PROXY_SSL_HEADER", "ALLAUTH_TRUSTED_PROXY_COUNT", ONDA_TRUSTED_PROXIES="1"
    ) == [["HTTP_X_FORWARDED_PROTO", "https"], 1]


def test_postgresql_by_a_socket_and_through_a_pool():
    (databases,) = values(
        "DATABASES", DATABASE_URL="postgresql://ana:p%40ss@//run/postgresql/onda", ONDA_DB_POOL="3"
    )
    database = databases["default"]
    assert database["HOST"] == "/run/postgresql"
    assert database["NAME"] == "onda"
    assert database["PASSWORD"] == "p@ss"
    assert database["OPTIONS"]["pool"]["max_size"] == 3
    assert database["CONN_MAX_AGE"] == 0
    assert database["ATOMIC_REQUESTS"] is False


@pytest.mark.parametrize("folder", ["/srv/onda files", "/srv/100%25+onda", "/srv/onda#1?x"])
def test_the_database_file_is_in_the_data_folder_whatever_its_name(folder):
    (databases,) = values("DATABASES", ONDA_DATA_DIR=folder)
    assert databases["default"]["NAME"] == f"{folder}/onda.sqlite3"


def test_mail_and_cache_by_url():
    assert values(
        "EMAIL_HOST",
        "EMAIL_USE_TLS",
        "CACHES",
        EMAIL_URL="smtp+tls://u:p@mail.example.org:587",
        REDIS_URL="redis://cache.example.org/0",
    ) == [
        "mail.example.org",
        True,
        {
            "default": {
                "BACKEND": "django.core.cache.backends.redis.RedisCache",
                "LOCATION": "redis://cache.example.org/0",
            }
        },
    ]


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set: `./onda run` writes a .env"),
        ({"ONDA_PUBLIC_URL": "onda.example.org"}, "ONDA_PUBLIC_URL must look like https://"),
        ({"ONDA_PUBLIC_URL": "https://a.example/x"}, "ONDA_PUBLIC_URL must look like https://"),
        ({"ONDA_TRUSTED_PROXIES": "yes"}, "ONDA_TRUSTED_PROXIES must be a whole number"),
        ({"DATABASE_URL": "mysql://u@h/d"}, "DATABASE_URL must begin with postgresql://"),
    ],
)
def test_a_wrong_value_fails_with_the_sentence_that_mends_it(variables, sentence):
    done = read("DEBUG", **(NEEDED | variables))
    assert done.returncode != 0
    assert sentence in done.stderr.splitlines()[-1]


def test_the_policy_names_nobody_but_ourselves():
    (policy,) = values("CONTENT_SECURITY_POLICY")
    sources = {source for allowed in policy["DIRECTIVES"].values() for source in allowed}
    assert sources == {"'none'", "'self'"}
    assert policy["DIRECTIVES"]["default-src"] == ["'none'"]


@pytest.mark.parametrize(
    ("variables", "who"),
    [
        ({}, "stewards"),
        ({"ONDA_PUBLIC_URL": "https://onda.example.org"}, "stewards"),
        ({"ONDA_PUBLIC_URL": "http://127.0.0.1:8000"}, "none"),
        ({"ONDA_REQUIRE_MFA": "all", "ONDA_PUBLIC_URL": "http://127.0.0.1:8000"}, "all"),
        ({"ONDA_REQUIRE_MFA": "none"}, "none"),
    ],
)
def test_over_https_a_second_factor_is_asked_of_stewards_unless_said_otherwise(variables, who):
    assert values("SECOND_FACTOR_FOR", **variables) == [who]


def test_an_unknown_word_for_who_needs_one_is_told():
    done = read("DEBUG", **NEEDED, ONDA_REQUIRE_MFA="some")
    assert done.returncode != 0
    assert "ONDA_REQUIRE_MFA must be one of all, stewards, none" in done.stderr
