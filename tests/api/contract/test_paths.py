"""No spelling of a name leaves the projects' folder. The original emptied the PARENT directory at `DELETE /projects/%2e%2e`."""

from pathlib import Path

import pytest

from tests.api.contract import raw
from tests.api.contract.shapes import check_error
from tests.api.served import Client, Served

SPELLINGS = [
    "..", "%2e%2e", "%2E%2E", ".%2e", "%252e%252e", "%25252e%25252e", "..%2f", "..%2F..", "..%2f..%2f..", "%2e%2e%2f", "..%252f..",
    "..%5c", "..%5c..", "%5c%5c", "..;", "..%00", "%00", "x%00", "..%00.json", ".", "%2e", "%2f", "%2fetc", "%2Ftmp%2Fx", "~", "%7e",
    "C:%5cx", "file:%2f%2f%2ftmp", "@", "@{owner}", "@{owner}%2f{film}", "{film}%2f..", "{film}%2f..%2f..", "{film}%2f.backups", ".backups",
    "{film}%2fproject.json", "%e2%80%a5", "%ef%bc%8e%ef%bc%8e", "%c0%ae%c0%ae", "%ff", "outside", "link", "link%2fproject.json", "*", "",
]  # fmt: skip


def everything(folder: Path) -> dict[str, bytes | None]:
    """All that is below a folder, with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in sorted(folder.rglob("*"))}


@pytest.fixture
def root(served: Served, robin: Client, film: str) -> Path:
    """What lies around the projects' folder: a neighbour, a project outside it, and a link in it that leads there."""
    outside = served.projects.parent / "outside"
    outside.mkdir(exist_ok=True)
    content = (served.projects / f"@{robin.user_id}" / film / "project.json").read_bytes()
    (outside / "project.json").write_bytes(content)
    for shelf in (served.projects, served.projects / f"@{robin.user_id}"):
        link = shelf / "link"
        if not link.is_symlink():
            link.symlink_to(outside, target_is_directory=True)
    return served.projects.parent


def spelt(spelling: str, robin: Client, film: str) -> str:
    return spelling.format(owner=robin.user_id, film=film)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_delete_cannot_leave_the_projects_folder(robin: Client, film: str, root: Path, spelling: str) -> None:
    before = everything(root / "projects") | everything(root / "outside")
    answer = raw.send(robin, "DELETE", f"/projects/{spelt(spelling, robin, film)}?confirmed=true")
    check_error(answer, answer.status_code if answer.status_code in (400, 404, 405) else 404)
    assert everything(root / "projects") | everything(root / "outside") == before


@pytest.mark.parametrize(
    "name",
    ["../projects/{film}", "..", "../outside", "link", "@{owner}/{film}", "/etc", "{film}/", "./{film}", "{film}/../{film}", "..\\outside",
     "a\0b", "{absolute}", "~", ".", "@{owner}", " ", "\u2025", "{film}\n"],
)  # fmt: skip
def test_open_cannot_leave_the_projects_folder(served: Served, robin: Client, film: str, root: Path, name: str) -> None:
    absolute = served.projects / f"@{robin.user_id}" / film
    before = everything(root / "projects") | everything(root / "outside")
    answer = robin.post("/projects/open", {"project_name": name.format(owner=robin.user_id, film=film, absolute=absolute)})
    check_error(answer, answer.status_code if answer.status_code in (400, 404) else 404)
    assert everything(root / "projects") | everything(root / "outside") == before


def test_a_link_to_a_project_elsewhere_is_not_listed(robin: Client, film: str, root: Path) -> None:
    assert robin.get("/projects/list").json()["projects"] == [film]


@pytest.mark.parametrize("spelling", ["..", "%2e%2e", "..%2fscene_1", "%00", "scene_1%2f..", "*"])
def test_a_scenes_id_is_no_path_either(robin: Client, film: str, spelling: str) -> None:
    for method in ("PATCH", "DELETE"):
        body = b"{}" if method == "PATCH" else None
        headers = {"Content_Type": "application/json"} if body else {}
        answer = raw.send(robin, method, f"/projects/{film}/scenes/{spelling}?confirmed=true", body, **headers)
        check_error(answer, answer.status_code if answer.status_code in (400, 404) else 404)
    assert robin.post("/projects/open", {"project_name": film}).json()["scene_count"] == 8


def test_a_folder_swapped_for_a_link_is_not_written_through(served: Served, robin: Client, film: str, root: Path) -> None:
    folder = served.projects / f"@{robin.user_id}" / film
    folder.rename(root / "moved")
    folder.symlink_to(root / "outside", target_is_directory=True)
    before = everything(root / "outside")
    assert robin.patch(f"/projects/{film}/scenes/scene_1", {"title": "Elsewhere"}).status_code == 200
    check_error(robin.post("/projects/close", {"save": True}), 500)
    assert robin.delete(f"/projects/{film}?confirmed=true").status_code == 200
    assert everything(root / "outside") == before


def test_a_new_project_does_not_move_into_a_folder_that_is_there(served: Served, robin: Client) -> None:
    """Else deleting the project would delete what somebody had in it."""
    preview = robin.generated("A lighthouse keeper finds a stranger's diary in the storm", sceneCount=3)
    taken = served.projects / f"@{robin.user_id}" / preview["project_name"]
    taken.mkdir(parents=True)
    (taken / "letters.txt").write_text("keep me")
    made = robin.post("/generate/finalize", {"preview_id": preview["preview_id"]}).json()
    assert made["project_name"] == f"{preview['project_name']}-2"
    assert robin.delete(f"/projects/{made['project_name']}?confirmed=true").status_code == 200
    assert everything(taken) == {"letters.txt": b"keep me"}
