"""The editors' desk: its admin site, dashboard and URLs."""
