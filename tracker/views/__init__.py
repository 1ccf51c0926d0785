"""Views: frozen, display-ready page types. They are the only thing that templates see."""
