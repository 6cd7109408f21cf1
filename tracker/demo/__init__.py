"""Loads the demonstration plans from the files in `demo/`, through the same actions as people do.

It stands where views and commands stand: it calls actions and writes nothing itself. The files'
format is described in `demo/README.md`.
"""

from tracker.demo.loading import Loaded, load

__all__ = ["Loaded", "load"]
