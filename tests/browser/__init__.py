"""Every page in Debian's Chromium, against `sitrep serve`."""
