"""Who a session belongs to, for Django. Passwords are checked by the verb `sign_in`, which counts failures."""

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import BaseBackend

if TYPE_CHECKING:
    from ..models import Account


class PasswordBackend(BaseBackend):
    """Finds the account of a session in one query, with whom it stands for; a closed account has no session."""

    def get_user(self, user_id: int) -> "Account | None":
        """The account, if it may still be used."""
        return get_user_model()._default_manager.with_grants().filter(pk=user_id, is_active=True).first()
