"""Where to report a weakness of a published site: `security.txt` (RFC 9116)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

ADDRESS = ".well-known/security.txt"

_CONTACT = re.compile(r"mailto:[^\s@<>]+@[^\s@<>]+|https://[^\s<>]+|tel:\+[\d-]+")
_E_MAIL = re.compile(r"[^\s@<>:/]+@[^\s@<>:/]+")


def security_txt(setting: Mapping[str, object], site_url: str | None) -> str | None:
    """The file that says whom to tell; None when nobody is named.

    Args:
        setting: `extra.security` of `mkdocs.yml`: a `contact`, and the day that it `expires`.
        site_url: The site's address, when it is known.

    Raises:
        ValueError: When there is something else in it; the message is French.
    """
    contact, expires = str(setting.get("contact") or ""), setting.get("expires")
    if not contact:
        return None
    if _E_MAIL.fullmatch(contact):
        contact = f"mailto:{contact}"
    if not _CONTACT.fullmatch(contact):
        raise ValueError(
            f"extra.security.contact : {contact} ; il faut une adresse électronique, ou une "
            "adresse https."
        )
    if not isinstance(expires, date) or isinstance(expires, datetime):
        raise ValueError(
            f"extra.security.expires : {expires or 'rien'} ; il faut le jour, écrit AAAA-MM-JJ "
            "et dans moins d’un an, où il faudra vérifier ce contact."
        )
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires.isoformat()}T00:00:00Z",
        "Preferred-Languages: fr, en",
    ]
    if site_url and site_url.startswith("https://"):
        lines.append(f"Canonical: {site_url.rstrip('/')}/{ADDRESS}")
    return "\n".join([*lines, ""])
