"""Editions as a notebook shows them."""

from __future__ import annotations

from typing import Any

from presskit.model.edition import Edition

_WIDTH = 800


class Shown(Edition, frozen=True):
    """An edition that shows itself in a notebook: a PDF by its first page, the others by their name."""

    def _repr_mimebundle_(
        self,
        include: Any = None,  # noqa: ARG002 - what Jupyter calls it with
        exclude: Any = None,  # noqa: ARG002
    ) -> dict[str, bytes | str]:
        shown: dict[str, bytes | str] = {"text/plain": repr(self)}
        if self.format == "pdf":
            from presskit.prepress.views import views

            shown["image/jpeg"] = views(self.data, _WIDTH, 1).pages[0].jpeg
        return shown
