"""A system with its token, and a configured item to apply for."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from citong.catalogue.models import ItemVersion
from citong.identity import facade as identity
from citong.kernel.actors import SYSTEM, Actor
from citong.kernel.files import take
from tests.factories.cases import MONDAY, PNG
from tests.factories.catalogue import FIRST, good_answers, publish_configured


@dataclass(frozen=True)
class System:
    """A client of the API."""

    token: str
    actor: Actor
    http: Client

    def get(self, path: str, **query: str) -> Any:
        return self.http.get(f"/api/v1/{path}", query, headers=self.headers)

    def post(self, path: str, body: Any = None, *, key: str = "key-00000001") -> Any:
        headers = {**self.headers, "Idempotency-Key": key}
        return self.http.post(f"/api/v1/{path}", body, content_type="application/json", headers=headers)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def upload(self) -> str:
        return str(take([PNG], name="plan.png", by=self.actor, at=MONDAY).key)


def system_named(name: str) -> System:
    client, token = identity.register_client(name, department_id=None, by=SYSTEM, at=MONDAY)
    return System(token, identity.actor_for_client(client), Client())


@pytest.fixture
def system(db: None) -> System:
    return system_named("Ana 的系统")


@pytest.fixture
def stranger(db: None) -> System:
    return system_named("Ben 的系统")


@pytest.fixture
def version(db: None) -> ItemVersion:
    return publish_configured()


def body_for(version: ItemVersion, system: System, **changes: Any) -> dict[str, Any]:
    """A complete application for the configured item."""
    return {
        "item_code": version.item.code,
        "version": version.number,
        "situation": FIRST,
        "answers": good_answers(),
        "materials": [{"code": "floor_plan", "file": system.upload()}],
        "applicant": {
            "kind": "person",
            "name": "Ana",
            "id_type": "111",
            "id_number": "11010519491231002X",
            "phone": "13800001234",
        },
        "declared": True,
        **changes,
    }
