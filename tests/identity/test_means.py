from citong.identity import facade as identity


def test_a_session_is_called_the_same_each_time_and_never_by_its_key():
    name = identity.session_id("k3y-of-the-cookie")

    assert name == identity.session_id("k3y-of-the-cookie")
    assert name != identity.session_id("another")
    assert "k3y" not in name
    assert len(name) == 32
