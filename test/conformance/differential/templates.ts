/**
 * What expressions are made of: for each kind of value, literals and templates. `{x}` in a template stands for another
 * expression of kind x, `{X}` for a variable of that kind (kinds are single letters, see {@link Kind}).
 */

/**
 * n: an int of any size. i: a small int. f: float. s: str. y: bytes. b: bool. l: list. t: tuple. d: dict. z: set of
 * ints. q: anything to iterate over. x: any value. h: anything hashable. g: one-argument function. e: an
 * exponent or shift count.
 */
export type Kind = "n" | "i" | "f" | "s" | "y" | "b" | "l" | "t" | "d" | "z" | "q" | "x" | "h" | "g" | "e";

export const literals: Readonly<Record<Kind, readonly string[]>> = {
  i: ["0", "1", "2", "3", "4", "5", "7", "-1", "-2", "-3", "True", "False"],
  n: [
    ..."0 1 -1 2 3 7 10 -10 12 100 255 256 -256 257 1000 -12345 65535 1_000_000 0xff 0o17 0b1011".split(" "),
    ..."2147483647 -2147483648 4294967296 9007199254740991 9007199254740992 9007199254740993 -9007199254740993".split(
      " ",
    ),
    ..."9223372036854775807 -9223372036854775808 18446744073709551616 10**20 -10**20 10**22 10**23 2**100 -2**64 3**50".split(
      " ",
    ),
  ],
  f: [
    ..."0.0 -0.0 1.0 -1.0 0.5 -0.5 1.5 2.5 -2.5 0.1 0.2 0.3 3.14159 2.675 1e-5 1e-7 0.0001 0.00001 123.456".split(" "),
    ..."1e15 1e16 123456789012345680.0 1e17 1e21 1e22 1e23 1e100 1e308 5e-324 2.2250738585072014e-308 -1e-300".split(
      " ",
    ),
    ..."1.7976931348623157e308 9007199254740993.0 4503599627370496.5 0.1e-3 1e3 12345678.9 100.0 .5 5.".split(" "),
    'float("inf")',
    'float("-inf")',
    'float("nan")',
  ],
  s: [
    `""`,
    `"a"`,
    `"b"`,
    `"abc"`,
    `"Hello World"`,
    `"spam, eggs, ham"`,
    `" \\t padded \\n"`,
    `"a,b,,c"`,
    `"aXbXc"`,
    `"banana"`,
    `"MiXeD cAsE"`,
    `"12"`,
    `"-3.5"`,
    `"1e3"`,
    `" 42 "`,
    `"1_000"`,
    `"0x1f"`,
    `"nan"`,
    `"é"`,
    `"ß"`,
    `"naïve café"`,
    `"日本語"`,
    `"😀x"`,
    `"ǅ"`,
    `"İi"`,
    `"line1\\nline2\\r\\nline3"`,
    `"tab\\tsep\\tx"`,
    `"it's"`,
    `'say "hi"'`,
    `"both ' and \\""`,
    `"back\\\\slash"`,
    `"\\x00\\x1f\\x7f\\xa0\\xad"`,
    `"\\u2028\\ud800"`,
    `r"\\d+\\n"`,
    `"layer_norm.weight"`,
    `"{} {}"`,
    `"%s"`,
  ],
  y: [
    `b""`,
    `b"abc"`,
    `b"a b c"`,
    `b"\\x00\\xff"`,
    `b"Hello"`,
    `b"it's"`,
    `b"12"`,
    `"é".encode()`,
    `bytes(3)`,
    `bytes([65, 66, 200])`,
  ],
  b: ["True", "False"],
  l: [
    "[]",
    "[1]",
    "[1, 2, 3]",
    "[3, 1, 2]",
    "[0.5, 1.5]",
    `["a", "b"]`,
    "[[1, 2], [3, 4]]",
    "[None, True]",
    "[1, 1.0, True]",
    "[5, 4, 3, 2, 1]",
    "list(range(6))",
  ],
  t: ["()", "(1,)", "(1, 2)", "(1, 2, 3)", `("a", 1)`, "(1.5, 2)", "((1, 2), 3)", "(None,)", "(0, -1, 5)"],
  d: [
    "{}",
    `{"a": 1}`,
    `{"a": 1, "b": 2}`,
    "{1: 'one', 2: 'two'}",
    "{(1, 2): [3]}",
    `{"x": {"y": 1}}`,
    "{1.0: 'f', True: 't'}",
    "{None: 0}",
  ],
  z: [
    "set()",
    "{1}",
    "{1, 2, 3}",
    "{3, 4, 5}",
    "{10, 0, -1}",
    "{8, 16, 24, 1}",
    "frozenset({1, 2})",
    "frozenset()",
    "set(range(4))",
  ],
  q: [
    "range(0)",
    "range(3)",
    "range(5, 0, -2)",
    "range(2, 11, 3)",
    "iter([1, 2])",
    "enumerate('ab')",
    "zip('ab', [1, 2])",
    "reversed([1, 2, 3])",
    "map(str, [1, 2])",
  ],
  x: [
    "None",
    "...",
    "NotImplemented",
    "bytes",
    "str",
    "ValueError",
    "slice(1, 2)",
    "range(3)",
    "type(None)",
    "object",
    "len",
  ],
  h: ["None", "1", "'a'", "(1, 2)", "1.0", "True", "frozenset({1})", "b'a'", "0.5", "''", "-1"],
  g: [
    "len",
    "str",
    "repr",
    "int",
    "float",
    "abs",
    "bool",
    "list",
    "tuple",
    "sorted",
    "sum",
    "max",
    "min",
    "type",
    "ord",
    "lambda v: v",
    "lambda v: v * 2",
    "lambda v: -v",
    "lambda v: v > 1",
    "lambda v: (v, 1)",
    "lambda v: str(v)",
    "lambda v: None",
    "lambda *v: v",
    "lambda v, w=1: v + w",
    "str.upper",
    "operator.neg",
    "operator.itemgetter(0)",
    "functools.partial(pow, 2)",
  ],
  e: ["0", "1", "2", "3", "5", "10", "-1", "-2", "16", "31", "64"],
};

const words = (text: string): string[] => text.trim().split(/\s*\n\s*/);

export const templates: Readonly<Record<Kind, readonly string[]>> = {
  i: words(`
    {n} % {i}
    {n} % 7
    {n} & 7
    len({q})
    len({s})
    len({l})
    len({d})
    len({z})
    {i} + {i}
    {i} - {i}
    {i} * {i}
    -{i}
    ~{i}
    {s}.find({s})
    {s}.rfind({s}, {i}, {i})
    {s}.count({s})
    {s}.index({s})
    {l}.count({x})
    {l}.index({x})
    {t}.index({x})
    {b} + {b}
    {n}.bit_length() % 9
    ord({s}[{i}]) % 5
    int({b})
    ({b}, {b}).count(True)
    round({f}) % 5
    min({i}, {i})
    max({i}, {i}, key=abs)
    sum({z}) % 5
    divmod({n}, 5)[1]
    {y}[{i}] % 5
    {i} if {b} else {i}
    abs({i})
    {i} // {i}`),
  n: words(`
    {n} + {n}
    {n} - {n}
    {n} * {n}
    {n} // {n}
    {n} % {n}
    {i} ** {e}
    {n} ** 2
    {n} << abs({e})
    {n} >> abs({e})
    {n} << {e}
    {n} & {n}
    {n} | {n}
    {n} ^ {n}
    -{n}
    +{n}
    ~{n}
    abs({n})
    int({f})
    int({s})
    int({s}, {i})
    int({s}, 16)
    int({s}, 0)
    int({y})
    round({f})
    round({n}, {i})
    round({n}, -{i})
    math.floor({f})
    math.ceil({f})
    math.trunc({f})
    math.isqrt({n})
    math.gcd({n}, {n})
    math.lcm({n}, {i})
    math.comb(abs({i}) + 5, {i})
    math.perm(abs({i}) + 4, {i})
    math.factorial({i})
    {n}.bit_length()
    {n}.bit_count()
    {n}.__add__({n})
    {n}.__floordiv__({n})
    {n}.numerator
    pow({n}, {e}, {n})
    pow({i}, {e})
    pow({i}, -1, {n})
    hash({n} / 8)
    hash({n})
    hash(({n}, {i}))
    len(range({n}))
    range({n}, {n}, {i})[{i}]
    hash({b})
    sum([{n}, {n}, {i}])
    sum({z}, {n})
    max({n}, {n})
    min([{n}, {n}], default=0)
    divmod({n}, {n})[0]
    int.from_bytes({y}, "big")
    int.from_bytes({y}, "little", signed=True)
    functools.reduce(lambda p, q: p * q, [{n}, {i}, {i}])
    functools.reduce(operator.add, {z}, {n})
    {n} if {b} else {i}
    {n} and {n}
    {n} or {i}
    (lambda u, v=2: u * v)({n})
    math.prod([{n}, {i}])
    math.sumprod([{n}, {i}], [{i}, {n}]) if hasattr(math, "sumprod") else 0
    operator.index({n})
    operator.mul({n}, {n})
    len(str({n}))
    {f}.__int__()
    {f}.as_integer_ratio()[0]`),
  f: words(`
    {f} + {f}
    {f} - {f}
    {f} * {f}
    {f} / {f}
    {f} // {f}
    {f} % {f}
    {f} ** {i}
    {f} ** {f}
    {n} / {n}
    {n} + {f}
    {f} - {n}
    {n} * {f}
    {f} / {n}
    {n} // {f}
    {f} % {n}
    {i} ** {f}
    {f} ** 0.5
    -{f}
    abs({f})
    round({f}, {i})
    round({f}, -{i})
    float({n})
    float({s})
    float({i})
    math.sqrt({f})
    math.fabs({f})
    math.fmod({f}, {f})
    math.copysign({f}, {f})
    math.hypot({f}, {f})
    math.hypot({f}, {f}, {f})
    math.dist(({f}, {f}), ({f}, {i}))
    math.exp({f})
    math.expm1({f})
    math.exp2({f})
    math.log({f})
    math.log({n})
    math.log({f}, {f})
    math.log1p({f})
    math.log2({n})
    math.log10({f})
    math.sin({f})
    math.cos({f})
    math.tan({f})
    math.asin({f})
    math.acos({f})
    math.atan({f})
    math.atan2({f}, {f})
    math.sinh({f})
    math.cosh({f})
    math.tanh({f})
    math.asinh({f})
    math.acosh({f})
    math.atanh({f})
    math.cbrt({f})
    math.pow({f}, {f})
    math.pow({n}, {i})
    math.ldexp({f}, {e})
    math.ldexp({f}, {n})
    math.frexp({f})[0]
    math.modf({f})[1]
    math.fsum([{f}, {f}, {f}])
    math.degrees({f})
    math.radians({f})
    math.erf({f})
    math.erfc({f})
    math.gamma({f})
    math.lgamma({f})
    math.nextafter({f}, {f})
    math.ulp({f})
    math.remainder({f}, {f})
    max({f}, {f})
    min({f}, {f}, {n})
    divmod({f}, {f})[1]
    float.fromhex({f}.hex())
    {f}.real
    {f}.__add__({n})
    {f}.__rsub__({n})
    {f} if {b} else {f}
    statistics.mean([{f}, {f}, {f}])
    statistics.median([{f}, {f}, {i}])
    statistics.pstdev([{i}, {i}, {f}])
    statistics.variance([{f}, {i}, {i}])
    statistics.fmean([{f}, {f}])
    statistics.geometric_mean([{f}, {f}, 1])
    statistics.harmonic_mean([abs({f}), 2, 3])
    {f}.conjugate()
    {f}.as_integer_ratio()[1] / {n}`),
  s: words(`
    {s} + {s}
    {s} * {i}
    {i} * {s}
    str({x})
    repr({x})
    str({f})
    repr({f})
    str({n})
    repr({s})
    ascii({s})
    chr(abs({n}) % 1000)
    hex({n})
    bin({n})
    oct({n})
    {s}[{i}]
    {s}[{i}:{i}]
    {s}[::{i}]
    {s}[{i}:{i}:{i}]
    {s}[::-1]
    {s}.upper()
    {s}.lower()
    {s}.title()
    {s}.capitalize()
    {s}.swapcase()
    {s}.casefold()
    {s}.strip()
    {s}.strip({s})
    {s}.lstrip({s})
    {s}.rstrip({s})
    {s}.replace({s}, {s})
    {s}.replace({s}, {s}, {i})
    {s}.center({i} * 5, {s}[:1])
    {s}.center({i} * 4)
    {s}.ljust({i} * 5, "*")
    {s}.rjust({i} * 5)
    {s}.zfill({i} * 4)
    {s}.expandtabs({i} * 2)
    {s}.join({l})
    {s}.join(map(str, {q}))
    {s}.join({s})
    {s}.join([{s}, {s}])
    {s}.removeprefix({s})
    {s}.removesuffix({s})
    {s}.partition({s})[{i}]
    {s}.rpartition({s})[0]
    {s}.translate({97: "A", 98: None, 99: 100})
    {s}.translate(str.maketrans({s}, {s}))
    {s}.translate(str.maketrans("abc", "xyz", "n"))
    {s}.format({x}, {x})
    "{0!r:>8}|{1:<6}".format({s}, {i})
    "{a}-{b[0]}".format(a={x}, b={l})
    "{:{}.{}f}".format({f}, {i}, {i})
    {s}.format_map({d})
    {s}.encode().hex()
    {y}.decode()
    {y}.decode("latin-1")
    {y}.decode("ascii", "replace")
    {y}.hex()
    {y}.hex("-", {i})
    format({n}, ",")
    format({f}, ".3f")
    format({f}, "e")
    format({f}, ".2%")
    format({s}, ">10")
    {f}.hex()
    {s} % ({x},)
    {s} % {t}
    "%s|%r" % ({x}, {x})
    "%5.2f|%-8d|%+d" % ({f}, {i}, {n})
    "%(a)s" % {d}
    "%x|%o|%e|%g" % ({n}, {n}, {f}, {f})
    f"{{N}!r}|{{F}:.3f}|{{S}:>8}"
    f"{{X}=}"
    f"{{F}:{{I}}.{{I}}}"
    f"{{L}[{I}]!s:^9}"
    max({s}, {s})
    min({s}, default="")
    {s} if {b} else {s}
    {s} or {s}
    type({x}).__name__
    " ".join(sorted({s}))
    "".join(reversed({s}))
    {d}.get({h}, {s})
    re.sub(r"[a-c]", {s}, {s})
    re.sub(r"(\\w)(\\w)", r"\\2\\1", {s})
    re.sub(r"\\d", lambda m: str(int(m[0]) + 1), {s})
    re.escape({s})
    json.dumps({x})
    json.dumps({d}, indent={i})
    json.dumps({l}, separators=(",", ":"))
    json.dumps({s}, ensure_ascii={b})
    json.dumps({d}, sort_keys=True)
    textwrap.fill({s} * 3, 10)
    string.capwords({s})
    string.Template({s}).safe_substitute(a={x})`),
  y: words(`
    {y} + {y}
    {y} * {i}
    {y}[{i}:{i}]
    {y}[::-1]
    {s}.encode()
    {s}.encode("latin-1")
    {s}.encode("ascii", "backslashreplace")
    {s}.encode("ascii", "xmlcharrefreplace")
    {s}.encode("utf-16-le", "surrogatepass")
    bytes({l})
    bytes({z})
    {y}.upper()
    {y}.replace({y}, {y})
    {y}.strip()
    {y}.join([{y}, {y}])
    ({n} % 65536).to_bytes(2, "big")
    ({n} % 256).to_bytes({i}, "little")
    bytes.fromhex({y}.hex())`),
  b: words(`
    {n} == {n}
    {n} < {f}
    {n} >= {n}
    {f} == {n}
    {f} < {f}
    {s} < {s}
    {s} == {s}
    {s} in {s}
    {x} in {l}
    {x} not in {t}
    {h} in {d}
    {h} in {z}
    {i} < {i} < {i}
    {i} < {f} >= {n}
    not {x}
    {b} and {b}
    {b} or {b}
    {b} ^ {b}
    {b} & {b}
    {x} is None
    {n} in range({i}, {n}, 3)
    {x} == {x}
    {x} != {x}
    {l} == {l}
    {l} < {l}
    {t} < {t}
    {t} <= {t}
    {t} == {l}
    {z} <= {z}
    {z} < {z}
    {z} == {z}
    {z} > {z}
    {z}.issubset({q})
    {z}.isdisjoint({q})
    {d} == {d}
    {d}.keys() <= {d}.keys()
    {d}.keys() == {z}
    bool({x})
    isinstance({x}, int)
    isinstance({x}, (str, float, bool))
    isinstance({x}, int | str)
    issubclass(type({x}), {x})
    callable({x})
    hasattr({x}, "upper")
    any({q})
    all({q})
    any(v > 1 for v in {l})
    all(isinstance(v, int) for v in {q})
    {s}.startswith({s})
    {s}.startswith({s}, {i}, {i})
    {s}.endswith(({s}, {s}))
    {s}.isdigit()
    {s}.isalpha()
    {s}.isalnum()
    {s}.isspace()
    {s}.isupper()
    {s}.islower()
    {s}.istitle()
    {s}.isidentifier()
    {s}.isnumeric()
    {s}.isdecimal()
    {s}.isprintable()
    {s}.isascii()
    {f}.is_integer()
    math.isclose({f}, {f})
    math.isnan({f})
    math.isinf({n})
    math.isfinite({f})
    {y} < {y}
    {y} == {y}
    {i} in {y}
    {f} != {f}
    re.match(r"[a-z]+", {s}) is None
    hash({n}) == hash({f})
    operator.contains({l}, {x})
    operator.lt({n}, {n})`),
  l: words(`
    {l} + {l}
    {l} * {i}
    {l}[{i}:{i}]
    {l}[::{i}]
    {l}[::-1]
    list({q})
    list({s})
    list({d})
    list({d}.items())
    list({d}.values())
    list({z})
    list({t})
    list({y})
    sorted({q})
    sorted({l}, reverse={b})
    sorted({l}, key={g})
    sorted({s})
    sorted({d}.items(), key=lambda kv: kv[1])
    [{x}, {x}]
    [{n}, {f}, {s}]
    [*{q}, *{l}]
    [v for v in {q}]
    [v for v in {q} if v]
    [(u, v) for u in {l} for v in {t}]
    [v * 2 for v in {l}]
    [{i} for v in {l}]
    [w for v in {l} if v for w in [v, v]]
    [len(v) for v in [{s}, {l}]]
    {s}.split()
    {s}.split({s})
    {s}.split(None, {i})
    {s}.split(",", {i})
    {s}.rsplit(",", {i})
    {s}.splitlines()
    {s}.splitlines(True)
    {y}.split()
    list(map({g}, {q}))
    list(map({g}, {l}))
    list(filter({g}, {q}))
    list(filter(None, {l}))
    list(zip({q}, {l}))
    list(zip({l}, {t}, strict={b}))
    list(enumerate({q}, {i}))
    list(reversed({l}))
    list(range({i}, {i}))
    list(range({i}, {i}, {i}))
    list(itertools.chain({q}, {l}))
    list(itertools.accumulate({l}))
    list(itertools.accumulate({q}, initial={i}))
    list(itertools.islice(itertools.combinations({l}, {i}), 9))
    list(itertools.islice(itertools.permutations({t}, {i}), 9))
    list(itertools.islice(itertools.product({t}, {q}), 9))
    list(itertools.zip_longest({q}, {l}, fillvalue={x}))
    list(itertools.islice({q}, {i}))
    list(itertools.islice({q}, {i}, {i}))
    list(itertools.takewhile({g}, {l}))
    list(itertools.dropwhile({g}, {q}))
    list(itertools.pairwise({q}))
    list(itertools.starmap(lambda *v: v, {l}))
    list(itertools.compress({q}, {l}))
    list(itertools.repeat({x}, {i}))
    list(itertools.islice(itertools.combinations_with_replacement({t}, {i}), 9))
    [(k, list(v)) for k, v in itertools.groupby({l}, {g})]
    [(k, list(v)) for k, v in itertools.groupby({s})]
    copy.deepcopy({l})
    {l}.copy()
    re.findall(r"[a-z]", {s})
    re.findall(r"(\\w)(\\d?)", {s})
    re.split(r"[, ]", {s})
    re.split(r"(\\W)", {s}, {i})
    json.loads(json.dumps({l}))
    collections.Counter({s}).most_common({i})
    random.Random({i}).sample({l}, {i})
    random.Random({n}).choices({t}, k={i})
    random.Random({i}).sample(range(100), {i})
    (lambda *a, **k: [a, k])(*{q}, **{d})
    {l} if {b} else {l}
    {l} and {l}`),
  t: words(`
    {t} + {t}
    {t} * {i}
    {t}[{i}:{i}]
    {t}[::-1]
    tuple({q})
    tuple({l})
    tuple({s})
    ({x}, {x})
    ({n}, {f}, {s})
    ({x},)
    (*{q},)
    (*{t}, {x})
    divmod({n}, {n})
    divmod({f}, {n})
    {s}.partition({s})
    {s}.rpartition({s})
    {f}.as_integer_ratio()
    math.frexp({f})
    math.modf({f})
    tuple(v for v in {q})
    {t} if {b} else {t}
    ({n}).as_integer_ratio()
    {d}.popitem()
    next(iter({d}.items()))
    max({l}, {l}, key=len)
    slice({i}, {i}, {i}).indices(abs({i}))
    re.search(r"(\\w+)\\W?(\\w*)", {s}).groups()
    re.search({s}, {s}).span()`),
  d: words(`
    {"a": {x}, "b": {x}}
    {{h}: {x}, {h}: {x}}
    {**{d}, **{d}}
    {**{d}, "z": {x}}
    dict({d})
    dict({l})
    dict(a={x}, b={x})
    dict({d}, c={x})
    dict(zip({q}, {l}))
    dict(enumerate({q}))
    dict.fromkeys({q}, {x})
    dict.fromkeys({s})
    {d} | {d}
    {k: v for k, v in {d}.items()}
    {v: k for k, v in {d}.items()}
    {v: len(str(v)) for v in {q}}
    {k: {n} for k in {s}}
    {d}.copy()
    dict(sorted({d}.items()))
    dict(collections.Counter({q}))
    collections.Counter({s}) + collections.Counter({s})
    collections.OrderedDict({d})
    collections.defaultdict(list, {d})
    json.loads(json.dumps({d}))
    {d} if {b} else {d}`),
  z: words(`
    {z} | {z}
    {z} & {z}
    {z} - {z}
    {z} ^ {z}
    {z}.union({z}, {z})
    {z}.intersection({z})
    {z}.difference(range({i}))
    {z}.symmetric_difference({z})
    {v for v in {z} if v}
    {v % 4 for v in {z}}
    {*{z}, {i}}
    set(range({i}, {i}))
    frozenset({z})
    {z}.copy()
    {n}.__class__({n}) and {z}`),
  q: words(`
    {s}
    {l}
    {t}
    {d}
    {z}
    {y}
    {d}.keys()
    {d}.values()
    {d}.items()
    range({i})
    range({i}, {i}, {i})
    (v for v in {l})
    (v for v in {q} if v)
    map({g}, {q})
    filter({g}, {q})
    zip({q}, {q})
    enumerate({q})
    reversed({l})
    reversed({s})
    iter({q})
    itertools.chain({q}, {q})
    itertools.islice(itertools.count({i}, {i}), 3)
    itertools.islice(itertools.cycle({l}), 4)
    collections.deque({q}, 3)`),
  x: words(`
    {n}
    {i}
    {f}
    {s}
    {b}
    {l}
    {t}
    {d}
    {z}
    {y}
    {x} if {b} else {x}
    {x} and {x}
    {x} or {x}
    {l}[{i}]
    {t}[{i}]
    {d}[{h}]
    {d}.get({h})
    {d}.get({h}, {x})
    {d}.pop({h})
    {d}.setdefault({h}, {x})
    {l}.pop()
    {l}.pop({i})
    {l}.append({x})
    {z}.pop()
    max({l})
    min({q})
    max({l}, key={g}, default={x})
    sum({l})
    next({q})
    next({q}, {x})
    next(iter({q}), {x})
    getattr({x}, "real", {x})
    getattr({x}, {s})
    ({g})({x})
    functools.reduce(lambda p, q: p + q, {l})
    functools.reduce(lambda p, q: (p, q), {q}, {x})
    functools.partial({g}, {x})()
    operator.itemgetter({i})({l})
    operator.getitem({x}, {x})
    operator.attrgetter("real")({x})
    {x} + {x}
    {x} - {x}
    {x} / {x}
    {x} // {i}
    {x} @ {x}
    {x} < {x}
    {x} | {x}
    -{x}
    ~{x}
    +{x}
    {x}[{x}]
    {x}({x})
    {x}.foo
    len({x})
    abs({x})
    iter({x})
    int({x})
    float({x})
    list({x})
    sorted({x})
    reversed({x})
    round({x})
    round({x}, {x})
    divmod({x}, {x})
    isinstance({x}, {x})
    copy.copy({l})
    copy.copy({d})
    random.Random({i}).random()
    random.Random({i}).randint({i}, {n})
    random.Random({n}).choice({l})
    random.Random({i}).gauss({f}, {f})
    random.Random({i}).uniform({f}, {f})
    random.Random({s}).random()
    random.Random({i}).randrange({i}, {n}, {i})
    random.Random({i}).getrandbits({i} * 20)
    random.Random({i}).shuffle({l})
    json.loads({s})
    statistics.mode({l})
    statistics.median({l})
    statistics.quantiles([{f}, {i}, {i}, {f}], n=4)
    (lambda: {x})()
    (lambda a, /, b=1, *c, d=2, **e: (a, b, c, d, e))({x}, *{q}, **{d})
    type({x})
    {x}.__class__.__name__
    {x}.__class__.__module__`),
  h: words(`
    {n}
    {f}
    {s}
    {t}
    {b}
    {i}
    frozenset({z})`),
  g: words(`
    lambda v: {x}
    lambda v: v + {x}
    lambda v: v == {x}
    lambda v: v % {i}
    lambda v: v[{i}]
    lambda v: f"{v!r:>{{I}}}"
    functools.partial(max, {i})
    {s}.__add__
    {l}.count
    {d}.get`),
  e: words(`
    {i}
    {i} * 3`),
};
