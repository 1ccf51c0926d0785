"""Which addresses become links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.links import linkedin_link, mail_link, safe_url, tel_link, web_link


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://acme.example/jobs?id=1#top", "https://acme.example/jobs?id=1#top"),
        ("HTTP://acme.example", "HTTP://acme.example"),
        ("mailto:dana@acme.example", "mailto:dana@acme.example"),
        ("tel:+14155550100", "tel:+14155550100"),
        ("notes.html#L12", "notes.html#L12"),
        ("../contacts/dana.html", "../contacts/dana.html"),
        ("#L12", "#L12"),
        ("notes/12:30.html", "notes/12:30.html"),
        ("?q=a:b", "?q=a:b"),
        ("  https://acme.example\n", "https://acme.example"),
        ("ht\ttps://acme.example", "https://acme.example"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("\x01javascript:alert(1)", None),
        ("java%0ascript:alert(1)", None),
        ("vbscript:x", None),
        ("data:text/html,<script>", None),
        ("blob:https://x", None),
        ("file:///etc/passwd", None),
        ("intent://x", None),
        ("ms-msdt:/id", None),
        ("//evil.example", None),
        ("\\\\evil.example", None),
        ("/\\evil.example", None),
        ("/\t/evil.example", None),
        ("a\\b", None),
        ("http:evil.example", None),
        ("https:///evil.example", None),
        ("mailto:dana@acme.example?bcc=x@y.example", None),
        ("mailto:dana@acme.example%0d%0abcc:x", None),
        ("mailto:dana@acme.example%3Fbcc=x", None),
        ("mailto:nobody", None),
        ("tel:javascript", None),
        ("", None),
        ("  ", None),
    ],
)
def test_safe_url(url: str, safe: str | None) -> None:
    assert safe_url(url) == safe


@given(st.text())
def test_safe_url_never_raises_and_settles_at_once(url: str) -> None:
    safe = safe_url(url)
    assert safe is None or safe_url(safe) == safe


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("+1 415 555 0100", "tel:+14155550100"),
        ("0415-555.0199", "tel:04155550199"),
        ("(020) 123 45 67", "tel:0201234567"),
        ("+31 (0)20 123 4567", "tel:+31201234567"),
        ("020-1234567 ext. 12", "tel:0201234567;ext=12"),
        ("+44 20 7946 0000 x9", "tel:+442079460000;ext=9"),
        ("112", "tel:112"),
        ("12", None),
        ("ask Luis", None),
        ("1-800-FLOWERS", None),
        ('"><script>', None),
    ],
)
def test_tel_link(number: str, link: str | None) -> None:
    assert tel_link(number) == link


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("dana@acme.example", "mailto:dana@acme.example"),
        ("o'neil+jobs@acme.example", "mailto:o%27neil%2Bjobs@acme.example"),
        ("a@b?bcc=x", "mailto:a@b%3Fbcc%3Dx"),
        ("a@b\r\nbcc: c@d", "mailto:a%40bbcc%3A%20c@d"),
        ("a@b,c@d", "mailto:a%40b%2Cc@d"),
        ("nobody", None),
        ("@acme.example", None),
    ],
)
def test_mail_link_has_one_recipient_and_no_header(address: str, link: str | None) -> None:
    assert mail_link(address) == link


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("acme.example", "https://acme.example"),
        ("www.acme.example/jobs?x=1", "https://www.acme.example/jobs?x=1"),
        ("https://acme.example", "https://acme.example"),
        ("see their card", None),
        ("javascript:alert(1)", None),
        ("//evil.example", None),
        ("../../etc/passwd", None),
    ],
)
def test_web_link(text: str, link: str | None) -> None:
    assert web_link(text) == link


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("dana-whitfield", "https://www.linkedin.com/in/dana-whitfield"),
        ("in/dana", "https://www.linkedin.com/in/dana"),
        ("@dana", "https://www.linkedin.com/in/dana"),
        ("linkedin.com/in/dana", "https://linkedin.com/in/dana"),
        ("https://nl.linkedin.com/in/dana", "https://nl.linkedin.com/in/dana"),
        ("javascript:alert(1)", None),
    ],
)
def test_linkedin_link(text: str, link: str | None) -> None:
    assert linkedin_link(text) == link
