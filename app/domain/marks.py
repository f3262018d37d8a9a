"""The mark on texts that are translated where they are shown: the domain declares them and knows no language."""


def N_(message: str) -> str:  # noqa: N802 - the gettext convention's name
    """Mark a message id for extraction."""
    return message
