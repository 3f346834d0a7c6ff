import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { build } from "esbuild";

/** The command as it is built, with the fake interpreter (one command a line) in its worker. */
const folder = mkdtempSync(join(tmpdir(), "lnnb-cli-"));

before(async () => {
  const shared = {
    bundle: true,
    format: "esm",
    platform: "node",
    outdir: join(folder, "dist"),
    loader: { ".py": "text", ".wasm": "binary" },
  } as const;
  await build({ ...shared, entryPoints: { cli: "src/cli/main.ts" }, splitting: true });
  await build({ ...shared, entryPoints: { worker: "test/kernel/fake-worker.ts" } });
  writeFileSync(join(folder, "package.json"), '{"type": "module"}');
  mkdirSync(join(folder, "dist", "renderer"));
  for (const script of ["renderer/plotly.min.js", "renderer/page.js"]) writeFileSync(join(folder, "dist", script), "");
});
after(() => rmSync(folder, { recursive: true }));

interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function lnnb(args: readonly string[], onStart?: (child: ChildProcess) => void): Promise<Finished> {
  const child = spawn(process.execPath, [join(folder, "dist/cli.js"), ...args], { cwd: folder });
  const collected = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      collected[stream] += text;
    });
  }
  onStart?.(child);
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, ...collected })));
}

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

const notebook = (...sources: (string | { markdown: string })[]): string =>
  JSON.stringify({
    cells: sources.map((source, i) =>
      typeof source === "string"
        ? { cell_type: "code", execution_count: null, id: `c${i}`, metadata: {}, outputs: [], source }
        : { cell_type: "markdown", id: `c${i}`, metadata: {}, source: source.markdown },
    ),
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });

describe("a script", () => {
  test("prints what it prints, under the path that tracebacks show", async () => {
    const { status, stdout, stderr } = await lnnb(["run", file("a.py", "print one\nshow figure\nwhere\n")]);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    assert.equal(stdout, `one\nfigure\n${folder}/a.py\n`);
  });
  test("an uncaught error ends it with the traceback on standard error", async () => {
    const { status, stdout, stderr } = await lnnb(["run", file("b.py", "print before\nraise ValueError no\n")]);
    assert.deepEqual([status, stdout], [1, "before\n"]);
    assert.equal(stderr, "Traceback (most recent call last):\nValueError: no\n");
  });
  const exits: [string, number, string][] = [
    ["raise SystemExit ", 0, ""],
    ["raise SystemExit 3", 3, ""],
    ["raise SystemExit -1", 255, ""],
    ["raise SystemExit bye", 1, "bye\n"],
    ["raise KeyboardInterrupt ", 130, "Traceback (most recent call last):\nKeyboardInterrupt: \n"],
  ];
  for (const [source, status, stderr] of exits) {
    test(`"${source}" exits with ${status}`, async () => {
      assert.deepEqual(await lnnb(["run", file("exit.py", source)]), { status, stdout: "", stderr });
    });
  }
  test("all output arrives through a pipe before the process ends", async () => {
    const { stdout } = await lnnb(["run", file("many.py", "count 100000\nraise ValueError x")]);
    assert.equal(stdout.length, Array.from({ length: 100_000 }, (_, i) => `${i}\n`).join("").length);
  });
  test("a reader that goes away ends it", async () => {
    const { status } = await lnnb(["run", file("many.py", "count 10000000")], (child) => {
      child.stdout?.once("data", () => child.stdout?.destroy());
    });
    assert.equal(status, 141);
  });
});

describe("a notebook", () => {
  test("runs its code cells in order", async () => {
    const { status, stdout } = await lnnb([
      "run",
      file("n.lnnb", notebook("set x 1", { markdown: "# no" }, "get x\nwhere")),
    ]);
    assert.deepEqual([status, stdout], [0, "1\nCell In[2]\n"]);
  });
  test("stops at an error", async () => {
    const { status, stdout } = await lnnb([
      "run",
      file("e.lnnb", notebook("print a", "raise ValueError x", "print b")),
    ]);
    assert.deepEqual([status, stdout], [1, "a\n"]);
  });
  test("--output writes the outputs of what ran", async () => {
    const path = file(
      "o.lnnb",
      notebook("print a\nshow F\nvalue 7", { markdown: "m" }, "raise ValueError x", "print b"),
    );
    const { status } = await lnnb(["run", path, "--output", "out.lnnb"]);
    assert.equal(status, 1);
    // Written by us: a notebook.
    const { cells } = JSON.parse(readFileSync(join(folder, "out.lnnb"), "utf8")) as {
      cells: Record<string, unknown>[];
    };
    assert.deepEqual(
      cells.map((cell) => [cell["id"], cell["execution_count"], cell["outputs"]]),
      [
        [
          "c0",
          1,
          [
            { name: "stdout", output_type: "stream", text: ["a\n"] },
            { data: { "text/plain": ["F"] }, metadata: {}, output_type: "display_data" },
            { data: { "text/plain": ["7"] }, execution_count: 1, metadata: {}, output_type: "execute_result" },
          ],
        ],
        ["c1", undefined, undefined],
        [
          "c2",
          2,
          [
            {
              ename: "ValueError",
              evalue: "x",
              output_type: "error",
              traceback: ["Traceback (most recent call last):", "ValueError: x"],
            },
          ],
        ],
        ["c3", null, []],
      ],
    );
  });
  test("--json prints one object and nothing else", async () => {
    const { stdout, stderr } = await lnnb([
      "run",
      file("j.lnnb", notebook("print a\nwarn w\nshow F", "raise ValueError x")),
      "--json",
    ]);
    assert.equal(stderr, "");
    const report = JSON.parse(stdout) as { status: string; exit_status: number; cells: Record<string, unknown>[] }; // as `report` makes it
    assert.deepEqual([report.status, report.exit_status], ["error", 1]);
    const { milliseconds, ...first } = report.cells[0];
    assert.equal(typeof milliseconds, "number");
    assert.deepEqual(first, {
      id: "c0",
      index: 0,
      status: "ok",
      stdout: "a\n",
      stderr: "w\n",
      displays: [{ "text/plain": "F" }],
      error: null,
    });
    assert.deepEqual(report.cells[1]["error"], {
      type: "ValueError",
      message: "x",
      traceback: "Traceback (most recent call last):\nValueError: x",
    });
  });
  test("--html writes one page that asks for nothing else, also after an error", async () => {
    const path = file("h.lnnb", notebook({ markdown: "# A *title*" }, "print <b>", "raise ValueError x"));
    assert.equal((await lnnb(["run", path, "--html", "out.html"])).status, 1);
    const page = readFileSync(join(folder, "out.html"), "utf8");
    assert.match(page, /<title>A \*title\*<\/title>/);
    assert.match(page, /&lt;b&gt;/);
    assert.match(page, /ValueError: x/);
    assert.doesNotMatch(page, /https?:\/\/(?!www\.w3\.org)/);
  });
  test("a script's marks are the cells of what is written", async () => {
    const { status } = await lnnb([
      "run",
      file("m.py", "# %% [markdown]\n# Hi\n# %%\nprint a\n# %%\nprint b\n"),
      "--output",
      "m.lnnb",
    ]);
    assert.equal(status, 0);
    const { cells } = JSON.parse(readFileSync(join(folder, "m.lnnb"), "utf8")) as { cells: Record<string, unknown>[] }; // ours
    assert.deepEqual(
      cells.map((cell) => [cell["cell_type"], cell["source"], cell["execution_count"]]),
      [
        ["markdown", ["Hi"], undefined],
        ["code", ["print a"], 1],
        ["code", ["print b"], 2],
      ],
    );
  });
});

describe("the end before the end", () => {
  test("--timeout ends the run with 124, and what was printed is there", async () => {
    const { status, stdout, stderr } = await lnnb(["run", file("t.py", "print a\nloop"), "--timeout", "0.4"]);
    assert.deepEqual([status, stdout, stderr], [124, "a\n", "lnnb: timed out after 0.4 s\n"]);
  });
  test("an interrupt is a KeyboardInterrupt and 130", async () => {
    const { status, stderr } = await lnnb(["run", file("i.py", "print ready\nloop")], (child) => {
      child.stdout?.once("data", () => child.kill("SIGINT"));
    });
    assert.deepEqual([status, stderr], [130, "Traceback (most recent call last):\nKeyboardInterrupt: \n"]);
  });
  test("who insists ends a program that does not listen", async () => {
    const { status } = await lnnb(["run", file("d.py", "print ready\ndeaf")], (child) => {
      child.stdout?.once("data", () => {
        const timer = setInterval(() => child.kill("SIGINT"), 30);
        child.once("exit", () => clearInterval(timer));
      });
    });
    assert.equal(status, 130);
  });
});

describe("what cannot be run is status 2 and one line", () => {
  test("a file that is not there", async () => {
    const { status, stderr } = await lnnb(["run", "none.py"]);
    assert.deepEqual(
      [status, stderr],
      [2, `lnnb: can't open file '${folder}/none.py': [Errno 2] No such file or directory\n`],
    );
  });
  test("a folder", async () => {
    mkdirSync(join(folder, "d.lnnb"), { recursive: true });
    assert.match((await lnnb(["run", "d.lnnb"])).stderr, /Is a directory/);
  });
  test("a file that is no notebook", async () => {
    const { status, stderr } = await lnnb(["run", file("bad.lnnb", "{")]);
    assert.equal(status, 2);
    assert.match(stderr, /^lnnb: bad\.lnnb: The file ends at line 1, column 2.*cut off.*\n$/);
  });
  test("bytes that are not UTF-8", async () => {
    writeFileSync(join(folder, "u.py"), Buffer.from([0x78, 0xff]));
    assert.match((await lnnb(["run", "u.py"])).stderr, /u\.py: the file is not UTF-8 text/);
  });
  test("a place that cannot be written, before anything runs", async () => {
    const { status, stdout, stderr } = await lnnb(["run", file("w.py", "print no"), "--output", "nowhere/out.lnnb"]);
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, /^lnnb: cannot write nowhere\/out\.lnnb/);
  });
  test("a command that there is not", async () => {
    const { status, stderr } = await lnnb(["walk"]);
    assert.equal(status, 2);
    assert.match(stderr, /^lnnb: there is no command "walk"\nusage: lnnb run/);
  });
});

test("--version and --help", async () => {
  assert.match((await lnnb(["--version"])).stdout, /^\d+\.\d+\.\d+\n$/);
  assert.match((await lnnb(["--help"])).stdout, /^usage: lnnb run/);
});

describe("lnnb export", () => {
  const saved = (): string => {
    const { cells, ...rest } = JSON.parse(notebook("print kept", { markdown: "# Title" }));
    cells[0].outputs = [{ output_type: "stream", name: "stdout", text: "kept\n" }];
    return JSON.stringify({ cells, ...rest });
  };

  test("writes what is saved beside the notebook, and runs nothing", async () => {
    const path = file("saved.lnnb", saved());
    for (const format of ["html", "ipynb", "py"]) {
      const { status, stdout, stderr } = await lnnb(["export", path, "--to", format]);
      assert.deepEqual([status, stdout, stderr], [0, `saved.${format}\n`, ""]);
    }
    assert.match(readFileSync(join(folder, "saved.html"), "utf8"), /kept\n<\/pre>[\s\S]*<h1>Title<\/h1>/);
    assert.equal(JSON.parse(readFileSync(join(folder, "saved.ipynb"), "utf8")).cells[0].outputs[0].text[0], "kept\n");
    assert.equal(readFileSync(join(folder, "saved.py"), "utf8"), "# %%\nprint kept\n\n# %% [markdown]\n# # Title\n");
  });

  test("replaces no file that it was not told to", async () => {
    const path = file("twice.lnnb", saved());
    file("twice.py", "mine");
    const refused = await lnnb(["export", path, "--to", "py"]);
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, /twice\.py exists already: --output says where to write/);
    assert.equal(readFileSync(join(folder, "twice.py"), "utf8"), "mine");
    assert.equal((await lnnb(["export", path, "--to", "py", "--output", "twice.py"])).status, 0);
    assert.match(readFileSync(join(folder, "twice.py"), "utf8"), /print kept/);
  });

  test("writes to standard output", async () => {
    const { stdout } = await lnnb(["export", file("out.lnnb", saved()), "--to", "py", "--output", "-"]);
    assert.match(stdout, /^# %%\nprint kept/);
  });

  test("says where there is nothing to show", async () => {
    const path = file("bare.lnnb", notebook("print x"));
    const page = await lnnb(["export", path, "--to", "html"]);
    assert.equal(page.status, 0);
    assert.match(page.stderr, /no saved outputs: --execute runs it first/);
    const figures = await lnnb(["export", path, "--to", "svg"]);
    assert.equal(figures.status, 1);
    assert.match(figures.stderr, /no figure to draw: --execute runs it first/);
  });

  test("with --execute it exports what the run shows, up to the cell that fails", async () => {
    const path = file("executed.lnnb", notebook("print one", "raise ValueError wrong", "print three"));
    const { status, stdout, stderr } = await lnnb(["export", path, "--to", "ipynb", "--execute"]);
    assert.equal(status, 1);
    assert.equal(stdout, "executed.ipynb\n");
    assert.match(stderr, /ValueError: wrong/);
    const { cells } = JSON.parse(readFileSync(join(folder, "executed.ipynb"), "utf8"));
    assert.deepEqual(
      cells.map(({ outputs }: { outputs: { output_type: string }[] }) => outputs.map((output) => output.output_type)),
      [["stream"], ["error"], []],
    );
  });

  test("a file that is not there is wrong usage", async () => {
    const { status, stderr } = await lnnb(["export", "nowhere.lnnb", "--to", "py"]);
    assert.equal(status, 2);
    assert.match(stderr, /No such file/);
  });
});
