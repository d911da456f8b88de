"""Questions about cases. Nothing here changes anything."""
