"""What the doors answer to options that are wrong."""

from __future__ import annotations

import asyncio
import inspect
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import portal_bot
from portal_bot import aio, api
from portal_bot.errors import UsageError
from portal_bot.run.options import Options, SubmitOptions, listed, settled

FILE = "khai-sinh.yaml"
# How each door is called, without options.
CALLS: dict[str, tuple[str, ...]] = {
    "check": (FILE,),
    "fill": (FILE,),
    "pay": ("PB-1",),
    "question": ("PB-1",),
    "register": (FILE,),
    "resolve": ("PB-1",),
    "status": (),
    "submit": (FILE,),
}
DOORS = [(api, name) for name in CALLS] + [(aio, name) for name in CALLS if name != "check"]


def called(face: Any, name: str, **options: Any) -> Any:
    done = getattr(face, name)(*CALLS[name], **options)
    return asyncio.run(done) if inspect.iscoroutine(done) else done


def refused(face: Any, name: str, **options: Any) -> str:
    with pytest.raises(UsageError) as told:
        called(face, name, **options)
    assert told.value.exit_code == 2
    return str(told.value)


@pytest.mark.parametrize(("face", "name"), DOORS)
def test_every_door_names_an_option_that_it_does_not_have(face: Any, name: str) -> None:
    told = refused(face, name, zzzzz=True)
    assert told.startswith(f"{name} không có tùy chọn “zzzzz”; có: ")


@pytest.mark.parametrize(
    ("name", "slip", "meant"),
    [
        ("submit", "hedaed", "headed"),
        ("submit", "portal-url", "portal_url"),
        ("submit", "Portal", "portal"),
        ("submit", "session", "sessions"),
        ("submit", "no_wait", "wait"),
        ("fill", "devcie", "device"),
        ("check", "portl", "portal"),
        ("status", "hom", "home"),
        ("status", "path", "paths"),
        ("question", "qeue", "queue"),
        ("resolve", "recieved", "received"),
        ("resolve", "not_recieved", "not_received"),
        ("pay", "piad", "paid"),
        ("register", "humans", "human"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(name: str, slip: str, meant: str) -> None:
    assert refused(api, name, **{slip: "x"}).endswith(f"gần nhất là “{meant}”")


def test_every_slip_is_told_at_once() -> None:
    told = refused(api, "submit", hedaed=True, portl="mock")
    assert "“headed”" in told
    assert "“portal”" in told


@pytest.mark.parametrize(
    ("name", "option"),
    [("fill", "queue"), ("check", "headed"), ("register", "sessions"), ("pay", "portal")],
)
def test_an_option_of_another_door_is_no_slip(name: str, option: str) -> None:
    told = refused(api, name, **{option: "x"})
    assert f"“{option}”, vì không có nghĩa gì với việc này; có: " in told


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"headed": "yes"}, "headed phải là bool, không phải chữ khác"),
        ({"headed": 1}, "headed phải là bool, không phải int"),
        ({"sessions": True}, "sessions phải là int hoặc None, không phải bool"),
        ({"sessions": "2"}, "sessions phải là int hoặc None"),
        ({"sessions": 0}, "sessions nhỏ nhất là 1, không phải 0"),
        ({"patience_s": float("nan")}, "patience_s nhỏ nhất là 0"),
        ({"patience_s": None}, "patience_s phải là float, không phải NoneType"),
        ({"waiting_pages": -1}, "waiting_pages nhỏ nhất là 0"),
        ({"recycle_after": 0}, "recycle_after nhỏ nhất là 1"),
        ({"human": "phone"}, "human phải là “terminal” hoặc “window” hoặc None"),
        ({"human": []}, "human phải là “terminal” hoặc “window” hoặc None, không phải list"),
        ({"home": 3}, "home phải là str hoặc Path hoặc None, không phải int"),
        ({"home": " "}, "đường dẫn rỗng"),
        ({"portal": Path("mock")}, "portal phải là str hoặc None, không phải"),
        ({"tell": None}, "tell phải là hàm, không phải NoneType"),
        ({"stop": True}, "stop phải là Stop hoặc None, không phải bool"),
    ],
)
def test_a_value_of_another_kind_is_refused_at_the_door(options: dict[str, Any], told: str) -> None:
    assert told in refused(api, "submit", **options)


def test_what_was_given_is_not_repeated() -> None:
    secret = "postgresql://thu:mat-khau-123@may-chu/hang-doi"
    assert "mat-khau" not in refused(api, "submit", sessions=secret, portal="mock")


@pytest.mark.parametrize("paths", ["", " ", [""], ["a.yaml", ""], 3, [None], None, b"a.yaml"])
def test_what_is_no_path_is_refused(paths: Any) -> None:
    with pytest.raises(UsageError, match="đường dẫn"):
        portal_bot.fill(paths, portal="mock")


def test_one_path_is_a_path_and_not_its_letters() -> None:
    assert (
        listed("a.yaml") == listed(Path("a.yaml")) == listed(iter(["a.yaml"])) == [Path("a.yaml")]
    )


def test_what_is_said_goes_by_the_run_and_the_rest_stays_as_it_is() -> None:
    told = settled(aio.submit, {"home": "nha", "sessions": 2, "patience_s": 5, "human": None})
    assert told == Options(home=Path("nha"), sessions=2, patience_s=5, tell=told.tell)


def test_submit_takes_every_option_there_is() -> None:
    assert set(SubmitOptions.__annotations__) == {each.name for each in fields(Options)}
