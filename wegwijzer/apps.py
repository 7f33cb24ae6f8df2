"""The composition: settings, URLs and the pages that join services and rights."""

from django.apps import AppConfig


class WegwijzerConfig(AppConfig):
    """Name the app; it has no models."""

    name = "wegwijzer"
    verbose_name = "Wegwijzer Mensenhandel"
