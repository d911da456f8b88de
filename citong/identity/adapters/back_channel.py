"""Tells sites by HTTP that a session is over (OpenID Connect Back-Channel Logout 1.0, 2.5)."""

import httpx

from citong.kernel.errors import Unavailable

from .outbound import may_be_called, outbound


class HttpLogoutCarrier:
    """Posts the token, follows nobody elsewhere, and reads no answer but its status."""

    def tell(self, address: str, *, logout_token: str) -> None:
        """Hand the signed word over."""
        if not may_be_called(address):
            raise Unavailable("the site's address is not one that may be called")
        try:
            with outbound() as http:
                answer = http.post(address, data={"logout_token": logout_token})
        except httpx.HTTPError as fault:
            raise Unavailable(type(fault).__name__) from fault
        if answer.status_code not in {200, 204}:
            raise Unavailable(f"answered {answer.status_code}")
