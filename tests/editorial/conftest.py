from pathlib import Path

import pytest

from tests.editorial.content.content_folder import ContentFolder


@pytest.fixture
def content_folder(tmp_path: Path, empty_directory: None) -> ContentFolder:
    """Give a small directory as files, and an empty database to load it into."""
    return ContentFolder(tmp_path)
