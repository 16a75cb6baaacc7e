"""What is taken out of our words for a person's sake, and what stays because it is somebody else's."""

from __future__ import annotations

import pytest

from workflows.erasure import Traces


def traces(name: str, *, colleagues: frozenset[str] = frozenset()) -> Traces:
    return Traces(("them@acme.example",), "T1", (name,), has_namesake=bool(colleagues), colleagues=colleagues)


@pytest.mark.parametrize("file", ["juergen-mueller.pdf", "CV_Juergen_Mueller.pdf", "jurgen.muller.docx"])
def test_a_name_is_found_as_names_of_files_spell_it(file: str) -> None:
    them = traces("Jürgen Müller")
    assert any(needle in file.lower() for needle in them.needles)
    assert them.scrubbed(file, is_theirs=False) != file


def test_a_rep_called_like_them_still_owns_what_they_own() -> None:
    them = traces("Marco Bianchi", colleagues=frozenset({"marco bianchi"}))
    claimed = {"owner": "Marco Bianchi", "name": "Marco Bianchi"}
    assert them.scrubbed(claimed, is_theirs=True) == {"owner": "Marco Bianchi", "name": "[erased]"}
    assert them.scrubbed(claimed, is_theirs=False) == claimed
    assert traces("Marco Bianchi").scrubbed(claimed, is_theirs=False)["owner"] == "[erased]"
