"""Measure pages and writes against a bare Django view, on this machine, in this run."""

import argparse
import json
import statistics
import time

from benchmarks import site


def main(arguments):
    """Run what the arguments ask for and print the table. Returns the exit status."""
    options = _options(arguments)
    server = site.prepare(options.postgres)
    # Only now, because Django has its settings now.
    from django.core.handlers.wsgi import WSGIHandler

    from benchmarks import reference, table
    from benchmarks.measuring import Clock, Comparison
    from benchmarks.subjects import subjects

    tell = _teller(quiet=options.json)
    large, small = _plans(options, tell)
    reference.create()
    comparison = Comparison(WSGIHandler(), reference.Bare(), Clock(server), options.row)
    measured, missing = _look(comparison, subjects(large, small), tell)
    for number in range(1, options.rounds + 1):
        tell(f"Round {number} of {options.rounds} …")
        for subject in measured:
            comparison.measure(subject)
    if options.json:
        unit = statistics.median(comparison.reference_seconds)
        result = {
            "engine": "postgresql" if server else "sqlite",
            "reference_ms": round(unit * 1000, 2),
            "rows": list(table.rows(measured)),
            "missing": missing,
        }
        print(json.dumps(result))
    else:
        print("\n" + table.text(measured, comparison.reference_seconds))
    return 1 if missing else 0


def _look(comparison, subjects, tell):
    """Return the subjects that answer as they should, and the names of those that do not."""
    measured, missing = [], []
    for subject in subjects:
        problem = comparison.look(subject)
        if problem:
            tell(f"Left out: {subject.name} {problem}.")
            missing.append(subject.name)
        else:
            measured.append(subject)
    return measured, missing


def _plans(options, tell):
    """Make the plan to measure, and another a tenth of its size."""
    from tracker.demo.sample import Size, make

    began = time.monotonic()
    tell(f"Making a plan of {options.commitments} commitments, {options.observations} entries …")
    quiet = {"seed": options.seed, "tell": lambda sentence: None}
    sizes = (options.commitments, options.milestones, options.observations)
    large = make(size=Size(*sizes), slug="large", **quiet)
    tenth = Size(max(sizes[0] // 10, 1), sizes[1], sizes[2] // 10)
    small = make(size=tenth, slug="small", **quiet)
    tell(f"Made in {time.monotonic() - began:.0f} s.")
    return large, small


def _teller(quiet):
    def tell(sentence):
        if not quiet:
            print(sentence, flush=True)

    return tell


def _options(arguments):
    parser = argparse.ArgumentParser(prog="./onda bench", description=__doc__)
    parser.add_argument("--postgres", action="store_true", help="on a throw-away PostgreSQL server")
    parser.add_argument("--commitments", type=int, default=2000)
    parser.add_argument("--milestones", type=int, default=8, help="of each commitment")
    parser.add_argument("--observations", type=int, default=40_000, help="entries in all")
    parser.add_argument(
        "--quick", action="store_true", help="with a tenth of commitments and entries"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--row", type=int, default=20, help="requests in a row")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    options = parser.parse_args(arguments)
    if min(options.commitments, options.milestones, options.rounds, options.row) < 1:
        parser.error("nothing can be measured with less than one of each")
    if options.quick:
        options.commitments = max(options.commitments // 10, 1)
        options.observations //= 10
    return options
