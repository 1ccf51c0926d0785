"""Where a contact's follow-ups go on later days: what their page says of that beside each."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from tracker.agenda import Bucket, Turn, bucket_on, is_over
from tracker.rules.followup import FollowUp
from tracker.views.directory import Directory, Placed
from tracker.views.followups import FollowUpView, ahead_view, placed_view
from tracker.workdays import shifted

#: Where a follow-up is that the agenda does not show, and where one that has ended.
NOT_YET, OVER = "ahead", "over"


class Moves(NamedTuple):
    """What is open for a contact, in the orders of what is on and of what is not yet."""

    directory: Directory
    at: str
    turns: dict[str, tuple[Turn, ...]]
    on_order: dict[str, int]
    ahead_order: dict[str, int]

    def of(self, view: FollowUpView, one: FollowUp) -> FollowUpView:
        """The view of a follow-up, with where it goes."""
        places = self._places(one)
        other = self._other(view, one, {place for _, place in places})
        return view._replace(
            moves=" ".join(f"{since} {place}" for since, place in places),
            ranks=f"{self.on_order[one.id]} {self.ahead_order[one.id]}",
            other=other._replace(about=view.about) if other is not None else None,
        )

    def _places(self, one: FollowUp) -> list[tuple[date, str]]:
        """Where it stands from which day on."""
        today, found = self.directory.today, self.turns[one.id]
        days = {turn.since for turn in found}
        ends = [] if one.ends is None else [one.ends]
        if one.lapses is None:
            ends.append(shifted(one.deadline, 1))
        if ends and min(ends) > today:
            days.add(min(ends))
        places = []
        for each in sorted(days):
            bucket = bucket_on(found, each)
            hidden = OVER if is_over(one, each) else NOT_YET
            places.append((each, bucket.value if bucket is not None else hidden))
        return places

    def _other(self, view: FollowUpView, one: FollowUp, places: set[str]) -> FollowUpView | None:
        """It as shown in the other list, where it goes there."""
        if view.section:
            return ahead_view(self.directory, self.at, one) if NOT_YET in places else None
        bucket = next((each for each in Bucket if each in places), None)
        placed = Placed(bucket, one) if bucket is not None else None
        return placed_view(self.directory, self.at, placed) if placed is not None else None


def moves_of(directory: Directory, at: str, contact_id: str) -> Moves:
    """Where all that is open for a contact goes."""
    open_ones = [one.follow_up for one in directory.on_for(contact_id)]
    open_ones += directory.ahead_for(contact_id)
    keys = (contact_id, *directory.named.get(contact_id, ()))
    key_order = {key: at for at, key in enumerate(keys)}
    on = sorted(open_ones, key=lambda one: (one.deadline, one.id))
    ahead = sorted(on, key=lambda one: (key_order[one.person.key], one.deadline, one.id))
    return Moves(
        directory,
        at,
        directory.turns_for(contact_id),
        {one.id: at for at, one in enumerate(on)},
        {one.id: at for at, one in enumerate(ahead)},
    )
