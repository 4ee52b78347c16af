"""Templates: the four ways a case usually begins, from the catalogue."""

from tocsin.stages.desk import Desk
from tocsin.store.catalogues import load
from tocsin.vocab.errors import BadInput
from tocsin.vocab.template import Template


def templates(desk: Desk) -> tuple[Template, ...]:
    """Every template, the home's own included."""
    return load("templates", Template, desk.home)


def template_named(desk: Desk, key: str) -> Template:
    """The template of this key."""
    found = {template.key: template for template in templates(desk)}
    if key not in found:
        raise BadInput(f"there is no template {key!r}", hint=f"one of: {', '.join(sorted(found))}")
    return found[key]
