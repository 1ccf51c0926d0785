"""From the files of a workspace to its site, agenda and problems: again, only what changed."""
