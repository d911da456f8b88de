"""Which chains of certificates are believed, and each way in which one is not."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from cryptography import x509 as parts
from cryptography.x509.oid import ExtendedKeyUsageOID

from citong.kernel.crypto import der, x509
from citong.kernel.crypto.x509 import Fault, Standing
from tests.kernel.authorities import (
    NOON,
    PURPOSE,
    YEAR,
    Party,
    client_auth,
    good,
    holder_extensions,
    issuer_extensions,
    new_key,
    party,
    usage,
)

ROOT = party("Root", extensions=issuer_extensions())
ISSUER = party("Issuer", by=ROOT, extensions=issuer_extensions(path_length=0))
ANA = party("Ana", by=ISSUER, extensions=holder_extensions())
SECOND = timedelta(seconds=1)


def check(
    leaf: Party,
    *beside: Party,
    anchors: Sequence[Party] = (ROOT,),
    at=NOON,
    standing: Callable[[x509.Certificate, x509.Certificate], Standing] = good,
) -> Sequence[x509.Certificate]:
    return x509.check(
        leaf.certificate,
        beside=[one.certificate for one in beside],
        anchors=[one.certificate for one in anchors],
        purpose=PURPOSE,
        at=at,
        standing=standing,
    )


def refused(*chain: Party, **options) -> Fault:
    with pytest.raises(x509.CertificateRefused) as caught:
        check(*chain, **options)
    return caught.value.fault


def test_a_chain_of_three_is_believed_from_the_holder_to_the_anchor():
    assert check(ANA, ISSUER) == [ANA.certificate, ISSUER.certificate, ROOT.certificate]


@pytest.mark.parametrize("scheme", list(x509.Scheme))
def test_each_scheme_makes_chains_that_are_believed(scheme):
    root = party("Root", extensions=issuer_extensions(), key=new_key(scheme))
    holder = party("Ana", by=root, extensions=holder_extensions(), key=new_key(scheme))

    assert check(holder, anchors=[root]) == [holder.certificate, root.certificate]


def test_schemes_may_be_mixed_in_one_chain():
    issuer = party("Issuer", by=ROOT, extensions=issuer_extensions(), key=new_key(x509.Scheme.EC))
    holder = party("Ana", by=issuer, extensions=holder_extensions())

    assert check(holder, issuer)


def test_an_issuer_may_be_an_anchor_itself():
    assert check(ANA, anchors=[ISSUER]) == [ANA.certificate, ISSUER.certificate]


def test_what_came_beside_it_may_come_in_any_order():
    middle = party("Middle", by=ROOT, extensions=issuer_extensions(path_length=1))
    issuer = party("Issuer", by=middle, extensions=issuer_extensions(path_length=0))
    holder = party("Ana", by=issuer, extensions=holder_extensions())

    assert check(holder, issuer, middle) == check(holder, middle, issuer)


def test_an_issuer_in_the_place_of_the_holder_is_refused():
    assert refused(ISSUER, ANA) is Fault.WRONG_USAGE


@pytest.mark.parametrize(
    ("moment", "fault"),
    [
        (NOON - YEAR - SECOND, Fault.NOT_YET_VALID),
        (NOON + YEAR + SECOND, Fault.EXPIRED),
    ],
)
def test_outside_of_its_time_it_is_refused(moment, fault):
    assert refused(ANA, ISSUER, at=moment) is fault


def test_an_issuer_outside_of_its_time_is_refused():
    expired = party("Issuer", by=ROOT, extensions=issuer_extensions(), ends=NOON - SECOND)
    coming = party("Issuer", by=ROOT, extensions=issuer_extensions(), begins=NOON + SECOND)

    assert refused(party("Ana", by=expired, extensions=holder_extensions()), expired) is Fault.EXPIRED
    assert refused(party("Ana", by=coming, extensions=holder_extensions()), coming) is Fault.NOT_YET_VALID


def test_a_chain_to_no_anchor_is_refused():
    stranger = party("Root", extensions=issuer_extensions())

    assert refused(ANA, ISSUER, anchors=[]) is Fault.UNTRUSTED
    assert refused(ANA, anchors=[ROOT]) is Fault.UNTRUSTED
    assert refused(ANA, ISSUER, anchors=[stranger]) is Fault.BAD_SIGNATURE


def test_a_self_signed_certificate_is_refused():
    own = party(
        "Ana", extensions=[*issuer_extensions()[:1], usage("digital_signature", "key_cert_sign"), client_auth()]
    )

    assert refused(own, own) is Fault.UNTRUSTED


def test_two_issuers_that_certify_one_another_lead_nowhere():
    first_key, second_key = new_key(), new_key()
    fore = party("First", extensions=issuer_extensions(), key=first_key)
    second = party("Second", by=fore, extensions=issuer_extensions(), key=second_key)
    first = party("First", by=second, extensions=issuer_extensions(), key=first_key)
    holder = party("Ana", by=first, extensions=holder_extensions())

    assert refused(holder, first, second) is Fault.UNTRUSTED


def test_a_holder_cannot_issue():
    ben = party("Ben", by=ANA, extensions=holder_extensions())

    assert refused(ben, ANA, ISSUER) is Fault.NOT_AN_ISSUER


def test_who_may_sign_but_not_certify_cannot_issue():
    issuer = party("Issuer", by=ROOT, extensions=[issuer_extensions()[0], usage("digital_signature")])

    assert refused(party("Ana", by=issuer, extensions=holder_extensions()), issuer) is Fault.WRONG_USAGE


def test_an_issuer_below_one_that_allows_none_is_refused():
    below = party("Below", by=ISSUER, extensions=issuer_extensions())
    holder = party("Ana", by=below, extensions=holder_extensions())

    assert refused(holder, below, ISSUER) is Fault.CHAIN_TOO_LONG


def test_a_chain_without_end_is_refused():
    chain = [ROOT]
    for number in range(5):
        chain.append(party(f"Issuer {number}", by=chain[-1], extensions=issuer_extensions()))
    holder = party("Ana", by=chain[-1], extensions=holder_extensions())

    assert refused(holder, *chain[1:]) is Fault.CHAIN_TOO_LONG
    assert refused(holder, *chain[1:], *chain[1:]) is Fault.CHAIN_TOO_LONG


@pytest.mark.parametrize(
    ("extensions", "fault"),
    [
        ([usage("key_encipherment"), client_auth()], Fault.WRONG_USAGE),
        ([client_auth()], Fault.WRONG_USAGE),
        ([usage("digital_signature")], Fault.WRONG_PURPOSE),
        (
            [usage("digital_signature"), (parts.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)],
            Fault.WRONG_PURPOSE,
        ),
    ],
    ids=["only encrypts", "says nothing of usage", "says nothing of its purpose", "is a server's"],
)
def test_what_was_made_for_something_else_is_refused(extensions, fault):
    assert refused(party("Ana", by=ROOT, extensions=extensions)) is fault


def test_an_issuer_for_servers_does_not_issue_for_people():
    servers = (parts.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)
    issuer = party("Issuer", by=ROOT, extensions=[*issuer_extensions(), servers])

    assert refused(party("Ana", by=issuer, extensions=holder_extensions()), issuer) is Fault.WRONG_PURPOSE


UNKNOWN = parts.UnrecognizedExtension(parts.ObjectIdentifier("1.2.156.99999.1"), b"\x05\x00")
NAMES = parts.NameConstraints([parts.DNSName("gov.cn")], None)


@pytest.mark.parametrize("demand", [UNKNOWN, NAMES, parts.PolicyConstraints(0, None)])
def test_a_demand_that_we_do_not_know_is_refused(demand):
    assert refused(party("Ana", by=ROOT, extensions=[*holder_extensions(), (demand, True)])) is Fault.UNKNOWN_DEMAND
    issuer = party("Issuer", by=ROOT, extensions=[*issuer_extensions(), (demand, True)])
    assert refused(party("Ana", by=issuer, extensions=holder_extensions()), issuer) is Fault.UNKNOWN_DEMAND


def test_a_constraint_of_names_is_refused_even_where_it_is_not_critical():
    assert refused(party("Ana", by=ROOT, extensions=[*holder_extensions(), (NAMES, False)])) is Fault.UNKNOWN_DEMAND


def test_an_extension_that_may_be_overlooked_is_overlooked():
    assert check(party("Ana", by=ROOT, extensions=[*holder_extensions(), (UNKNOWN, False)]))


@pytest.mark.parametrize(
    ("standing", "fault"),
    [
        (Standing.REVOKED, Fault.REVOKED),
        (Standing.SUSPENDED, Fault.SUSPENDED),
        (Standing.UNKNOWN, Fault.STANDING_UNKNOWN),
    ],
)
def test_what_its_issuer_does_not_stand_by_is_refused(standing, fault):
    assert refused(ANA, ISSUER, standing=lambda *_: standing) is fault


def test_a_revoked_issuer_is_refused_though_the_holder_is_not():
    def standing(subject, _issuer):
        return Standing.REVOKED if subject == ISSUER.certificate else Standing.GOOD

    assert refused(ANA, ISSUER, standing=standing) is Fault.REVOKED


def test_a_signature_over_another_certificate_is_refused():
    ben = party("Ben", by=ISSUER, extensions=holder_extensions())
    mixed = der.sequence(
        ben.certificate.envelope.signed,
        ben.certificate.envelope.algorithm,
        der.bits(ANA.certificate.envelope.signature),
    )

    assert refused(Party(ben.key, x509.Certificate.from_der(mixed)), ISSUER) is Fault.BAD_SIGNATURE


def test_of_two_keys_under_one_name_the_one_that_signed_is_found():
    renewed = party("Issuer", by=ROOT, extensions=issuer_extensions(path_length=0))
    holder = party("Ana", by=renewed, extensions=holder_extensions())

    assert check(holder, ISSUER, renewed)[1] == renewed.certificate


def test_weak_keys_are_refused():
    root = party("Root", extensions=issuer_extensions(), key=new_key(x509.Scheme.RSA))
    # The lightest key that a library still makes: half of what is allowed.
    weak = der.sequence(
        der.sequence(der.oid("1.2.840.113549.1.1.1"), der.element(der.NULL, b"")),
        der.bits(der.sequence(der.integer((1 << 1023) + 1), der.integer(65537))),
    )
    content = x509.certificate(
        serial=1,
        issuer=root.certificate.subject,
        subject=x509.name(common_name="Ana"),
        not_before=NOON - YEAR,
        not_after=NOON + YEAR,
        public_key=weak,
        extensions=holder_extensions(),
        signer=root.key,
    )

    assert refused(Party(root.key, x509.Certificate.from_der(content)), anchors=[root]) is Fault.UNFIT_KEY
