"""Messages: the facts of a follow-up through its message template, as a draft.

The templates are plain text with a little front matter, in `site_templates/messages/`; a
workspace's own take the place of the shipped ones of the same name.
"""

from __future__ import annotations

from pathlib import Path

from tracker.contact.kinds import Channel
from tracker.drafts.draft import Draft
from tracker.drafts.facts import Scene
from tracker.rules.followup import FollowUp


class Messages:
    """The message templates of a workspace, at work. A template is read and compiled once.

    `overrides` and `compiled` are as for a `tracker.render.Renderer`.
    """

    def __init__(self, overrides: Path | None, compiled: Path | None = None) -> None:
        """Find the templates; none is read yet."""
        self._overrides, self._compiled = overrides, compiled

    def draft(
        self,
        one: FollowUp,
        scene: Scene,
        channel: Channel | None = None,
        template: str | None = None,
    ) -> Draft:
        """The draft for a follow-up.

        By the follow-up's own channel unless another approved one is asked for; from the template
        of that name where one is given, otherwise from that of its rule. Raises
        `tracker.render.TemplateError` where a template cannot be used.
        """
        raise NotImplementedError

    def drafts(self, one: FollowUp, scene: Scene) -> tuple[Draft, ...]:
        """All drafts that a follow-up offers: its own first, then what may be said instead.

        An offer can be accepted or declined, a customer be asked for a referral. Raises as `draft`.
        """
        raise NotImplementedError
