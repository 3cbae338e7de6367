"""Flows are found, never registered."""

import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import pytest

from portal_bot import registry
from portal_bot.catalogue import procedures
from portal_bot.catalogue.packages import GROUP, OURS, folders, packages
from portal_bot.dossier.block import Declaration
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
