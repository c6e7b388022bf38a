#!/usr/bin/env python3
"""Checks the record of a ballot box, with nothing but Python's standard library.

    verify.py [-lang de|en] [-trust TRUST] [-receipt RECEIPT] [-json] RECORD

A second verifier beside the one in Go: it shares no code with it, and follows the
description of the format in ballot/box/verify/doc.go. It checks everything that the
other one checks, all signatures included, and counts again for approval, equal shares,
Schulze and motions; for other methods it says that it did not count. It exits with 0 when
the record is accepted, 1 when it is rejected, and 2 when a file or the flags cannot be read.

With -json it prints one object for programs. With -batch it reads lines RECORD, TRUST and
RECEIPT from standard input, separated by tabs, the last two of which may be missing, and
prints such an object for each.
"""

import base64
import binascii
import hashlib
import json
import re
import sys
from fractions import Fraction

MAX_RECORD = 1 << 30
MAX_WITNESSES = 90
MAGIC = b"dfc-box-record-1\n"
SECTIONS = ["contest", "opening", "roll", "marks", "receipts", "merged", "ballots", "result", "close"]
HASH = re.compile(r"[0-9a-f]{64}")
NUMBER = re.compile(r"0|[1-9][0-9]{0,9}")


class Fault(Exception):
    """A fault of form; it ends the check."""

    def __init__(self, reason, section):
        super().__init__(reason + "@" + section)
        self.code = reason + "@" + section


def sha256(data):
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).digest()


def number(text):
    """A whole number below 2**31 without leading zeros, or None."""
    if NUMBER.fullmatch(text) and int(text) < 1 << 31:
        return int(text)
    return None


def is_hash(text):
    return HASH.fullmatch(text) is not None


# ---- ECDSA on P-256 with SHA-256 (FIPS 186-5), only what checking signatures needs

P = 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)
# SubjectPublicKeyInfo of an uncompressed point of P-256 begins with these bytes.
SPKI = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200" + "04")


def double(p):
    """Points are (X, Y, Z) with x = X/Z**2 and y = Y/Z**3; Z = 0 is infinity."""
    x, y, z = p
    if z == 0 or y == 0:
        return (1, 1, 0)
    s = 4 * x * y * y % P
    m = 3 * (x - z * z) * (x + z * z) % P
    x3 = (m * m - 2 * s) % P
    return (x3, (m * (s - x3) - 8 * pow(y, 4, P)) % P, 2 * y * z % P)


def add(p, q):
    if p[2] == 0:
        return q
    if q[2] == 0:
        return p
    z1, z2 = p[2] * p[2] % P, q[2] * q[2] % P
    u1, u2 = p[0] * z2 % P, q[0] * z1 % P
    s1, s2 = p[1] * z2 * q[2] % P, q[1] * z1 * p[2] % P
    if u1 == u2:
        return double(p) if s1 == s2 else (1, 1, 0)
    h, r = (u2 - u1) % P, (s2 - s1) % P
    h2 = h * h % P
    h3, v = h * h2 % P, u1 * h2 % P
    x3 = (r * r - h3 - 2 * v) % P
    return (x3, (r * (v - x3) - s1 * h3) % P, h * p[2] * q[2] % P)


def der_integer(b):
    """The integer at the beginning of b in DER, and what follows; None if there is none."""
    if len(b) < 3 or b[0] != 2 or not 1 <= b[1] <= 33 or len(b) < 2 + b[1]:
        return None
    v, rest = b[2:2 + b[1]], b[2 + b[1]:]
    if v[0] & 0x80 or len(v) > 1 and v[0] == 0 and not v[1] & 0x80:
        return None
    return int.from_bytes(v, "big"), rest


def signature_holds(point, text, signature):
    if len(signature) < 2 or signature[0] != 0x30 or signature[1] >= 0x80 or signature[1] != len(signature) - 2:
        return False
    first = der_integer(signature[2:])
    second = first and der_integer(first[1])
    if not second or second[1]:
        return False
    r, s = first[0], second[0]
    if not (0 < r < N and 0 < s < N):
        return False
    w = pow(s, -1, N)
    u, v = int.from_bytes(sha256(text), "big") * w % N, r * w % N
    sums = [(1, 1, 0), (G[0], G[1], 1), (point[0], point[1], 1), None]
    sums[3] = add(sums[1], sums[2])
    at = (1, 1, 0)
    for bit in range(255, -1, -1):  # both products at once
        at = add(double(at), sums[(u >> bit & 1) + 2 * (v >> bit & 1)])
    if at[2] == 0:
        return False
    return at[0] * pow(at[2], -2, P) % P % N == r


# ---- keys, notes and statements

def is_name(text):
    return 1 <= len(text) <= 64 and all("!" <= c <= "~" and c != "+" for c in text)


def strict_base64(text):
    try:
        b = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return b if base64.b64encode(b).decode() == text else None


class Key:
    def __init__(self, text):
        name, _, rest = text.partition("+")
        digits, _, encoded = rest.partition("+")
        b = strict_base64(encoded)
        if not is_name(name) or b is None or len(b) != 92 or b[0] != 2 or not b[1:].startswith(SPKI):
            raise ValueError("no key")
        der = b[1:]
        x, y = int.from_bytes(der[27:59], "big"), int.from_bytes(der[59:], "big")
        self.hash = sha256(der)[:4]
        if x >= P or y >= P or (y * y - x * x * x + 3 * x - B) % P or digits != self.hash.hex():
            raise ValueError("no key")
        self.name, self.text, self.point, self.public = name, text, (x, y), rest

    def verifies(self, text, signature):
        return signature_holds(self.point, text, signature)


class Note:
    """Lines of text, an empty line, signature lines."""

    def __init__(self, lines):
        if "" not in lines:
            raise ValueError("no signature")
        empty = lines.index("")
        signatures = lines[empty + 1:]
        if empty == 0 or not 1 <= len(signatures) <= 1 + MAX_WITNESSES:
            raise ValueError("no text or no signature")
        self.lines, self.text, self.signatures = lines[:empty], "\n".join(lines[:empty]) + "\n", []
        for line in signatures:
            name, _, encoded = line[2:].partition(" ")
            b = strict_base64(encoded)
            if not line.startswith("— ") or not is_name(name) or b is None or len(b) <= 4:
                raise ValueError("no signature")
            self.signatures.append((name, b[:4], b[4:]))

    def by(self, i, key):
        return self.signatures[i][0] == key.name and self.signatures[i][1] == key.hash

    def signed(self, i, key):
        return self.by(i, key) and key.verifies(self.text, self.signatures[i][2])


class Fields:
    """Reads lines NAME VALUE…, each in its turn."""

    def __init__(self, lines):
        self.rest = list(lines)

    def line(self, name, n=1):
        parts = self.rest[0].split(" ") if self.rest else []
        if len(parts) != n + 1 or parts[0] != name:
            raise ValueError("want " + name)
        self.rest.pop(0)
        return parts[1] if n == 1 else parts[1:]

    def hash(self, name):
        text = self.line(name)
        if not is_hash(text):
            raise ValueError("want a hash")
        return text

    def number(self, name):
        n = number(self.line(name))
        if n is None:
            raise ValueError("want a number")
        return n

    def numbered_hash(self, name):
        digits, text = self.line(name, 2)
        if number(digits) is None or not is_hash(text):
            raise ValueError("want a number and a hash")
        return number(digits), text

    def word(self, name, words):
        text = self.line(name)
        if text not in words:
            raise ValueError("want one of " + ", ".join(words))
        return text

    def keys(self, name):
        keys = []
        while self.rest and self.rest[0].startswith(name + " "):
            keys.append(Key(self.line(name)))
        texts = [k.text for k in keys]
        if texts != sorted(set(texts), key=str.encode) or len(keys) > MAX_WITNESSES:
            raise ValueError("keys are not sorted")
        return keys

    def end(self):
        if self.rest:
            raise ValueError("more than there should be")


def distinct(keys):
    if len({k.name for k in keys}) < len(keys) or len({k.public for k in keys}) < len(keys):
        raise ValueError("a key stands twice")


class Opening:
    def __init__(self, lines):
        self.note = Note(lines)
        if self.note.lines[0] != "dfc-box-opening-1":
            raise ValueError("no opening")
        f = Fields(self.note.lines[1:])
        self.box, self.contest = f.hash("box"), f.hash("contest")
        self.eligible, self.roll = f.numbered_hash("roll")
        self.level = f.word("level", ("open", "operator"))
        self.receipts = f.word("receipts", ("presence", "tracker"))
        self.assurance = f.word("assurance", ("low", "substantial", "high"))
        self.key = Key(f.line("key"))
        self.witnesses, self.threshold = f.keys("witness"), f.number("threshold")
        f.end()
        distinct(self.witnesses + [self.key])
        if self.threshold > len(self.witnesses) or self.level == "open" and self.receipts == "tracker":
            raise ValueError("contradiction")
        self.digest = sha256(self.note.text)
        self.tagged = self.level == "open" or self.receipts == "tracker"


class Closing:
    def __init__(self, lines):
        self.note = Note(lines)
        if self.note.lines[0] != "dfc-box-close-1":
            raise ValueError("no close")
        f = Fields(self.note.lines[1:])
        self.box, self.opening = f.hash("box"), f.hash("opening")
        self.lines, self.tree = f.numbered_hash("tree")
        self.numbers = [f.number(name) for name in ("roll", "marks", "receipts", "ballots")]
        self.result = f.hash("result")
        f.end()


class Trust:
    def __init__(self, data):
        text = data.decode("utf-8")
        lines = text[:-1].split("\n")
        if not text.endswith("\n") or len(data) > 65536 or lines[0] != "dfc-box-trust-1" or not is_text(data):
            raise ValueError("want lines, the first of them dfc-box-trust-1")
        f = Fields(lines[1:])
        self.key = Key(f.line("key"))
        self.witnesses, self.threshold = f.keys("witness"), f.number("threshold")
        self.opening = f.hash("opening")
        f.end()
        distinct(self.witnesses + [self.key])
        if self.threshold > len(self.witnesses):
            raise ValueError("threshold beyond the witnesses")


class Receipt:
    def __init__(self, data):
        text = data.decode("utf-8")
        self.note = Note(text[:-1].split("\n"))
        if not text.endswith("\n") or len(data) > 4096 or not is_text(data) or len(self.note.signatures) != 1 \
                or self.note.lines[0] != "dfc-box-receipt-1":
            raise ValueError("no receipt")
        f = Fields(self.note.lines[1:])
        self.opening = f.hash("opening")
        self.kind = f.word("kind", ("presence", "tracker"))
        self.entry = f.hash("tracker" if self.kind == "tracker" else "token")
        self.salt = f.hash("salt") if self.kind == "tracker" else None
        f.end()


def tree_hash(lines):
    """RFC 6962, section 2.1, from the leaves upwards."""
    if not lines:
        return sha256(b"").hex()
    level = [sha256(b"\0" + line.encode()) for line in lines]
    while len(level) > 1:
        pairs = [sha256(b"\1" + level[i] + level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) - len(level) % 2:]
    return level[0].hex()


# ---- the form of a record

def is_text(data):
    if any(c < 32 and c != 10 or c == 127 for c in data):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def split(data):
    """Takes a record apart: the lines of each section, and all lines before the close."""
    if len(data) > MAX_RECORD:
        raise Fault("too-large", "record")
    if not data.startswith(MAGIC):
        raise Fault("truncated" if MAGIC.startswith(data) else "not-a-record", "record")
    if not is_text(data):
        raise Fault("bad-encoding", "record")
    lines = data.decode("utf-8").split("\n")
    unfinished = lines.pop()  # what stands behind the last LF
    at, sections, before = 1, {}, 0
    for name in SECTIONS:
        before = at
        if at >= len(lines):
            raise Fault("truncated", name)
        head, _, digits = lines[at].partition(" ")
        n = number(digits)
        if head != name or n is None or name in ("contest", "result") and n != 1 or name == "merged" and n > 1:
            raise Fault("bad-section", name)
        if at + 1 + n > len(lines):
            raise Fault("truncated", name)
        sections[name] = lines[at + 1:at + 1 + n]
        at += 1 + n
    if at < len(lines) or unfinished:
        raise Fault("trailing-data", "close")
    return sections, lines[:before]


METHODS = {"plurality": "single", "approval": "many", "satisfaction-approval": "many", "score": "points", "borda": "ranks",
           "instant-runoff": "ranks", "scottish-stv": "ranks", "wigm-stv": "ranks", "meek-stv": "ranks", "schulze": "ranks",
           "ranked-pairs": "ranks", "sequential-pav": "many", "pav": "many", "phragmen": "many", "equal-shares": "many",
           "motion": "single"}
# The fields of a contest in their order, and those of the objects in it.
FIELDS = {
    "": ["id", "title", "method", "variant", "options", "seats", "vacant", "uncontested", "cap", "eligible", "groups", "weighting",
         "merge", "validity", "quorum", "majority", "floor", "tie", "tie_limit"],
    "variant": ["defeats", "truncated", "min_points", "max_points", "majority_of", "batch", "to_the_end", "min_votes", "decimals",
                "quota", "one_by_one", "completion"],
    "options": ["id", "name", "affiliation", "withdrawn", "none", "write_ins"],
    "groups": ["id", "eligible", "share"],
    "weighting": ["rule", "min_turnout", "absent"],
    "validity": ["blank", "overvote", "skipped", "duplicate", "unknown", "withdrawn", "max_skipped", "max_choices"],
    "quorum": ["ballots", "share", "groups", "group_ballots"],
    "requirement": ["overall", "groups"],
    "overall": ["share", "basis", "at_least", "consent"],
    "by-groups": ["share", "basis", "at_least", "consent", "in", "voting", "objections"],
}


def unique_pairs(pairs):
    if len({k for k, _ in pairs}) < len(pairs):
        raise ValueError("a field stands twice")
    return dict(pairs)


def keep_order(obj, names):
    if not isinstance(obj, dict) or [k for k in FIELDS[names] if k in obj] != list(obj):
        raise ValueError("unknown fields, or not in order: " + names)


def canonical(value):
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def parse_contest(line):
    c = json.loads(line, object_pairs_hook=unique_pairs)
    keep_order(c, "")
    for name in ("variant", "weighting", "validity", "quorum"):
        if name in c:
            keep_order(c[name], name)
    for name in ("options", "groups"):
        for entry in c.get(name, []):
            keep_order(entry, name)
    for name in ("majority", "floor"):
        if name in c:
            keep_order(c[name], "requirement")
            for part, names in (("overall", "overall"), ("groups", "by-groups")):
                if part in c[name]:
                    keep_order(c[name][part], names)
    if canonical(c) != line or c.get("method") not in METHODS:
        raise ValueError("not canonical")
    ids = [o["id"] for o in c.get("options", [])]
    if len(set(ids)) < len(ids) or not isinstance(c.get("id"), str):
        raise ValueError("an option stands twice")
    return c


def ids_of(c):
    return ["yes", "no", "abstain"] if c["method"] == "motion" else [o["id"] for o in c.get("options", [])]


def group_count(c):
    return max(1, len(c.get("groups", [])))


def parse_marks(text, c):
    """The marks as (option, value), or "spoilt"; None where they have not their form."""
    if text == "-":
        return []
    if text == "spoilt":
        return "spoilt"
    kind, n, marks = METHODS[c["method"]], len(ids_of(c)), []
    for item in text.split(","):
        option, equals, value = item.partition("=")
        o = number(option)
        if o is None or o >= n or marks and marks[-1][0] >= o or bool(equals) != (kind in ("ranks", "points")):
            return None
        v = 0
        if equals:
            if not re.fullmatch(r"0|-?[1-9][0-9]{0,7}", value):
                return None
            v = int(value)
            if kind == "ranks" and not 1 <= v <= n or not -1000000 <= v <= 1000000:
                return None
        marks.append((o, v))
    return marks


class Record:
    """A record in form. Building one raises the first fault."""

    def __init__(self, data):
        self.sections, self.before = split(data)
        s = self.sections
        self.contest = self.parsed("contest", "bad-contest", lambda: parse_contest(s["contest"][0]))
        self.opening = self.parsed("opening", "bad-opening", lambda: Opening(s["opening"]))
        self.roll = [self.parsed("roll", "bad-entry", lambda: self.voter(line)) for line in s["roll"]]
        for name in ("marks", "receipts"):
            if not all(is_hash(line) for line in s[name]):
                raise Fault("bad-entry", name)
        self.merged = self.parsed("merged", "bad-merge", self.merged_groups)
        self.ballots = [self.parsed("ballots", "bad-ballot", lambda: self.ballot(line)) for line in s["ballots"]]
        self.result = self.parsed("result", "bad-result", self.parsed_result)
        self.closing = self.parsed("close", "bad-close", lambda: Closing(s["close"]))

    @staticmethod
    def parsed(section, reason, parse):
        try:
            return parse()
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise Fault(reason, section) from None

    def voter(self, line):
        parts = line.split(" ", 2)
        group = number(parts[1])
        named = len(parts) == 3
        if not is_hash(parts[0]) or group is None or group >= group_count(self.contest) or named != (self.opening.level == "open"):
            raise ValueError("no voter")
        if named and (not 1 <= len(parts[2].encode()) <= 200 or parts[2] != parts[2].strip(" ")):
            raise ValueError("no name")
        return parts[0], group, parts[2] if named else ""

    def merged_groups(self):
        if not self.sections["merged"]:
            return []
        groups = [number(item) for item in self.sections["merged"][0].split(",")]
        count = len(self.contest.get("groups", []))
        if len(groups) < 2 or any(g is None or g >= count for g in groups) or groups != sorted(set(groups)):
            raise ValueError("no set of groups")
        return groups

    def ballot(self, line):
        tag = ""
        if self.opening.tagged:
            tag, _, line = line.partition(" ")
            if not is_hash(tag):
                raise ValueError("no tag")
        digits, space, text = line.partition(" ")
        group, marks = number(digits), parse_marks(text, self.contest)
        if not space or group is None or group >= group_count(self.contest) or marks is None:
            raise ValueError("no ballot")
        return tag, group, text, marks

    def parsed_result(self):
        r = json.loads(self.sections["result"][0])
        if r["format"] != "dfc-ballot-result" or r["version"] != 1 or isinstance(r["version"], (bool, float)):
            raise ValueError("no result")
        return r


# ---- judging ballots

REASONS = ["valid", "not-on-roll", "unknown-group", "spoilt", "blank", "too-many-choices", "out-of-range", "skipped-rank",
           "unknown-option", "withdrawn-option", "duplicate-option", "overvote"]


# Why a ballot ends early, in the order in which tallies have them.
ENDS = ["valid", "overvote", "skipped-rank", "duplicate-option"]


def judge(c, marks):
    """Why a ballot is invalid (or "valid"), the marks that count, and why it ends early."""
    rules = c.get("validity", {})
    treat = lambda flaw: rules.get(flaw, "refuse")
    if marks == "spoilt":
        return "spoilt", [], "valid"
    if not marks:
        return ("blank", [], "valid") if treat("blank") == "refuse" else ("valid", [], "valid")
    options = c.get("options", [])
    withdrawn = lambda o: c["method"] != "motion" and options[o].get("withdrawn", False)
    most, kind = rules.get("max_choices", 0), METHODS[c["method"]]
    if kind == "ranks":
        return judge_ranks(marks, rules, treat, withdrawn, most)
    variant, flaws, kept = c.get("variant", {}), [], []
    for o, value in marks:
        if withdrawn(o):
            if treat("withdrawn") == "refuse":
                flaws.append("withdrawn-option")
        elif kind == "points" and not variant.get("min_points", 0) <= value <= variant.get("max_points", 0):
            flaws.append("out-of-range")
        else:
            kept.append((o, value))
    if kind == "single" and len(kept) > 1:
        flaws.append("overvote")
    if most and len(kept) > most:
        flaws.append("too-many-choices")
    if flaws:
        return min(flaws, key=REASONS.index), [], "valid"
    if kind == "points":
        kept = [m for m in kept if m[1] != variant.get("min_points", 0)]
    return "valid", kept, "valid"


def judge_ranks(marks, rules, treat, withdrawn, most):
    if most and len(marks) > most:
        return "too-many-choices", [], "valid"
    kept, last, level = [], 0, 0
    for rank in sorted({value for _, value in marks}):
        if rank - last > rules.get("max_skipped", 0) + 1 and treat("skipped") != "ignore":
            return ("skipped-rank", [], "valid") if treat("skipped") == "refuse" else ("valid", kept, "skipped-rank")
        last = rank
        here = []
        for o in sorted(o for o, value in marks if value == rank):
            if not withdrawn(o):
                here.append(o)
            elif treat("withdrawn") == "refuse":
                return "withdrawn-option", [], "valid"
        if len(here) > 1 and treat("overvote") not in ("equal", "end-if-several"):
            if treat("overvote") == "refuse":
                return "overvote", [], "valid"
            if treat("overvote") == "end":
                return "valid", kept, "overvote"
            continue  # passed over
        if len(here) > 1 and treat("overvote") == "end-if-several":
            pass  # kept: whether several are left is seen while counting
        if here:
            level += 1
            kept += [(o, level) for o in here]
    return "valid", kept, "valid"


class Tally:
    """The ballots as they count, by group."""

    def __init__(self, record):
        c = record.contest
        self.contest, self.merged = c, record.merged
        self.entries = {}  # (group, reason why it ends, marks) -> number
        self.accounts = [[0] * len(REASONS) for _ in range(group_count(c))]
        self.blank = [0] * group_count(c)
        for _, group, _, marks in record.ballots:
            reason, kept, ends = judge(c, marks)
            self.accounts[group][REASONS.index(reason)] += 1
            if reason == "valid":
                self.blank[group] += marks == []
                key = (group, REASONS.index(ends), tuple(kept))
                self.entries[key] = self.entries.get(key, 0) + 1

    def valid(self, group):
        return self.accounts[group][0]

    def ordered(self):
        """Entries by group, by why they end, and by what they say of the last option, then
        of the one before it, and so on."""
        options = len(ids_of(self.contest))
        least = self.contest.get("variant", {}).get("min_points", 0) if METHODS[self.contest["method"]] == "points" else -1

        def key(entry):
            value = {o: v - least for o, v in entry[2]}
            return entry[0], ENDS.index(REASONS[entry[1]]), [value.get(o, 0) for o in range(options - 1, -1, -1)]
        return sorted(self.entries, key=key)

    def digest(self, contest_digest):
        """SHA-256 of the encoding that package ballot describes at Tally.MarshalBinary."""
        b = bytearray(b"dfc-tally-1\n" + contest_digest)

        def put(n):
            while n >= 128:
                b.append(n & 127 | 128)
                n >>= 7
            b.append(n)
        kind = METHODS[self.contest["method"]]
        least = self.contest.get("variant", {}).get("min_points", 0) if kind == "points" else 0
        put(len(self.merged))
        for g in self.merged:
            put(g)
        for account, blank in zip(self.accounts + [[0] * len(REASONS)], self.blank + [0]):
            for n in account:
                put(n)
            put(blank)
        put(len(self.entries))
        for entry in self.ordered():
            group, ends, marks = entry
            put(group)
            b.append(ends)
            put(self.entries[entry])
            put(len(marks))
            for o, v in marks:
                put(o)
                if kind in ("ranks", "points"):
                    put(v - least)
        return sha256(bytes(b)).hex()

    def json_ballots(self):
        ids, groups, kind, out = ids_of(self.contest), self.contest.get("groups", []), METHODS[self.contest["method"]], []
        for entry in self.ordered():
            group, ends, marks = entry
            line = {"n": self.entries[entry]}
            if groups:
                line["group"] = groups[group]["id"]
            if kind == "ranks" and marks:
                line["ranks"] = [[ids[o] for o, v in marks if v == rank] for rank in range(1, marks[-1][1] + 1)]
            elif kind == "points" and marks:
                line["points"] = {ids[o]: v for o, v in marks}
            elif marks:
                line["for"] = [ids[o] for o, _ in marks]
            if ends:
                line["ends"] = REASONS[ends]
            out.append(line)
        return out

    def json_turnout(self, weights):
        out, groups = [], self.contest.get("groups", [])
        for g, account in enumerate(self.accounts):
            row = {"group": groups[g]["id"]} if groups else {}
            row.update(cast=sum(account), valid=account[0])
            if self.blank[g]:
                row["blank"] = self.blank[g]
            invalid = [{"reason": REASONS[i], "ballots": n} for i, n in enumerate(account) if i and n]
            if invalid:
                row["invalid"] = invalid
            if weights is not None:
                row["weight"] = weights[g]
            out.append(row)
        return out


# ---- counting again

class Count:
    """Counts by the definition of the method, in fractions, looking at every ballot anew."""

    LIMIT = 20000  # courses of a tie that are followed

    def __init__(self, tally, lot):
        c = self.contest = tally.contest
        self.tally, self.lot = tally, lot
        self.options, self.seats = c.get("options", []), c.get("seats", 0)
        self.standing = [i for i, o in enumerate(self.options) if not o.get("withdrawn")]
        self.parts = [[g] for g in range(group_count(c))]
        for g in tally.merged[1:]:
            self.parts[tally.merged[0]].append(g)
            self.parts[g] = []
        self.weigh()
        self.papers = [(e[0], dict(e[2]), tally.entries[e], self.weights[e[0]] * tally.entries[e]) for e in tally.ordered()]

    def eligible(self, g):
        groups = self.contest.get("groups", [])
        return sum(groups[p].get("eligible", 0) for p in self.parts[g]) if groups else self.contest.get("eligible", 0)

    def weigh(self):
        w, n = self.contest.get("weighting", {}), len(self.parts)
        rule = w.get("rule", "per-head")
        self.all = Fraction(self.contest.get("eligible", 0))
        self.weights = [Fraction(1)] * n
        self.per_head = rule == "per-head"
        if self.per_head:
            return
        share = [sum(Fraction(self.contest["groups"][p].get("share", "1")) for p in parts) for parts in self.parts]
        self.all = sum(share)
        present = sum(s for g, s in enumerate(share) if self.tally.valid(g))
        self.weights = [Fraction(0)] * n
        for g in range(n):
            if self.tally.valid(g):
                by = self.eligible(g) if rule == "by-eligible" else max(self.tally.valid(g), w.get("min_turnout", 0))
                self.weights[g] = share[g] / by
                if w.get("absent") == "shared-out":
                    self.weights[g] *= Fraction(self.all) / present

    def quorate(self):
        q = self.contest.get("quorum")
        if not q:
            return True
        everybody = sum(self.tally.valid(g) for g in range(len(self.parts)))
        if everybody < q.get("ballots", 0):
            return False
        if "share" in q and (everybody == 0 or everybody < Fraction(q["share"]) * self.contest.get("eligible", 0)):
            return False
        living = [g for g, parts in enumerate(self.parts) if parts]
        reached = sum(self.tally.valid(g) >= q.get("group_ballots", 0) for g in living)
        return not q.get("group_ballots") or reached >= (q.get("groups") or len(living))

    def present(self, g):
        return sum(self.tally.accounts[g]) - self.tally.accounts[g][REASONS.index("not-on-roll")]

    def number(self, g, option):
        return sum(n for group, marks, n, _ in self.papers if group == g and option in marks)

    @staticmethod
    def reached(m, support, basis):
        if not support:
            return False
        if not basis:
            return True
        part, share = Fraction(support) / basis, Fraction(m["share"])
        return part > share or part == share and m.get("at_least", False)

    def holds(self, q, yes, no):
        """Whether a requirement is met; of an option (no is None) or of a motion."""
        counts = []
        for g, parts in enumerate(self.parts):
            for_it, against = self.number(g, yes), 0 if no is None else self.number(g, no)
            cast = self.tally.valid(g) - self.tally.blank[g] if no is None else for_it + against
            counts.append((for_it, against, {"cast": cast, "present": self.present(g), "all": self.eligible(g)}, parts))
        return self.overall(q.get("overall"), counts) and self.by_groups(q.get("groups"), counts)

    def overall(self, m, counts):
        if not m:
            return True
        weigh = lambda numbers: sum(w * n for w, n in zip(self.weights, numbers))
        if m["basis"] == "all":
            basis = self.all
        elif m["basis"] == "present" and not self.per_head:
            basis = weigh(self.tally.valid(g) for g in range(len(self.parts)))
        else:
            basis = weigh(c[2][m["basis"]] for c in counts)
        return self.reached(m, weigh(c[0] for c in counts), basis) and not (m.get("consent") and weigh(c[1] for c in counts))

    def by_groups(self, m, counts):
        if not m:
            return True
        living = [(g, c) for g, c in enumerate(counts) if c[3]]
        support = sum(self.reached(m, c[0], c[2][m["basis"]]) and not (m.get("consent") and c[1]) for _, c in living)
        objecting = sum(c[1] > c[0] for _, c in living)
        need = m.get("in", 0)
        if not need:
            need = max(1, sum(self.tally.valid(g) > 0 for g, _ in living)) if m.get("voting") else len(living)
        return support >= need and ("objections" not in m or objecting <= m["objections"])

    # Elections. A method asks choose() where options are equal; without a lot the count runs
    # again for every answer.

    def choose(self, options):
        if len(options) == 1:
            return options[0]
        if self.lot is not None:
            return min(options, key=self.lot.index)
        self.asked += 1
        if self.asked > len(self.script):
            self.script.append(0)
            self.widths.append(len(options))
        return sorted(options)[self.script[self.asked - 1]]

    def elect(self):
        """Every set that can be elected, or None where there are too many courses."""
        sets, self.script, self.widths = set(), [], []
        for _ in range(self.LIMIT):
            self.asked = 0
            sets.add(tuple(sorted(self.course())))
            while self.script and self.script[-1] + 1 >= self.widths[-1]:
                self.script.pop()
                self.widths.pop()
            if not self.script:
                return sorted(sets)
            self.script[-1] += 1
        return None

    def course(self):
        if self.contest.get("uncontested") and len(self.standing) <= self.seats and self.fits():
            return [o for o in self.standing if not self.options[o].get("write_ins")]
        if not self.standing or not any(marks for _, marks, _, _ in self.papers):
            return []
        return {"approval": self.approval, "schulze": self.schulze, "equal-shares": self.equal_shares}[self.contest["method"]]()

    def fits(self):
        names = [self.options[o].get("affiliation", "") for o in self.standing]
        cap = self.contest.get("cap", 0)
        return not cap or all(not n or names.count(n) <= cap for n in names)

    def open(self, elected):
        cap = self.contest.get("cap", 0)
        name = lambda o: self.options[o].get("affiliation", "")
        return [o for o in self.standing if o not in elected
                and not (cap and name(o) and sum(name(e) == name(o) for e in elected) >= cap)]

    def best(self, elected, value):
        """The options that can still be elected with the highest value."""
        values = {o: value(o) for o in self.open(elected)}
        values = {o: v for o, v in values.items() if v is not None}
        return [o for o in values if values[o] == max(values.values())]

    def support(self, o):
        return sum((w for _, marks, _, w in self.papers if o in marks), Fraction(0))

    def approval(self, elected=()):
        elected = list(elected)
        while len(elected) < self.seats and self.open(elected):
            elected.append(self.choose(self.best(elected, self.support)))
        return elected

    def schulze(self):
        rank = lambda marks, o: marks.get(o, len(marks) + 1)
        prefer = {(a, b): sum((w for _, m, _, w in self.papers if rank(m, a) < rank(m, b)), Fraction(0))
                  for a in self.standing for b in self.standing if a != b}
        margins = self.contest.get("variant", {}).get("defeats") == "margins"
        strength = {}
        for (a, b), p in prefer.items():
            other = prefer[b, a]
            strength[a, b] = (p - other if margins else p) if p > other else Fraction(0)
        for via in self.standing:  # the strongest path, by Floyd and Warshall
            for a in self.standing:
                for b in self.standing:
                    if len({a, b, via}) == 3:
                        strength[a, b] = max(strength[a, b], min(strength[a, via], strength[via, b]))
        winners = [a for a in self.standing if all(strength[a, b] >= strength[b, a] for b in self.standing if b != a)]
        return [self.choose(winners)]

    def equal_shares(self):
        weight = sum((w for _, _, _, w in self.papers), Fraction(0))
        self.money = [self.seats / weight if weight else Fraction(0)] * len(self.papers)
        elected = []
        while len(elected) < self.seats:
            best = self.best(elected, lambda o: None if self.price(o) is None else -self.price(o))
            if not best:
                return self.complete(elected)
            o = self.choose(best)
            price = self.price(o)
            self.money = [m - min(price, m) if o in p[1] else m for m, p in zip(self.money, self.papers)]
            elected.append(o)
        return elected

    def price(self, o):
        """The least price each unit of weight has to pay so that 1 comes together, where who has
        less gives all; None where it does not come together."""
        purses = sorted((m, p[3]) for m, p in zip(self.money, self.papers) if o in p[1])
        missing, rich = Fraction(1), sum((w for _, w in purses), Fraction(0))
        for money, w in purses:  # the poorest first
            if rich and missing / rich <= money:
                return missing / rich
            missing -= money * w
            rich -= w
        return None

    def complete(self, elected):
        how = self.contest.get("variant", {}).get("completion", "phragmen")
        if how == "none":
            return elected
        if how == "approval":
            return self.approval(elected)
        while len(elected) < self.seats and self.open(elected):
            def wait(o):
                weight = self.support(o)
                has = sum((m * p[3] for m, p in zip(self.money, self.papers) if o in p[1]), Fraction(0))
                return None if not weight else (has - 1) / weight
            best = self.best(elected, wait)
            if not best:
                elected.append(self.choose(self.open(elected)))
                continue
            o = self.choose(best)
            earned = -wait(o)
            self.money = [Fraction(0) if o in p[1] else m + earned for m, p in zip(self.money, self.papers)]
            elected.append(o)
        return elected

    def outcome(self):
        """What the result must say, as far as this program knows; sets of options as sets."""
        if not self.quorate():
            return {"outcome": "no-quorum", "elected": set()}
        if self.contest["method"] == "motion":
            return {"outcome": "adopted" if self.holds(self.contest["majority"], 0, 1) else "rejected", "elected": set()}
        if "floor" in self.contest:
            self.standing = [o for o in self.standing if self.holds(self.contest["floor"], o, None)]
        ids, sets = ids_of(self.contest), self.elect()
        if sets is None:
            return None
        if len(sets) > 1:
            common = set.intersection(*map(set, sets))
            return {"outcome": "tied", "elected": {ids[o] for o in common},
                    "possible_sets": {frozenset(ids[o] for o in s) for s in sets}}
        elected = {ids[o] for o in sets[0] if not self.options[o].get("none")}
        return {"outcome": "elected", "elected": elected, "vacant": self.seats - len(elected)}


# ---- the check

class Report:
    def __init__(self, data, trust):
        self.faults, self.trust, self.record, self.recounted, self.outcome = set(), trust, None, False, None
        try:
            self.record = Record(data)
        except Fault as f:
            self.faults.add(f.code)
            return
        self.key = trust.key if trust else self.record.opening.key
        self.statements()
        self.lists()
        self.result()

    def fault(self, reason, section, when=True):
        if when:
            self.faults.add(reason + "@" + section)

    def statements(self):
        r, o, k = self.record, self.record.opening, self.record.closing
        s = r.sections
        if self.trust:
            self.fault("foreign-opening", "opening", o.digest.hex() != self.trust.opening)
            self.fault("foreign-key", "opening", o.key.text != self.trust.key.text)
        self.witnessed = [self.signatures(o.note, "opening"), self.signatures(k.note, "close")]
        self.fault("wrong-contest", "contest", sha256(s["contest"][0]).hex() != o.contest)
        self.fault("wrong-roll", "roll", (len(s["roll"]), tree_hash(s["roll"])) != (o.eligible, o.roll))
        people = [0] * group_count(r.contest)
        for _, group, _ in r.roll:
            people[group] += 1
        wrong = r.contest.get("eligible", 0) not in (0, len(r.roll)) or any(
            g.get("eligible", 0) not in (0, n) for g, n in zip(r.contest.get("groups", []), people))
        self.fault("wrong-eligible", "roll", wrong)
        self.fault("wrong-box", "close", k.box != o.box)
        self.fault("wrong-opening", "close", k.opening != o.digest.hex())
        self.fault("wrong-tree", "close", (k.lines, k.tree) != (len(r.before), tree_hash(r.before)))
        self.fault("wrong-numbers", "close", k.numbers != [len(s[n]) for n in ("roll", "marks", "receipts", "ballots")])
        self.fault("wrong-result", "close", sha256(s["result"][0]).hex() != k.result)

    def signatures(self, note, section):
        """Checks the signatures of a statement; the names of the witnesses that have signed."""
        self.fault("bad-signature", section, not note.signed(0, self.key))
        witnesses, signed = self.record.opening.witnesses, []
        at = 0
        for i in range(1, len(note.signatures)):
            found = next((w for w in range(at, len(witnesses)) if note.by(i, witnesses[w])), None)
            if found is None:
                self.fault("stray-signature", section)
                continue
            at = found + 1
            if note.signed(i, witnesses[found]):
                signed.append(witnesses[found])
            else:
                self.fault("bad-cosignature", section)
        needed = self.record.opening.threshold
        counted = signed
        if self.trust:
            needed = max(needed, self.trust.threshold)
            counted = [w for w in signed if w.text in [t.text for t in self.trust.witnesses]]
        self.fault("missing-cosignature", section, len(counted) < needed)
        return {w.name for w in signed}

    def lists(self):
        r, s, o = self.record, self.record.sections, self.record.opening
        for name in ("roll", "marks", "receipts", "ballots"):
            lines = [line.encode() for line in s[name]]
            self.fault("unsorted", name, any(a > b for a, b in zip(lines, lines[1:])))
        twice = lambda keys: len(set(keys)) < len(keys)
        self.fault("duplicate", "roll", twice([v[0] for v in r.roll]))
        self.fault("duplicate", "marks", twice(s["marks"]))
        self.fault("duplicate", "receipts", twice(s["receipts"]))
        self.fault("duplicate", "ballots", o.tagged and twice([b[0] for b in r.ballots]))
        self.group = {v[0]: v[1] for v in r.roll}
        self.fault("not-on-roll", "marks", any(m not in self.group for m in s["marks"]))
        marks, receipts, ballots = len(s["marks"]), len(s["receipts"]), len(r.ballots)
        self.fault("more-marks-than-ballots", "ballots", marks > ballots)
        self.fault("fewer-marks-than-ballots", "ballots", marks < ballots)
        self.fault("fewer-receipts-than-ballots", "receipts", receipts < ballots)
        self.fault("more-receipts-than-ballots", "receipts", receipts > ballots)
        self.tally = Tally(r)
        self.votes()
        self.groups()

    def under(self, group):
        return self.record.merged[0] if group in self.record.merged else group

    def votes(self):
        r, o = self.record, self.record.opening
        if o.level == "open":
            marked = set(r.sections["marks"])
            self.fault("vote-without-mark", "ballots", any(b[0] not in marked for b in r.ballots))
            self.fault("wrong-groups", "ballots", any(
                b[0] in self.group and self.under(self.group[b[0]]) != b[1] for b in r.ballots))
        elif o.receipts == "tracker":
            trackers = {tracker(o.digest, b[0], b[2]) for b in r.ballots}
            self.fault("wrong-tracker", "receipts", trackers != set(r.sections["receipts"]))

    def groups(self):
        r, s = self.record, self.record.sections
        cast = [sum(account) for account in self.tally.accounts]
        sane = not self.faults & {"duplicate@roll", "duplicate@marks", "not-on-roll@marks"}
        if sane and len(s["marks"]) == len(r.ballots) and r.opening.level != "open":
            voted = [0] * len(cast)
            for m in s["marks"]:
                voted[self.under(self.group[m])] += 1
            self.fault("wrong-groups", "ballots", any(
                self.under(g) == g and voted[g] != cast[g] for g in range(len(cast))))
        least = r.contest.get("merge", 0)
        if r.merged and (not least or any(cast[g] for g in r.merged[1:])):
            self.fault("wrong-merge", "merged")
        valid = [self.tally.valid(g) for g in range(len(cast))]
        small = any(0 < n < least for n in valid) and sum(n > 0 for n in valid) > 1
        if not (r.merged and not least):
            self.fault("small-group", "ballots", small)

    def result(self):
        r = self.record
        said, c = r.result, r.contest
        head, line = r.sections["contest"][0], r.sections["result"][0]
        digest = sha256(head)
        if '"contest":' + head + "," not in line or said.get("contest") != json.loads(head) or said.get("contest_digest") != digest.hex():
            return self.fault("foreign-result", "result")
        if said.get("without"):
            return self.fault("options-left-out", "result")
        try:
            lot = read_lot(c, said.get("lot"))
        except (ValueError, KeyError, TypeError, AttributeError):
            return self.fault("bad-lot", "result")
        if self.faults & {"wrong-merge@merged", "small-group@ballots"}:
            return None  # it is not known which groups were counted
        self.about_ballots(digest)
        if c["method"] not in ("approval", "equal-shares", "schulze", "motion"):
            return None
        if c.get("tie") == "open":
            lot = None
        self.outcome = Count(self.tally, lot).outcome()
        if self.outcome is not None:
            self.recounted = True
            self.compare()
        return None

    def about_ballots(self, digest):
        said, t, c = self.record.result, self.tally, self.record.contest
        weights = None
        if c.get("weighting", {}).get("rule", "per-head") != "per-head":
            weights = [str(w) for w in Count(t, None).weights]
        self.fault("wrong-ballots", "result", said.get("ballots") != t.json_ballots()
                   or said.get("ballots_digest") != t.digest(digest) or said.get("turnout") != t.json_turnout(weights)
                   or said.get("merged_groups", []) != ([[c["groups"][g]["id"] for g in t.merged]] if t.merged else []))

    def compare(self):
        said, o = self.record.result, self.outcome
        wrong = said.get("outcome") != o["outcome"] or as_set(said.get("elected", [])) != o["elected"]
        if "vacant" in o:
            wrong = wrong or said.get("vacant", 0) != o["vacant"]
        if "possible_sets" in o and not said.get("possible_sets_incomplete"):
            wrong = wrong or {as_set(s) for s in said.get("possible_sets", [])} != o["possible_sets"]
        if "possible_sets" not in o:
            wrong = wrong or "possible_sets" in said
        wrong = wrong or self.record.contest.get("groups", []) != [] and said.get("support_by_group") != self.support()
        self.fault("wrong-count", "result", wrong)

    def support(self):
        """Ballots for each option, by group; of rankings those that rank it first."""
        ids = ids_of(self.record.contest)
        rows = [dict.fromkeys(ids, 0) for _ in self.tally.accounts]
        for (group, _, marks), n in self.tally.entries.items():
            for o, value in marks:
                if value < 2:
                    rows[group][ids[o]] += n
        return rows

    def receipt(self, data):
        try:
            receipt = Receipt(data)
        except (ValueError, IndexError):
            return self.fault("bad-receipt", "receipt")
        if self.record is None:
            return self.fault("receipt-not-found", "receipt")
        o = self.record.opening
        self.fault("receipt-signature", "receipt", not receipt.note.signed(0, self.key))
        self.fault("foreign-receipt", "receipt", receipt.opening != o.digest.hex() or receipt.kind != o.receipts)
        if receipt.entry not in self.record.sections["receipts"]:
            return self.fault("receipt-not-found", "receipt")
        if receipt.kind == "tracker" and o.receipts == "tracker":
            self.fault("receipt-mismatch", "receipt", not any(
                b[0] == receipt.salt and tracker(o.digest, b[0], b[2]) == receipt.entry for b in self.record.ballots))
        return None

    def as_json(self):
        out = {"accepted": not self.faults, "trusted": self.trust is not None, "faults": sorted(self.faults),
               "recounted": self.recounted}
        if self.outcome:
            out.update(outcome=self.outcome["outcome"], elected=sorted(self.outcome["elected"]))
        return json.dumps(out)


def as_set(ids):
    try:
        return frozenset(ids)
    except TypeError:
        return None


def tracker(opening, salt, marks):
    return sha256(b"dfc-box-tracker-1\n" + opening + bytes.fromhex(salt) + marks.encode()).hex()


def read_lot(c, lot):
    """The lot order as a list of options; a drawn one must follow from its key (RFC 3797)."""
    if lot is None:
        return None
    ids, key, how = ids_of(c), lot.get("key", ""), lot["how"]
    order = [ids.index(i) for i in lot["order"]]
    if sorted(order) != list(range(len(ids))) or how not in ("by-hand", "rfc3797-sha256", "rfc3797-md5"):
        raise ValueError("no lot")
    if how == "by-hand":
        return order
    pool, drawn = list(range(len(ids))), []
    if len(key.encode()) > 4096:
        raise ValueError("no key")
    for i in range(len(ids)):
        index = i.to_bytes(2, "big")
        digest = hashlib.new("sha256" if how == "rfc3797-sha256" else "md5", index + key.encode() + index).digest()
        drawn.append(pool.pop(int.from_bytes(digest, "big") % len(pool)))
    if drawn != order:
        raise ValueError("not drawn")
    return order


# ---- the command

TEXTS = {
    "de": {
        "faults": "Zurückgewiesen. Was falsch ist:", "accepted": "Angenommen.",
        "consistent": "Angenommen, soweit es ohne Vertrauensdatei geht: Die Niederschrift widerspricht sich nicht.",
        "checked": "Geprüft: Form, Unterschriften, Verzeichnis der Stimmberechtigten ({roll} Personen), Vermerke ({marks}), Quittungen ({receipts}), Stimmzettel ({ballots}), Baum.",
        "witnesses": "Eröffnung und Schluss bezeugt: {names} (verlangt: {needed}).", "nobody": "niemand",
        "counted": "Neu gezählt: {outcome}{elected}", "not-counted": "Nicht neu gezählt: Das Verfahren „{method}“ kennt dieses Programm nicht.",
        "trust": "Nicht geprüft: ob die Schlüssel die richtigen sind (ohne -trust).",
        "receipt": "Nicht geprüft: ob Ihre eigene Stimme in der Urne ist (ohne -receipt).",
        "exchange": "Nicht geprüft: ob vor dem Schluss Stimmen ausgetauscht wurden; das zeigt keine Niederschrift.",
        "level": {"open": "Offene Abstimmung mit Namen.", "operator": "Geheim vor allen außer der Stelle, die die Urne betreibt."},
        "usage": "verify.py [-lang de|en] [-trust VERTRAUEN] [-receipt QUITTUNG] [-json] NIEDERSCHRIFT",
        "outcomes": {"elected": "gewählt", "tied": "Gleichstand; in jedem Fall gewählt", "no-quorum": "nicht beschlussfähig",
                     "adopted": "angenommen", "rejected": "abgelehnt"}},
    "en": {
        "faults": "Rejected. What is wrong:", "accepted": "Accepted.",
        "consistent": "Accepted, as far as that goes without a trust file: the record does not contradict itself.",
        "checked": "Checked: form, signatures, electoral roll ({roll} people), marks ({marks}), receipts ({receipts}), ballots ({ballots}), tree.",
        "witnesses": "Opening and close witnessed by: {names} (needed: {needed}).", "nobody": "nobody",
        "counted": "Counted again: {outcome}{elected}", "not-counted": "Not counted again: this program does not know the method “{method}”.",
        "trust": "Not checked: whether the keys are the right ones (without -trust).",
        "receipt": "Not checked: whether your own vote is in the box (without -receipt).",
        "exchange": "Not checked: whether votes were exchanged before the close; no record shows that.",
        "level": {"open": "Open vote with names.", "operator": "Secret from everybody but the operator of the box."},
        "usage": "verify.py [-lang de|en] [-trust TRUST] [-receipt RECEIPT] [-json] RECORD",
        "outcomes": {"elected": "elected", "tied": "tied; elected in any case", "no-quorum": "no quorum", "adopted": "adopted",
                     "rejected": "rejected"}},
}


def visible(text):
    return "".join(c if c.isprintable() else "<U+%04X>" % ord(c) for c in text)


def tell(report, t, receipt):
    lines = []
    if report.record:
        o, s = report.record.opening, report.record.sections
        lines.append(t["level"][o.level])
        lines.append(t["checked"].format(**{n: len(s[n]) for n in ("roll", "marks", "receipts", "ballots")}))
        both = report.witnessed[0] & report.witnessed[1]
        lines.append(t["witnesses"].format(names=", ".join(sorted(both)) or t["nobody"], needed=o.threshold))
        if report.recounted and not report.faults:
            elected = ", ".join(sorted(report.outcome["elected"]))
            lines.append(t["counted"].format(outcome=t["outcomes"][report.outcome["outcome"]], elected=": " + elected if elected else ""))
        elif not report.recounted:
            lines.append(t["not-counted"].format(method=report.record.contest["method"]))
        if not receipt and o.level != "open":
            lines.append(t["receipt"])
        if o.level != "open":
            lines.append(t["exchange"])
    if not report.trust:
        lines.append(t["trust"])
    if report.faults:
        lines += [t["faults"]] + ["  " + code for code in sorted(report.faults)]
    else:
        lines.append(t["accepted"] if report.trust else t["consistent"])
    return "\n".join(visible(line) for line in lines)


def read(path):
    with open(path, "rb") as f:
        return f.read(MAX_RECORD + 1)


def check(record, trust, receipt):
    """Reads the files and checks them. Unreadable files raise OSError or ValueError."""
    report = Report(read(record), Trust(read(trust)) if trust else None)
    if receipt:
        report.receipt(read(receipt))
    return report


def batch():
    for line in sys.stdin:
        fields = (line.rstrip("\n").split("\t") + ["", ""])[:3]
        print(check(*fields).as_json(), flush=True)


def main(args):
    flags = {"-lang": "de", "-trust": "", "-receipt": ""}
    files, as_json = [], False
    while args:
        arg = args.pop(0)
        arg = "-" + arg.lstrip("-") if arg.startswith("--") else arg
        if arg in flags and args:
            flags[arg] = args.pop(0)
        elif arg == "-json":
            as_json = True
        elif arg == "-batch":
            return batch()
        elif arg.startswith("-"):
            files = None
            break
        else:
            files.append(arg)
    t = TEXTS.get(flags["-lang"])
    if t is None or files is None or len(files) != 1:
        print((t or TEXTS["de"])["usage"], file=sys.stderr)
        return 2
    try:
        report = check(files[0], flags["-trust"], flags["-receipt"])
    except (OSError, ValueError) as e:
        print("verify.py: %s" % e, file=sys.stderr)
        return 2
    print(report.as_json() if as_json else tell(report, t, flags["-receipt"]))
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
