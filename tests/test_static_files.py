"""Comments stay with those who write styles and scripts; what is sent does the same without."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from archive.static_files import UncommentedStorage, without_comments

STYLES = b'/* Why. */\na { color: red; /* and\n why here */ }\n\nb::before { content: "//"; }\n'
SCRIPT = b'// Why.\nconst address = "http://x"; // stays\n  // Why here.\n  go();\n'


@pytest.mark.parametrize(
    ("name", "content", "sent"),
    [
        ("archive/css/a.css", STYLES, b'a { color: red; }\n\nb::before { content: "//"; }\n'),
        ("archive/a.js", SCRIPT, b'const address = "http://x"; // stays\n  go();\n'),
        ("archive/icon.svg", b"<svg/><!-- /* */ -->", b"<svg/><!-- /* */ -->"),
        ("django_htmx/htmx.js", SCRIPT, SCRIPT),
        ("admin/css/base.css", STYLES, STYLES),
    ],
)
def test_only_comments_of_our_own_files_go(name: str, content: bytes, sent: bytes) -> None:
    assert without_comments(name, content) == sent


def test_files_are_collected_without_them(tmp_path: Path) -> None:
    files = {"archive/a.js": SCRIPT, "archive/a.css": STYLES, "theirs/a.js": SCRIPT}
    own = UncommentedStorage(location=tmp_path, base_url="/static/")
    for name, content in files.items():
        own.save(name, ContentFile(content))
    done = {name: hashed for name, hashed, _ in own.post_process({n: (own, n) for n in files})}
    for name, content in files.items():
        for sent in (name, done[name]):
            assert (tmp_path / sent).read_bytes() == without_comments(name, content)


def test_no_text_of_a_script_or_style_looks_like_a_comment(root_folder: Path) -> None:
    own = root_folder / "static" / "archive"
    for script in own.rglob("*.js"):
        # A text over several lines could have one that begins with two slashes.
        assert all(line.count("`") % 2 == 0 for line in script.read_text().splitlines()), script
    for styles in own.rglob("*.css"):
        assert styles.read_text().count("/*") == styles.read_text().count("*/"), styles
        assert '"/*' not in styles.read_text(), styles
