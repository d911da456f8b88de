"""Every permission of every module, in the words of the screens."""

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.documents import facade as documents
from citong.identity import facade as identity
from citong.kernel import permissions as kernel
from citong.office import facade as office
from citong.organisations import facade as organisations

WORDS: dict[str, str] = {
    str(permission): words
    for names in (
        *(kernel.PERMISSION_NAMES, organisations.PERMISSION_NAMES, identity.PERMISSION_NAMES),
        *(catalogue.PERMISSION_NAMES, documents.PERMISSION_NAMES, cases.PERMISSION_NAMES, office.PERMISSION_NAMES),
    )
    for permission, words in names.items()
}
