"""All scenes: what the program is doing when the power goes, or when the disk says no."""

from __future__ import annotations

from tests.reliability.power import data_scenes, kept_scenes, key_scenes

SCENES = {scene.name: scene for scene in (*data_scenes.SCENES, *kept_scenes.SCENES, *key_scenes.SCENES)}
