"""Studying: the session, the schedule, and the learner's progress."""
