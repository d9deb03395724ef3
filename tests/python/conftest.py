"""Profiles for the property tests: `HYPOTHESIS_PROFILE=long` searches for as long as `make fuzz` wants it to."""

import os

from hypothesis import settings

settings.register_profile("default", deadline=None, max_examples=100)
settings.register_profile("long", deadline=None, max_examples=20_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
