/** The norms as works of the benchmark: ours on the kernels, with outputs in memory that is used again. */
import { normKernels } from "../../../src/engine/norm/kernels.ts";
import { Storage } from "../../../src/engine/tensor/storage.ts";
import { wasm } from "../../../src/engine/wasm/module.ts";
import { addLayerNormForward } from "../../../src/engine/wasm/norms.ts";
import type { Work } from "./work.ts";

export const normShapes: readonly [number, number][] = [
  [4, 8],
  [32, 768],
  [512, 768],
  [4096, 64],
  [2048, 1024],
  [4096, 4096],
  [1024, 12288],
];

export const residualShapes: readonly [number, number][] = [
  [512, 768],
  [2048, 1024],
  [4096, 4096],
];

function floats(count: number): Float32Array {
  const { data } = Storage.allocate("float32", count);
  if (!(data instanceof Float32Array)) throw new Error("float32 storage is a Float32Array");
  return data;
}

function uniform(count: number): Float32Array {
  const values = floats(count);
  for (let i = 0; i < count; i++) values[i] = Math.random() * 2 - 1;
  return values;
}

/** Layer norm's arrays of one shape. */
function arrays(rows: number, features: number) {
  const count = rows * features;
  return {
    x: uniform(count),
    gamma: uniform(features),
    beta: uniform(features),
    rows,
    features,
    eps: 1e-5,
    half: false,
    y: floats(count),
    mean: floats(rows),
    rstd: floats(rows),
  };
}

export function normForward([rows, features]: readonly [number, number]): Work {
  return {
    work: "layer_norm",
    shape: [rows, features],
    elements: rows * features,
    torch: {
      setup: `import torch, torch.nn.functional as F\ntorch.set_num_threads(THREADS)\nx=torch.rand(${rows},${features});g=torch.rand(${features});b=torch.rand(${features})`,
      run: `y=F.layer_norm(x,(${features},),g,b,1e-5)`,
    },
    numpy: {
      setup: `import numpy as np\nx=np.random.rand(${rows},${features}).astype(np.float32);g=np.random.rand(${features}).astype(np.float32);b=g.copy()`,
      run: "d=x-x.mean(-1,keepdims=True);y=d/np.sqrt((d*d).mean(-1,keepdims=True)+np.float32(1e-5))*g+b",
    },
    script: JSON.stringify({ norm: [rows, features], backward: false }),
    ours() {
      const a = arrays(rows, features);
      return () => normKernels.layerNormForward(a);
    },
  };
}

export function normBoth([rows, features]: readonly [number, number]): Work {
  const forward = normForward([rows, features]);
  return {
    ...forward,
    work: "layer_norm forward and backward",
    torch: {
      setup: `${forward.torch?.setup}\nx.requires_grad_();g.requires_grad_();b.requires_grad_();dy=torch.rand(${rows},${features})`,
      run: `y=F.layer_norm(x,(${features},),g,b,1e-5);r=torch.autograd.grad(y,(x,g,b),dy)`,
    },
    numpy: {
      setup: `${forward.numpy?.setup}\ndy=np.random.rand(${rows},${features}).astype(np.float32)`,
      run: `d=x-x.mean(-1,keepdims=True);r=1/np.sqrt((d*d).mean(-1,keepdims=True)+np.float32(1e-5));h=d*r;y=h*g+b;k=dy*g;dx=r*(k-k.mean(-1,keepdims=True)-h*(k*h).mean(-1,keepdims=True));dg=(dy*h).sum(0);db=dy.sum(0)`,
    },
    script: JSON.stringify({ norm: [rows, features], backward: true }),
    ours() {
      const a = arrays(rows, features);
      const gradients = {
        ...a,
        dy: uniform(rows * features),
        dx: floats(rows * features),
        dgamma: floats(features),
        dbeta: floats(features),
      };
      return () => {
        normKernels.layerNormForward(a);
        normKernels.layerNormBackward(gradients);
      };
    },
  };
}

/** The residual sum of a pre-norm block and its norm; beside torch's two operations. */
export function residualNorm([rows, features]: readonly [number, number]): Work {
  const forward = normForward([rows, features]);
  return {
    work: "residual sum and layer_norm",
    shape: [rows, features],
    elements: rows * features,
    torch: {
      setup: `${forward.torch?.setup}\nf=torch.rand(${rows},${features})`,
      run: `s=x+f;y=F.layer_norm(s,(${features},),g,b,1e-5)`,
    },
    ours() {
      const a = arrays(rows, features);
      const call = { ...a, x: floats(rows * features), first: a.x, second: uniform(rows * features) };
      return () => {
        if (!addLayerNormForward(call)) throw new Error("the kernel takes these shapes");
      };
    },
  };
}

/** A copy of as many bytes, read and written once, by one thread of WebAssembly: what the machine can do. */
export function copyOf(elements: number): (() => void) | null {
  const instance = wasm();
  const from = uniform(elements);
  const to = floats(elements);
  const bytes = Math.floor(elements / 16) * 64;
  if (instance === null || elements < 4096) return null;
  return () => {
    // The arrays are named here, so that their memory stays theirs.
    instance.kernels.copyVectors(to.byteOffset, from.byteOffset, bytes);
  };
}
