"""A click command line with a group, options, arguments and errors."""

import click


@click.group(context_settings={"max_content_width": 80})
@click.option("--debug/--no-debug", default=False, help="Say more.")
@click.pass_context
def main(context, debug):
    """Greet people and add numbers."""
    context.obj = {"debug": debug}


@main.command()
@click.argument("name")
@click.option("--count", "-c", type=click.IntRange(1, 5), default=1, show_default=True)
@click.pass_obj
def hello(settings, name, count):
    """Greet NAME."""
    for _ in range(count):
        click.echo(f"Hello {name}{'?' if settings['debug'] else '!'}")


@main.command("sum")
@click.argument("numbers", type=int, nargs=-1)
def add(numbers):
    """Add NUMBERS."""
    click.secho(str(sum(numbers)), bold=True)


if __name__ == "__main__":
    main()
