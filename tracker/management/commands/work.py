import logging
import signal
import threading

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from tracker.chores import CHORES, run_due

log = logging.getLogger("tracker.chores")

ROUND = 5  # seconds between two looks at what is due


class Command(BaseCommand):
    help = "Do what is due by the clock, until it is stopped. `./onda run` starts it beside the server."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do everything once, then end")

    def handle(self, *, once, **options):
        last_runs = {}
        if once:
            run_due(CHORES, last_runs)
            return
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        log.info("the worker started")
        while not stopped.wait(ROUND if last_runs else 0):
            close_old_connections()
            run_due(CHORES, last_runs)
