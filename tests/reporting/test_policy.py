"""The rule that stands in a page allows what the page holds and nothing more."""

from pipeline.reporting.policy import SCRIPTS, content_policy, own_text


def test_style_and_script_are_allowed_by_their_words() -> None:
    policy = content_policy(style="", script="alert(1)")
    # The first is the SHA-256 of nothing, in base64.
    assert "style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='" in policy
    assert "script-src 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_another_script_is_another_rule() -> None:
    assert content_policy(style="", script="a") != content_policy(style="", script="b")


def test_what_is_put_into_a_page_ends_no_element() -> None:
    for names in (("report.css",), SCRIPTS):
        assert "</" not in own_text(*names)


def test_only_where_the_script_loads_others_may_they_run() -> None:
    assert "strict-dynamic" not in content_policy(style="", script="a")
    assert " 'strict-dynamic';" in content_policy(style="", script="a", loads=True)
