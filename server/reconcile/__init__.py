"""Reconciliation: names from a spreadsheet matched to the things of the graph, at /reconcile.

From a request to its answer, each step in the module of its name: `asked` reads the JSON, `search`
finds the names that are near in the `index` (by `words`, with `abbreviations` written out), and the
`likeness` of each; `judge` decides, by type and `evidence`; `answers` writes. `suggest` and
`extend` are the other services of the specification, `manifest` says where they are. What they all
read of the graph is gathered once, by `entities` and `schema`, into a `service`.

Specification: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""
