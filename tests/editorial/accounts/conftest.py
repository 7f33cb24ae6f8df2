from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_limit_is_reached_yet() -> Iterator[None]:
    """Forget tries and used codes, which live in the memory of the process."""
    cache.clear()
    yield
    cache.clear()
