#!/usr/bin/env python3
"""Django's command line. `./onda manage …` calls this inside the project's environment."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit("Django is not installed here: call `./onda manage …` instead.") from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
