"""How Sphinx builds the documentation: `make docs`."""

from __future__ import annotations

from importlib.metadata import version as _version

project = "detente"
author = "The detente authors"
project_copyright = "the detente authors. Apache-2.0"
version = release = _version("detente")

extensions = ["myst_parser"]
exclude_patterns = ["_build"]
nitpicky = True
highlight_language = "text"

myst_heading_anchors = 3

html_theme = "furo"
html_title = f"detente {release}"
html_copy_source = False
html_show_sphinx = False
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#155e63",
        "color-brand-content": "#155e63",
        "color-brand-visited": "#155e63",
    },
    "dark_css_variables": {
        "color-brand-primary": "#7cc4c9",
        "color-brand-content": "#7cc4c9",
        "color-brand-visited": "#7cc4c9",
    },
}
