"""whitespace."""

from .characters import BREAKS, SPACES


def unify_whitespace(text: str, how: str) -> str:
    """Whitespace."""
    if how == "keep":
        return text
    text = text.replace("\r\n", "\n")
    text = "".join(" " if c in SPACES else "\n" if c in BREAKS else c for c in text)
    match how:
        case "lines":
            lines = [" ".join(filter(None, line.split(" "))) for line in text.split("\n")]
            return "\n".join(filter(None, lines))
        case "collapse":
            return " ".join(filter(None, text.replace("\n", " ").split(" ")))
        case _:
            return text
