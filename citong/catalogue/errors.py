"""What the catalogue refuses."""

from citong.kernel.errors import InvalidInput, NotFound, NotPermitted, Refusal

__all__ = [  # noqa: RUF022 - as they stand below
    "NotACatalogueKeeper",
    "NoSuchItem",
    "NoSuchEverydayWord",
    "ItemExists",
    "ItemIsWithdrawn",
    "NotADraft",
    "CannotBePublished",
    "RouteHasFaults",
    "ChangedMeanwhile",
    "DraftHoldsMore",
    "NoRouteDraft",
    "NoSuchPackage",
    "PackageExists",
    "PackageIsWithdrawn",
    "PackageUnavailable",
    "NothingToAccept",
    "NotYourOwnGuide",
]


class NotACatalogueKeeper(NotPermitted):
    """Only posts of administration change the catalogue."""

    code = "catalogue.not_a_keeper"


class NoSuchItem(NotFound):
    """There is no such item, version or topic, or it is not published."""

    code = "catalogue.no_such_item"


class ItemExists(Refusal):
    """The code is taken."""

    code = "catalogue.item_exists"


class ItemIsWithdrawn(Refusal):
    """A withdrawn item cannot be changed or published again."""

    code = "catalogue.item_is_withdrawn"


class NotADraft(Refusal):
    """Only a draft can be published."""

    code = "catalogue.not_a_draft"


class CannotBePublished(InvalidInput):
    """The definition has faults that stop its publication."""

    code = "catalogue.cannot_be_published"


class RouteHasFaults(InvalidInput):
    """The route cannot be kept as it is."""

    code = "catalogue.route_has_faults"


class ChangedMeanwhile(Refusal):
    """Somebody else has changed it since it was looked at."""

    code = "catalogue.changed_meanwhile"


class DraftHoldsMore(Refusal):
    """The item has a draft that changes more than its route."""

    code = "catalogue.draft_holds_more"


class NoRouteDraft(Refusal):
    """No route has been drafted for this item."""

    code = "catalogue.no_route_draft"


class NoSuchPackage(NotFound):
    """There is no such package or version of one, or it is not published."""

    code = "catalogue.no_such_package"


class PackageExists(Refusal):
    """The code is taken by another package."""

    code = "catalogue.package_exists"


class PackageIsWithdrawn(Refusal):
    """A withdrawn package cannot be changed or published again."""

    code = "catalogue.package_is_withdrawn"


class PackageUnavailable(Refusal):
    """An item of the package has changed so that the package cannot be applied for at the moment."""

    code = "catalogue.package_unavailable"


class NothingToAccept(Refusal):
    """The finding is not there, or of a kind that has to be put right."""

    code = "catalogue.nothing_to_accept"


class NotYourOwnGuide(NotPermitted):
    """Whoever published a guide does not excuse what is wrong with it."""

    code = "catalogue.not_your_own_guide"


class NoSuchEverydayWord(NotFound):
    """There is no such everyday word."""

    code = "catalogue.no_such_everyday_word"
