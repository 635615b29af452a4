"""With --validate a write that breaks a shape is refused; one that breaks none is done."""

from typing import TYPE_CHECKING, Any

from .conftest import Client

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = "INSERT DATA { b:attack-of-tomorrow a :Event , :Happening ; :when 'tomorrow' }"


def test_a_write_that_breaks_a_shape_is_refused(
    serving: Any,  # noqa: ANN401
    tokens: "Path",
    data: "Path",
    tmp_path: "Path",
) -> None:
    running = serving(
        *(
            "--store",
            str(tmp_path / "store"),
            "--data",
            str(data),
            "--writable",
            "--token-file",
            str(tokens),
        ),
        *("--validate", "--workers", "1", "--evaluators", "1"),
    )
    client = Client(running.address)
    refused = client.update(BROKEN)
    assert (refused.status, refused.json["title"]) == (422, "Shape broken"), refused.text
    # The small graph has shapes broken already; what is said is what is new.
    assert "Something is typed with this name" in refused.json["detail"] + refused.json["hint"]
    assert client.ask("SELECT ?p { b:attack-of-tomorrow ?p ?o }") == []
    assert client.update(BROKEN, "/update?dry-run").status == 422
    done = client.update("INSERT DATA { b:kia skos:altLabel 'the northerners'@en }")
    assert (done.status, done.json["added"]) == (200, 1), done.text
    running.stop()
