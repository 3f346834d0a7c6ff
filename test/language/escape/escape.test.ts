/**
 * Ways out that a cell might try: to JavaScript, to code of its own making, to files, processes, the network, another
 * session. Each ends in CPython's own error or in a plain value.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createInterpreter, type InterpreterSession } from "../../../src/language/interpreter.ts";
import type { Host } from "../../../src/language/interpreter-api.ts";

const newSession = (): InterpreterSession => {
  const host: Host = {
    write: () => undefined,
    display: () => undefined,
    now: () => Date.now(),
    interrupt: new Int32Array(1),
    sleep: () => undefined,
  };
  return createInterpreter(host, { preloaded: true });
};

function ending(session: InterpreterSession, source: string): string {
  const outcome = session.run({ source, file: "Cell In[1]", interactive: true });
  return outcome.status === "ok" ? "ok" : (outcome.error.traceback.split("\n").at(-1) ?? "");
}

/** One value of every kind, and the names that JavaScript objects have. */
const everything = `
import collections, contextlib, copy, dataclasses, enum, functools, itertools, json, math, operator, random, re, statistics, string, sys, time, types, typing, warnings
class C:
    x = 1
    def m(self): return self
    @property
    def p(self): return 1
@dataclasses.dataclass
class D:
    a: int = 1
class E(enum.Enum):
    A = 1
NT = collections.namedtuple("NT", "a b")
def f(a=1): return a
def g(): yield 1
leaf = nn.Parameter(torch.ones(1))
values = [None, True, 1, 10**30, 1.5, "a", b"a", [1], (1,), {"a": 1}, {1}, frozenset([1]), range(3), slice(1), f, lambda: 0, len, [].append,
    C().m, C, C(), type, object(), g(), iter([1]), math, torch, torch.ones(2), nn.Linear(2, 2), leaf, torch.float32, torch.device("cpu"),
    torch.Size([1]), ValueError(1), ValueError, ..., NotImplemented, collections.deque([1]), collections.defaultdict(int),
    collections.Counter("a"), collections.OrderedDict(), NT(1, 2), D(), E.A, E, functools.partial(f), itertools.count(), zip([1]),
    map(f, [1]), enumerate([]), reversed([1]), {}.keys(), {}.items(), super(C, C()), C.__dict__["p"], classmethod(f), staticmethod(f),
    re.compile("a"), re.match("a", "a"), random.Random(1), time.localtime(), list[int], int | str, typing.TypeVar("T"), typing.Any,
    typing.Optional[int], f.__code__, functools.lru_cache(f), contextlib.nullcontext(), contextlib.contextmanager(g),
    torch.optim.SGD([leaf], lr=0.1), torch.Generator(), (leaf * 2).grad_fn, globals(), lnnb, sys.modules, torch.ones(2, 2).max(0), C.__dict__]
javascript = ["constructor", "prototype", "__proto__", "toString", "valueOf", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable",
    "toLocaleString", "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__", "arguments", "caller", "attributes",
    "attributeMap", "lookup", "payload", "slots", "host", "machine", "process", "require", "globalThis", "global", "then", "callee"]
`;

const attempts: Readonly<Record<string, readonly [source: string, ending: RegExp]>> = {
  "names of JavaScript's objects, read from everything": [
    `
for value in values:
    for name in javascript:
        assert not hasattr(value, name), (value, name)
        try:
            getattr(value, name)
        except (AttributeError, NotImplementedError):
            pass
`,
    /^ok$/,
  ],
  "names of JavaScript's objects, written to what takes attributes": [
    `
for value in [C(), C, f, E, D(), nn.Linear(1, 1), ValueError(), math]:
    for name in javascript:
        try:
            setattr(value, name, 7)
        except (AttributeError, TypeError):
            continue
        assert getattr(value, name) == 7, (value, name)
        delattr(value, name)
        assert not hasattr(value, name), (value, name)
`,
    /^ok$/,
  ],
  "names of JavaScript's objects as keys": [
    `
for name in javascript:
    d = {}
    assert name not in d and d.get(name) is None
    d[name] = 1
    assert d == {name: 1} and list(d) == [name]
    assert d.pop(name) == 1 and d == {}
    assert collections.Counter()[name] == 0
    assert name not in {1, "a"} and {name} == {name}
    assert json.loads(json.dumps({name: [1]})) == {name: [1]}
    assert dict(**{name: 2}) == {name: 2}
    assert ("%(" + name + ")s") % {name: 3} == "3"
    assert ("{" + name + "}").format(**{name: 4}) == "4"
    assert string.Template("$" + name).substitute({name: 5}) == "5"
    try:
        ("{" + name + "}").format()
    except (KeyError, IndexError):
        pass
    else:
        raise AssertionError(name)
`,
    /^ok$/,
  ],
  "names of JavaScript's objects as keyword arguments": [
    `
def takes(**k): return k
for name in javascript:
    assert takes(**{name: 1}) == {name: 1}
    for refuses in [f, len, sorted, print, C, int, dict.fromkeys, torch.ones, nn.Linear, lnnb.table]:
        try:
            refuses(**{name: 1})
        except (TypeError, RuntimeError, ValueError, NotImplementedError):
            continue
        raise AssertionError((refuses, name))
`,
    /^ok$/,
  ],
  "names of JavaScript's objects as names of a class": [
    `
for name in javascript:
    K = type("K", (), {name: 1})
    assert getattr(K, name) == 1 and getattr(K(), name) == 1
    assert not hasattr(type("L", (), {}), name)
class K:
    constructor = 1
    prototype = 2
    def toString(self): return 3
    def __init__(self): self.valueOf = 4
    __slots__ = ("hasOwnProperty", "__dict__")
k = K()
k.hasOwnProperty = 5
assert (k.constructor, k.prototype, k.toString(), k.valueOf, k.hasOwnProperty) == (1, 2, 3, 4, 5)
assert repr(collections.namedtuple("N", "constructor toString")(1, 2)) == "N(constructor=1, toString=2)"
class M(enum.Enum):
    constructor = 1
    prototype = 2
assert [m.name for m in M] == ["constructor", "prototype"] and M["constructor"] is M.constructor
@dataclasses.dataclass
class P:
    constructor: int = 1
    toString: int = 2
assert repr(P()) == "P(constructor=1, toString=2)"
assert re.match("(?P<constructor>a)(?P<__proto__>b)", "ab").groupdict() == {"constructor": "a", "__proto__": "b"}
`,
    /^ok$/,
  ],
  "names of JavaScript's objects as variables": [
    `
constructor = 1; prototype = 2; __proto__ = 3; toString = 4; valueOf = 5; hasOwnProperty = 6
assert (constructor, prototype, __proto__, toString, valueOf, hasOwnProperty) == (1, 2, 3, 4, 5, 6)
del constructor, prototype, __proto__, toString, valueOf, hasOwnProperty
for name in ("constructor", "__proto__", "toString"):
    assert name not in globals() and name not in dir()
def inner():
    constructor = 1
    return (lambda: constructor)()
assert inner() == 1
`,
    /^ok$/,
  ],
  "a JavaScript global": ["globalThis", /^NameError: name 'globalThis' is not defined/],
  "JavaScript's process": ["process.exit()", /^NameError: name 'process' is not defined/],
  "JavaScript's require": ["require('fs')", /^NameError: name 'require' is not defined/],
  "a name that every JavaScript object has": ["constructor", /^NameError: name 'constructor' is not defined$/],
  "an import of it": ["import constructor", /^ModuleNotFoundError: No module named 'constructor'/],
  "an import of the prototype": ["import __proto__", /^ModuleNotFoundError: No module named '__proto__'/],
  "an import from a module's prototype": [
    "from math import constructor",
    /^ImportError: cannot import name 'constructor' from 'math'/,
  ],
  "an import from torch's prototype": ["from torch import __proto__", /^(ImportError|NotImplementedError): /],
  "a function of torch.special that every JavaScript object has": [
    "import torch\ntorch.special.constructor",
    /^AttributeError: module 'torch.special' has no attribute 'constructor'/,
  ],
  "a mode of padding that every JavaScript object has": [
    "import torch\ntorch.nn.functional.pad(torch.ones(1, 1, 3), (1, 1), mode='__proto__')",
    /^NotImplementedError: Unrecognised padding mode __proto__/,
  ],
  "a reduction that every JavaScript object has": [
    "import torch\ntorch.ones(3).scatter_reduce(0, torch.tensor([0]), torch.ones(1), 'constructor')",
    /^RuntimeError: reduce argument must be either sum, prod, mean, amax or amin, got constructor/,
  ],
  ...Object.fromEntries(
    ["os", "subprocess", "socket", "ctypes", "js", "pickle", "marshal", "importlib", "builtins", "shutil", "pathlib"]
      .concat(["threading", "multiprocessing", "asyncio", "urllib.request", "http.client", "ssl", "signal", "mmap"])
      .concat(["code", "tempfile", "glob", "sqlite3", "fs", "child_process", "node:fs", "vscode"])
      .filter((name) => !name.includes(":"))
      .map((name) => [`an import of ${name}`, [`import ${name}`, /^(ModuleNotFoundError|ImportError): /] as const]),
  ),
  __import__: ["__import__('os')", /^NotImplementedError: cells import with the import statement only$/],
  eval: ["eval('1')", /^NotImplementedError: cells cannot evaluate text as code/],
  exec: ["exec('1')", /^NotImplementedError: cells cannot run text as code/],
  compile: ["compile('1', '', 'eval')", /^NotImplementedError: cells cannot compile text/],
  open: ["open('/etc/passwd')", /^NotImplementedError: cells cannot open files/],
  input: ["input()", /^NotImplementedError: cells cannot read input/],
  "all objects of the collector": ["import gc\ngc.get_objects()", /^NotImplementedError: gc.get_objects /m],
  "frames by inspect": ["import inspect\ninspect.currentframe()", /^NotImplementedError: inspect.currentframe /m],
  "the source of a file by inspect": ["import inspect\ninspect.getsource(inspect)", /^NotImplementedError: /m],
  "a log file": [
    "import logging\nlogging.basicConfig(filename='a.log')",
    /^NotImplementedError: cells cannot open files/m,
  ],
  "a loader that leaves the workspace": ["lnnb.load('../../../etc/passwd')", /Error: /],
  "torch.load": ["torch.load('/etc/passwd')", /^(NotImplementedError|AttributeError|RuntimeError): /],
  "torch.save": ["torch.save(torch.ones(1), '/tmp/x')", /^(NotImplementedError|AttributeError|RuntimeError): /],
  "torch.hub": ["torch.hub.load('a', 'b')", /^(NotImplementedError|AttributeError): /],
  "torch.from_file": ["torch.from_file('/etc/passwd')", /^(NotImplementedError|AttributeError|RuntimeError): /],
  "torch.ops": ["torch.ops.load_library('x')", /^(NotImplementedError|AttributeError): /],
  "modules behind sys.modules": [
    "assert 'os' not in sys.modules and 'builtins' not in [m for m in sys.modules if not hasattr(sys.modules[m], '__name__')]\nsys.modules['os']",
    /^KeyError: 'os'$/,
  ],
  "a module of one's own in sys.modules": [
    "try:\n    sys.modules['os'] = math\nexcept TypeError: pass\nimport os\nos.system('true')",
    /^(AttributeError|ModuleNotFoundError): /,
  ],
  "the globals of a library function": [
    "g = contextlib.contextmanager(g).__globals__\nassert 'open' not in g and 'os' not in g\ng['__builtins__']",
    /^(KeyError: '__builtins__'|ok)$/,
  ],
  __builtins__: ["b = f.__globals__.get('__builtins__')\nassert b is None or not hasattr(b, 'constructor')", /^ok$/],
  "subclasses of object": [
    "names = [c.__name__ for c in object.__subclasses__()]\nassert not {'Popen', 'FileLoader', 'BuiltinImporter', 'Quitter'} & set(names), names",
    /^ok$/,
  ],
  "code objects of one's own": ["type(f.__code__)()", /^(TypeError|NotImplementedError): /],
  "functions from code": ["type(f)(f.__code__, {})", /^(TypeError|NotImplementedError): /],
  "types.CodeType": [
    "types.CodeType(0, 0, 0, 0, 0, 0, b'', (), (), (), '', '', '', 0, b'', b'')",
    /^(TypeError|AttributeError|NotImplementedError): /,
  ],
  "the code of a function, replaced": [
    "f.__code__ = (lambda: 1).__code__\nf.__code__.co_code",
    /^(AttributeError|TypeError|NotImplementedError): /,
  ],
  "the frame of a generator": ["it = g()\nnext(it)\nit.gi_frame.f_globals", /^(AttributeError|NotImplementedError): /],
  "the frame of a traceback": [
    "try: 1 / 0\nexcept ZeroDivisionError as error: e = error\ne.__traceback__.tb_frame.f_builtins",
    /^(AttributeError|NotImplementedError): /,
  ],
  "sys._getframe": ["sys._getframe().f_builtins", /^(AttributeError|NotImplementedError): /],
  "sys.settrace": ["sys.settrace(f)", /^(AttributeError|NotImplementedError): /],
  "format fields": [
    `
assert "{0.__class__.__name__}".format(1) == "int"
for field in ("{0.constructor}", "{0.__proto__}", "{0.__class__.constructor}", "{0.toString}", "{0[constructor]}", "{0.__init__.__globals__}"):
    for value in (1, "a", [1], C(), f, torch.ones(1), math):
        try:
            text = field.format(value)
        except (AttributeError, TypeError, KeyError, IndexError, ValueError, NotImplementedError, RuntimeError):
            continue
        assert field == "{0.__init__.__globals__}", (field, text)
`,
    /^ok$/,
  ],
  "f-strings over attributes": ["f'{C().constructor}'", /^AttributeError: 'C' object has no attribute 'constructor'$/],
  "operator.attrgetter": [
    "operator.attrgetter('__class__.constructor')(C())",
    /^AttributeError: type object 'C' has no attribute 'constructor'$/,
  ],
  "operator.methodcaller": [
    "operator.methodcaller('toString')(C())",
    /^AttributeError: 'C' object has no attribute 'toString'$/,
  ],
  "str.format_map with a hook": ["'{constructor}'.format_map({})", /^KeyError: 'constructor'$/],
  "builtin types, changed": [
    "for t in (int, str, list, dict, object, type, float, tuple, type(f), type(None), ValueError):\n    for name in ('x', '__add__', 'constructor'):\n        try: setattr(t, name, 1)\n        except TypeError: continue\n        raise AssertionError((t, name))",
    /^ok$/,
  ],
  "the class of a value, changed": ["(1).__class__ = C", /^(TypeError|AttributeError): /],
  "__dict__ of a builtin": [
    "int.__dict__['x'] = 1",
    /^TypeError: 'mappingproxy' object does not support item assignment$/,
  ],
  "__bases__, changed": ["C.__bases__ = (dict,)", /^(TypeError|AttributeError|NotImplementedError): /],
  "__mro__, changed": ["C.__mro__ = ()", /^(AttributeError|TypeError): /],
  "a metaclass of one's own": ["class M(type): pass", /^TypeError: /],
  "__reduce__ and copy": [
    "class R:\n    def __reduce__(self): return (open, ('/etc/passwd',))\ncopy.copy(R())",
    /^(NotImplementedError: cells cannot open files|ok$|TypeError)/,
  ],
  "a default factory that opens": [
    "collections.defaultdict(open)['/etc/passwd']",
    /^NotImplementedError: cells cannot open files/,
  ],
  "json with a hook": [
    "json.loads('{\"__proto__\": {\"polluted\": 1}}')\nassert not hasattr(C(), 'polluted') and 'polluted' not in {}",
    /^ok$/,
  ],
  "a deep JSON text": ["json.loads('[' * 100000)", /^(RecursionError|json\.decoder\.JSONDecodeError): /],
  "recursion in repr": ["class R:\n    def __repr__(self): return repr(self)\nrepr(R())", /^RecursionError: /],
  "recursion in natives": ["class R:\n    def __eq__(self, o): return [self] == [o]\nR() == R()", /^RecursionError: /],
  "recursion in attribute hooks": [
    "class R:\n    def __getattr__(self, n): return getattr(self, n + 'x')\nR().a",
    /^RecursionError: /,
  ],
  "recursion in sort keys": ["def key(x): return sorted([x], key=key)\nsorted([1], key=key)", /^RecursionError: /],
  "deeply nested lists": ["a = []\nfor _ in range(100000): a = [a]\nrepr(a)", /^(RecursionError: |ok$)/],
  "deeply nested lists compared": [
    "a, b = [], []\nfor _ in range(100000): a, b = [a], [b]\na == b",
    /^RecursionError: /,
  ],
  "deeply nested tuples hashed": ["a = ()\nfor _ in range(100000): a = (a,)\nhash(a)", /^(RecursionError: |ok$)/],
  "deep copies of deep lists": ["a = []\nfor _ in range(100000): a = [a]\ncopy.deepcopy(a)", /^RecursionError: /],
  "chained generators": [
    "def chain(n):\n    it = iter([1])\n    for _ in range(n): it = (x for x in it)\n    return list(it)\nchain(100000)",
    /^RecursionError: /,
  ],
  "a pattern within patterns": [
    "re.compile('(' * 10000 + ')' * 10000)",
    /^(RecursionError|re\.error|OverflowError|ok$)/,
  ],
};

describe("escapes", () => {
  for (const [name, [source, expected]] of Object.entries(attempts)) {
    test(`no way out by ${name}`, () => {
      const session = newSession();
      assert.equal(ending(session, everything), "ok");
      const last = ending(session, source);
      assert.doesNotMatch(last, /internal error|SystemError/);
      assert.match(last, expected);
      // The session, and JavaScript's own objects, are as before.
      assert.equal(ending(session, "assert f() == 1 and C().x == 1"), "ok");
      assert.deepEqual(Object.keys(Object.prototype), []);
    });
  }

  test("one session does not see what another has made or changed", () => {
    const [first, second] = [newSession(), newSession()];
    const change = [
      "secret = 42",
      "import math, json, collections, contextlib",
      "math.pi = 3",
      "json.leak = 1",
      "contextlib.leak = 1",
      "nn.Linear.leak = 1",
      "torch.leak = 1",
      "nn.Module.forward = lambda self: 1",
    ].join("\n");
    assert.equal(ending(first, change), "ok");
    for (const [look, expected] of [
      ["secret", /^NameError: name 'secret' is not defined/],
      ["import math\nassert math.pi > 3", /^ok$/],
      ["import json\njson.leak", /^AttributeError: /],
      ["import contextlib\ncontextlib.leak", /^AttributeError: /],
      ["nn.Linear.leak", /^AttributeError: /],
      ["torch.leak", /^(AttributeError|NotImplementedError): /],
      ["nn.Module()()", /^NotImplementedError: /],
    ] as const) {
      assert.match(ending(second, look), expected, look);
    }
  });
});
