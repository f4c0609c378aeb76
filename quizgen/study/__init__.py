"""Studying: the session, a pure state machine that both faces of the terminal drive."""
