"""How somebody comes into an organisation: invited, by a link in a mail, with a password of their own."""

import email
import re

SECRET = "siete gatos miran la lluvia"


def submit(window):
    """Send the page's own form."""
    with window.page.expect_navigation():
        window.page.locator("main form[data-once] .btn--main").click()


def invite(keeper, organisation, address, language, role):
    """Invite somebody from the page of an organisation's members; return the path that they are mailed."""
    keeper.open(f"/{language}/accounts/organisations/{organisation}/members/")
    keeper.page.locator("a[href$='/members/invite/']").click()
    keeper.page.fill("input[name=email]", address)
    keeper.page.locator(f"input[name=language][value={language}]").check()
    keeper.page.locator(f"input[name=role][value={role}]").check()
    submit(keeper)
    assert address in keeper.page.locator("#invitations").inner_text()
    link = re.search(r"http://[^/\s]+(/\w\w/accounts/invitation/\S+)", mailed_to(keeper, address))
    return link[1]


def join(newcomer, link, name):
    """Open an account by the link of an invitation."""
    newcomer.open(link)
    newcomer.page.fill("input[name=name]", name)
    newcomer.page.fill("input[name=password1]", SECRET)
    newcomer.page.fill("input[name=password2]", SECRET)
    submit(newcomer)


def mailed_to(window, address):
    """Return the text of the last mail to an address."""
    for path in sorted((window.site.folder / "mail").iterdir(), reverse=True):
        message = email.message_from_bytes(path.read_bytes())
        if message["To"] == address:
            return message.get_payload(decode=True).decode(message.get_content_charset())
    raise AssertionError(address)
