"""A page as a browser takes it apart."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """The elements of a page with their attributes, and all its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The elements of the page itself: not the site's search box and scripts."""
        return [
            attributes
            for name, attributes in self.elements
            if name == tag and attributes.get("id") != "q" and "nonce" not in attributes
        ]

    @property
    def links(self) -> list[str]:
        return [a["href"] or "" for tag, a in self.elements if tag == "a" and "href" in a]

    @property
    def ids(self) -> list[str | None]:
        return [a["id"] for _, a in self.elements if "id" in a]
