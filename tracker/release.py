"""Which release of the program writes the pages: a page of an older one is not the same page."""

import functools
import hashlib
from pathlib import Path

from django.conf import settings

# What a page is made of besides the record.
PARTS = (
    ("accounts", "*.py"),
    ("ledger", "*.py"),
    ("tracker", "*.py"),
    ("templates", "*"),
    ("static", "*"),
    ("locale", "*.mo"),
    ("docs/how-to", "*.md"),
    ("requirements", "base.lock"),
)


def release():
    """Return a short fingerprint of the code, templates, styles and translations in use.

    It is the same on every machine that runs the same files. While developing, files change under a running
    process, so it is made anew each time.
    """
    return _fingerprint.__wrapped__() if settings.DEBUG else _fingerprint()


@functools.cache
def _fingerprint():
    digest = hashlib.sha256()
    for folder, pattern in PARTS:
        for path in sorted(Path(settings.BASE_DIR, folder).rglob(pattern)):
            if path.is_file():
                digest.update(f"{path.relative_to(settings.BASE_DIR)}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
