/** "Did you mean": the nearest known name, by CPython's weighted edit distance. */

import { namesOf } from "../builtins/attribute-names.ts";
import { toBinaryText } from "../builtins/bytes-text.ts";
import { AttributeError, ImportError, NameError } from "../errors.ts";
import type { Frame } from "../frame.ts";
import type { PyException } from "../objects/exception.ts";
import { PyModule } from "../objects/module.ts";
import type { Machine, Value } from "../objects/object.ts";
import { hasAttribute } from "../protocols/attributes.ts";
import { encodeText } from "../text/encoding.ts";

const maximumCandidates = 750;
const maximumLength = 40;
const moveCost = 2;
const caseCost = 1;

/** The frames where names were missing: their variables are the candidates. */
const framesOfNameErrors = new WeakMap<PyException, Frame>();

export function rememberFrame(exception: PyException, frame: Frame): void {
  framesOfNameErrors.set(exception, frame);
}

/** What may have been meant, as CPython's last line goes on: `. Did you mean: 'x'?`; "" for nothing. */
export function hintFor(machine: Machine, exception: PyException): string {
  const { attributes, type } = exception;
  if (type.isSubtypeOf(ImportError)) {
    const module = attributes.get("module");
    const name = attributes.get("name_from");
    return typeof name === "string" && module instanceof PyModule ? meant(closest(name, namesOf(machine, module))) : "";
  }
  const name = attributes.get("name");
  if (typeof name !== "string") return "";
  if (type.isSubtypeOf(AttributeError)) {
    const object: Value | undefined = attributes.get("obj");
    return object === undefined ? "" : meant(closest(name, namesOf(machine, object)));
  }
  return type.isSubtypeOf(NameError) ? nameHint(machine, exception, name) : "";
}

const meant = (name: string | null): string => (name === null ? "" : `. Did you mean: '${name}'?`);

function nameHint(machine: Machine, exception: PyException, name: string): string {
  const frame = framesOfNameErrors.get(exception);
  if (frame === undefined) return "";
  const hint = meant(nameSuggestion(machine, frame, name));
  if (!importable.has(name)) return hint;
  return hint === "" ? `. Did you forget to import '${name}'?` : `${hint} Or did you forget to import '${name}'?`;
}

/** In a method, an attribute of `self` of that name; else the nearest local name, then global, then builtin. */
function nameSuggestion(machine: Machine, frame: Frame, name: string): string | null {
  const { code, globals } = frame;
  const locals = [...code.localNames, ...code.cellNames].filter((local) => !local.startsWith("."));
  const self = code.localNames[0] === "self" ? frame.slots[0] : undefined;
  if (self !== undefined && hasAttribute(machine, self, name)) return `self.${name}`;
  return closest(name, locals) ?? closest(name, [...globals.keys()]) ?? closest(name, [...machine.builtins.keys()]);
}

/** Modules that a missing name may stand for. */
const importable = new Set(
  (
    "abc argparse array ast asyncio base64 bisect builtins calendar cmath cmd code codecs collections colorsys " +
    "configparser contextlib copy csv ctypes dataclasses datetime decimal difflib dis doctest email enum errno " +
    "faulthandler fileinput fnmatch fractions ftplib functools gc getopt getpass gettext glob graphlib gzip hashlib " +
    "heapq hmac html http imaplib importlib inspect io ipaddress itertools json keyword linecache locale logging lzma " +
    "mailbox marshal math mimetypes mmap multiprocessing netrc numbers operator optparse os pathlib pdb pickle pkgutil " +
    "platform plistlib poplib posix pprint profile pstats pty pwd queue quopri random re readline reprlib resource " +
    "sched secrets select selectors shelve shlex shutil signal site smtplib socket socketserver sqlite3 ssl stat " +
    "statistics string stringprep struct subprocess symtable sys sysconfig tarfile tempfile textwrap this threading " +
    "time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle types typing unicodedata " +
    "unittest urllib uuid venv warnings wave weakref webbrowser wsgiref xml zipfile zipimport zlib zoneinfo"
  ).split(" "),
);

/** CPython's distance is of the bytes of UTF-8: here as a text of one character a byte; null for what has no UTF-8. */
function bytesOf(name: string): string | null {
  if (/^[\0-\x7f]*$/.test(name)) return name;
  if (/\p{Cs}/u.test(name)) return null;
  return toBinaryText(encodeText(name, "utf-8", "strict"));
}

/** The candidate nearest to a name, where one is near enough. */
export function closest(wanted: string, candidates: readonly string[]): string | null {
  const name = bytesOf(wanted);
  if (name === null || candidates.length > maximumCandidates || name.length > maximumLength) return null;
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const item of candidates) {
    if (item === wanted) continue;
    const candidate = bytesOf(item);
    if (candidate === null) return null;
    // No more than a third of the letters may differ.
    let limit = Math.floor(((name.length + candidate.length + 3) * moveCost) / 6);
    limit = Math.min(limit, bestDistance - 1);
    const distance = editDistance(name, candidate, limit);
    if (distance > limit) continue;
    if (best === null || distance < bestDistance) {
      best = item;
      bestDistance = distance;
    }
  }
  return best;
}

function substitutionCost(a: string, b: string): number {
  if (a === b) return 0;
  return /^[a-z]$/i.test(a) && a.toLowerCase() === b.toLowerCase() ? caseCost : moveCost;
}

function editDistance(first: string, second: string, limit: number): number {
  let a = first;
  let b = second;
  while (a.length > 0 && b.length > 0 && a[0] === b[0]) {
    a = a.slice(1);
    b = b.slice(1);
  }
  while (a.length > 0 && b.length > 0 && a[a.length - 1] === b[b.length - 1]) {
    a = a.slice(0, -1);
    b = b.slice(0, -1);
  }
  if (a.length === 0 || b.length === 0) return (a.length + b.length) * moveCost;
  if (a.length > maximumLength || b.length > maximumLength) return limit + 1;
  if (b.length < a.length) [a, b] = [b, a];
  if ((b.length - a.length) * moveCost > limit) return limit + 1;
  const row = Array.from(a, (_letter, i) => (i + 1) * moveCost);
  let result = 0;
  for (let j = 0; j < b.length; j++) {
    let distance = j * moveCost;
    result = distance;
    let minimum = Number.POSITIVE_INFINITY;
    for (let i = 0; i < a.length; i++) {
      const substitute = distance + substitutionCost(b[j], a[i]);
      distance = row[i];
      result = Math.min(substitute, Math.min(result, distance) + moveCost);
      row[i] = result;
      minimum = Math.min(minimum, result);
    }
    if (minimum > limit) return limit + 1;
  }
  return result;
}
