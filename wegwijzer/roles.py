"""What only a machine with a desk has: the settings leave it out on one for visitors alone."""

ROLES = frozenset({"all", "desk", "public"})

ONLY_FOR_THE_DESK = (
    "allauth.",
    "axes.",
    "django.contrib.messages.",
    "django.contrib.sessions.",
    "django.contrib.auth.context_processors.",
    "django.contrib.auth.middleware.",
    "django.middleware.csrf.",
    "editorial.accounts.",
    "editorial.admin_config.",
)


def without_desk(names: list[str]) -> list[str]:
    """Return the apps, middleware or context processors that visitors need as well."""
    return [name for name in names if not f"{name}.".startswith(ONLY_FOR_THE_DESK)]
