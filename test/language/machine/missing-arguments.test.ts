/** Every callable that a cell can reach, called with too few arguments and with wrong ones: no call is an internal error. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createInterpreter } from "../../../src/language/interpreter.ts";

const program = `
import abc, bisect, collections, contextlib, copy, dataclasses, enum, functools, heapq, io, itertools, json, math
import numbers, operator, pprint, random, re, statistics, string, textwrap, time, types, typing, warnings
class Color(enum.Enum):
    RED = 1
class Slotted:
    __slots__ = ("s",)
    def method(self): pass
    @property
    def shown(self): return 1
def steps():
    yield 1
values = [1, True, 1.5, "a", b"a", (1,), [1], {1: 2}, {1}, frozenset({1}), None, range(3), slice(1), len, [].append,
    (1).__add__, str.upper, int.__add__, Slotted, Slotted(), Slotted().method, Slotted.shown, Slotted.s, Slotted.__dict__,
    steps(), steps, {}.keys(), {}.items(), iter([]), iter(""), reversed([]), enumerate([]), zip(), map(str, []), property(),
    staticmethod(len), classmethod(len), super(Slotted, Slotted()), int | str, list[int], math, type, object(), KeyError(1),
    OSError(1, "a"), SyntaxError("a"), UnicodeDecodeError("utf-8", b"a", 0, 1, "r"), steps.__code__, Color, Color.RED,
    functools.partial(len), functools.lru_cache(len), operator.itemgetter(1), re.compile("a"), re.match("a", "a"),
    random.Random(1), collections.deque(), collections.Counter(), collections.defaultdict(), collections.OrderedDict(),
    collections.namedtuple("N", "a")(1), itertools.chain(), itertools.count(), typing.List[int], io.StringIO()]
modules = [abc, bisect, collections, contextlib, copy, dataclasses, enum, functools, heapq, io, itertools, json, math, numbers,
    operator, pprint, statistics, string, textwrap, types, typing, warnings]
calls, internal = 0, []
def attempt(label, function, *args):
    global calls
    calls += 1
    try:
        repr(function(*args))
    except SystemError as error:
        internal.append((label, args, str(error)))
    except BaseException as error:
        str(error)
for owner in modules + values + [type(value) for value in values]:
    for name in dir(owner):
        if name.startswith("print"): continue
        try:
            function = getattr(owner, name)
        except Exception:
            continue
        if callable(function):
            label = f"{getattr(owner, '__name__', type(owner).__name__)}.{name}"
            for args in ((), (1,), (None, "a")):
                attempt(label, function, *args)
assert not internal, internal[:10]
assert calls > 5000, calls
`;

test("no builtin answers a wrong number of arguments with an internal error", () => {
  const host = {
    write: () => undefined,
    display: () => undefined,
    now: () => Date.now(),
    interrupt: new Int32Array(1),
    sleep: () => undefined,
  };
  const outcome = createInterpreter(host, { preloaded: false }).run({
    source: program,
    file: "calls",
    interactive: false,
  });
  assert.equal(outcome.status, "ok", outcome.status === "error" ? outcome.error.traceback : "");
});
