// Compiles the AssemblyScript kernels to WebAssembly: once with relaxed SIMD (fused multiply-add) and once without.
// The results lie in src/engine/wasm/generated/ and are made anew when a source, an option or the compiler has changed.
// usage: node scripts/kernels.mjs
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const sources = join(root, "src/engine/wasm/kernels");
const generated = join(root, "src/engine/wasm/generated");

/** One memory for all instances: shared, so that threads and views see the same tensors. */
const common = [
  ...["-O3", "--noAssert", "--runtime", "stub", "--importMemory", "--sharedMemory", "--noExportMemory"],
  // Without a memory base of ours the first 1024 bytes stay unused, and the compiler folds small sums into the offsets of loads.
  ...["--initialMemory", "64", "--maximumMemory", "65536"],
  ...["--enable", "simd", "--enable", "threads"],
];
const builds = {
  "simd.wasm": common,
  "relaxed.wasm": [...common, "--enable", "relaxed-simd", "--use", "RELAXED=1"],
};

const readText = (path) => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
};

function fingerprint() {
  const hash = createHash("sha256");
  hash.update(JSON.stringify(builds));
  hash.update(createRequire(import.meta.url)("assemblyscript/package.json").version);
  for (const name of readdirSync(sources).sort()) hash.update(name).update(readFileSync(join(sources, name)));
  return hash.digest("hex");
}

/** Compiles what has changed. Two processes may do so at once: each file appears whole. */
export async function ensureKernels() {
  const print = fingerprint();
  const stamp = join(generated, "fingerprint");
  if (readText(stamp) === print) return;
  const { default: asc } = await import("assemblyscript/asc");
  mkdirSync(generated, { recursive: true });
  const place = (name, content) => {
    const temporary = join(generated, `${name}.${process.pid}`);
    writeFileSync(temporary, content);
    renameSync(temporary, join(generated, name));
  };
  for (const [name, options] of Object.entries(builds)) {
    const { error, stderr } = await asc.main(
      [join(sources, "index.ts"), "--baseDir", root, "--outFile", name, ...options],
      {
        readFile: (path, base) => readText(join(base, path)) ?? readText(path),
        writeFile: (_, content) => place(name, content),
        listFiles: () => [],
      },
    );
    if (error) throw new Error(`kernels: ${name}: ${error.message}\n${stderr.toString()}`);
  }
  place("fingerprint", print);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureKernels();
  for (const name of Object.keys(builds)) console.log(`${name} ${readFileSync(join(generated, name)).length} bytes`);
}
