"""Figures in words: "at least 30", "up to 50", "about 60"."""


def in_words(low: int | None, best: int | None, high: int | None) -> str:
    """What the bounds of a figure say; nothing where there are none."""
    if low is not None and low == high:
        return f"{low:,}"
    about = f"about {best:,}" if best is not None else ""
    if low is not None and high is not None:
        bounds = f"between {low:,} and {high:,}"
    elif low is not None:
        bounds = f"at least {low:,}"
    else:
        bounds = f"up to {high:,}" if high is not None else ""
    return ", ".join(filter(None, (bounds, about)))
