"""Templates: the four ways a case usually begins, from the catalogue."""

from tocsin.stages.desk import Desk
from tocsin.store.catalogues import load
from tocsin.vocab.errors import BadInput
from tocsin.vocab.template import Template


def templates(desk: Desk) -> tuple[Template, ...]:
    """Every template, the home's own included."""
    return load("templates", Template, desk.home)


def named_after(desk: Desk, template: Template, component: str) -> str:
    """The name a template gives a case about a component."""
    return template.title_pattern.format(component=component, date=desk.clock.now().date().isoformat())


def template_named(desk: Desk, key: str) -> Template:
    """The template of this key."""
    found = {template.key: template for template in templates(desk)}
    if key not in found:
        raise BadInput(f"there is no template {key!r}", hint=f"one of: {', '.join(sorted(found))}")
    return found[key]
