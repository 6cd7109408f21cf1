"""A real site, started by `./onda run`, and a real browser that reads it."""

import json
import os
import signal

import pytest

from tests.running import Site

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}

pytestmark = pytest.mark.real_clock


@pytest.fixture(autouse=True)
def clock():
    """The site and the browser have clocks of their own, which go on."""
    return


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        "args": FLAGS,
    }


def started(folder, host="127.0.0.1", **variables):
    """Start a site with its demonstration plans, and return it.

    It has `.at(path)`, `.people` who sign in, their `.sessions` once they did, and the `.folder` of its data.
    """
    site = Site(folder, **variables)
    site.root = site.url().rstrip("/").replace("127.0.0.1", host)
    site.folder, site.sessions = folder / "var", {}
    sign_ins = json.loads((site.folder / "demo-sign-ins.json").read_text())
    site.people = {person["email"].split("@")[0]: person for person in sign_ins}
    site.at = lambda path: f"{site.root}{path}"
    return site


@pytest.fixture(scope="session")
def onda(tmp_path_factory):
    """The site that the journeys go through."""
    site = started(tmp_path_factory.mktemp("site"))
    yield site
    site.stop(signal.SIGTERM)


class Reader:
    """A page in a browser window that remembers whatever went wrong in it."""

    def __init__(self, context, site):
        self.context, self.site, self.page = context, site, context.new_page()
        self.complaints, self.strangers = [], []
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._watch)

    def _listen(self, message):
        # A page that answers 404 says so in the console as well; that is what it is for.
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def _watch(self, request):
        if not request.url.startswith((self.site.root, "data:")):
            self.strangers.append(request.url)

    def look(self, width, scheme):
        """Make the window as wide as a telephone's or a desk's, and its colours light or dark."""
        across, down = WIDTHS[width]
        self.page.set_viewport_size({"width": across, "height": down})
        self.page.emulate_media(color_scheme=scheme)
        # Where colours fade into each other, wait until they have.
        self.page.evaluate(
            "Promise.all(document.getAnimations().map((fading) => fading.finished)).then(() => null)"
        )

    def open(self, path):
        return self.page.goto(self.site.at(path))

    def sign_in(self, name, language="es", afresh=False):
        """Sign in by the form, once a person: later windows go on with the same session."""
        if name in self.site.sessions and not afresh:
            self.context.add_cookies(self.site.sessions[name])
            return self
        person = self.site.people[name]
        self.open(f"/{language}/accounts/login/")
        self.page.fill("input[name=login]", person["email"])
        self.page.fill("input[name=password]", person["password"])
        self.page.click("main button.btn--main")
        self.page.wait_for_url(lambda url: "/accounts/login/" not in url)
        if not afresh:
            self.site.sessions[name] = self.context.cookies()
        return self


def how(width, scheme="light", javascript=True):
    """Return how a window is opened."""
    across, down = WIDTHS[width]
    return {
        "viewport": {"width": across, "height": down},
        "color_scheme": scheme,
        "java_script_enabled": javascript,
        "locale": "es-MX",
    }


@pytest.fixture
def reader(browser, onda):
    """Return `reader(width, scheme, javascript)`: a fresh window."""
    opened = []

    def open_window(width="desk", scheme="light", javascript=True):
        context = browser.new_context(**how(width, scheme, javascript))
        opened.append(context)
        return Reader(context, onda)

    yield open_window
    for context in opened:
        context.close()
