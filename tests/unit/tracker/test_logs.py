"""Log lines: one event, one line, nobody's address."""

import json
import logging

import pytest

from tracker.logs import JsonLine, PlainLine


def record(message: str, *arguments: object, **more: object) -> logging.LogRecord:
    made = logging.LogRecord("onda", logging.WARNING, __file__, 1, message, arguments, None)
    made.__dict__.update(more)
    return made


@pytest.mark.parametrize("formatter", [JsonLine(), PlainLine()])
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\u2028", "\x85", "\x0b", "\x1b[2J"])
def test_somebody_elses_text_cannot_begin_a_line_of_its_own(formatter, end):
    line = formatter.format(record("Not Found: %s", f"/a{end}2026-01-01 info forged"))
    assert line.isprintable()


@pytest.mark.parametrize("formatter", [JsonLine(), PlainLine()])
def test_addresses_of_people_are_left_out(formatter):
    line = formatter.format(record("Key (email)=(lucia.o'hara+x@cso.example.org) already exists"))
    assert "cso.example.org" not in line
    assert "[e-mail]" in line


def test_a_trace_stays_on_the_line():
    try:
        raise ValueError("for tomas@example.org")
    except ValueError as error:
        line = JsonLine().format(
            record("failed", exc_info=(type(error), error, error.__traceback__))
        )
    event = json.loads(line)
    assert "ValueError" in event["trace"]
    assert "tomas@example.org" not in event["trace"]


def test_times_are_utc():
    event = json.loads(JsonLine().format(record("x", created=0)))
    assert event == {
        "at": "1970-01-01T00:00:00.000+00:00",
        "level": "warning",
        "logger": "onda",
        "message": "x",
    }
