"""The scripts and sheets that `make assets` built, for templates: `bundle('editor')`.

Without them every page still works, plain; the log says so when the application is made.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from flask import Flask, url_for
from markupsafe import Markup

from server.protocol.headers import nonce

BUILT: Final = Path(__file__).resolve().parents[1] / "static/built"

# What the manifest says of a bundle: `script`, `style`, `parts` of the script, or `data`.
Manifest = Mapping[str, Mapping[str, str | list[str]]]


def install(app: Flask, folder: Path = BUILT) -> None:
    """Give the templates `bundle`, `styles`, `built` and `nonce`."""
    manifest = read_manifest(folder)
    if not manifest:
        sys.stderr.write(
            "sitrep: the scripts of the pages are not built, so pages are plain: run make assets\n"
        )

    def bundle(name: str) -> Markup:
        return script_tag(manifest, name)

    def styles(name: str) -> Markup:
        return style_tag(manifest, name)

    def built(name: str, part: str) -> str:
        file = manifest.get(name, {}).get(part)
        return address(str(file)) if file else ""

    for function in (bundle, styles, built, nonce):
        app.add_template_global(function)


def read_manifest(folder: Path) -> Manifest:
    """What was built; nothing where nothing was."""
    try:
        found: Manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return found


def script_tag(manifest: Manifest, name: str) -> Markup:
    """The element that loads a script; nothing when it is not built."""
    if name not in manifest:
        return Markup()
    return Markup('<script type="module" src="{}" nonce="{}"></script>').format(
        address(str(manifest[name]["script"])), nonce()
    )


def style_tag(manifest: Manifest, name: str) -> Markup:
    """The element that loads a sheet; nothing when it is not built, or has none."""
    style = manifest.get(name, {}).get("style")
    return (
        Markup('<link rel="stylesheet" href="{}">').format(address(str(style)))
        if style
        else Markup()
    )


def address(file: str) -> str:
    """Where a built file is served."""
    return url_for("static", filename=f"built/{file}")
