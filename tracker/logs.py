"""One event, one line, to stderr: times in UTC, newlines escaped, addresses of people left out."""

import json
import logging
import re
from datetime import UTC, datetime

E_MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")


class EventLine(logging.Formatter):
    """What every line tells. Subclasses decide how it is written.

    A line must never be two lines (somebody else's text could forge the second one) and never names a
    person: e-mail addresses, which find their way into database errors, are masked.
    """

    def event(self, record: logging.LogRecord) -> dict[str, str]:
        event = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            event["trace"] = self.formatException(record.exc_info)
        return {key: E_MAIL.sub("[e-mail]", value) for key, value in event.items()}


class JsonLine(EventLine):
    """For machines that collect logs."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(self.event(record), ensure_ascii=True)


class PlainLine(EventLine):
    """For people who look at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        line = " ".join(self.event(record).values())
        return "".join(
            c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in line
        )
