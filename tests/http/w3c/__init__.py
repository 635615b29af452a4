"""The test suites of the W3C for SPARQL, run over HTTP against `sitrep serve`.

manifests → datasets → servers → running → answers → compare; `scores` counts what comes of it.
"""
