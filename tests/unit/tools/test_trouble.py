"""Faults of a machine, told as sentences."""

import errno

import pytest

from tools.trouble import sentence_for, sentence_for_pip


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EACCES, "var is not writable"),
        (errno.EROFS, "var is not writable"),
        (errno.ENOTDIR, "var: Not a directory."),
    ],
)
def test_errors_of_the_system(number, sentence):
    error = OSError(number, "Not a directory", "var")
    assert sentence_for(error).startswith(sentence)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "The disk is full",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "A downloaded package",
        ),
        (
            "WARNING: Retrying … NewConnectionError\nERROR: No matching distribution found for x",
            "The package registry",
        ),
        ("ERROR: HTTP error 503 while getting x", "The package registry"),
        ("ReadTimeoutError: Read timed out.", "The package registry"),
        (
            "ERROR: Could not install packages: [Errno 13] Permission denied: '.venv/x'",
            "The folder .venv",
        ),
        ("ERROR: something new", "pip could not install the packages."),
    ],
)
def test_errors_of_pip(said, sentence):
    assert sentence_for_pip(said).startswith(sentence)


def test_what_pip_said_last_is_kept_where_the_cause_is_not_known():
    assert sentence_for_pip("ERROR: first\nERROR: second\n").endswith("pip said: second")
