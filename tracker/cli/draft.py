"""`tracker draft`: the words for one follow-up, ready to be sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.commands import COMMANDS, examples
from tracker.cli.options import workspace_options, workspace_root
from tracker.cli.output import Failure, broken_files, say
from tracker.contact.kinds import APPROVED, Channel
from tracker.plain import clean

if TYPE_CHECKING:
    # `--help` and completion need nothing of the desk, nor of Jinja.
    from click.shell_completion import CompletionItem

    from tracker.build.drafting import DraftDesk
    from tracker.drafts.draft import Draft
    from tracker.rules.followup import FollowUp

#: So many ids are listed where several fit.
_MOST_LISTED = 12


def complete_id(ctx: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
    """The ids that what was typed may become; nothing where the workspace cannot be read."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    try:
        with _desk(ctx) as (desk, _today):
            found = desk.beginning(typed)
    except Exception:  # noqa: BLE001 - a mistake must not be printed into the line being typed
        return []
    return [CompletionItem(clean(one.id), help=clean(f"{one.title}: {one.name}")) for one in found]


@click.command(
    short_help=COMMANDS["draft"],
    epilog=examples(
        "tracker draft customers/bram-okonjo",
        "tracker draft acme/mei-ling-tsao --channel email",
        "tracker draft jobs/sunniva-berg --template accept-offer --open",
        "tracker draft brightwater/grant-abara/thank --eml grant.eml",
    ),
)
@click.argument("follow_up", metavar="ID", shell_complete=complete_id)
@click.option(
    "--channel",
    type=click.Choice([one.value for one in APPROVED]),
    help="Write it for another way of being in touch.",
)
@click.option(
    "--template",
    metavar="NAME",
    help="Write another message, such as accept-offer: docs/messages.md has them all.",
)
@click.option(
    "--eml",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a mail to a file, which mail clients open ready to be sent.",
)
@click.option("--open", "opens", is_flag=True, help="Open a mail in your mail client.")
@workspace_options
@click.pass_context
def command(  # noqa: PLR0913 - an argument for each option
    ctx: click.Context,
    *,
    follow_up: str,
    channel: str | None,
    template: str | None,
    eml: Path | None,
    opens: bool,
) -> None:
    """Write the message for a follow-up, ready to be sent.

    ID is that of a follow-up, as the pages and `tracker agenda --json` have it, or the beginning of
    one: of several that begin so, it is the one that is due. So a contact's id is mostly enough.

    The message goes to stdout. To stderr goes what is for your eyes alone: what only you can say
    (in the message it stands between square brackets) with what you noted of it, what to mend, and
    the line to add to the log once it is sent. Nothing is sent, and nothing is logged.

    Exits with 0, 1 where contact files have errors (the draft is written all the same), 2 where
    there is none to write.
    """
    # Imported here: `--help` needs none of it.
    from tracker.cli.draft_text import message_lines, writers_lines  # noqa: PLC0415
    from tracker.drafts.choice import NoOccasionError  # noqa: PLC0415
    from tracker.render import TemplateError  # noqa: PLC0415
    from tracker.workdays import written  # noqa: PLC0415

    if eml is not None and eml.suffix.casefold() != ".eml":
        message = f"{clean(str(eml))} would not be opened as a mail: let its name end in `.eml`."
        raise Failure(message)
    # Whoever asks for a mail gets one, whichever way the follow-up would go by itself.
    wanted = channel or (Channel.EMAIL.value if opens or eml is not None else None)
    with _desk(ctx) as (desk, today):
        one = _found(desk, follow_up)
        try:
            if template is not None and not desk.messages.knows(template):
                raise Failure(_no_such_template(template, desk.messages.names))
            if template is not None and wanted is not None:
                _check_channel(template, Channel(wanted))
            draft = desk.draft(one, Channel(wanted) if wanted else None, template)
            also = [name for name in desk.messages.instead_of(draft) if name != template]
        except (TemplateError, NoOccasionError) as wrong:
            raise Failure(clean(str(wrong))) from wrong
        mail = _mail(desk, draft) if eml is not None or opens else None
    say("\n".join(message_lines(draft, today)))
    if one.due > today:
        say(f"\nNot due before {written(one.due)}.", err=True)
    say("\n".join(writers_lines(draft, also, today)), err=True)
    if eml is not None and mail is not None:
        _write(eml, mail)
    if opens and mail is not None:
        _open(draft, eml, mail)
    if desk.errors:
        say(broken_files(desk.errors), err=True)
    ctx.exit(int(bool(desk.errors)))


@contextmanager
def _desk(ctx: click.Context) -> Iterator[tuple[DraftDesk, date]]:
    """The workspace's drafts, and the day to look at it from. Raises `Failure`."""
    from tracker.build.drafting import DraftDesk  # noqa: PLC0415
    from tracker.build.garbage import uncollected  # noqa: PLC0415
    from tracker.cli.loading import open_settings, workspace_cache  # noqa: PLC0415
    from tracker.cli.progress import end_of, stages_for_terminal  # noqa: PLC0415
    from tracker.disk.cache_places import compiled_folder  # noqa: PLC0415

    root = workspace_root(ctx)
    with workspace_cache(root) as cache, uncollected():
        settings = open_settings(ctx, root, cache)
        stages = stages_for_terminal()
        try:
            desk = DraftDesk(settings, cache, stages, compiled_folder(cache.program))
        finally:
            end_of(stages)
        yield desk, settings.today


def _found(desk: DraftDesk, typed: str) -> FollowUp:
    """The one follow-up that is meant. Raises `Failure`, which names those that may be."""
    found = desk.beginning(typed)
    settled = desk.settled(typed) if typed not in {one.id for one in found} else None
    if settled is not None and settled.closed is not None:
        message = f"`{clean(typed)}` has been settled, on {settled.closed.isoformat()}."
        raise Failure(message)
    for some in (found, desk.pressing(found)):
        if len(some) == 1:
            return some[0]
    raise Failure(_not_one(desk, typed, found))


def _not_one(desk: DraftDesk, typed: str, found: Sequence[FollowUp]) -> str:
    """What to say where several follow-ups fit, or none."""
    if found:
        return f"`{clean(typed)}` may be {len(found)} follow-ups:\n{_listed(desk, found)}"
    words = typed.casefold().replace("/", " ").split()
    near = desk.speaking_of(words) if words else ()
    message = f"No follow-up that is open begins with `{clean(typed)}`."
    if near:
        return f"{message} Did you mean one of these?\n{_listed(desk, near)}"
    return f"{message} `tracker agenda --json` has the ids of all that are on."


def _whom(desk: DraftDesk, one: FollowUp) -> str:
    """Who it is; and what it is about, where that is at another company than theirs."""
    own, company = desk.company_of(one), one.company or ""
    if not company or company.casefold() == own.casefold():
        return one.name
    opening = f"{one.position} at {company}" if one.position else company
    return f"{', '.join(filter(None, (one.name, own)))}, about {opening}"


def _listed(desk: DraftDesk, found: Sequence[FollowUp]) -> str:
    lines = [
        f"  {clean(one.id)}    {clean(one.title)}: {clean(_whom(desk, one))}"
        for one in found[:_MOST_LISTED]
    ]
    more = len(found) - _MOST_LISTED
    return "\n".join([*lines, *([f"  … and {more} more"] if more > 0 else [])])


def _no_such_template(typed: str, names: frozenset[str]) -> str:
    from tracker.spelling import nearest  # noqa: PLC0415

    guess = nearest(typed, sorted(names))
    hint = f" Did you mean `{guess}`?" if guess else ""
    return f"There is no message template `{clean(typed)}`.{hint}"


def _check_channel(template: str, wanted: Channel) -> None:
    """Raise `Failure` for a template that its name says is for another channel."""
    from tracker.drafts.choice import channel_of  # noqa: PLC0415

    only = channel_of(template)
    if only not in {None, wanted}:
        # Talking points quote what is private.
        name = template.partition(".")[0]
        message = f"`{clean(template)}` goes by {only}, not by {wanted}: name it `{clean(name)}`."
        raise Failure(message)


def _mail(desk: DraftDesk, draft: Draft) -> bytes:
    """The draft as a mail. Raises `Failure` where it is none."""
    from tracker.drafts.sending import eml, mail_link  # noqa: PLC0415

    me = desk.me
    mail = eml(draft, me.email[0] if me is not None and me.email else "")
    if mail is None:
        message = f"There is no mail to write: {mail_link(draft).note} `--channel email` makes one."
        raise Failure(message if draft.channel is not Channel.EMAIL else mail_link(draft).note)
    return mail


def _write(path: Path, mail: bytes) -> None:
    """Write a mail to a file that is not there yet. Raises `Failure`."""
    try:
        with path.open("xb") as file:
            file.write(mail)
    except FileExistsError as problem:
        if path.is_symlink() and not path.exists():
            where = clean(str(path))
            message = f"{where} is a link that leads nowhere: remove it, or give another name."
            raise Failure(message) from problem
        # Whoever has filled its gaps would lose their words.
        if path.read_bytes() != mail:
            message = f"{clean(str(path))} is there already, with other words: give another name."
            raise Failure(message) from problem
    except OSError as problem:
        message = f"{clean(str(path))} cannot be written: {problem.strerror or problem}"
        raise Failure(message) from problem
    say(f"Written: {clean(str(path))}", err=True)


def _open(draft: Draft, written: Path | None, mail: bytes) -> None:
    """Open it in the mail client: by its link, or, where it is too long for one, as a file."""
    import webbrowser  # noqa: PLC0415

    from tracker.drafts.sending import mail_link  # noqa: PLC0415

    link = mail_link(draft).href
    if link is not None:
        if not webbrowser.open(link):
            say("No mail client could be opened; copy the message, or use `--eml FILE`.", err=True)
        return
    file = written or _temporary(mail)
    if click.launch(str(file.absolute())) == 0:
        # It may say so and open nothing all the same.
        say(f"Opened as a file, too long for a link: {clean(str(file))}", err=True)
        say("Where nothing shows, copy the message, or use `--eml FILE`.", err=True)
    elif written is not None:
        say(f"Nothing here opens mail: it is in {clean(str(written))}, ready to be sent.", err=True)
    else:
        file.unlink(missing_ok=True)
        say(
            "The message is too long for a link, and nothing here opens mail: copy it, or use"
            " `--eml FILE`.",
            err=True,
        )


def _temporary(mail: bytes) -> Path:
    """A mail in a file of its own, for a mail client that will read it who knows when."""
    import tempfile  # noqa: PLC0415

    with tempfile.NamedTemporaryFile(prefix="tracker-", suffix=".eml", delete=False) as file:
        file.write(mail)
    return Path(file.name)
