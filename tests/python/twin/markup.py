"""html_tags and html_entities."""

import html
import html.entities

import regex

from .presets import TOKENS, Options

# fmt: off
INLINE_TAGS = frozenset([
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr",
])
# fmt: on

# In order: a comment; script and style with what they hold; a tag or declaration, whose quoted attributes may hold ">".
# Decision: a tag is "<" and an ASCII letter, "</" and an ASCII letter, or "<!"; so "</3" and "<محمد>" are none.
# Decision: a quotation mark opens a quoted attribute only after "=", and only if it is closed.
# Decision: a comment or script that is not closed is treated like any other tag.
HTML_TAG = regex.compile(
    r"""<!--.*?-->
      | <(?P<element>script|style)(?![^\s/>])[^>]*>.*?</(?P=element)\s*>
      | <(?:!|/?(?P<name>(?-i:[A-Za-z])[^\s/>]*))(?:=\s*"[^"]*"|=\s*'[^']*'|[^>])*?>""",
    regex.DOTALL | regex.IGNORECASE | regex.VERBOSE,
)


def read_markup(text: str, options: Options) -> str:
    """html_tags and html_entities, until no reference is left."""
    before = None
    while text != before:
        before = text
        if options["html_tags"] == "remove":
            text = remove_tags(text, options)
        if options["html_entities"] == "decode":
            text = decode_entities(text)
    return text


def remove_tags(text: str, options: Options) -> str:
    """html_tags="remove": inline tags vanish, all others become a space. Those that are tokens of ours stay.

    Decision: so does an inline tag after "<" or "</", since "<<b>b>" would turn into a tag of its own.
    """
    result, end = "", 0
    for tag in HTML_TAG.finditer(text):
        result += text[end : tag.start()]
        end = tag.end()
        if tag[0] in [options[token] for token in TOKENS.values()]:
            result += tag[0]
            continue
        inline = (tag["name"] or "").lower() in INLINE_TAGS
        result += "" if inline and not result.endswith(("<", "</")) else " "
    return result + text[end:]


# Decision: the semicolon is required, also of numbers: "&copy=1" in an address is not a reference.
ENTITY = regex.compile(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")


def decode_entities(text: str) -> str:
    """html_entities="decode": as `html.unescape` has it, for references that end in a semicolon."""

    def decoded(reference: regex.Match[str]) -> str:
        known = reference[0][1] == "#" or reference[0][1:] in html.entities.html5
        return html.unescape(reference[0]) if known else reference[0]

    return ENTITY.sub(decoded, text)
