"""What is made of the graph when it is first asked for, and then kept as long as the application.

The graph does not change while an application lives; a changed graph is another application.
"""

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TypeVar

from flask import current_app

from server.state import State, current

_Made = TypeVar("_Made")


def once(make: Callable[[State], _Made]) -> Callable[[], _Made]:
    """A function that makes something of the state, as one that makes it once an application."""
    name, lock = f"sitrep-{make.__module__}.{make.__name__}", Lock()

    @wraps(make)
    def kept() -> _Made:
        extensions = current_app.extensions
        # Requests come in threads: the first one makes it, the others wait.
        with lock:
            if name not in extensions:
                extensions[name] = make(current())
            found: _Made = extensions[name]
            return found

    return kept
