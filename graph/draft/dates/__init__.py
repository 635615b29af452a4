"""Dates: what a text tells of its time, as EDTF."""
