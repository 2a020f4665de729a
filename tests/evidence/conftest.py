"""How the properties of the engine are tested."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)  # a busy machine is no mistake of the engine's
settings.load_profile("unhurried")
