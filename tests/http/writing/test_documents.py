"""The examples of docs/writing.md work as they stand there."""

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from .conftest import TOKEN

if TYPE_CHECKING:
    from .conftest import Client

DOCUMENT = Path(__file__).parents[3] / "docs" / "writing.md"


def examples() -> list[str]:
    """Each command of the document that asks a server."""
    text = DOCUMENT.read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [
        f"curl{each}"
        for block in blocks
        for each in re.split(r"^curl", block, flags=re.MULTILINE)[1:]
    ]


def test_every_example_does_what_the_document_says(client: "Client") -> None:
    found = examples()
    assert len(found) == 6
    said = []
    for example in found:
        run = subprocess.run(  # noqa: S603 - the document is ours
            ["/bin/sh", "-c", example.replace("curl ", "curl -sS --fail-with-body ", 1)],
            env={"SERVER": client.address, "TOKEN": TOKEN, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
        assert (run.returncode, run.stderr) == (0, ""), run.stdout
        said.append(run.stdout)
    inserted, dry, put, got, dropped, log = said
    assert '"added": 1' in inserted
    assert "the northerners" in dry
    assert '"added": 1' in put
    assert got.rstrip().endswith('<http://example.org/a> <http://example.org/b> "c" .')
    assert '"removed": 1' in dropped
    assert "desk" in log
