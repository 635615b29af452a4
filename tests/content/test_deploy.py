"""The files to deploy with: systemd, container, nginx; each held against the server."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from server.config import Settings
from server.configure import table

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNIT, CONTAINER, NGINX = (
    (DEPLOY / name).read_text(encoding="utf-8")
    for name in ("sitrep.service", "Containerfile", "nginx.conf")
)
# The manual too: whoever reads a name there will set it.
MANUAL = (ROOT / "docs/operating.md").read_text(encoding="utf-8")


def needed(program: str) -> str:
    """The path of a program that only some machines have."""
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    if not found:
        pytest.skip(f"{program} is not installed here")
    return found


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - fixed programs on our own files
        arguments, capture_output=True, text=True, timeout=30, check=False
    )


@pytest.mark.parametrize("text", [UNIT, CONTAINER, NGINX, MANUAL])
def test_every_variable_is_one_of_the_settings(text: str) -> None:
    named = set(re.findall(r"SITREP_[A-Z_]+", text)) - {"SITREP_NAME", "SITREP_TOKENS"}
    assert named
    assert named <= {row.variable for row in table()}


def test_the_unit_gives_away_nothing_it_need_not() -> None:
    lines = set(UNIT.splitlines())
    assert lines >= {
        "DynamicUser=yes",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "PrivateTmp=yes",
        "CapabilityBoundingSet=",
        "ExecReload=/bin/kill -HUP $MAINPID",
    }
    assert re.search(r"^MemoryMax=\d+G$", UNIT, re.MULTILINE)
    stop = re.search(r"^TimeoutStopSec=(\d+)$", UNIT, re.MULTILINE)
    assert stop
    assert int(stop[1]) > Settings().timeout + 1


def test_systemd_reads_the_unit(tmp_path: Path) -> None:
    program = needed("systemd-analyze")
    unit = tmp_path / "sitrep.service"
    # The command is where the manual puts it, which is not on this machine.
    unit.write_text(UNIT.replace("/opt/sitrep/.venv/bin/sitrep", "/bin/true"), encoding="utf-8")
    verified = run(program, "verify", "--man=no", str(unit))
    assert (verified.returncode, verified.stdout, verified.stderr) == (0, "", "")


def test_systemd_finds_the_unit_safe(tmp_path: Path) -> None:
    program = needed("systemd-analyze")
    unit = tmp_path / "sitrep.service"
    unit.write_text(UNIT, encoding="utf-8")
    # Exposure from 0 to 10, here times ten; what is left is the network, which it is for.
    judged = run(program, "security", "--offline=yes", "--threshold=25", "--no-pager", str(unit))
    assert judged.returncode == 0, judged.stdout[-2000:] + judged.stderr


def test_nginx_reads_the_example(tmp_path: Path) -> None:
    program = needed("nginx")
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        f"pid {tmp_path}/pid;\nerror_log {tmp_path}/errors;\nevents {{}}\n"
        f"http {{ access_log off; include {DEPLOY}/nginx.conf; }}\n",
        encoding="utf-8",
    )
    tested = run(program, "-t", "-c", str(whole), "-p", str(tmp_path))
    assert tested.returncode == 0, tested.stderr
    assert "[warn]" not in tested.stderr


def directive(name: str) -> str:
    found = re.findall(rf"^\s*{name} ([^;]+);", NGINX, re.MULTILINE)
    assert len(found) == 1, name
    return str(found[0])


def test_nginx_waits_longer_and_takes_more_than_the_server() -> None:
    settings = Settings()
    patience = settings.queue_wait + settings.timeout
    assert int(directive("proxy_read_timeout").removesuffix("s")) > patience
    body = int(directive("client_max_body_size").removesuffix("k")) * 1024
    assert body > settings.largest_body
    line = int(directive("large_client_header_buffers").split()[1].removesuffix("k")) * 1024
    assert line > 3 * settings.longest_query  # as %XX
    assert directive("gzip") == "off"
    assert f"server {settings.host}:{settings.port};" in NGINX
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in NGINX


def test_the_container_holds_what_is_ours_and_what_the_lock_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    ours = project["tool"]["uv"]["build-backend"]["module-name"]
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINER, re.MULTILINE)
    names = {name for entry in copied for name in entry.split()}
    files = {project["project"]["readme"], *project["project"]["license-files"]}
    locks = {"requirements.lock", "package.json", "package-lock.json"}
    assert names == {*ours, *files, *locks, "pyproject.toml"}
    assert all((ROOT / name).exists() for name in names)
    assert "pip install --require-hashes -r requirements.lock" in CONTAINER
    assert "pip install --no-deps --no-build-isolation ." in CONTAINER
    assert "pip install --require-hashes -r server/assets/requirements.lock" in CONTAINER
    # The wheel takes what is built, so that is built before.
    scripts, package = "node server/assets/build.js", "--no-build-isolation ."
    assert CONTAINER.index("npm ci") < CONTAINER.index(scripts) < CONTAINER.index(package)


def test_the_container_runs_without_rights_and_says_how_it_is() -> None:
    last = CONTAINER.rpartition("\nFROM ")[2]
    user = re.search(r"^USER (\d+):\d+$", last, re.MULTILINE)
    assert user
    assert int(user[1]) > 0
    check = re.search(
        r'^HEALTHCHECK .*?CMD \["python", "-c", "(.*?)"\]$', last, re.MULTILINE | re.DOTALL
    )
    assert check
    compile(check[1], "HEALTHCHECK", "exec")
    assert "/health" in check[1]
    assert last.rstrip().endswith('CMD ["sitrep", "serve"]')
    version = re.search(r"python:3\.(\d+)-slim", last)
    assert version
    assert int(version[1]) >= 11
