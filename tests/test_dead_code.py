"""Nothing is written that nothing uses, tests aside: vulture, which here knows templates too."""

import ast
import re
import subprocess
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).resolve().parent.parent
CODE = ("wegwijzer", "rights", "directory", "editorial", "tools")
KINDS = {"function", "method", "property", "unreachable_code"}

ONLY_FOR_TESTS = {"forget_everything", "reading_with", "remember_what_is_built"}
"""Between two tests nothing may be remembered."""

CALLED_BY_A_LIBRARY = set(
    """
    ready lastmod get_domain get_protocol
    from_db_value formfield prepare_value label_from_instance
    has_add_permission has_verify_permission has_table_permission lookups
    get_fields get_fieldsets get_readonly_fields get_prepopulated_fields construct_change_message
    change_view changelist_view history_view response_add response_change
    log_addition log_change log_deletions
    i18n_javascript autocomplete_view clean_opening_hours
    process_view process_exception formatException formatTime validate get_help_text
    add_arguments handle handle_starttag handle_endtag handle_data
    post_fork post_worker_init when_ready on_exit filter_queryset clone db_for_read db_for_write
    can_delete_authenticator get_totp_issuer get_reauthentication_methods is_open_for_signup
    is_reauthentication_required get_login_stages on_authentication_error pre_social_login
    extract_extra_data extract_common_fields extract_email_addresses complete_login parse_token
    get_access_token_data get_callback_url
    on_starting _flush_some_if_lockable
    """.split()
)
"""What Django, allauth, gunicorn, waitress or Python's own library calls by name."""


def named_in_templates() -> set[str]:
    texts = (path.read_text() for path in (ROOT / "templates").rglob("*") if path.is_file())
    tags = (tag for text in texts for tag in re.findall(r"\{[{%].*?[%}]\}", text))
    return {word for tag in tags for word in re.findall(r"\w+", tag)}


def named_in_strings(paths: list[Path]) -> set[str]:
    """Return the words of strings that may be names, such as those of the settings."""
    strings = (
        node.value
        for path in paths
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {word for text in strings if re.fullmatch(r"[\w.]+", text) for word in text.split(".")}


def test_no_function_is_dead() -> None:
    listed = subprocess.run(
        ["git", "ls-files", *(f"{folder}/*.py" for folder in CODE)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = [ROOT / line for line in listed.stdout.splitlines() if "/migrations/" not in line]
    vulture = Vulture()
    vulture.scavenge([*paths, ROOT / "gunicorn.conf.py"])
    used = named_in_templates() | named_in_strings(paths) | CALLED_BY_A_LIBRARY | ONLY_FOR_TESTS
    dead = [
        f"{item.filename.relative_to(ROOT)}:{item.first_lineno} {item.name}"
        for item in vulture.get_unused_code()
        if item.typ in KINDS and item.name not in used
    ]
    assert dead == []
