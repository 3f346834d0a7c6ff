/** Random functions, generators, context managers and classes, and what is done with them. */
import type { Statements } from "./statements.ts";

/** A random parameter list and the names in it. */
function parameters(out: Statements): { text: string; names: string[] } {
  const { source } = out;
  const parts: string[] = [];
  const names: string[] = [];
  let defaults = false;
  const add = (name: string): void => {
    defaults = defaults || source.chance(0.35);
    parts.push(defaults ? `${name}=${out.of(source.pick(["n", "s", "l", "x"] as const), 0)}` : name);
    names.push(name);
  };
  const positional = source.between(0, 3);
  for (const name of ["a", "b", "c"].slice(0, positional)) add(name);
  if (positional > 0 && source.chance(0.25)) parts.splice(source.between(1, positional), 0, "/");
  const star = source.pick(["", "", "*rest", "*"]);
  if (star !== "") {
    parts.push(star);
    if (star !== "*") names.push("rest");
    for (const name of ["k", "m"].slice(0, source.between(star === "*" ? 1 : 0, 2))) {
      parts.push(source.chance(0.5) ? `${name}=${out.of("i", 0)}` : name);
      names.push(name);
    }
  }
  if (source.chance(0.3)) {
    parts.push("**extra");
    names.push("extra");
  }
  return { text: parts.join(", "), names };
}

/** Random arguments, often too few, too many or misnamed. */
function callArguments(out: Statements, wrapped: boolean): string {
  const { source } = out;
  const parts = Array.from({ length: source.between(0, 3) }, () => out.of(source.pick(["n", "s", "x"] as const), 1));
  if (source.chance(0.15)) parts.push(`*${out.of(source.pick(["q", "t", "x"] as const), 0)}`);
  for (const name of ["a", "b", "c", "k", "m", "other"])
    if (source.chance(0.12)) parts.push(`${name}=${out.of("i", 0)}`);
  if (source.chance(0.12))
    parts.push(`**${source.pick(wrapped ? ['{"k": 1}'] : ['{"k": 1}', '{"a": 2, "zz": 3}', "{1: 2}"])}`);
  return parts.join(", ");
}

export function functionDefinition(out: Statements): void {
  const { source } = out;
  const name = out.fresh("fun");
  const { text, names } = parameters(out);
  const wrapped = source.chance(0.2);
  if (wrapped)
    out.emit(source.pick(["@functools.lru_cache", "@functools.cache", "@traced", "@functools.lru_cache(maxsize=2)"]));
  out.emit(`def ${name}(${text}):`);
  out.block(() => {
    if (source.chance(0.2)) out.emit(source.pick(["nonlocal_free = 1", "global total; total = total + 1"]));
    if (names.length > 0 && source.chance(0.3)) {
      const used = source.pick(names);
      out.emit(
        `${used} = ${source.pick([`${used}`, `(${used}, 1)`, `${used} if ${used} else None`, `${used} + ${used}`])}`,
      );
    }
    if (source.chance(0.3)) out.emit(`if ${out.of("b", 1)}: return ${out.of("x", 1)}`);
    if (source.chance(0.1)) out.emit(out.raising());
    out.emit(`return (${names.map((n) => `${n}, `).join("")}${out.of("x", 1)})`);
  });
  for (let call = source.between(1, 3); call > 0; call--)
    out.guarded(() => out.emit(`show(${name}(${callArguments(out, wrapped)}))`));
}

export function closure(out: Statements): void {
  const { source } = out;
  const name = out.fresh("outer");
  out.emit(`def ${name}(start):`);
  out.block(() => {
    out.emit("count = start");
    out.emit(`def step(by=${out.of("i", 0)}):`);
    out.block(() => {
      if (source.chance(0.8)) out.emit("nonlocal count");
      out.emit(source.pick(["count += by", "count = count * 2 + by", "count = [count, by]"]));
      out.emit("return count");
    });
    out.emit(
      source.pick(["return step", "return step, lambda: count", "return [lambda k=j: (k, count) for j in range(2)]"]),
    );
  });
  out.guarded(() => {
    out.emit(`made = ${name}(${out.of(source.pick(["i", "n", "x"] as const), 1)})`);
    out.emit("fs = made if isinstance(made, (tuple, list)) else [made, made]");
    out.emit(`show([f() for f in fs for _ in range(2)])`);
  });
}

export function generator(out: Statements): void {
  const { source } = out;
  const name = out.fresh("gen");
  out.emit(`def ${name}(limit):`);
  out.block(() => {
    const wrapped = source.chance(0.4);
    const body = (): void => {
      out.emit("for j in range(limit):");
      out.block(() => {
        out.emit(
          source.pick([
            "yield j",
            "got = yield j",
            `yield ${out.of("x", 1)}`,
            "yield from (j, -j)",
            `yield (j, ${out.of("i", 1)})`,
          ]),
        );
        if (source.chance(0.3))
          out.emit(
            `if j == ${source.between(0, 3)}: ${source.pick(["return", `return ${out.of("x", 0)}`, out.raising(), "continue"])}`,
          );
      });
      if (source.chance(0.3)) out.emit(`yield from ${out.of("q", 1)}`);
      if (source.chance(0.3)) out.emit(`return ${out.of("x", 0)}`);
    };
    if (!wrapped) body();
    else {
      out.emit("try:");
      out.block(body);
      out.emit(source.pick(["except GeneratorExit:", "except ValueError as error:", "except Exception:", "finally:"]));
      out.block(() =>
        out.emit(
          source.pick([
            'print("cleanup")',
            'print("cleanup"); yield 99',
            "raise",
            'return "caught"',
            'raise KeyError("x")',
          ]),
        ),
      );
    }
  });
  if (source.chance(0.3)) {
    out.guarded(() => out.emit(`show(list(${name}(${source.between(0, 4)})))`));
    return;
  }
  out.emit(`g = ${name}(${source.between(0, 4)})`);
  for (let step = source.between(1, 5); step > 0; step--) {
    const action = source.pick([
      "next(g)",
      "next(g, 'done')",
      "g.send(None)",
      "g.send(5)",
      "g.throw(ValueError('thrown'))",
      "g.close()",
      "list(g)",
      "g.throw(KeyError)",
    ]);
    out.emit("try:");
    out.block(() => out.emit(`show(${action})`));
    out.emit("except BaseException as e:");
    out.block(() => out.emit("oops(e); show(getattr(e, 'value', None))"));
  }
  // CPython's reference counts would end a generator that waits when its name goes to another.
  out.emit("try: g.close()");
  out.emit("except BaseException as e: oops(e)");
}

export function contextManager(out: Statements): void {
  const { source } = out;
  const name = out.fresh("Guard");
  out.emit(`class ${name}:`);
  out.block(() => {
    out.emit("def __init__(self, tag): self.tag = tag");
    out.emit(`def __enter__(self): print("enter", self.tag); return ${source.pick(["self.tag", "self", "None"])}`);
    out.emit("def __exit__(self, kind, error, tb):");
    out.block(() => {
      out.emit('print("exit", self.tag, kind and kind.__name__, error)');
      out.emit(
        source.pick([
          "return True",
          "return False",
          "return kind is ValueError",
          "return self.tag == 1",
          out.raising(),
        ]),
      );
    });
  });
  out.guarded(() => {
    out.emit(
      source.pick([
        `with ${name}(1) as u:`,
        `with ${name}(1) as u, ${name}(2) as v:`,
        `with (${name}(1), ${name}(2) as v):`,
      ]),
    );
    out.block(() => {
      out.emit("print('inside')");
      if (source.chance(0.6)) out.emit(source.pick([out.raising(), `show(${out.of("x")})`]));
      else out.statement(0);
    });
    out.emit("print('after')");
  });
}

const methods = [
  "def __repr__(self): return f'{type(self).__name__}({self.v!r})'",
  "def __str__(self): return 's:' + str(self.v)",
  "def __eq__(self, o): return self.v == o.v if isinstance(o, type(self)) else NotImplemented",
  "def __lt__(self, o): return self.v < (o.v if hasattr(o, 'v') else o)",
  "def __le__(self, o): return NotImplemented",
  "def __gt__(self, o): return 'gt'",
  "def __add__(self, o): return type(self)((self.v, o))",
  "def __radd__(self, o): return ('radd', o)",
  "def __iadd__(self, o): self.v = [self.v, o]; return self",
  "def __sub__(self, o): return NotImplemented",
  "def __rsub__(self, o): return ('rsub', o)",
  "def __mul__(self, o): return self.v * o",
  "def __rmul__(self, o): return o * self.v",
  "def __truediv__(self, o): raise ZeroDivisionError('mine')",
  "def __rfloordiv__(self, o): return o",
  "def __pow__(self, o, m=None): return ('pow', o, m)",
  "def __matmul__(self, o): return ('matmul', o)",
  "def __mod__(self, o): return ('mod', o)",
  "def __and__(self, o): return ('and', o)",
  "def __or__(self, o): return ('or', o)",
  "def __neg__(self): return -self.v",
  "def __invert__(self): return 'inverted'",
  "def __abs__(self): return abs(self.v)",
  "def __int__(self): return int(self.v)",
  "def __float__(self): return 1.5",
  "def __index__(self): return 2",
  "def __round__(self, n=None): return ('round', n)",
  "def __bool__(self): return bool(self.v)",
  "def __bool__(self): return 1",
  "def __len__(self): return len(self.v)",
  "def __len__(self): return -1",
  "def __len__(self): return 3",
  "def __getitem__(self, k): return (k, self.v)[1 if k == 9 else 0] if k != 4 else [][1]",
  "def __setitem__(self, k, v): print('set', k, v)",
  "def __delitem__(self, k): print('del', k)",
  "def __contains__(self, k): return k",
  "def __iter__(self): return iter([self.v, self.v])",
  "def __iter__(self): yield self.v; yield 2",
  "def __iter__(self): return 5",
  "def __next__(self): raise StopIteration",
  "def __call__(self, *a, **k): return (a, k)",
  "def __hash__(self): return hash(7)",
  "def __hash__(self): return 'x'",
  "def __format__(self, spec): return '<' + spec + '>'",
  "def __format__(self, spec): return 5",
  "def __getattr__(self, name): return 'no ' + name",
  "def __getattr__(self, name): raise AttributeError(name)",
  "def __setattr__(self, name, value): object.__setattr__(self, name, value); print('setattr', name)",
  "def __delattr__(self, name): print('delattr', name)",
  "def __missing__(self, key): return ('missing', key)",
  "def __reversed__(self): return iter('rev')",
  "def __divmod__(self, o): return ('divmod', o)",
  "def __contains__(self, k): raise ValueError('contains')",
  "def __enter__(self): return self",
  "def __class_getitem__(cls, k): return ('class item', k)",
  "def __init_subclass__(cls, **kw): print('subclass', cls.__name__, kw)",
  "@property\n    def p(self): return self.v",
  "@staticmethod\n    def sm(*a): return a",
  "@classmethod\n    def cm(cls, *a): return (cls.__name__, a)",
  "__slots__ = ('v', 'w')",
  "__hash__ = None",
  "v = 'class level'",
  "shared = []",
];

const bases = [
  "",
  "",
  "",
  "(object)",
  "(list)",
  "(dict)",
  "(int)",
  "(str)",
  "(tuple)",
  "(float)",
  "(Exception)",
  "(ValueError)",
];

const uses = [
  "ob",
  "str(ob)",
  "f'{ob}'",
  "f'{ob!r:>12}'",
  "'%s' % (ob,)",
  "format(ob, '>5')",
  "ob == ob2",
  "ob != ob2",
  "ob < ob2",
  "ob <= 1",
  "ob > 1",
  "ob >= ob2",
  "1 < ob",
  "ob + {x}",
  "{x} + ob",
  "ob - {x}",
  "{x} - ob",
  "ob * {i}",
  "{i} * ob",
  "ob / 2",
  "7 // ob",
  "ob ** 2",
  "pow(ob, 2, 3)",
  "ob @ ob2",
  "ob % 3",
  "ob & 1",
  "ob | None",
  "-ob",
  "~ob",
  "abs(ob)",
  "int(ob)",
  "float(ob)",
  "round(ob)",
  "round(ob, 1)",
  "bool(ob)",
  "not ob",
  "len(ob)",
  "ob[{i}]",
  "ob[1:2]",
  "ob['k']",
  "{x} in ob",
  "list(ob)",
  "[*ob]",
  "sorted([ob, ob2])",
  "max(ob, ob2)",
  "next(ob)",
  "next(iter(ob))",
  "ob({x}, k={i})",
  "hash(ob) == hash(ob)",
  "{ob: 1}[ob]",
  "ob.missing",
  "ob.v",
  "ob.p",
  "ob.sm(1)",
  "ob.cm({i})",
  "type(ob).cm()",
  "hasattr(ob, 'zz')",
  "getattr(ob, 'w', 'none')",
  "vars(ob)",
  "ob.__dict__",
  "type(ob)[int]",
  "list(reversed(ob))",
  "divmod(ob, 2)",
  "range(10)[ob]",
  "[1, 2, 3, 4][ob]",
  "isinstance(ob, {x})",
  "repr([ob])",
  "dict(ob)",
  "tuple(ob)",
  "'-'.join(ob)",
  "sum([ob, ob2], {x})",
  "copy.copy(ob)",
  "[c.__name__ for c in type(ob).__mro__]",
  "callable(ob)",
  "ob is copy.deepcopy(ob)",
  "super(type(ob), ob).__repr__() and 1",
  "json.dumps(ob)",
  "type(ob).__name__",
  "{**ob}",
  "print(*ob)",
  "a, b",
];

const changes = [
  "ob += {x}",
  "ob.v = {x}",
  "ob.w = 1",
  "del ob.v",
  "ob[{i}] = {x}",
  "del ob[1]",
  "ob.p = 2",
  "a, b = ob",
  "ob *= 2",
  "del ob.zz",
  "ob.shared.append({x})",
];

export function classDefinition(out: Statements): void {
  const { source } = out;
  const name = out.fresh("Cls");
  const define = (base: string, count: number): void => {
    out.block(() => {
      if (base === "" || base === "(object)" || source.chance(0.2)) {
        out.emit(
          source.pick([
            "def __init__(self, v=1): self.v = v",
            "def __init__(self, v=1, *more): self.v = v",
            "def __init__(self, v=0): super().__init__(); self.v = v",
          ]),
        );
      } else if (source.chance(0.7)) out.emit("v = 3");
      if (source.chance(0.6)) out.emit(methods[0]);
      for (let method = 0; method < count; method++)
        for (const line of source.pick(methods).split("\n    ")) out.emit(line);
    });
  };
  const base = source.pick(bases);
  out.guarded(() => {
    out.emit(`class ${name}${base}:`);
    define(base, source.between(1, 6));
    let made = name;
    if (source.chance(0.35)) {
      made = `${name}b`;
      out.emit(`class ${made}(${source.pick([name, name, `${name}, object`, `object, ${name}`])}):`);
      out.block(() => {
        for (let method = source.between(1, 3); method > 0; method--)
          for (const line of source.pick(methods).split("\n    ")) out.emit(line);
        if (source.chance(0.4)) out.emit("def __len__(self): return super().__len__() + 1");
        if (source.chance(0.3))
          out.emit(`def m(self): return super().${source.pick(["m", "v", "__str__", "__repr__"])}()`);
      });
    }
    out.emit(`ob, ob2 = ${made}(${source.pick(["", out.of("x", 0), out.of("i", 0)])}), ${made}()`);
    for (let use = source.between(2, 6); use > 0; use--) {
      out.guarded(() => {
        if (source.chance(0.2)) out.emit(out.fill(source.pick(changes)));
        else out.emit(`show(${out.fill(source.pick(uses))})`);
      });
    }
  });
}
