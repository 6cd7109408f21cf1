"""The secretariat in the administration, in a browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.functional.test_pages import LOOKS

LISTS = ("tracker/plan/", "tracker/commitment/", "tracker/seat/", "accounts/user/")


def assert_good(window):
    window.page.wait_for_load_state("networkidle")
    assert window.complaints == []
    assert window.strangers == []
    for look in LOOKS:
        window.look(*look)
        found = Axe().run(window.page)
        assert found.violations_count == 0, found.generate_report()
    # On these pages axe tries out styles of its own, which the policy refuses.
    window.complaints.clear()


def test_lists_forms_and_the_history_are_good_pages(reader):
    window = reader().sign_in("pat")
    window.open("/admin/")
    assert_good(window)
    for path in LISTS:
        window.open(f"/admin/{path}")
        assert_good(window)
        window.page.locator("#result_list tbody a").first.click()
        assert_good(window)
    window.open("/admin/ledger/historyentry/")
    window.page.locator("#result_list tbody a").first.click()
    assert_good(window)


@pytest.mark.parametrize("javascript", [True, False])
def test_in_a_plan_in_force_the_page_of_a_milestone_leads_to_proposing(reader, javascript):
    window = reader(javascript=javascript).sign_in("pat")
    page = window.page
    window.open("/admin/tracker/milestone/?of=vereda-example")
    page.locator("#result_list tbody a").nth(2).click()
    page.locator(
        "main a[href$='/propose/due-date/'], #content a[href$='/propose/due-date/']"
    ).first.click()
    expect(page.locator("main form [name=reason]")).to_be_visible()
    assert "/propose/due-date/" in page.url


def test_two_windows_of_one_form_lose_nothing(reader):
    window = reader().sign_in("pat")
    window.open("/admin/tracker/commitment/?of=vereda-example")
    window.page.locator("#result_list tbody a").first.click()
    other = window.context.new_page()
    other.goto(window.page.url)
    other.fill("#id_result_en", "What the other window wrote")
    other.click("input[name=_continue]")
    expect(other.locator(".messagelist .success")).to_be_visible()
    window.page.fill("#id_result_en", "What this window wrote")
    window.page.click("input[name=_continue]")
    expect(window.page.locator("#content-main")).to_contain_text("What the other window wrote")
    expect(window.page.locator("#id_result_en")).to_have_value("What this window wrote")
    window.page.click("input[name=_continue]")
    expect(window.page.locator(".messagelist .success")).to_be_visible()
