"""Questions about letters, templates and service. Nothing here changes anything."""
