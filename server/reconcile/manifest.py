"""The manifest: what this service is, and where each part of it answers.

Specification: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/#service-manifest
"""

from typing import Final

from server.names import ROOT
from server.reconcile.schema import Concept
from server.reconcile.service import Service

PATH: Final = "/reconcile"
VERSIONS: Final = ("0.1", "0.2")
# What the frame of a preview measures, in pixels.
PREVIEW_SIZE: Final = (400, 220)
_GOOD_BATCH: Final = 100
_DEFAULT_TYPES: Final = 6

Json = dict[str, object]


def manifest(service: Service, root: str, most: int) -> Json:
    """The manifest of a service at a root address; a batch may hold so many queries."""
    base = root.rstrip("/") + PATH
    width, height = PREVIEW_SIZE
    return {
        "versions": list(VERSIONS),
        "name": "Sitrep",
        "identifierSpace": service.gathered.space.uri,
        "schemaSpace": service.gathered.schema.space.uri,
        "defaultTypes": [named(kind) for kind in default_types(service)],
        "view": {"url": view_template(service, root)},
        "preview": {"url": f"{base}/preview?id={{{{id}}}}", "width": width, "height": height},
        "suggest": {
            sort: {
                "service_url": base,
                "service_path": f"/suggest/{sort}",
                "flyout_service_url": base,
                "flyout_service_path": f"/flyout/{sort}?id=${{id}}",
            }
            for sort in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": base, "service_path": "/properties"},
            "property_settings": [
                {
                    "name": "limit",
                    "label": "Most values",
                    "type": "number",
                    "default": 0,
                    "help_text": "How many values of a thing are given at most; 0 gives all.",
                }
            ],
        },
        "batchSize": min(_GOOD_BATCH, most),
    }


def view_template(service: Service, root: str) -> str:
    """Where the page of a thing is: its own address here, if every thing has one."""
    if service.gathered.space.base == ROOT and all(
        iri.startswith(ROOT) for iri in service.gathered.entities
    ):
        return root + "{{id}}"
    return f"{root.rstrip('/')}{PATH}/view?id={{{{id}}}}"


def default_types(service: Service) -> list[Concept]:
    """The widest types, those that most things have first."""
    types = service.gathered.schema.types
    widest = [kind for kind in types.values() if not (kind.wider & types.keys()) - {kind.iri}]
    classes = [kind for kind in widest if service.gathered.schema.space.base in kind.iri]
    return sorted(classes, key=lambda kind: (-kind.used, kind.id))[:_DEFAULT_TYPES]


def named(concept: Concept) -> dict[str, str]:
    """A type or property as answers name it."""
    return {"id": concept.id, "name": concept.name}
