/** FEATURES.md: what of Python, of torch and of lnnb works. The tables come from the catalog that completion uses too. */
import type { Catalog, Entry } from "../../src/language/service/catalog.ts";

const intro = `# What works

This file is generated from the modules that cells import (\`npm run features\`); a test fails where it is out of date. What is not here raises an
error that says so: a name that PyTorch has gives \`NotImplementedError: torch.foo is not part of the cell language yet\`.

## Python

The reference is CPython 3.12: what it prints, a cell prints, tracebacks included.

| | |
|---|---|
| statements | all but \`async\`, \`match\`, \`type\`, \`import *\` and \`except*\`, which are refused by name with what to use instead |
| classes | inheritance (C3), properties, class and static methods, descriptors, dunder methods with reflected and in-place forms, \`__init_subclass__\`, \`__set_name__\`, \`__slots__\` accepted; metaclasses are refused |
| functions | closures, decorators, generators (\`send\`, \`throw\`, \`close\`, \`yield from\`), positional-only and keyword-only parameters, annotations kept |
| values | ints of any size, floats with shortest repr, strings by code point, bytes, list, tuple, dict, set, frozenset, slice, range; complex numbers are refused |
| text | f-strings nested and with \`=\`, the format mini-language, \`str.format\`, \`%\` |
| errors | chained tracebacks with carets, "Did you mean", recursion depth, interrupts that keep variables |
| not there, by design | files, network, processes, \`eval\`, \`exec\`, \`input\` |

## Limits, memory and speed

| | |
|---|---|
| limits, each a setting | recursion depth (1000), memory of all tensors of a notebook and memory of its other values (each a quarter of the computer's, at most 4 GiB), lines and characters of output, time of a cell (none) |
| an interrupt | stops Python code and what is built in within a second, variables kept (\`test/language/machine/interrupts.test.ts\` lists what) |
| 20,000 tensors of 4 MB, made and dropped in a loop | 175 MB at most (\`npm run bench -- soak\`) |
| 10,000 runs of a cell that defines a class and a function, trains a layer and catches an error | 0.5 MB more after the last than after the second thousand (\`npm run bench -- soak\`) |
| time beside CPython 3.11, median of turns (\`npm run bench -- language\`) | a loop that adds 10 million ints: 0.6; a matrix product of lists: 0.8 at the top level, 1.4 in a function; building a string: 0.2 to 1.2 |
`;

/** Entries a user would look for: no dunders, no re-exported modules. */
const shown = (entries: readonly Entry[]): Entry[] =>
  entries.filter((entry) => !entry.name.startsWith("_") && entry.kind !== "module");

const names = (entries: readonly Entry[]): string =>
  shown(entries)
    .map((entry) => `\`${entry.name}\``)
    .join(" ");

function withDocs(entries: readonly Entry[]): string {
  const rows = shown(entries).map(
    ({ signature, name, doc }) =>
      `| \`${(signature ?? name).replaceAll("|", "\\|")}\` | ${(doc ?? "").replaceAll("|", "\\|")} |`,
  );
  return ["| call | |", "|---|---|", ...rows].join("\n");
}

const standard = (path: string): boolean =>
  path !== "builtins" && !path.startsWith("torch") && !path.startsWith("lnnb");

export function featuresMarkdown({ modules, types }: Catalog): string {
  const section = (title: string, body: string): string => `## ${title}\n\n${body}\n`;
  const listed = (path: string): readonly Entry[] => modules[path] ?? [];
  const library = Object.keys(modules).filter(standard);
  const torchModules = Object.keys(modules).filter(
    (path) => path.startsWith("torch.") && !["torch.nn", "torch.nn.functional"].includes(path),
  );
  return [
    intro,
    section("Builtins", names(listed("builtins"))),
    section(
      "The standard library",
      ["| module | names |", "|---|---|", ...library.map((path) => `| \`${path}\` | ${names(listed(path))} |`)].join(
        "\n",
      ),
    ),
    section("lnnb", withDocs(listed("lnnb"))),
    section("lnnb.nn", withDocs(listed("lnnb.nn"))),
    section("torch", names(listed("torch"))),
    section("torch.Tensor", names(types["torch.Tensor"] ?? [])),
    section("torch.nn", names(listed("torch.nn"))),
    section("torch.nn.functional", names(listed("torch.nn.functional"))),
    section(
      "Other torch modules",
      [
        "| module | names |",
        "|---|---|",
        ...torchModules.map((path) => `| \`${path}\` | ${names(listed(path))} |`),
      ].join("\n"),
    ),
  ].join("\n");
}
