"""Bundles: what templates get of them, and that pages do without."""

import json
from pathlib import Path

import pytest
from flask import Flask, render_template_string

from server.pages import bundles

TOLD = {
    "editor": {"script": "editor-A.js", "style": "editor-B.css", "parts": []},
    "lines": {"data": "l.json"},
}


def write(app: Flask, template: str) -> str:
    with app.test_request_context():
        return render_template_string(template)


@pytest.fixture
def built(tmp_path: Path) -> Flask:
    (tmp_path / "manifest.json").write_text(json.dumps(TOLD), encoding="utf-8")
    app = Flask("server")
    bundles.install(app, tmp_path)
    return app


def test_a_bundle_is_a_module_with_the_nonce_of_the_answer(built: Flask) -> None:
    html = write(built, "{{ bundle('editor') }} {{ nonce() }}")
    nonce = html.split()[-1]
    assert html.startswith(
        f'<script type="module" src="/static/built/editor-A.js" nonce="{nonce}"></script>'
    )
    assert len(nonce) > 20


def test_a_sheet_and_data_have_their_addresses(built: Flask) -> None:
    assert (
        write(built, "{{ styles('editor') }}")
        == '<link rel="stylesheet" href="/static/built/editor-B.css">'
    )
    assert write(built, "{{ built('lines', 'data') }}") == "/static/built/l.json"


def test_what_is_not_built_is_nothing(built: Flask) -> None:
    assert write(built, "{{ bundle('x') }}{{ styles('lines') }}{{ built('x', 'data') }}") == ""


def test_without_bundles_the_log_says_so_once_and_pages_are_plain(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = Flask("server")
    bundles.install(app, tmp_path)
    assert (
        write(app, "{{ bundle('editor') }}{{ styles('editor') }}{{ built('lines', 'data') }}") == ""
    )
    complained = capsys.readouterr().err
    assert complained.count("\n") == 1
    assert "make assets" in complained
