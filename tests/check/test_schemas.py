"""The JSON Schemas say what the loaders say."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from clausecmp.check.files import read_file
from clausecmp.check.schemas import NAMES, make_schema
from clausecmp.files.yaml_edit import to_data
from clausecmp.files.yaml_read import parse_yaml, read_yaml

ROOT = Path(__file__).parents[2]
SHIPPED = {
    "draft": "drafts/*/*.yaml",
    "concerns": "mappings/concerns/*.yaml",
    "links": "mappings/links/*.yaml",
    "numbering": "mappings/numbering/*.yaml",
    "sources": "clausecmp/data/sources.yaml",
    **{
        name: f"mappings/{name}.yaml"
        for name in ("records", "stakeholders", "themes", "terms", "groups")
    },
}
BAD = {
    "draft": [
        "instrument: x\n",
        "instrument: x\nversion: '1'\ntitle: t\nwording: mine\nclauses: [{article: 1}]\n",
        "instrument: x\nversion: '1'\ntitle: t\nwording: official\nclauses: []\n",
        "instrument: x\nversion: '1'\ntitle: t\nwording: official\nclauses: [{text: no kind}]\n",
        "instrument: x\nversion: '1'\ntitle: t\nwording: official\nclauses: [{article: 1, txt: x}]\n",
        "instrument: x\nversion: '1'\ntitle: t\nwording: official\nclauses: [{article: 1, clauses: [{item: a, status: gone}]}]\n",
    ],
    "concerns": [
        "record: x\n",
        "record: X Y\nconcerns: []\n",
        "record: x\nconcerns: [{id: a}]\n",
        "record: x\nconcerns: {}\n",
    ],
    "links": [
        "left: a@1\nright: b@1\nlinks: [{left: a}]\n",
        "left: a@1\nlinks: []\n",
        "left: a@1\nright: b@1\nlinks: [{left: [], right: [], relation: like}]\n",
    ],
    "numbering": [
        "instrument: x\nfrom: {until: soon}\nto: x@1\narticles: [{earlier: '1', later: '2'}]\n",
        "instrument: x\nfrom: {}\nto: x@1\narticles: []\n",
    ],
    "records": ["records: [{id: a, title: t, date: '2024', kind: report}]\n"],
    "stakeholders": ["stakeholders: [{id: a, name: n, side: left}]\n"],
    "themes": ["themes: [{id: a}]\n"],
    "terms": ["instruments: [a, b]\nterms: [{a: [x]}]\n", "instruments: [a]\nterms: []\n"],
    "sources": ["hosts: []\nsymbols: []\nsources: []\n"],
}


def is_valid(name: str, data: object) -> bool:
    """Whether a validator that others wrote accepts the data."""
    return jsonschema.Draft202012Validator(make_schema(name)).is_valid(data)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_a_schema(name, run):
    assert json.loads(run("schema", name).stdout) == make_schema(name)
    jsonschema.Draft202012Validator.check_schema(make_schema(name))


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_files_are_valid(name):
    paths = sorted(ROOT.glob(SHIPPED[name]))
    assert paths
    for path in paths:
        assert is_valid(name, to_data(read_yaml(path).root)), path


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in BAD.items() for text in texts]
)
def test_bad_files_are_refused_by_both(name, text, tmp_path):
    assert not is_valid(name, to_data(parse_yaml(text).root))
    path = tmp_path / {"draft": "drafts/x/1.yaml", "concerns": "concerns/x.yaml"}.get(
        name, f"{name}.yaml"
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    assert "schema" in {problem.rule for problem in read_file(str(path)).problems}


def test_a_schema_is_written_to_a_file(run, tmp_path):
    path = tmp_path / "concerns.schema.json"
    assert run("schema", "concerns", "--output", path).exit_code == 0
    assert json.loads(path.read_text())["title"] == "clausecmp concerns"
    assert run("schema", "concern").exit_code == 2
