"""A provincial platform that is none: a strict OpenID Connect provider, which can also be wrong in every way."""

import json
import secrets
import time
from base64 import b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from citong.identity.rules.openid import challenge_of, token_hash
from tests.partners.serving import Answer, Request

CLIENT, SECRET = "citong 鲤城", "pass:word/+"  # as awkward as the standard allows
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


@dataclass
class Platform:
    """`wrong` names what it does wrong."""

    person: dict[str, Any]
    wrong: str = ""
    address: str = ""
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "p1", "use": "sig"}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, request: Request) -> Answer:
        """Answer, or fail to."""
        self.asked.append(request.path)
        pause = 6.0 if self.wrong == f"slow {request.path}" else 0.0
        if self.wrong == f"broken {request.path}":
            return Answer("<h1>502</h1>", 502)
        if self.wrong == f"garbage {request.path}":
            return Answer("not json")
        if self.wrong == f"endless {request.path}":
            return Answer(b" " * 300_000)
        if self.wrong == f"elsewhere {request.path}":
            return Answer(status=302, headers={"Location": f"{self.address}/somewhere"})
        answer = self._answer(request)
        return answer._replace(pause=pause)

    def sign_in(self, address: str) -> str:
        """What a browser does that is sent to this address: sign in, and be led back to this one."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        if self.wrong == "refuses":
            told = {"error": "access_denied", "state": asked["state"], "iss": self.address}
        else:
            code = secrets.token_urlsafe(16)
            self.codes[code] = asked
            told = {"code": code, "state": asked["state"], "iss": self.address}
        if self.wrong == "mix-up":
            told["iss"] = "https://another.example"
        if self.wrong == "no iss":
            del told["iss"]
        return f"{asked['redirect_uri']}?{urlencode(told)}"

    def logout_token(self, **changes: Any) -> str:
        """The word that a session is over."""
        now = int(time.time())
        claims = {
            "iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60, "jti": secrets.token_hex(8),
            "sub": self.person["sub"], "sid": "their-session", "events": {LOGOUT_EVENT: {}}, **changes,
        }  # fmt: skip
        return self._signed({name: value for name, value in claims.items() if value is not None})

    def _answer(self, request: Request) -> Answer:
        match request.path:
            case "/.well-known/openid-configuration":
                return _json(self._metadata())
            case "/keys":
                return _json({"keys": [self.key.as_dict(private=False)]})
            case "/token":
                return self._tokens(request)
            case "/userinfo":
                subject = "somebody else" if self.wrong == "userinfo of another" else self.person["sub"]
                return _json({**self.person, "sub": subject})
        return Answer("", 404)

    def _metadata(self) -> dict[str, Any]:
        ends = {
            "authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys",
            "userinfo_endpoint": "userinfo", "end_session_endpoint": "logout",
        }  # fmt: skip
        metadata = {name: f"{self.address}/{path}" for name, path in ends.items()}
        if self.wrong == "open endpoint":
            metadata["token_endpoint"] = "http://10.0.0.1/token"
        if self.wrong == "file endpoint":
            metadata["jwks_uri"] = "file:///etc/passwd"
        issuer = "https://another.example" if self.wrong == "issuer" else self.address
        return {**metadata, "issuer": issuer, "authorization_response_iss_parameter_supported": True}

    def _tokens(self, request: Request) -> Answer:
        sent = request.asked
        shown = b64decode(request.headers.get("Authorization", "").removeprefix("Basic ")).decode()
        asked = self.codes.pop(sent.get("code", ""), None)
        if shown != f"{_quoted(CLIENT)}:{_quoted(SECRET)}":
            return _json({"error": "invalid_client"}, 401)
        if asked is None or asked["redirect_uri"] != sent["redirect_uri"]:
            return _json({"error": "invalid_grant"}, 400)
        if challenge_of(sent["code_verifier"]) != asked["code_challenge"]:
            return _json({"error": "invalid_grant"}, 400)
        access = secrets.token_urlsafe(16)
        return _json(
            {"access_token": access, "token_type": "Bearer", "id_token": self._id_token(asked["nonce"], access)}
        )

    def _id_token(self, nonce: str, access: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce,
            "sub": self.person["sub"], "sid": "their-session", "at_hash": token_hash(access),
        }  # fmt: skip
        changes: dict[str, dict[str, Any]] = {
            "nonce": {"nonce": "another"}, "no nonce": {"nonce": None}, "aud": {"aud": "another"},
            "two auds": {"aud": [CLIENT, "another"]}, "azp": {"aud": [CLIENT, "x"], "azp": "x"},
            "iss of the token": {"iss": "https://another.example"}, "stale": {"exp": now - 120, "iat": now - 500},
            "early": {"iat": now + 120}, "no exp": {"exp": None}, "at_hash": {"at_hash": "AAAA"},
            "no sub": {"sub": None},
            "long sub": {"sub": "x" * 256}, "a little late": {"exp": now - 30}, "a little early": {"iat": now + 30},
        }  # fmt: skip
        claims |= changes.get(self.wrong, {})
        return self._signed({name: value for name, value in claims.items() if value is not None})

    def _signed(self, claims: dict[str, Any]) -> str:
        if self.wrong == "alg none":
            parts = ({"alg": "none"}, claims)
            return ".".join(urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=").decode() for each in parts) + "."
        if self.wrong == "signed with the secret":
            key = OctKey.import_key(SECRET * 4)
            return jwt.encode({"alg": "HS256", "kid": "p1"}, claims, key, algorithms=["HS256"])
        key = self.key
        if self.wrong == "signature":
            key = ECKey.generate_key("P-256", {"kid": "p1"})
        kid = "unknown" if self.wrong == "kid" else "p1"
        return jwt.encode({"alg": "ES256", "kid": kid}, claims, key, algorithms=["ES256"])


def _json(content: dict[str, Any], status: int = 200) -> Answer:
    return Answer(json.dumps(content), status, {"Content-Type": "application/json"})


def _quoted(text: str) -> str:
    return urlencode({"": text})[1:]
