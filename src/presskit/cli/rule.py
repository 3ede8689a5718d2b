"""`presskit rule`: what a rule means, and how to satisfy it or to switch it off."""

from __future__ import annotations

import click


@click.command()
@click.argument("name", required=False, metavar="[RULE]")
def rule(name: str | None) -> None:
    """Explain RULE, a code or a number such as PK0301; without one, list all rules."""
    from presskit.api import codes_of, rule_page
    from presskit.rulebook import RULES

    if name is None:
        for code, one in sorted(RULES.items(), key=lambda item: item[1].number):
            off = "" if one.on else " (off unless selected)"
            click.echo(f"{one.number}  {code:26} {one.severity.value:8} {one.meaning}{off}")
        return
    codes = sorted(codes_of(name), key=lambda code: RULES[code].number)
    if not codes:
        message = f"There is no rule {name!r}; `presskit rule` lists them all."
        raise click.BadParameter(message, param_hint="RULE")
    click.echo("\n".join(map(rule_page, codes)), nl=False)
