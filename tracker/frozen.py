"""Frozen values that are pickled, and unpickled, at the speed of tuples.

Tens of thousands of log entries come out of the cache at each start. Pickle makes a frozen, slotted
dataclass by Python code that looks up every field by name and sets it through `object.__setattr__`,
which takes longer than all the rest of reading the cache.

`swift` leaves a class as it is for everyone but pickle (and `copy`, which asks pickle). Its values
go out as one tuple, by C code alone. Coming in, they fill an unfrozen twin, with the same fields in
the same slots, which then becomes an instance of the class: Python allows that between classes of
one layout. What two objects share in one pickle they share again. `tests/test_frozen.py` holds that
nothing else changes.
"""

from __future__ import annotations

import copyreg
import dataclasses
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


def swift(cls: type[T]) -> type[T]:
    """Make instances of a frozen, slotted dataclass quick to pickle and unpickle.

    Stands above `@dataclass(frozen=True, slots=True)`. A pickle holds the values in the order of
    the fields, without their names: what one version of a class wrote, another must not read.
    Raises TypeError for a class that has more to it than its fields.
    """
    fields = dataclasses.fields(cls)  # type: ignore[arg-type]
    names = tuple(one.name for one in fields)
    if getattr(cls, "__slots__", None) != names or not all(one.init for one in fields):
        message = f"{cls.__name__} is more than fields in slots"
        raise TypeError(message)
    twin: Any = dataclasses.make_dataclass(
        cls.__name__, names, slots=True, repr=False, eq=False, match_args=False
    )

    def restore(*values: object) -> T:
        one = twin(*values)
        one.__class__ = cls
        return one  # type: ignore[no-any-return]

    # Pickle writes a function as its name, and finds it by that.
    restore.__module__, restore.__qualname__ = cls.__module__, f"{cls.__qualname__}._restore"
    getter = attrgetter(*names)
    values = property(getter if len(names) > 1 else lambda one: (getter(one),))
    for name, value in {"_restore": staticmethod(restore), "_values": values}.items():
        setattr(cls, name, value)
    # What to call, and with what.
    copyreg.pickle(cls, attrgetter("_restore", "_values"))
    return cls
