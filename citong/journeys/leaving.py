"""What keeps somebody from closing their account: matters in its name that are not at their end."""

from citong.cases import facade as cases


class OpenMatters:
    """Answers identity's question about what lies above it (settings.ADAPTERS)."""

    def open_matters(self, account_ref: str) -> list[str]:
        """Applications and wholes that are under way, by name and number."""
        return cases.open_matters_of(account_ref)
