import logging

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from accounts import security_log
from tracker.logs import PlainLine


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("unix:", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_an_address_is_shortened_to_its_network(address, network):
    assert security_log.shortened(address) == network


def test_what_a_request_says_can_neither_break_a_line_nor_add_a_field(caplog):
    caplog.set_level(logging.INFO, "accounts.security")
    request = RequestFactory().post("/x")
    request.path = "/x\n2026-01-01 info accounts.security signed-in person=me"
    request.user = AnonymousUser()
    security_log.refused(request, "Only amina@onda.example may.\r\nReally.")
    line = PlainLine().format(caplog.records[-1])
    assert "\n" not in line
    assert 'path="/x 2026-01-01 info accounts.security signed-in person=me"' in line
    assert "amina" not in line
    assert line.endswith('reason="Only [e-mail] may. Really."')
