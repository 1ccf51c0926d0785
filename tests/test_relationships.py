"""A relationship means the same in a contact's file, in the settings and in the code."""

from __future__ import annotations

import pytest

from tracker.book import BUSINESS
from tracker.config_reader import load_config
from tracker.contact.field_types import relationship
from tracker.contact.field_words import RELATIONSHIPS
from tracker.positions import AGENTS, REFERENCE


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("Hiring manager", "hiring-manager"),
        ("hiring_manager", "hiring-manager"),
        (" Hiring -  Manager ", "hiring-manager"),
        ("-customer", "customer"),
        ("customer_", "customer"),
        ("FRIEND", "friend"),
        ("Straße", "strasse"),
    ],
)
def test_both_read_it_alike(typed: str, means: str) -> None:
    assert relationship(typed).value == means
    config, problems = load_config(f'keep_in_touch."{typed}" = "9 days"')
    assert problems == ()
    assert config.keep_in_touch[means].ideal.count == 9


def test_what_the_code_acts_on_is_well_known() -> None:
    assert {*BUSINESS, *AGENTS, REFERENCE} <= set(RELATIONSHIPS)
    assert len(set(RELATIONSHIPS)) == len(RELATIONSHIPS)


@pytest.mark.parametrize(("typed", "meant"), [("agnet", "agent"), ("clients", "client")])
def test_a_slip_of_an_agent_or_a_client_is_named(typed: str, meant: str) -> None:
    complaint = relationship(typed).complaint
    assert complaint is not None
    assert complaint.hint == f"Did you mean `{meant}`?"
