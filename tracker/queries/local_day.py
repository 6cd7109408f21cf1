"""The calendar day of a moment where a plan lives, computed by the database row by row."""

import datetime as dt
from typing import Any

from django.db.models import DateField, DateTimeField, F, Func, Value


class LocalDay(Func):
    """`LocalDay(now, "commitment__plan__timezone")`: today, in the time zone that a column names."""

    output_field = DateField()
    arity = 2

    def __init__(self, moment: dt.datetime, zone: str) -> None:
        super().__init__(Value(moment, output_field=DateTimeField()), F(zone))

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        # Django gives every connection this function, which knows time zones.
        return self.as_sql(
            compiler,
            connection,
            template="django_datetime_cast_date(%(expressions)s, 'UTC')",
            **extra,
        )

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="CAST(%(expressions)s AS date)",
            arg_joiner=" AT TIME ZONE ",
            **extra,
        )
