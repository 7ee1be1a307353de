"""The page in a notebook."""

from __future__ import annotations

from html import escape


class Html(str):
    """The text of a page, which Jupyter and its like show as the page itself.

    Examples
    --------
    >>> Html("<p>")._repr_html_()[:30]
    '<iframe title="Security partne'
    """

    __slots__ = ()

    def _repr_html_(self) -> str:
        """Return a frame that holds the page: its scripts run in it, and reach nothing outside."""
        return (
            '<iframe title="Security partnerships" width="100%" height="760" style="border:0" '
            'sandbox="allow-scripts allow-popups allow-downloads" '
            f'srcdoc="{escape(self, quote=True)}"></iframe>'
        )
