"""Tongxin: hands the command line to commands/, and a running house to wiring/."""

import gc
import os

# pypinyin's phrase dictionary costs 40 MB and is not used.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")

import typer

from commands import exporting, importing, invite, purge, sample, understand
from commands.plain_errors import PlainErrors
from config import Settings


async def _into_wechat(settings: Settings, scene: str, carried: str) -> str:
    from wiring.wecom_invite import contact

    return await contact(settings, scene, carried)


app = typer.Typer(
    name="bot.py", cls=PlainErrors, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
app.add_typer(importing.app)
app.add_typer(exporting.app)
app.command()(sample.sample)
app.command()(invite.inviting(_into_wechat))
app.command()(understand.understand)
app.command()(purge.purge)


@app.command()
def check(
    apply: bool = typer.Option(False, "--apply", help="Put up the menu of WeCom's app as well."),
) -> None:
    """Look at everything that the bot needs; exit code 1 when something is wrong."""
    from commands.check import look_around
    from wiring.wecom_check import look

    look_around(look, apply)


@app.command()
def run(
    demo: bool = typer.Option(False, "--demo", help="Make the sample village first, and print links into it."),
) -> None:
    """Serve the village: web chat, console, and the channels that are set up."""
    # What a thousand modules bring is there to stay: the collector need not walk it; `serve` turns it on.
    gc.disable()
    from commands.run import serve
    from wiring.given import clock
    from wiring.house import wire
    from wiring.wecom_check import look

    serve(wire, look, clock, demo)


if __name__ == "__main__":
    app()
