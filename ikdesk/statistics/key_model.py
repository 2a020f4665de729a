"""What a press on a number means: the filter that finds the same incidents in the list, as one word of the picture."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

COUNTED = {"counted": "yes"}  # what is left out of the numbers is left out of the list


def asks(**values: object) -> str:
    """The key of a number in a picture.

    Args:
        values: by the names of filters; what is empty means nothing.
    """
    return urlencode({name: str(value) for name, value in values.items() if str(value)})


def asked(key: str, period: str) -> dict[str, str]:
    """The filter a press asks for.

    Args:
        key: from ``asks``.
        period: the code of the days that are counted, where the key names none.
    """
    return {"period": period, **COUNTED, **dict(parse_qsl(key))}


def found(number: float | None, **values: object) -> str:
    """As ``asks``; "" where there is nothing to find."""
    told: Mapping[str, object] = values if number and all(str(value) for value in values.values()) else {}
    return asks(**told) if told else ""
