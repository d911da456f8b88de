"""Natural and legal persons."""

from django.db import models

from citong.kernel.encrypted import EncryptedText, KeyedDigest


class IdType(models.TextChoices):
    """Kinds of identity documents, GA/T 2000.156."""

    RESIDENT = "111", "居民身份证"
    PASSPORT = "414", "普通护照"
    HK_MACAO = "516", "港澳居民来往内地通行证"
    TAIWAN = "511", "台湾居民来往大陆通行证"
    FOREIGN_RESIDENT = "553", "外国人永久居留证"
    # The hall's own code: the table of the standard that we have names no code for it.
    RESIDENCE_PERMIT = "Z11", "港澳台居民居住证"
    CREDIT_CODE = "001", "统一社会信用代码"


class Person(models.Model):
    """A natural person 自然人."""

    name = models.CharField(max_length=60)
    id_type = models.CharField(max_length=3, choices=IdType, default=IdType.RESIDENT)
    id_number = EncryptedText[str, str](max_length=30)
    id_number_digest = KeyedDigest(of="id_number")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["id_type", "id_number_digest"], name="one_person_per_id_number")]

    def __str__(self) -> str:
        return self.name


class Enterprise(models.Model):
    """A legal person or other organisation 法人."""

    name = models.CharField(max_length=120)
    uscc = models.CharField(max_length=18, unique=True)
    legal_representative = models.CharField(max_length=60)
    address = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name
