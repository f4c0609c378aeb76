"""Paths found again in the text."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from quizgen.problems import Place
from quizgen.yaml.places import locate
from quizgen.yaml.source import Source

Spot = tuple[int, int, int]  # line, column, length


def spot(place: Place) -> Spot:
    return place.line, place.column, place.length


def spots(text, paths) -> dict:
    """Of each path, the place of its key and of its value."""
    found = locate(Source("a.yaml", text), paths)
    return {path: (key and spot(key), spot(value)) for path, (key, value) in found.items()}


TEXT = """\
format: 1
x-gulf: &gulf [{country: QA}, {country: AE}]
questions:
  - id: one
    prompt:
      fr: Où, déjà ?
      en: "😀 where"
    answer: {fr: ici, en: here}   # so
    distractors: *gulf
    explanation: >-
      A long
      story
    hint:
  -
    tags: []
    extra: {}
"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        ((), None, (1, 1, 9)),
        (("format",), (1, 1, 6), (1, 9, 1)),
        (("x-gulf",), (2, 1, 6), (2, 9, 36)),
        (("x-gulf", 1), None, (2, 31, 13)),
        (("x-gulf", 1, "country"), (2, 32, 7), (2, 41, 2)),
        (("questions",), (3, 1, 9), (4, 3, 9)),
        (("questions", 0), None, (4, 5, 7)),
        (("questions", 0, "prompt", "fr"), (6, 7, 2), (6, 11, 10)),
        (("questions", 0, "prompt", "en"), (7, 7, 2), (7, 11, 9)),
        (("questions", 0, "answer"), (8, 5, 6), (8, 13, 19)),
        (("questions", 0, "answer", "en"), (8, 23, 2), (8, 27, 4)),
        (("questions", 0, "explanation"), (10, 5, 11), (10, 18, 2)),
        (("questions", 0, "hint"), (13, 5, 4), (13, 10, 1)),
        # The alias itself, or what it stands for.
        (("questions", 0, "distractors"), (9, 5, 11), (9, 18, 5)),
        (("questions", 0, "distractors", 1), None, (2, 31, 13)),
        (("questions", 0, "distractors", 1, "country"), (2, 32, 7), (2, 41, 2)),
        # What is not there: the nearest that is, at its first key.
        (("title",), None, (1, 1, 6)),
        (("questions", 0, "kind"), None, (4, 5, 2)),
        (("questions", 0, "prompt", "de"), (5, 5, 6), (6, 7, 2)),
        (("questions", 0, "prompt", "de", 3), (5, 5, 6), (6, 7, 2)),
        (("questions", 0, "answer", "de"), (8, 5, 6), (8, 14, 2)),
        (("questions", 0, "distractors", 1, "name"), None, (2, 32, 7)),
        (("questions", 0, "distractors", 2), (9, 5, 11), (9, 18, 5)),
        (("questions", 7), (3, 1, 9), (4, 3, 9)),
        (("questions", "one"), (3, 1, 9), (4, 3, 9)),
        (("questions", -1), (3, 1, 9), (4, 3, 9)),
        (("questions", 1, "tags", 0), (15, 5, 4), (15, 11, 2)),
        (("questions", 1, "extra", "a"), (16, 5, 5), (16, 12, 2)),
        (("format", "x"), (1, 1, 6), (1, 9, 1)),
    ],
)
def test_a_path_leads_to_its_key_and_its_value(path, key, value):
    assert spots(TEXT, [path]) == {path: (key, value)}


def test_many_paths_are_found_at_once():
    paths = [("questions", 0, "id"), ("format",), ("no",)]
    assert list(spots(TEXT, iter(paths))) == paths


def test_of_a_key_given_twice_the_last_is_meant_as_in_the_tree():
    assert spots("a: 1\na: 2\n", [("a",)]) == {("a",): ((2, 1, 1), (2, 4, 1))}


@pytest.mark.parametrize("text", ["", "# nothing\n", "a: 'b\n", "? [a]\n: b\n", "a: *b\n", "[" * 5000, "&a [*a]"])
def test_a_text_that_reads_badly_still_gives_places(text):
    assert spots(text, [("a", 0), ()])[("a", 0)][1][0] == 1


def test_lines_are_counted_as_places_count_them():
    text = "a: 1\r\nb: 2\rc: \x0b\x85\n\nd: 4"
    assert [Source("a.yaml", text).place(n, 1).source for n in range(7)] == [
        "",
        "a: 1",
        "b: 2",
        "c: \x0b\x85",
        "",
        "d: 4",
        "",
    ]


LEAVES = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"], include_characters="\n\t"), max_size=30)
TREES = st.recursive(
    LEAVES | st.just(""),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(LEAVES, inner, max_size=4),
    max_leaves=25,
)


def _nodes(node, path, key):
    yield path, key, node
    if isinstance(node, yaml.MappingNode):
        for name, child in node.value:
            yield from _nodes(child, (*path, name.value), name)
    elif isinstance(node, yaml.SequenceNode):
        for n, child in enumerate(node.value):
            yield from _nodes(child, (*path, n), None)


def _expected(node, text):
    taken = re.split("[\r\n]", text[node.start_mark.index : node.end_mark.index])[0].rstrip()
    return node.start_mark.line + 1, node.start_mark.column + 1, max(1, len(taken))


@given(TREES, st.sampled_from([None, True, False]), st.integers(2, 5), st.sampled_from(["\n", "\r\n"]))
def test_every_place_is_where_the_parsers_own_nodes_are(tree, flow, indent, line_break):
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, indent=indent, line_break=line_break)
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    expected = {
        path: (_expected(key, text) if key else None, _expected(node, text))
        for path, key, node in _nodes(root, (), None)
    }
    assert spots(text, expected) == expected


def test_a_place_names_the_question_that_it_stands_in() -> None:
    text = "id: b\nquestions:\n  - id: 'one'\n    prompt: {fr: a}\n  - prompt: b\n  - id: [c]\n  - x\n"
    paths = [("questions", 0, "prompt", "fr"), ("questions", 0), ("questions",), ("id",), ("questions", 1, "prompt")]
    paths += [("questions", 2, "id"), ("questions", 3), ("questions", 9), ("questions", 0, "answer")]
    named = {path: value.question for path, (_, value) in locate(Source("a.yaml", text), paths).items()}
    assert [path for path in paths if named[path]] == [paths[0], paths[1], paths[-1]]
    assert set(named.values()) == {"", "one"}
