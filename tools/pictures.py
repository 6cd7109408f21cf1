"""Take the pictures of the guides anew, from a demonstration of its own (`./onda pictures`).

Runs inside the environment with the developers' packages: it needs a Chromium.
"""

import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tools.environment import ROOT
from tools.testing import find_chromium
from tools.trouble import Trouble

LANGUAGES = ("es", "en")
FOLDER = ROOT / "static" / "guides"
PHONE, DESK = (390, 844), (1280, 900)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SECONDS_TO_START = 180
SECRETARIAT = "secretaria-foro-vereda"
COMMITMENT = "plans/vereda-example/commitments/1/"


class Picture(NamedTuple):
    """`who` is the first part of a demonstration address; `path` stands below the language."""

    name: str
    who: str
    path: str
    size: tuple[int, int]


PICTURES = (
    Picture("official-desk", "amina", "desk/", DESK),
    Picture("official-report", "amina", f"desk/{COMMITMENT}milestones/3/report/", DESK),
    Picture("civil-society-observation", "lucia", f"desk/{COMMITMENT}milestones/3/observe/", PHONE),
    Picture("secretariat-table", "pat", f"desk/{COMMITMENT}table/", DESK),
    Picture("operator-members", "pat", f"accounts/organisations/{SECRETARIAT}/members/", DESK),
)


def main() -> int:
    """Start a demonstration, take every picture in every language, and stop it."""
    chromium = find_chromium()
    if chromium is None:
        raise Trouble("./onda pictures needs a Chromium: name it in CHROMIUM=.")
    with tempfile.TemporaryDirectory(prefix="onda-pictures-") as name:
        folder = Path(name)
        site = _start(folder)
        try:
            root = _address_of(site, folder / "log")
            people = json.loads((folder / "var" / "demo-sign-ins.json").read_text())
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
                for language in LANGUAGES:
                    for picture in PICTURES:
                        _take(browser, root, people, picture, language)
        finally:
            site.terminate()
            site.wait()
    return 0


def _start(folder: Path) -> subprocess.Popen[bytes]:
    variables = {
        "PATH": os.environ["PATH"],
        "ONDA_DATA_DIR": str(folder / "var"),
        "ONDA_ENV_FILE": str(folder / ".env"),
        "PORT": "0",
    }
    with (folder / "log").open("wb") as log:
        command: list[str | Path] = [sys.executable, ROOT / "onda", "run"]
        return subprocess.Popen(command, env=variables, stdout=log, stderr=subprocess.STDOUT)


def _address_of(site: subprocess.Popen[bytes], log: Path) -> str:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and site.poll() is None:
        if found := re.search(r"Onda is at (http://\S+)/ ", log.read_text(errors="replace")):
            return found[1]
        time.sleep(0.2)
    raise Trouble(f"The demonstration did not start:\n{log.read_text(errors='replace')}")


def _take(browser: Browser, root: str, people: list[Any], picture: Picture, language: str) -> None:
    """Sign in as whoever sees the page, and keep the upper part of it."""
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="light", locale=language
    )
    page = context.new_page()
    person = next(p for p in people if p["email"].startswith(f"{picture.who}@"))
    page.goto(f"{root}/{language}/accounts/login/")
    page.fill("input[name=login]", person["email"])
    page.fill("input[name=password]", person["password"])
    page.click("main button.btn--main")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    answer = page.goto(f"{root}/{language}/{picture.path}")
    if answer is None or answer.status != 200:
        raise Trouble(f"{picture.path} did not answer as it should to {picture.who}.")
    png = page.screenshot()
    context.close()
    target = FOLDER / language / f"{picture.name}.webp"
    target.parent.mkdir(parents=True, exist_ok=True)
    Image.open(io.BytesIO(png)).save(target, "WEBP", quality=80, method=6)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1024} KB", flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Trouble as trouble:
        sys.exit(str(trouble))
