"""The `sitrep` command. Each subcommand imports what it needs only when it is called."""

import click

from sitrep.changes_command import changes
from sitrep.draft_command import draft
from sitrep.graph_commands import build, check, coverage, dump
from sitrep.links_commands import links
from sitrep.query_command import query
from sitrep.revise_command import revise
from sitrep.same_commands import links_alike, links_same
from sitrep.score_command import score
from sitrep.server_commands import serve
from sitrep.store_commands import backup, load, restore


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="sitrep")
def main() -> None:
    """The account of a battle as a knowledge graph that people can question.

    Start with `sitrep serve`, then open http://127.0.0.1:7878/ or ask from the shell with
    `sitrep query`. `sitrep build` makes the graph from the article and the reviewed facts;
    `sitrep check` says whether it is sound.

    Exit codes: 0 done; 1 what was looked at is wrong (a gate failed, a query is broken);
    2 the command was called wrongly (no such file, port taken, unknown option).
    """


for command in (
    *(serve, query, build, check, coverage, draft, revise, score, links, dump),
    *(load, backup, restore, changes),
):
    main.add_command(command)
for command in (links_same, links_alike):
    links.add_command(command)

if __name__ == "__main__":
    main()
