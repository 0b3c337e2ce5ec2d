"""The page of an address that nothing is known under, in words and with the way to what is there."""

from html import escape
from string import Template

from flask import request

from planner.language import _, in_language, language
from planner.web.theme import css_variables
from planner.web.words import language_of

_PAGE = Template("""<!DOCTYPE html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>$title</title>
<style>$variables
body { margin: 0; padding: 32px; background: var(--ground); color: var(--ink); font: 15px/1.5 var(--fonts); }
h1 { margin: 0 0 6px; font-size: 26px; line-height: 1.25; }
a { color: var(--accent); }
</style>
</head>
<body><main><h1>$title</h1><p><a href="/?lang=$language">$back</a></p></main></body>
</html>""")


def is_read_by_a_person() -> bool:
    """Tell whether a browser asks for a page: it names pages among what it takes, a script takes all."""
    return request.method == "GET" and "text/html" in set(request.accept_mimetypes.values())


def nowhere() -> str:
    """Write the page in the language that the address asks for."""
    with in_language(language_of(request.query_string.decode("utf-8", "replace"))):
        words = {"title": escape(_("There is nothing here")), "back": escape(_("Show the roadmap itself"))}
        return _PAGE.substitute(words, language=language(), variables=css_variables())
