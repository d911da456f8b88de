"""What government offers: items, and the versions of what they say."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from .rules.names import CASE_TYPE_NAMES, ITEM_TYPE_NAMES


class Topic(models.Model):
    """A theme 主题 or a life event 人生事件 under which people look for items."""

    class Kind(models.TextChoices):
        PERSON = "person", "个人主题"
        ENTERPRISE = "enterprise", "法人主题"
        LIFE_EVENT = "life_event", "人生大事"
        BUSINESS_EVENT = "business_event", "开店办企业"

    code = models.SlugField(max_length=40, primary_key=True)
    kind = models.CharField(max_length=16, choices=Kind)
    name = models.CharField(max_length=40)
    summary = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """Something a department does for people on application, under one code for ever."""

    class Scheme(models.TextChoices):
        NATIONAL = "gbt39554", "GB/T 39554.1 实施编码"
        SICHUAN = "sichuan", "四川编码"
        LOCAL = "local", "本地编码"

    code = models.CharField(max_length=64, unique=True)
    scheme = models.CharField(max_length=12, choices=Scheme)
    department = models.ForeignKey("organisations.Department", models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code


class ItemVersion(models.Model):
    """What an item says from one publication to the next. A published version never changes; cases are pinned to it."""

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        PUBLISHED = "published", "已发布"
        SUPERSEDED = "superseded", "已被新版本取代"
        WITHDRAWN = "withdrawn", "已取消"

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    name = models.CharField(max_length=200)
    item_type = models.CharField(max_length=2, choices=[(t.value, n) for t, n in ITEM_TYPE_NAMES.items()])
    case_type = models.CharField(max_length=10, choices=[(t.value, n) for t, n in CASE_TYPE_NAMES.items()])
    audience = ArrayField(models.CharField(max_length=12))
    topics = ArrayField(models.CharField(max_length=40))
    star = models.PositiveSmallIntegerField()
    is_online = models.BooleanField()
    promised_days = models.PositiveSmallIntegerField(null=True)
    statutory_days = models.PositiveSmallIntegerField(null=True)
    definition = models.JSONField()
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(status="published"), name="one_published_version_per_item"
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False), name="a_public_version_has_its_date"
            ),
        ]
        indexes = [
            GinIndex(fields=["topics"], condition=Q(status="published"), name="published_by_topic"),
            models.Index(fields=["name", "id"], condition=Q(status="published"), name="published_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.number}"


class SearchEntry(models.Model):
    """What a published item is found by: words and pairs of characters, pinyin, initials, what is near to them.

    Its name and keywords are in `words`, which decides the order; all else that its guide says is in `body`, which only
    finds. Entries of an older edition are made anew by a job, a batch at a time.
    """

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="search_entry")
    words = SearchVectorField()
    pinyin = models.TextField()
    initials = models.TextField()
    letters = SearchVectorField(null=True)
    near = SearchVectorField(null=True)
    body = SearchVectorField(null=True)
    level = models.CharField(max_length=2, blank=True, db_default="", help_text="行使层级 of the item")
    office = models.CharField(max_length=100, blank=True, db_default="", help_text="the department's name in `words`")
    edition = models.PositiveSmallIntegerField(db_default=0)

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="item_by_word"),
            GinIndex(fields=["letters"], name="item_by_letters"),
            GinIndex(fields=["near"], name="item_by_what_is_near"),
            GinIndex(fields=["body"], name="item_by_its_guide"),
            models.Index(fields=["pinyin"], opclasses=["text_pattern_ops"], name="item_by_pinyin"),
            models.Index(fields=["initials"], opclasses=["text_pattern_ops"], name="item_by_initials"),
        ]

    def __str__(self) -> str:
        return self.pinyin


class EverydayWord(models.Model):
    """What people say, and what the catalogue calls it: other words, or the very items."""

    said = models.CharField(max_length=12, unique=True)
    sound = models.CharField(max_length=80, help_text="what was said in pinyin")
    meant = ArrayField(models.CharField(max_length=40), default=list, help_text="each a phrase that stands for it")
    items = ArrayField(models.CharField(max_length=64), default=list, help_text="codes of the items that are meant")

    class Meta:
        indexes = [models.Index(fields=["sound"], name="everyday_word_by_sound")]
        constraints = [
            models.CheckConstraint(condition=~(Q(meant=[]) & Q(items=[])), name="an_everyday_word_means_something"),
        ]

    def __str__(self) -> str:
        return self.said


class QuestionAsked(models.Model):
    """How often something was looked for on a day, by nobody in particular."""

    day = models.DateField()
    question = models.CharField(max_length=30)
    asked = models.PositiveIntegerField()
    unanswered = models.PositiveIntegerField(help_text="how often nothing was found")
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "question"], name="one_count_per_day_and_question")]

    def __str__(self) -> str:
        return f"{self.question} {self.day}"


class Package(models.Model):
    """一件事: several items for one occasion, under one code for ever, led by one department."""

    code = models.SlugField(max_length=40, unique=True)
    lead = models.ForeignKey("organisations.Department", models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code


class PackageVersion(models.Model):
    """What a package says from one publication to the next. A published version never changes."""

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        PUBLISHED = "published", "已发布"
        SUPERSEDED = "superseded", "已被新版本取代"
        WITHDRAWN = "withdrawn", "已取消"

    package = models.ForeignKey(Package, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    name = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    topics = ArrayField(models.CharField(max_length=40))
    items = ArrayField(models.CharField(max_length=64))
    promised_days = models.PositiveSmallIntegerField()
    definition = models.JSONField()
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["package", "number"], name="one_package_version_per_number"),
            models.UniqueConstraint(
                fields=["package"], condition=Q(status="published"), name="one_published_version_per_package"
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False),
                name="a_public_package_version_has_its_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.number}"


class AcceptedFinding(models.Model):
    """What an examiner lets stand in an item's guide, and why; it holds for exactly the words that were found."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="accepted_findings")
    rule = models.CharField(max_length=8)
    path = models.CharField(max_length=300)
    message = models.TextField()
    reason = models.CharField(max_length=500)
    accepted_by = models.CharField(max_length=80)
    accepted_by_name = models.CharField(max_length=80)
    accepted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "rule", "path", "message"],
                condition=Q(ended_at__isnull=True),
                name="a_finding_is_accepted_once",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_accepted_finding_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.path}"


class Checkup(models.Model):
    """What the linter found in an item's guide when it looked last; what is accepted does not count."""

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="checkup")
    version = models.ForeignKey(ItemVersion, models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()
    errors = models.PositiveSmallIntegerField()
    warnings = models.PositiveSmallIntegerField()
    advices = models.PositiveSmallIntegerField()
    rules = ArrayField(models.CharField(max_length=8))
    findings = models.JSONField()
    checked_at = models.DateTimeField()

    class Meta:
        indexes = [
            GinIndex(fields=["rules"], name="checkup_by_rule"),
            models.Index(fields=["score", "item"], name="checkup_by_score"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.score}"


class DayScore(models.Model):
    """The quality of a department's guides on a day: the mean of its items in tenths of a point."""

    day = models.DateField()
    department = models.ForeignKey("organisations.Department", models.PROTECT, related_name="+")
    items = models.PositiveIntegerField()
    tenths = models.PositiveSmallIntegerField()
    errors = models.PositiveIntegerField()
    warnings = models.PositiveIntegerField()
    advices = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "department"], name="one_score_a_department_and_day")]

    def __str__(self) -> str:
        return f"{self.department_id} {self.day}: {self.tenths / 10}"
