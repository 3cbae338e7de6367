"""A piece that blocks of a form are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from portal_bot.dossier.block import Block


class Part(Block):
    """Inherited, alone or with others: ``class Guardian(Person, IdentityPaper)``.

    The fields of the bases stand first, base by base in the order written; then the block's own. A
    field that is declared again keeps its place.
    """

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Pydantic's own order is that of method resolution, which nobody reads from the page."""
        super().__pydantic_init_subclass__(**kwargs)
        bases = [base for base in cls.__bases__ if issubclass(base, Block)]
        cls._arrange((*(name for base in bases for name in base.model_fields), *cls.model_fields))
        cls.rules = tuple(
            dict.fromkeys((*(rule for base in bases for rule in base.rules), *cls.rules))
        )

    @classmethod
    def _arrange(cls, names: Iterable[str]) -> None:
        fields = cls.model_fields
        cls.__pydantic_fields__ = {name: fields[name] for name in dict.fromkeys(names)}
