"""`.env.example` names every variable that is read, and no other."""

import re
from pathlib import Path

from tools.environment import ROOT, known_variables

READ = re.compile(r"""(?:env\.\w+|environ\.get|whole_number|own_address|one_of)\(\s*"([A-Z_]+)\"""")

# Read by `./onda` and the application server, not by the settings.
OF_THE_SERVER = {"HOST", "PORT", "WORKERS", "THREADS"}


def variables_read_in(path: Path) -> set[str]:
    return set(READ.findall(path.read_text(encoding="utf-8")))


def test_every_variable_of_the_settings_is_described():
    read = variables_read_in(ROOT / "tracker" / "settings.py")
    assert {"SECRET_KEY", "ONDA_DATA_DIR", "ONDA_HSTS_SECONDS"} <= read  # the pattern finds them
    assert read | OF_THE_SERVER == set(known_variables())


def test_the_application_server_reads_no_other():
    assert variables_read_in(ROOT / "gunicorn.conf.py") == OF_THE_SERVER


def test_no_secret_is_given_away():
    assert "\nSECRET_KEY=\n" in (ROOT / ".env.example").read_text(encoding="utf-8")
