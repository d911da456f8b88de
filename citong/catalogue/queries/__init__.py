"""Questions about items: what is published, what it says, how it is found."""

from .items import (
    DepartmentItems,
    OnlineRates,
    TopicItems,
    departments_with_items,
    events,
    items_by_audience,
    items_of_department,
    items_of_topic,
    online_rates,
    popular,
    published,
    published_number,
    published_versions,
    topic,
    topics,
    version,
    versions_of,
)
from .pages import Key, Page, page
from .search import Hit, Piece, search, suggestions
from .versions import definition, definition_of

__all__ = [
    "DepartmentItems",
    "Hit",
    "Key",
    "OnlineRates",
    "Page",
    "Piece",
    "TopicItems",
    "definition",
    "definition_of",
    "departments_with_items",
    "events",
    "items_by_audience",
    "items_of_department",
    "items_of_topic",
    "online_rates",
    "page",
    "popular",
    "published",
    "published_number",
    "published_versions",
    "search",
    "suggestions",
    "topic",
    "topics",
    "version",
    "versions_of",
]
