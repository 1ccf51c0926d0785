"""What to say: the facts that messages may draw on, drafts as values, and how they are sent."""
