// A peer of the benchmark in JavaScript: a package found in the folder LNNB_BENCH_PEERS/node_modules, in a process of its own.
// Answers lines of JSON as peer.py does; a setup names the work, { "norm": [rows, features], "backward": boolean }.
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { layerNormModel } from "./onnx-model.mjs";

const folder = process.env["LNNB_BENCH_PEERS"] ?? process.cwd();
const require = createRequire(join(folder, "package.json"));
const load = async (name) => {
  const module = await import(pathToFileURL(require.resolve(name)).href);
  return module.default ?? module;
};

/** Milliseconds of the processor, all threads, or of the wall. */
function clock() {
  if (process.argv[3] !== "process_time") return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
}

const normal = (count) => Float32Array.from({ length: count }, () => Math.random() * 2 - 1);

async function onnx(ort, options) {
  return async ({ norm: [rows, features], backward }) => {
    if (backward) throw new Error("no training in this runtime");
    const session = await ort.InferenceSession.create(layerNormModel(features), options);
    const feeds = {
      x: new ort.Tensor("float32", normal(rows * features), [rows, features]),
      g: new ort.Tensor("float32", normal(features), [features]),
      b: new ort.Tensor("float32", normal(features), [features]),
    };
    return () => session.run(feeds);
  };
}

async function tensorflow() {
  const tf = await load("@tensorflow/tfjs-core");
  await load("@tensorflow/tfjs-backend-wasm");
  await tf.setBackend("wasm");
  await tf.ready();
  return async ({ norm: [rows, features], backward }) => {
    const x = tf.tensor2d(normal(rows * features), [rows, features]);
    const g = tf.tensor1d(normal(features));
    const b = tf.tensor1d(normal(features));
    const dy = tf.tensor2d(normal(rows * features), [rows, features]);
    const normalized = () => {
      const { mean, variance } = tf.moments(x, -1, true);
      const rstd = tf.rsqrt(tf.add(variance, 1e-5));
      return [tf.mul(tf.sub(x, mean), rstd), rstd];
    };
    const forward = ([xHat]) => tf.add(tf.mul(xHat, g), b);
    // The package has no gradients of its own without the layers above it.
    const gradients = ([xHat, rstd]) => {
      const product = tf.mul(dy, xHat);
      const scaled = tf.mul(dy, g);
      const projection = tf.mul(xHat, tf.mean(tf.mul(scaled, xHat), -1, true));
      const dx = tf.mul(rstd, tf.sub(tf.sub(scaled, tf.mean(scaled, -1, true)), projection));
      return [dx, tf.sum(product, 0), tf.sum(dy, 0)];
    };
    return async () => {
      const results = tf.tidy(() => {
        const parts = normalized();
        return [forward(parts), ...(backward ? gradients(parts) : [])];
      });
      for (const result of results) await result.data();
      for (const result of results) result.dispose();
    };
  };
}

async function jax() {
  const { numpy: np, init, defaultDevice, grad, jit } = await load("@jax-js/jax");
  await init("wasm");
  defaultDevice("wasm");
  return async ({ norm: [rows, features], backward }) => {
    const array = (count, shape) => np.array(normal(count)).reshape(shape);
    const x = array(rows * features, [rows, features]);
    const g = array(features, [features]);
    const b = array(features, [features]);
    const forward = jit((x, g, b) => {
      const mean = np.mean(x.ref, -1, { keepdims: true });
      const d = x.sub(mean);
      const variance = np.mean(d.ref.mul(d.ref), -1, { keepdims: true });
      return d
        .div(np.sqrt(variance.add(1e-5)))
        .mul(g)
        .add(b);
    });
    if (backward) {
      const slope = jit(grad((x, g, b) => np.sum(forward(x, g, b))));
      return async () => void (await slope(x.ref, g.ref, b.ref).data());
    }
    return async () => void (await forward(x.ref, g.ref, b.ref).data());
  };
}

const peers = {
  "onnxruntime-node": async () => onnx(await load("onnxruntime-node"), { intraOpNumThreads: 1 }),
  "onnxruntime-web": async () => {
    const ort = await load("onnxruntime-web");
    ort.env.wasm.numThreads = 1;
    return onnx(ort, { executionProviders: ["wasm"] });
  },
  "tfjs-wasm": tensorflow,
  "jax-js": jax,
};

const make = await peers[process.argv[2]]().catch((error) => error);
let run = null;
for await (const line of createInterface(process.stdin)) {
  const message = JSON.parse(line);
  const answer = {};
  try {
    if (make instanceof Error) throw make;
    if (message.setup !== undefined) run = await make(JSON.parse(message.setup));
    else {
      const start = clock();
      for (let i = 0; i < message.repeats; i++) await run();
      answer.seconds = (clock() - start) / 1e3 / message.repeats;
    }
  } catch (error) {
    answer.error = String(error?.message ?? error).split("\n", 1)[0];
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exit(0);
