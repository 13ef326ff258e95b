"""Ports for servers that stop and are started again at the same address."""

import random
import socket

STEADY = range(20_000, 32_000)
"""Below those that systems lend to whatever asks for any port: while the server is away, nobody else is given its own."""


def steady_port() -> int:
    """One that is free now."""
    for port in random.SystemRandom().sample(STEADY, 100):
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError("None of a hundred ports is free.")
