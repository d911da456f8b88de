"""Questions about the structure, its places, and its calendar. Nothing here changes anything."""
