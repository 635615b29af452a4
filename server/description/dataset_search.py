"""The dataset in schema.org, for the search engines of datasets.

Specification: https://developers.google.com/search/docs/appearance/structured-data/dataset.
"""

from server.description.dcat import Published
from server.description.dumps import Dump
from server.reading.structured import Json


def as_schema_org(told: Published) -> Json:
    """The same for the search engines of datasets."""
    about = told.about
    said: Json = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": told.dataset.value,
        "name": f"Sitrep: {about.title}",
        "description": told.description,
        "url": told.page,
        "version": told.version,
        "keywords": list(told.keywords),
        "isAccessibleForFree": True,
        "distribution": [as_download(told, dump) for dump in told.dumps],
    }
    optional: Json = {
        "license": about.licence.address if about.licence else "",
        "creator": {"@type": "Organization", "name": about.creator} if about.creator else "",
        "dateModified": about.modified,
        "temporalCoverage": f"{about.first}/{about.last}" if about.first else "",
        "spatialCoverage": [
            {"@type": "Place", "@id": place.value, "name": called} for place, called in about.places
        ],
        "isBasedOn": alone([each.source for each in about.articles if each.source]),
    }
    return said | {key: value for key, value in optional.items() if value}


def alone(values: list[str]) -> list[str] | str:
    """A value that is alone, without the list around it."""
    return values[0] if len(values) == 1 else values


def as_download(told: Published, dump: Dump) -> Json:
    """One file."""
    return {
        "@type": "DataDownload",
        "name": dump.name,
        "contentUrl": f"{told.root}data/{dump.name}",
        "encodingFormat": dump.media,
        "contentSize": f"{dump.size} B",
        "sha256": dump.sha256,
    }
