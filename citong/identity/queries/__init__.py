"""Questions about people, accounts and systems. Nothing here changes anything."""
