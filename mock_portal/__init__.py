"""A government portal in a box: what the filing scripts are practised and proved on."""

__all__: list[str] = []
