"""Forms as a portal may show them tomorrow: what keeps its meaning is filled, the rest refused."""
