"""What is calculated, and who may do what, about bodies and their people."""

from .credit_codes import check_credit_code, normal_credit_code, synthetic_credit_code, valid_credit_code
from .permissions import PERMISSION_NAMES, P

__all__ = [
    "PERMISSION_NAMES",
    "P",
    "check_credit_code",
    "normal_credit_code",
    "synthetic_credit_code",
    "valid_credit_code",
]
