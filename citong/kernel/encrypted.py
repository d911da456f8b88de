"""Columns whose text only the program can read, and how some of them are found again.

    class Person(models.Model):
        phone = EncryptedText(max_length=11)
        phone_digest = KeyedDigest(of="phone")

        class Meta:
            constraints = [models.UniqueConstraint(fields=["phone_digest"], name="one_person_a_phone")]

    Person.objects.filter(phone="13900000003")

The database sees bytes. With a digest beside it, a column is found by the whole text, exactly as it was stored: bring
both to one form before. Parts of it and ranges are refused, an order by it has no meaning, and copying one column into
another in the database (`F`) makes it unreadable.
"""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps
from django.core import checks
from django.core.exceptions import EmptyResultSet, FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Col, Expression
from django.db.models.functions import Substr
from django.db.models.lookups import IsNull, Lookup
from django.db.models.sql.compiler import SQLCompiler

from citong.kernel import ciphertexts

# What may be set and what is got, for the types: str, or None too where the column may be empty.
_Set = TypeVar("_Set", contravariant=True)
_Got = TypeVar("_Got", covariant=True)

if TYPE_CHECKING:

    class _Text(models.TextField[_Set, _Got]): ...

else:

    class _Text(models.TextField):
        def __class_getitem__(cls, _types: object) -> type:
            return cls


class EncryptedText(_Text[_Set, _Got]):
    """Text that is stored encrypted.

    `bound_to` is the name of the place whose values can be read here, if it is not table.column: keep the old name
    there when a table or column is renamed.
    """

    def __init__(self, *, max_length: int | None, bound_to: str = "", **options: Any) -> None:
        self.bound_to = bound_to
        super().__init__(max_length=max_length, **options)

    @property
    def place(self) -> str:
        """The name that every value of this column is bound to."""
        return self.bound_to or f"{self.model._meta.db_table}.{self.column}"

    @property
    def digest_column(self) -> "KeyedDigest | None":
        """The column of digests beside this one."""
        beside = (other for other in self.model._meta.local_fields if isinstance(other, KeyedDigest))
        return next((other for other in beside if other.of == self.name), None)

    def written(self, text: str) -> bytes:
        """The text as it is stored in this column."""
        write = ciphertexts.encrypted_with_digest if self.digest_column else ciphertexts.encrypted
        return write(text, column=self.place)

    def clone(self) -> "EncryptedText[_Set, _Got]":
        """A copy that knows what a migration does not."""
        *_, options = super().deconstruct()
        return type(self)(bound_to=self.bound_to, **options)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """For a migration it is a column of bytes; how they are made is the program's affair."""
        name, _, arguments, options = super().deconstruct()
        options.pop("max_length", None)
        # A text or document, which the database could not turn into what is stored.
        options.pop("default", None)
        return name, "django.db.models.BinaryField", arguments, options

    def get_internal_type(self) -> str:
        """Bytes, for the database."""
        return "BinaryField"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """Encrypt what is written."""
        text = super().get_db_prep_value(value, connection, prepared)
        if text is None or hasattr(text, "as_sql"):
            return text
        if self.max_length is not None and len(text) > self.max_length:
            raise ValueError(f"{self.place} holds at most {self.max_length} characters")
        return self.written(text)

    def from_db_value(self, value: Any, _expression: Expression, _connection: BaseDatabaseWrapper) -> str | None:
        """Decrypt what is read."""
        return None if value is None else ciphertexts.decrypted(bytes(value), column=self.place)

    def get_lookup(self, lookup_name: str) -> Any:
        """What the database can still do with such a column."""
        return {"exact": _IsText, "in": _IsOneOf, "isnull": IsNull}.get(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:  # noqa: ARG002 - the name is Django's
        """Nothing can be made of bytes."""
        return None


class EncryptedJSON(EncryptedText[Any, Any]):  # Any: JSON values
    """A JSON document that is stored encrypted as a whole; nothing in it can be sought."""

    if TYPE_CHECKING:
        # For the types: a document is set, not a text.
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any

    def __init__(self, *, max_length: int | None = None, bound_to: str = "", **options: Any) -> None:
        super().__init__(max_length=max_length, bound_to=bound_to, **options)

    def get_prep_value(self, value: Any) -> Any:
        """The document as text; what is text already is a document of its own kind."""
        return value if value is None or hasattr(value, "as_sql") else json_text(value)

    def to_python(self, value: Any) -> Any:
        """The document stays what it is."""
        return value

    def from_db_value(self, value: Any, expression: Expression, connection: BaseDatabaseWrapper) -> Any:
        """Decrypt what is read."""
        text = super().from_db_value(value, expression, connection)
        return None if text is None else json.loads(text)


def json_text(document: Any) -> str:  # Any: JSON values
    """A JSON document as it is encrypted: short, and the same for whoever writes it."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


class KeyedDigest(models.GeneratedField):
    """The digests of an encrypted column, cut out of its values by the database: so the two can never disagree."""

    def __init__(self, *, of: str, **options: Any) -> None:
        self.of = of
        digest = Substr(of, ciphertexts.DIGEST_AT, ciphertexts.DIGEST_SIZE)
        super().__init__(expression=digest, output_field=models.BinaryField(), db_persist=True, **options)

    def clone(self) -> "KeyedDigest":
        """A copy that knows what a migration does not."""
        return type(self)(of=self.of)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """For a migration it is any column that the database works out."""
        name, _, arguments, options = super().deconstruct()
        return name, "django.db.models.GeneratedField", arguments, options

    def check(self, **options: Any) -> list[checks.CheckMessage]:
        """There is an encrypted column to be digested."""
        beside = {field.name for field in self.model._meta.local_fields if isinstance(field, EncryptedText)}
        if self.of in beside:
            return [*super().check(**options)]
        return [checks.Error(f"{self.of} is no encrypted column of {self.model.__name__}.", obj=self, id="kernel.E001")]


AnyEncryptedText = EncryptedText[Any, Any]


def encrypted_column(model: type[models.Model], name: str) -> AnyEncryptedText:
    """The encrypted column of this name, for statements that are written by hand."""
    column = model._meta.get_field(name)
    if not isinstance(column, EncryptedText):
        raise TypeError(f"{model.__name__}.{name} is not encrypted")
    return column


def encrypted_columns() -> Iterator[AnyEncryptedText]:
    """Every encrypted column of the program, by table."""
    for model in apps.get_models():
        for column in model._meta.local_concrete_fields:
            if isinstance(column, EncryptedText):
                yield column


class _IsText(Lookup):
    """Looks in the column of digests for the digest of what is sought."""

    lookup_name = "exact"
    prepare_rhs = False

    def texts(self) -> Sequence[str]:
        """What is sought, in the clear."""
        return [_as_text(self.rhs)]

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """digest in (…), with one digest for each key that may have been used."""
        column = self.lhs.output_field
        if column.digest_column is None:
            raise FieldError(f"{column.place} is encrypted and has no digest: nothing can be sought in it.")
        sought = [digest for text in self.texts() for digest in ciphertexts.digests_sought(text, column=column.place)]
        sql, parameters = Col(self.lhs.alias, column.digest_column).as_sql(compiler, connection)
        return f"{sql} in ({', '.join(['%s'] * len(sought))})", [*parameters, *sought]


class _IsOneOf(_IsText):
    lookup_name = "in"

    def texts(self) -> Sequence[str]:
        return [_as_text(text) for text in dict.fromkeys(self.rhs) if text is not None]

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """Nothing at all is in an empty list."""
        if not self.texts():
            raise EmptyResultSet
        return super().as_sql(compiler, connection)


def _as_text(value: object) -> str:
    if not isinstance(value, str):
        raise FieldError("An encrypted column is compared with text only, not with another column or expression.")
    return value
