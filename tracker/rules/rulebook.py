"""All rules together, with what can be said of them before there are any contacts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from tracker.contact.model import LogEntry
from tracker.rules.rule import About, Rule
from tracker.rules.selectors import Selector, Traits, any_of, traits_of

#: The rules that no entry triggers.
_WITHOUT_ENTRY = frozenset({About.RHYTHM, About.TASK})

#: The rules that look beyond the histories that their trigger touches.
_FAR = frozenset({About.REFERENCE, About.ALERTED, About.ELSEWHERE})


class Rulebook:
    """The rules in force.

    `by_name` are all rules, `enabled` those to apply. `elsewhere` of these are about every other
    opening, and `ends_elsewhere` picks what triggers one of them, enabled or not. `is_far` picks
    what triggers a rule that looks beyond the histories that its trigger touches.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.by_name: Mapping[str, Rule] = {rule.name: rule for rule in rules}
        self.enabled = tuple(rule for rule in rules if rule.enabled)
        self.elsewhere = tuple(rule for rule in self.enabled if rule.about is About.ELSEWHERE)
        self.ends_elsewhere = _triggers(rule for rule in rules if rule.about is About.ELSEWHERE)
        self.is_far = _triggers(rule for rule in rules if rule.about in _FAR)
        self._selectors: tuple[tuple[str, Selector], ...] = tuple(
            (rule.name, any_of(rule.on))
            for rule in self.enabled
            if rule.about not in _WITHOUT_ENTRY and rule.about is not About.ELSEWHERE
        )
        self._triggered: dict[Traits, tuple[str, ...]] = {}

    def triggered_by(self, entry: LogEntry) -> tuple[str, ...]:
        """The names of the rules that an entry triggers in its own history.

        Looked up rather than asked of every rule: most entries trigger none.
        """
        traits = traits_of(entry)
        known = self._triggered.get(traits)
        if known is None:
            known = tuple(name for name, picks in self._selectors if picks(entry))
            self._triggered[traits] = known
        return known


def _triggers(rules: Iterable[Rule]) -> Selector:
    return any_of(tuple(dict.fromkeys(word for rule in rules for word in rule.on)))


@lru_cache(maxsize=16)
def rulebook_of(rules: tuple[Rule, ...]) -> Rulebook:
    """The rulebook of some rules, made once: it serves every circle of contacts."""
    return Rulebook(rules)
