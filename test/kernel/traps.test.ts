/** What can go wrong below the cell language: a kernel that traps, and memory that is not there. Each is an error of the cell alone. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { heapAllocator, memoryLimits, setAllocator } from "../../src/engine/tensor/storage.ts";
import { arenaStatistics, collectArena, useArena } from "../../src/engine/wasm/index.ts";
import type { Kernels } from "../../src/engine/wasm/instance.ts";
import { type WasmInstance, wasm } from "../../src/engine/wasm/module.ts";
import { nodeCollector } from "../../src/kernel/collector.ts";
import { createInterpreter } from "../../src/language/interpreter.ts";

function instance(): WasmInstance {
  const found = wasm();
  assert.ok(found);
  return found;
}

/** Runs with a kernel whose address argument `at` is replaced. */
function withCorrupted(
  kernel: "layerNormForward" | "describeBlocks",
  at: number,
  value: number,
  body: () => void,
): void {
  const { kernels } = instance();
  const corrupted = (...values: number[]): void => {
    const run: (...given: number[]) => void = kernels[kernel];
    run(...values.map((own, i) => (i === at ? value : own)));
  };
  const replaced: Kernels = { ...kernels, [kernel]: corrupted };
  Reflect.set(instance(), "kernels", replaced);
  try {
    body();
  } finally {
    Reflect.set(instance(), "kernels", kernels);
  }
}

describe("a session outlives", () => {
  let text = "";
  const session = createInterpreter(
    {
      write: (_, piece) => {
        text += piece;
      },
      display: () => undefined,
      now: () => Date.now(),
      interrupt: new Int32Array(1),
      sleep: () => undefined,
    },
    { preloaded: true },
  );
  /** The last line of the error, or what was printed. */
  const run = (source: string): string => {
    text = "";
    const outcome = session.run({ source, file: "Cell In[1]", interactive: true });
    return outcome.status === "error" ? (outcome.error.traceback.split("\n").at(-1) ?? "") : text;
  };

  before(() => useArena(nodeCollector()));
  after(() => setAllocator(heapAllocator));

  const check =
    "print(torch.equal(F.layer_norm(x, (1024,)), y), len(kept), all(bool((k == i).all()) for i, k in enumerate(kept)))";

  it("a kernel that reads or writes outside of its memory", () => {
    run(
      "torch.manual_seed(0)\nx = torch.randn(256, 1024)\ny = F.layer_norm(x, (1024,))\nkept = [torch.full((256, 256), float(i)) for i in range(20)]",
    );
    assert.equal(run(check), "True 20 True\n");
    const past = 0xffffff00;
    for (const [argument, address] of [
      [0, past],
      [1, past - 64],
      [0, 0xfffff000],
      [2, -4],
    ]) {
      withCorrupted("layerNormForward", argument, address, () => {
        assert.match(
          run("z = F.layer_norm(x, (1024,))"),
          /^RuntimeError: a kernel of the engine has failed \(memory access out of bounds\); the session and its variables are kept\./,
        );
        assert.equal(run("try:\n    F.layer_norm(x, (1024,))\nexcept RuntimeError: print('caught')"), "caught\n");
      });
      assert.equal(run(check), "True 20 True\n");
    }
    withCorrupted("describeBlocks", 4, 0xf0000000, () => {
      assert.match(run("lnnb.distribution(x)"), /^RuntimeError: a kernel of the engine has failed/);
    });
    assert.equal(run("print(round(lnnb.distribution(x).mean, 6) == round(x.double().mean().item(), 6))"), "True\n");
  });

  it("and its memory comes back", () => {
    run("x = y = kept = z = None");
    collectArena();
    const before = arenaStatistics()?.used ?? 0;
    run("for i in range(100): w = torch.full((512, 512), float(i))\nprint(bool((w == 99).all()))");
    assert.equal(text, "True\n");
    run("w = None");
    collectArena();
    assert.ok((arenaStatistics()?.used ?? 0) <= before + 2 ** 20);
  });

  it("a shape past the limit: the error names the size asked for, and the limit", () => {
    const { maxTensorBytes } = memoryLimits;
    memoryLimits.maxTensorBytes = 2 ** 26;
    try {
      assert.equal(run("kept = torch.ones(1000)"), "");
      assert.match(
        run("torch.empty(10_000, 10_000)"),
        /^RuntimeError: .*you tried to allocate 400000000 bytes.*\(one tensor may take 67108864 bytes here, by the setting lnnb.tensorMemoryMegabytes\)$/,
      );
      assert.equal(run("print(kept.sum().item())"), "1000.0\n");
    } finally {
      memoryLimits.maxTensorBytes = maxTensorBytes;
    }
  });

  it("growth that the host refuses: the same", () => {
    const { maxTensorBytes } = memoryLimits;
    // More than any host gives, and allowed.
    memoryLimits.maxTensorBytes = 2 ** 52;
    try {
      assert.match(
        run("torch.empty(2 ** 24, 2 ** 24)"),
        /^RuntimeError: .*you tried to allocate 1125899906842624 bytes.*\(the host gave no more, though tensors may take 4503599627370496 bytes here, by the setting lnnb.tensorMemoryMegabytes\)$/,
      );
      assert.equal(run("print(kept.sum().item(), torch.ones(300, 300).sum().item())"), "1000.0 90000.0\n");
    } finally {
      memoryLimits.maxTensorBytes = maxTensorBytes;
    }
  });

  it("a memory that does not grow: what finds no room lies on the JavaScript heap", () => {
    const { memory } = instance();
    const before = arenaStatistics()?.overflows ?? 0;
    const grow = memory.grow.bind(memory);
    memory.grow = (pages: number) => {
      if (pages > 0) throw new RangeError("WebAssembly.Memory.grow(): Maximum memory size exceeded");
      return grow(pages);
    };
    try {
      assert.equal(
        run("big = torch.ones(8000, 8000)\nprint(big.sum().item(), F.layer_norm(big[:4], (8000,)).abs().max().item())"),
        "64000000.0 0.0\n",
      );
      assert.ok((arenaStatistics()?.overflows ?? 0) > before);
    } finally {
      Reflect.deleteProperty(memory, "grow");
      run("big = None");
    }
  });
});
