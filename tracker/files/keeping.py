"""Where the bytes of files are kept: under random names, written before any row points to them."""

import hashlib
import secrets

from django.core.files.storage import default_storage

FOLDER = "evidence"
CHUNK = 1 << 16


def keep(content):
    """Store bytes under a name that nobody can guess. Returns the path."""
    name = secrets.token_hex(20)
    content.seek(0)
    return default_storage.save(f"{FOLDER}/{name[:2]}/{name}", content)


def read(path):
    """Open kept bytes. Raises FileNotFoundError."""
    return default_storage.open(path, "rb")


def throw_away(path):
    """Remove kept bytes; it is no error if they are gone."""
    default_storage.delete(path)


def fingerprint(file):
    """Return the SHA-256 of a file as hexadecimal digits, read in chunks."""
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in iter(lambda: file.read(CHUNK), b""):
        digest.update(chunk)
    return digest.hexdigest()


def kept_before(moment):
    """Yield the paths of all bytes that were kept before a moment."""
    for folder in sorted(_listed(FOLDER)[0]):
        for name in sorted(_listed(f"{FOLDER}/{folder}")[1]):
            path = f"{FOLDER}/{folder}/{name}"
            try:
                if default_storage.get_modified_time(path) < moment:
                    yield path
            except FileNotFoundError:  # swept by another worker meanwhile
                continue


def _listed(folder):
    """Return the folders and the files of a folder; none where it is not there."""
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []
