"""What a browser may do with an answer: the policy, its nonce, frames, files that never change."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}
PAGES = [
    "/",
    "/battle",
    "/queries",
    "/queries/timeline",
    "/sparql",
    "/article",
    "/bhamo/kia",
    "/nowhere",
]


def policy(client: FlaskClient, path: str, **headers: str) -> dict[str, set[str]]:
    told = client.get(path, headers=headers or HTML).headers["Content-Security-Policy"]
    return {name: set(rest) for name, *rest in (part.split() for part in told.split(";"))}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_runs_only_what_has_its_nonce(client: FlaskClient, path: str) -> None:
    told = policy(client, path)
    assert told["default-src"] == {"'self'"}
    (allowed,) = told["script-src"]
    assert re.fullmatch(r"'nonce-[\w-]{20,}'", allowed)
    assert told["style-src"] == {"'self'", allowed}
    assert told["base-uri"] == told["object-src"] == told["frame-ancestors"] == {"'none'"}
    everything = {source for sources in told.values() for source in sources}
    assert not [
        source for source in everything if "unsafe" in source or "://" in source or "*" in source
    ]


@pytest.mark.parametrize("path", PAGES)
def test_every_script_of_a_page_has_the_nonce_of_its_answer(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers=HTML)
    scripts = re.findall(r"<script\b[^>]*>", answer.text)
    run = [tag for tag in scripts if 'type="application/ld+json"' not in tag]
    assert all("src=" in tag for tag in run)
    nonces = {found for tag in run for found in re.findall(r'nonce="([^"]+)"', tag)}
    assert len(run) == sum("nonce=" in tag for tag in run)
    told = re.findall(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])
    assert nonces <= {told[0]}
    assert not re.search(
        r"<style\b| style=| on[a-z]+=\"", answer.text.replace("onmouseover=&#34;", "")
    )


def test_each_answer_has_a_nonce_of_its_own(client: FlaskClient) -> None:
    told = {
        client.get("/battle", headers=HTML).headers["Content-Security-Policy"] for _ in range(5)
    }
    assert len(told) == 5


def test_what_is_no_page_may_do_nothing(client: FlaskClient) -> None:
    for path in ("/sparql?query=ASK{}", "/schema.json", "/bhamo/kia.ttl", "/health"):
        told = policy(client, path, Accept="*/*")
        assert "script-src" not in told
        assert all(sources == {"'none'"} for sources in told.values())


def test_only_what_is_made_for_frames_may_be_framed(client: FlaskClient) -> None:
    for path in ("/queries/timeline?embed=1", "/battle?embed=1"):
        told = policy(client, path)
        assert told.pop("frame-ancestors") == {"*"}
        assert told.keys() == policy(client, "/battle").keys() - {"frame-ancestors"}
    for path in ("/sparql?embed=1", "/?embed=1", "/bhamo/kia?embed=1", "/queries/timeline?embed=0"):
        assert policy(client, path)["frame-ancestors"] == {"'none'"}


def test_a_file_whose_name_changes_with_it_is_kept_for_ever(
    app: Flask, client: FlaskClient
) -> None:
    with app.test_request_context():
        address = app.jinja_env.globals["built"]("lines", "data")  # type: ignore[operator]  # a function
    assert address, "the scripts are not built: run make assets"
    answer = client.get(address, buffered=True)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert "immutable" not in client.get("/static/sitrep.css", buffered=True).headers.get(
        "Cache-Control", ""
    )
    assert "immutable" not in client.get("/static/built/nothing.js").headers.get(
        "Cache-Control", ""
    )
