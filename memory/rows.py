"""Rows as structs, and structs as rows: fields are named as columns."""

from collections.abc import Mapping
from typing import Any, TypeVar

from msgspec import Struct, convert

S = TypeVar("S", bound=Struct)


def struct(row: Mapping[Any, Any], kind: type[S]) -> S:
    """The row's columns that `kind` has as fields. (SQLAlchemy's keys are a subclass of str, which msgspec does not take.)"""
    return convert({name: row[name] for name in kind.__struct_fields__}, kind)


def columns(value: Struct) -> dict[str, Any]:
    """A struct's fields by name."""
    return {name: getattr(value, name) for name in value.__struct_fields__}
