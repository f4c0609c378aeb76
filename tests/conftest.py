"""What all tests share: how many examples a property is tried with."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Machines may be busy, so that nothing is judged by the clock.
_CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("everyday", _CALM, max_examples=25)
settings.register_profile("thorough", _CALM, max_examples=300)
settings.load_profile("everyday")  # pytest loads another one after this if --hypothesis-profile names it
