"""The judge: what the dossiers ask for, what the program said, what the portal really stored.

It knows nothing of how the program works: no journal, no log. It is pure, so that it can itself be
tried with ledgers that lie.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_plus

from chaos.case import Case, Claim, Finding, Kind, Said, Verdict
from chaos.dossiers import Sample
from chaos.faults import End, Fault

# The program's own reference is keyed to its home.
_NOTES = frozenset({"Thông tin chung / Ghi chú", "Phần III. Nội dung hồ sơ / Ghi chú"})
_COMPARED = ("procedure", "account", "agency", "delivery")
_PAPER = ("row", "file_name", "size", "sha256")
_FILED = frozenset({"received", "verified"})
_BUG = 50
# Letters of a value that is not found in a page by chance.
_TELLING = 8


def judge(case: Case) -> Verdict:
    """Judges one cell."""
    ends: dict[str, str] = {}
    shares, strangers = _share_out(case)
    last = _last_claims(case.own_runs)
    findings = [Finding(Kind.DUPLICATE, "", f"{n} belongs to no dossier") for n in strangers]
    for sample in case.samples:
        claim = last.get(str(sample.path))
        ends[sample.name] = _end(claim)
        findings += _of_one(case.fault, sample, claim, shares[sample.name])
    findings += _of_runs(case)
    findings += _of_the_gate(case)
    return Verdict(ends, tuple(findings))


def _last_claims(runs: Sequence[Said]) -> dict[str, Claim]:
    """The newest word on each dossier."""
    return {claim.path: claim for run in runs for claim in run.claims}


def _end(claim: Claim | None) -> str:
    if claim is None:
        return "silent"
    if claim.state == "received":
        return End.DIFFERS if claim.verified is False else "received"
    return claim.state


# Which record is of which dossier.


def _share_out(case: Case) -> tuple[dict[str, list[Mapping[str, Any]]], list[str]]:
    """Each dossier's records, and the numbers of those that are nobody's.

    A record goes to the dossier that claims its number, else to the most alike of its procedure
    that has none yet, else (a surplus) to the most alike.
    """
    shares: dict[str, list[Mapping[str, Any]]] = {s.name: [] for s in case.samples}
    claimed = {c.number: path for path, c in _last_claims(case.own_runs).items() if c.number}
    strangers: list[str] = []
    ordered = sorted(case.records, key=lambda record: record["number"] not in claimed)
    for record in ordered:
        kin = [s for s in case.samples if s.procedure == record["procedure"]]
        if not kin:
            strangers.append(str(record["number"]))
            continue
        path = claimed.get(record["number"])
        owner = min(
            kin,
            key=lambda s: (
                len(differences(s.golden, record)),
                str(s.path) != path,
                len(shares[s.name]),
            ),
        )
        shares[owner.name].append(record)
    return shares, strangers


def differences(
    golden: Mapping[str, Any], record: Mapping[str, Any], reference: str | None = None
) -> list[str]:
    """The names of what is stored otherwise than the golden says; the note is the reference."""
    found = [key for key in _COMPARED if _plain(golden[key]) != _plain(record[key])]
    wanted, stored = _plain(golden["fields"]), _plain(record["fields"])
    found += [
        f"fields: {key}"
        for key in sorted({*wanted, *stored} - _NOTES)
        if wanted.get(key) != stored.get(key)
    ]
    if (
        reference
        and _NOTES & wanted.keys()
        and [stored[key] for key in _NOTES & stored.keys()] != [reference]
    ):
        found.append("the note")
    if _papers(golden) != _papers(record):
        found.append("papers")
    return found


def _papers(of: Mapping[str, Any]) -> Counter[tuple[Any, ...]]:
    return Counter(tuple(_plain(paper[key]) for key in _PAPER) for paper in of["papers"])


def _plain(value: Any) -> Any:
    """The same value with all its text in NFC."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {_plain(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value


# One dossier.


@dataclass(slots=True)
class _Trial:
    """One dossier before the judge."""

    fault: Fault
    sample: Sample
    claim: Claim
    records: list[Mapping[str, Any]]
    findings: list[Finding] = field(default_factory=list)

    @property
    def numbers(self) -> list[str]:
        return [str(record["number"]) for record in self.records]

    def find(self, kind: Kind, why: str) -> None:
        self.findings.append(Finding(kind, self.sample.name, why))

    def run(self) -> list[Finding]:
        if len(self.records) > 1:
            self._several()
        elif self.claim.state in _FILED:
            self._filed()
        elif self.claim.state == End.UNCERTAIN:
            self._aside(Kind.HANDED_OVER)
        elif self.records and not self._is_anothers():
            self.find(
                Kind.LOST, f"{self.numbers[0]} is stored, the program says {self.claim.state}"
            )
        elif self.claim.state in {End.REJECTED, End.NEEDS_HUMAN}:
            self._aside(Kind.HANDED_OVER)
        else:
            self._aside(Kind.NOT_SETTLED)
        return self.findings

    def _is_anothers(self) -> bool:
        """Whether the record is told as one that another home's hand made."""
        told = self.numbers[0] in self.claim.message
        return self.fault.other_hands and self.claim.state == End.NEEDS_HUMAN and told

    def _several(self) -> None:
        told = all(number in self.claim.message for number in self.numbers)
        if not self.fault.doubled or len(self.records) > 2:
            self.find(Kind.DUPLICATE, f"stored {len(self.records)} times: {self.numbers}")
        elif self.claim.state == "verified":
            self.find(Kind.UNTRUE, f"the portal made two ({self.numbers}), called verified")
        elif not told:
            self.find(Kind.UNTRUE, f"handed over without naming both of {self.numbers}")

    def _filed(self) -> None:
        if not self.records:
            self.find(Kind.LOST, f"the program says {self.claim.number}, the portal stored nothing")
            return
        if self.claim.number not in self.numbers:
            self.find(Kind.UNTRUE, f"told number {self.claim.number}, stored is {self.numbers[0]}")
        wrong = differences(self.sample.golden, self.records[0], self.claim.reference)
        if self.claim.state == "verified" or self.claim.verified:
            if wrong:
                self.find(Kind.WRONG_VALUE, f"called verified, but stored otherwise: {wrong}")
        elif self.claim.verified is False:
            if not wrong:
                self.find(Kind.UNTRUE, "said to differ from the dossier, and does not")
            elif End.DIFFERS not in self.fault.ends:
                self.find(Kind.WRONG_VALUE, f"stored otherwise (and told so): {wrong}")
        else:
            self.find(Kind.NOT_SETTLED, f"received, never read back: {self.claim.message[:200]}")

    def _may_wait(self) -> bool:
        """Whether it may lie at the portal, unpaid and unlisted: nobody can prove it is not."""
        return self.sample.may_wait and not self.records and self.claim.state == End.UNCERTAIN

    def _aside(self, kind: Kind) -> None:
        if self.claim.state not in self.fault.ends and not self._may_wait():
            self.find(kind, f"{self.claim.state} ({self.claim.code}): {self.claim.message[:300]}")
        elif not self.claim.message:
            self.find(Kind.UNTRUE, f"{self.claim.state}, and no reason given")


def _of_one(
    fault: Fault, sample: Sample, claim: Claim | None, records: list[Mapping[str, Any]]
) -> list[Finding]:
    if claim is not None:
        return _Trial(fault, sample, claim, records).run()
    if len(records) > 1 and not fault.doubled:
        return [Finding(Kind.DUPLICATE, sample.name, f"stored {len(records)} times, no word of it")]
    kind = Kind.LOST if records else Kind.NOT_SETTLED
    return [Finding(kind, sample.name, f"no word of it; stored {len(records)} times")]


# The runs as such.


def _of_runs(case: Case) -> list[Finding]:
    stored = {str(record["number"]) for record in case.records}
    findings = []
    for number, run in enumerate(case.runs, 1):
        if run.exit_code is None:
            continue
        bugs = [c for c in run.claims if c.code == "bug"]
        if run.exit_code == _BUG or run.exit_code < 0 or bugs:
            why = f"run {number} ended with {run.exit_code}: {[c.message for c in bugs][:1]}"
            findings.append(Finding(Kind.BUG, "", why))
        if run.may is not None and not run.is_dry and run.exit_code not in run.may:
            why = f"run {number}, with other hands in the game, ended with {run.exit_code}"
            findings.append(Finding(Kind.UNTRUE, "", f"{why}: {[c.state for c in run.claims]}"))
        if run.exit_code == 0 and not run.is_dry and not _all_verified(run):
            findings.append(Finding(Kind.UNTRUE, "", f"run {number}: exit 0, not all verified"))
        findings += [
            Finding(Kind.UNTRUE, claim.path, f"run {number} told {claim.number}, not in the ledger")
            for claim in run.claims
            if claim.number is not None and claim.number not in stored
        ]
    given = Counter(c.number for c in _last_claims(case.own_runs).values() if c.number)
    findings += [
        Finding(Kind.UNTRUE, "", f"{number} is told of {times} dossiers")
        for number, times in given.items()
        if times > 1
    ]
    if case.orphans:
        findings.append(
            Finding(Kind.ORPHAN, "", f"{case.orphans} processes lived 5 s after kill -9")
        )
    return findings


def _all_verified(run: Said) -> bool:
    return bool(run.claims) and all(c.state == "verified" for c in run.claims)


# What left by another way than the one commit request.


def _of_the_gate(case: Case) -> list[Finding]:
    findings = [
        Finding(Kind.FILED_BY_FILL, "", f"after dry runs only: {one}") for one in case.by_fill
    ]
    findings += [
        Finding(Kind.FILED_BY_FILL, claim.path, f"a dry run says {claim.state}, {claim.number}")
        for run in case.runs
        if run.is_dry
        for claim in run.claims
        if claim.number or claim.verified or claim.state in _FILED
    ]
    secret = {*case.secrets, *(text for sample in case.samples for text in _texts(sample.golden))}
    for received in case.elsewhere:
        text = _plain(unquote_plus(unquote_plus(received)) + received)
        if found := sum(value in text for value in secret):
            first = received.partition("?")[0].partition("\r")[0][:60]
            findings.append(Finding(Kind.ELSEWHERE, "", f"{found} values received by “{first}”"))
    return findings


def _texts(golden: Mapping[str, Any]) -> Iterator[str]:
    """The values of a dossier that are long enough to be nobody else's by chance."""
    values: list[Any] = [golden["fields"]]
    while values:
        value = values.pop()
        if isinstance(value, str) and len(value) >= _TELLING:
            yield str(_plain(value))
        elif isinstance(value, Mapping):
            values += value.values()
        elif isinstance(value, list | tuple):
            values += value
