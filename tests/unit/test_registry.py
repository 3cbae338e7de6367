"""Flows are found, never registered."""

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import pytest

from portal_bot import registry
from portal_bot.catalogue import procedures
from portal_bot.catalogue.packages import GROUP, OURS, folders, packages
from portal_bot.cli import beside
from portal_bot.dossier.block import Declaration
from portal_bot.dossier.describe import describe
from portal_bot.dossier.field import Field
from portal_bot.errors import SetupError
from portal_bot.flow import Flow


class Asked(Declaration):
    name: str = Field("Tên")


def made(module: str, code: str) -> type[Flow[Asked]]:
    facts = {
        "code": code,
        "title": "Ví dụ",
        "declaration": Asked,
        "subject": ("name",),
        "__module__": module,
    }
    return type("Made", (Flow,), facts)


def forget() -> None:
    for remembered in (packages, folders, procedures._all):
        remembered.cache_clear()
    registry._loaded.cache_clear()


def test_our_flows_are_found_by_slug_and_code() -> None:
    assert {"birth_registration", "copy_certification", "marital_status_certificate"} <= set(
        registry.flows()
    )
    assert list(registry.flows()) == sorted(registry.flows())
    assert registry.find("1.001193") is registry.find(" birth_registration ")
    assert registry.find("no_such_thing") is None


@pytest.mark.parametrize(
    ("modules", "codes", "key"),
    [
        (("a.one", "b.two"), ("1.000001", "1.000001"), "1.000001"),
        (("a.same", "b.same"), ("1.000001", "1.000002"), "same"),
        (("a.one", "b.two", "c.three"), ("1.000001",) * 3, "1.000001"),
    ],
)
def test_of_strangers_flows_with_one_code_or_slug_none_is_taken_and_the_others_are(
    modules: tuple[str, ...], codes: tuple[str, ...], key: str
) -> None:
    those = [made(module, code) for module, code in zip(modules, codes, strict=True)]
    other = made("a.other", "1.000009")
    kept, refused = registry.told_apart([*those, other])
    assert kept == {"other": other}
    assert set(refused) == {flow.slug for flow in those}
    for slug, fault in refused.items():
        assert f"“{key}”" in fault.told()
        assert any(module in fault.told() for module in modules if not module.endswith(slug)) or (
            slug == key
        )


@pytest.mark.parametrize(
    ("module", "code"),
    [("a.other", "1.000001"), ("a.ours", "1.000002"), ("a.ours", "1.000001")],
)
def test_what_comes_with_the_library_keeps_its_name_and_code(module: str, code: str) -> None:
    ours = made(f"{OURS}.ours", "1.000001")
    for found in ([ours, made(module, code)], [made(module, code), ours]):
        kept, refused = registry.told_apart(found)
        assert kept == {"ours": ours}
        assert [fault.place for fault in refused.values()] == [module]


def test_a_flow_found_twice_is_one_flow() -> None:
    flow = made("a.one", "1.000001")
    assert registry.told_apart([flow, flow]) == ({"one": flow}, {})


def test_our_package_is_read_before_anybody_elses(monkeypatch: pytest.MonkeyPatch) -> None:
    said = (EntryPoint("a", "a", GROUP), EntryPoint("phu_yen", OURS, GROUP))
    monkeypatch.setattr("portal_bot.catalogue.packages.entry_points", lambda group: said)
    forget()
    try:
        assert [entry.value for entry in packages()] == [OURS, "a"]
    finally:
        forget()


def test_a_users_own_package_is_found_the_same_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "own_flows"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "own_thing.py").write_text(
        "from portal_bot import Flow\nfrom portal_bot import fields as f\n"
        "class Asked(f.Declaration):\n    name: str = f.Field('Tên')\n"
        "class Own(Flow[Asked]):\n"
        "    code = '9.000001'\n    title = 'Riêng'\n"
        "    declaration = Asked\n    subject = ('name',)\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    entry = EntryPoint("own", "own_flows", GROUP)
    monkeypatch.setattr("portal_bot.catalogue.packages.entry_points", lambda group: (entry,))
    forget()
    try:
        assert list(registry.flows()) == ["own_thing"]
        assert registry.level(registry.flows()["own_thing"]) is None
        assert registry.facts(registry.flows()["own_thing"]) is None
    finally:
        forget()


NAMESAKE = """
from portal_bot import Flow
from portal_bot import fields as f

class Asked(f.Declaration):
    name: str = f.Field("Tên")

class Namesake(Flow[Asked]):
    subject = ("name",)
"""


class Strangers:
    """Somebody else's packages of flows, beside ours."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.said = [EntryPoint("phu_yen", OURS, GROUP)]
        monkeypatch.syspath_prepend(folder)
        monkeypatch.setattr(
            "portal_bot.catalogue.packages.entry_points", lambda group: tuple(self.said)
        )

    def add(self, package: str, slug: str, code: str, **said: str) -> Path:
        """A package with one flow, written as ours are; its facts are our own, said otherwise."""
        folder = self.folder / package
        folder.mkdir()
        (folder / "__init__.py").touch()
        (folder / f"{slug}.py").write_text(NAMESAKE, "utf-8")
        text = (Path(folders()[0]) / "death_registration.toml").read_text("utf-8")
        text = re.sub(r"^no = .*\n", "", text, flags=re.MULTILINE)
        for name, value in {"code": code, "name": package, **said}.items():
            text = re.sub(
                rf"^{name} = .*$", f'{name} = "{value}"', text, count=1, flags=re.MULTILINE
            )
        (folder / f"{slug}.toml").write_text(text, "utf-8")
        self.said.append(EntryPoint(package, package, GROUP))
        forget()
        return folder


@pytest.fixture
def strangers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Strangers]:
    forget()
    yield Strangers(tmp_path, monkeypatch)
    forget()


@pytest.mark.parametrize(
    ("package", "code"), [("a_first_by_name", "9.000001"), ("zz_last_by_name", "9.000002")]
)
def test_no_package_puts_its_facts_in_the_place_of_ours(
    strangers: Strangers, package: str, code: str
) -> None:
    ours = procedures.procedure("birth_registration")
    assert ours is not None
    strangers.add(package, "birth_registration", code)
    assert procedures.procedures()["birth_registration"] == ours
    assert procedures.procedure("birth_registration") == ours
    assert procedures.procedure(ours.code) == ours
    assert procedures.procedure(code) is None
    flow = registry.flows()["birth_registration"]
    assert (registry.facts(flow), flow.__module__.partition(".")[0]) == (ours, OURS)
    assert describe(flow)["code"] == ours.code
    with pytest.raises(registry.BrokenFlow, match=f"“birth_registration”.*{OURS[-5:]}"):
        registry.find(code)


def test_what_is_wrong_in_a_namesakes_facts_is_not_said_of_ours(strangers: Strangers) -> None:
    folder = strangers.add("broken_namesake", "birth_registration", "9.000003", level="5")
    assert "birth_registration" not in procedures.broken_procedures()
    assert "birth_registration" in procedures.procedures()
    assert registry.find("birth_registration") is registry.find("1.001193")
    (told,) = [each["message"] for each in beside.broken()]
    assert str(folder / "birth_registration.toml") in told


def test_a_flow_has_the_facts_of_its_own_package_where_another_could_not_be_loaded(
    strangers: Strangers,
) -> None:
    gone = strangers.add("a_gone", "paper_kites", "9.000004", name="Thả diều giấy")
    (gone / "paper_kites.py").write_text("import no_such_module_at_all\n", "utf-8")
    strangers.add("b_whole", "paper_kites", "9.000005", name="Thả diều vải")
    flow = registry.flows()["paper_kites"]
    facts = registry.facts(flow)
    assert facts is not None
    assert (flow.title, facts.name, facts.code) == ("Thả diều vải", "Thả diều vải", "9.000005")
    assert describe(flow)["level"] == facts.level


def test_one_flow_is_found_without_loading_the_others() -> None:
    code = (
        "import sys; from portal_bot import registry; registry.find('birth_registration'); "
        "sys.exit('portal_bot_flows.marriage_registration' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_with_two_packages_of_flows_all_are_loaded_and_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entries = (EntryPoint("ours", "flows", GROUP), EntryPoint("b", "b", GROUP))
    monkeypatch.setattr(registry, "packages", lambda: entries)
    assert registry._alone("birth_registration") is None


def test_a_package_that_does_not_load_is_named() -> None:
    entry = EntryPoint("gone", "no_such_package_of_flows", GROUP)
    with pytest.raises(SetupError, match=r"gone.*no_such_package_of_flows"):
        registry._of_entry(entry)


def test_a_single_module_may_hold_a_flow() -> None:
    module = ModuleType("single")
    module.__dict__["Made"] = made("single", "1.000003")
    module.__dict__["Flow"] = Flow
    assert [flow.slug for flow in registry.flows_in(module)] == ["single"]


def test_the_level_is_the_catalogues() -> None:
    levels = {slug: registry.level(flow) for slug, flow in registry.flows().items()}
    assert levels["copy_certification"] == 3
    assert levels["birth_registration"] == 4


def test_finding_the_flows_pulls_no_browser_in() -> None:
    code = (
        "import sys; from portal_bot.registry import flows; flows();"
        "from portal_bot.checking import check_paths;"
        "print([m for m in sys.modules if m.startswith(('playwright', 'portal_bot.browser'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
