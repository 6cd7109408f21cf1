import sys

from benchmarks import kill, processes, run

PROOFS = {"processes": processes.main, "kill": kill.main}

# Processes that are started anew load this file, too.
if __name__ == "__main__":
    name, *rest = sys.argv[1:] or [""]
    sys.exit(PROOFS[name](rest) if name in PROOFS else run.main(sys.argv[1:]))
