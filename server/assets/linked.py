"""Prints the packages of a lock that are installed here, with the licence that each declares."""

import re
import sys
from email.message import Message
from importlib import metadata
from pathlib import Path
from typing import cast


def licence(package: Message) -> str:
    """The licence in the words of the package: the expression, the classifiers, or the field."""
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in package.get_all("Classifier") or []
        if line.startswith("License :: ")
    ]
    field = str(package.get("License") or "").strip().splitlines()
    return str(
        package.get("License-Expression") or ", ".join(classifiers) or " ".join(field[:1]) or "?"
    )


def main() -> None:
    """One line a package; those for other systems are not installed and are left out."""
    lock = Path(sys.argv[1]).read_text(encoding="utf-8")
    for name in re.findall(r"^([a-z0-9._-]+)==", lock, re.MULTILINE):
        try:
            package = cast("Message", metadata.metadata(name))
        except metadata.PackageNotFoundError:
            continue
        sys.stdout.write(f"{name} {package['Version']}: {licence(package)}\n")


if __name__ == "__main__":
    main()
