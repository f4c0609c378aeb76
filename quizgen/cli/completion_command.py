"""`quizgen completion`: the script by which a shell completes our commands."""

from __future__ import annotations

from quizgen.app.caller import Caller
from quizgen.app.exits import Exit
from quizgen.cli.commands import Argument, Command
from quizgen.cli.types import OneOf
from quizgen.text.phrases import N_

SHELLS = ("bash", "zsh", "fish")


def run(_caller: Caller, shell: str) -> int:
    """Print the script for one shell."""
    from click.shell_completion import get_completion_class

    from quizgen.cli.main import COMPLETE
    from quizgen.cli.root import root

    completion = get_completion_class(shell)
    assert completion is not None
    script = completion(root, {}, "quizgen", COMPLETE)
    # click's own `source` also asks the installed bash for its version; printing for another machine is fine here.
    print(script.source_template % script.source_vars())
    return Exit.FINE


command = Command(
    "completion",
    "quizgen.cli.completion_command:run",
    about=N_("Print the script by which bash, zsh or fish completes quizgen's commands, options and banks."),
    parameters=[
        Argument("shell", type=OneOf(SHELLS), metavar=N_("SHELL"), about=N_("bash, zsh or fish."), required=True)
    ],
    examples=[
        ('eval "$(quizgen completion bash)"', N_("in ~/.bashrc; for zsh likewise, in ~/.zshrc")),
        ("quizgen completion fish > ~/.config/fish/completions/quizgen.fish", N_("for fish, once")),
    ],
)
