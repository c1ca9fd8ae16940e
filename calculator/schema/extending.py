"""A circular that extends another: what it does not say, the other says.

- Its own: `id`, `schema`, `extends`, `revision`, `calendar_ids`.
- Tables go key by key (`text`, `calendar`, a source of the same id, a duty of the same kind). A
  table that cites is taken whole, so that nothing stands under a paragraph of another text.
- `sources` and `class_groups` are put together; `inputs` too, by key.
- Duties of one kind are one: its keys win, its rules come first, and the rules of the other lose
  the classes that they name, in the kinds of school that they name.
- `left_open`, `readings`, `silences`, `notices` are put one after the other. A reading, a silence
  or a reported change about a duty goes with the rule that it explains: where the rule is replaced,
  it is not kept.
- What the other says of kinds of school that the circular does not cover is not kept; of those
  that the other does not cover, it says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from calculator.schema.parts import Part, Path

Json = dict[str, Any]
Pairs = set[tuple[str, str]]
"""Classes in kinds of school."""
Item = tuple[tuple[str, Path], Any]
"""Where an item of a list is from, and the item, or what makes it of its place."""

_OWN = ("schema", "id", "extends", "revision", "calendar_ids")
_APPENDED = ("left_open", "readings", "silences", "notices")
_BY_KEY = {"inputs": "key", "duties": "kind"}


@dataclass(frozen=True, slots=True)
class Written:
    """What a circular says, with what it extends put in.

    Attributes:
        file: The file, as a person knows it.
        data: What is said.
        origins: Which file says a part, and where in it, for what is not simply in `file`.
        displaced: The rules that replace others: their paths, and what the others cite.
    """

    file: str
    data: Json
    origins: dict[Path, tuple[str, Path]] = field(default_factory=dict)
    displaced: list[tuple[Path, Json]] = field(default_factory=list)

    def place(self, path: Path) -> tuple[str, Path]:
        """The file that says a part, and the path of the part there."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.origins:
                file, start = self.origins[path[:length]]
                return file, (*start, *path[length:])
        return self.file, path


def extended(own: Written, base: Written, classes: Iterable[str]) -> Written:
    """A circular with what it does not say taken from another.

    Args:
        own: What its file says.
        base: The one that it extends.
        classes: The classes of the vocabulary.
    """
    merged = Written(own.file, {})
    merger = _Merger(own, base, merged, list(classes))
    for key in dict.fromkeys([*base.data, *own.data]):
        if key in _OWN or key not in base.data:
            if key in own.data:
                merged.data[key] = own.data[key]
        else:
            merged.data[key] = merger.value((key,), own.data.get(key), base.data[key], (key,))
    for key, name in _BY_KEY.items():
        merger.put_together(key, partial(merger.by_name, key, name))
    for key in _APPENDED:
        merger.put_together(key, partial(merger.appended, key))
    return merged


class _Merger:
    """Puts two circulars together and remembers where each part is from."""

    def __init__(self, own: Written, base: Written, merged: Written, classes: list[str]) -> None:
        self._own = own
        self._base = base
        self._merged = merged
        self._classes = classes
        scope = own.data.get("scope") or base.data.get("scope")
        self._kinds = Part(scope)["establishments"].texts
        self._kinds_of_base = Part(base.data)["scope"]["establishments"].texts or self._kinds
        of_base, of_own = (dict(Part(one.data)["class_groups"].entries()) for one in (base, own))
        self._groups_of_base = [of_base]
        self._groups = [of_own, of_base]
        self._named: dict[str | None, Pairs] = {}

    def value(self, path: Path, own: Any, base: Any, base_path: Path) -> Any:
        """One value: its own when given, key by key for tables that cite nothing."""
        if own is None:
            self._merged.origins[path] = self._base.place(base_path)
            return base
        tables = isinstance(own, dict) and isinstance(base, dict)
        if not tables or "cites" in own or "cites" in base:
            return own
        return {
            key: self.value((*path, key), own.get(key), base[key], (*base_path, key))
            if key in base
            else own[key]
            for key in dict.fromkeys([*own, *base])  # the first source is the text itself
        }

    def put_together(self, key: str, items: Callable[[], Iterator[Item]]) -> None:
        """Put two lists together, where both are lists."""
        if not all(isinstance(one.data.get(key, []), list) for one in (self._own, self._base)):
            return
        origins = self._merged.origins
        for path in [path for path in origins if path[0] == key]:
            del origins[path]
        made = []
        for number, (place, item) in enumerate(items()):
            origins[key, number] = place
            made.append(item(key, number) if callable(item) else item)
        if made or key in self._merged.data:  # nothing may be left of what the other says
            self._merged.data[key] = made

    def by_name(self, key: str, name: str) -> Iterator[Item]:
        """Items of one name are one; those of the base come first."""
        mine: list[Any] = self._own.data.get(key, [])
        names = [Part(item)[name].text for item in mine]
        used = set()
        for at, item in enumerate(self._base.data.get(key, [])):
            said = Part(item)[name].text
            if said is None or said not in names:
                yield self._base.place((key, at)), self._one({}, item, (key, at), ())
                continue
            used.add(names.index(said))
            own_path = (key, names.index(said))
            yield self._own.place(own_path), self._one(mine[own_path[1]], item, (key, at), own_path)
        for at, item in enumerate(mine):
            if at not in used:
                yield self._own.place((key, at)), item

    def appended(self, key: str) -> Iterator[Item]:
        """The items of both, but for those that explain a rule that is replaced."""
        for at, item in enumerate(self._own.data.get(key, [])):
            yield self._own.place((key, at)), item
        for at, item in enumerate(self._base.data.get(key, [])):
            part = Part(item)
            explains = key in ("readings", "silences") or part["reported_closes"].is_given
            taken = self._named.get(part["about"].text, set()) if explains else set()
            for piece in self._left_of(item, taken):
                yield self._base.place((key, at)), piece

    def _one(self, own: Any, base: Any, base_path: Path, own_path: Path) -> Any:
        """Two duties of one kind, or two inputs of one key."""
        if not isinstance(own, dict) or not isinstance(base, dict):
            return own or base

        def made(*path: str | int) -> Json:
            one = self.value(path, own, base, base_path)
            if isinstance(base.get("rules"), list) and isinstance(own.get("rules", []), list):
                one["rules"] = self._rules((*path, "rules"), own, base, base_path, own_path)
            return one  # type: ignore[no-any-return]

        return made

    def _rules(self, path: Path, own: Json, base: Json, base_path: Path, own_path: Path) -> Any:
        origins = self._merged.origins
        for of_base in [one for one in origins if one[: len(path)] == path]:
            del origins[of_base]
        mine = own.get("rules", [])
        rules = list(mine)
        by_rule = [self._pairs(rule, self._groups, self._kinds) for rule in mine]
        taken = self._named[Part(base)["kind"].text] = set().union(*by_rule)
        for number in range(len(mine)):
            origins[*path, number] = self._own.place((*own_path, "rules", number))
        for at, rule in enumerate(base["rules"]):
            there = self._pairs(rule, self._groups_of_base, self._kinds_of_base)
            replacing = [number for number, named in enumerate(by_rule) if named & there]
            self._merged.displaced.extend(((*path, number), rule) for number in replacing)
            for piece in self._left_of(rule, taken):
                origins[*path, len(rules)] = self._base.place((*base_path, "rules", at))
                rules.append(piece)
        return rules

    def _pairs(self, item: Any, groups: list[dict[str, Part]], scope: Iterable[str]) -> Pairs:
        part = Part(item)
        kinds = part["establishments"].texts or scope
        return {(code, kind) for code in spelt(part["classes"].texts, groups) for kind in kinds}

    def _left_of(self, item: Any, taken: Pairs) -> Iterator[Any]:
        """What is left of something that the base says: as it is, in pieces, or nothing."""
        if not isinstance(item, dict):
            yield item
            return
        part = Part(item)
        said, named = part["establishments"].texts, part["classes"].texts
        kinds = tuple(kind for kind in said or self._kinds_of_base if kind in self._kinds)
        classes = spelt(named, self._groups_of_base) or self._classes
        pieces: dict[tuple[str, ...], list[str]] = {}
        for code in classes:
            left = tuple(kind for kind in kinds if (code, kind) not in taken)
            pieces.setdefault(left, []).append(code)
        for left, codes in pieces.items():
            if left:
                some = said or set(left) != set(self._kinds)
                where = {"establishments": list(left)} if some else {}
                which = {"classes": codes} if named or len(pieces) > 1 else {}
                yield {**item, **which, **where}


def spelt(names: Iterable[str], groups: Iterable[Mapping[str, Part]]) -> list[str]:
    """Codes of classes in place of groups, each once.

    Args:
        names: Codes and groups.
        groups: The groups as parts, the first that has a name decides.
    """
    known = tuple(groups)
    codes: dict[str, None] = {}
    for name in names:
        group = next((one[name] for one in known if name in one), None)
        codes.update(dict.fromkeys(group.texts if group is not None else [name]))
    return list(codes)
