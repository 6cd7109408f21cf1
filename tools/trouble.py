"""What goes wrong on a person's machine, as a sentence with the way on."""

import errno
import os


class Trouble(Exception):
    """Something the person at the terminal can mend. The message is one sentence and the way on."""


def sentence_for(error: OSError) -> str:
    """Return what to tell about an error of the operating system."""
    where = error.filename or "this folder"
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "The disk is full: free some space and run the same command again."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return (
                f"{where} is not writable for this user: change its owner, work in a folder of your own,"
                " or set ONDA_DATA_DIR to one."
            )
        case _:
            return f"{where}: {error.strerror or error}."


def sentence_for_pip(output: str) -> str:
    """Return what to tell about an installation that failed, from what pip said."""
    if "No space left on device" in output:
        return "The disk is full: free some space and run the same command again."
    if "DO NOT MATCH THE HASHES" in output:
        return (
            "A downloaded package is not the one that was locked, so nothing of it was installed: try again,"
            " and if it stays so, ask whoever runs your package registry."
        )
    if any(sign in output for sign in ("Permission denied", "Read-only file system")):
        return "The folder .venv is not writable for this user: change its owner or remove it."
    signs = (
        "Max retries exceeded",
        "NewConnectionError",
        "connection broken",
        "Connection aborted",
        "timed out",
        "ProxyError",
        "SSLError",
        "HTTP error",
        "Could not find a version",
        "No matching distribution",
    )
    if any(sign in output for sign in signs):
        return (
            "The package registry does not answer or lacks a locked package: check the connection and"
            " `python3 -m pip config list`, then run the same command again." + _last_line(output)
        )
    return "pip could not install the packages." + _last_line(output)


def _last_line(output: str) -> str:
    errors = [line for line in output.splitlines() if line.startswith("ERROR:")]
    return f"{os.linesep}pip said: {errors[-1].removeprefix('ERROR:').strip()}" if errors else ""
