"""What is made of the graph when it is first asked for, and then kept as long as the application.

The graph does not change while an application lives; a changed graph is another application.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import TypeVar, cast

from flask import current_app

from server.state import State, current

_Made = TypeVar("_Made")
_Of = TypeVar("_Of", bound=Hashable)


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


def once_for_each(
    most: int,
) -> Callable[[Callable[[State, _Of], _Made]], Callable[[_Of], _Made]]:
    """The same for what is made of one part of the state at a time; `most` are kept.

    Those that were asked for last.
    """

    def keep(make: Callable[[State, _Of], _Made]) -> Callable[[_Of], _Made]:
        name, lock = f"sitrep-{make.__module__}.{make.__name__}", Lock()

        @wraps(make)
        def kept(of: _Of) -> _Made:
            extensions = current_app.extensions
            with lock:
                made = cast("OrderedDict[_Of, _Made]", extensions.setdefault(name, OrderedDict()))
                if of not in made:
                    made[of] = make(current(), of)
                made.move_to_end(of)
                if len(made) > most:
                    made.popitem(last=False)
                return made[of]

        return kept

    return keep
