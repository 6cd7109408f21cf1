"""The application server's settings, for `./onda run` and for a server behind a proxy alike."""

import os
from pathlib import Path

host = os.environ.get("HOST") or "127.0.0.1"
port = os.environ.get("PORT") or "8000"
bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"

wsgi_app = "tracker.wsgi"
worker_class = "gthread"
workers = int(os.environ.get("WORKERS") or 2)
threads = int(os.environ.get("THREADS") or 4)
timeout = 60
graceful_timeout = 8
keepalive = 5
# The heartbeat of a worker must not wait for a busy disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True
loglevel = "warning"
