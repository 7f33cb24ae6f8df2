"""Two URLs for the machine that runs the site: is it alive, and can it answer."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from directory.snapshot.snapshot import current_snapshot
from editorial.editions.current import reader_of_visitors
from wegwijzer.database_faults import lacks_migrations


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Say that the process answers; asks nothing of the database."""
    return JsonResponse({"alive": True})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Say whether visitors can be answered; 503 names what is missing.

    Where they read editions, an edition is all they need. Elsewhere the database is asked
    something, for a kept connection may have died since: 2 queries.
    """
    reader = reader_of_visitors()
    checks = _database_checks() if reader is None else {"edition": reader.edition() is not None}
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)


def _database_checks() -> dict[str, bool]:
    checks = {"database": False, "migrations": False, "snapshot": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        checks["database"] = True
        checks["migrations"] = not lacks_migrations()
        if checks["migrations"]:
            current_snapshot()
            checks["snapshot"] = True
    except DatabaseError:
        pass
    return checks
