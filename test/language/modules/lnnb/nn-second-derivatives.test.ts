/** The norms of torch have second derivatives: gradgradcheck through the language. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openNotebook } from "./cell.ts";

const norms: Readonly<Record<string, string>> = {
  layer_norm: "lambda x, w, b: F.layer_norm(x, (3,), w, b), (leaf(4, 2, 3), leaf(3), leaf(3))",
  "layer_norm over two dimensions":
    "lambda x, w, b: F.layer_norm(x, (2, 3), w, b), (leaf(4, 2, 3), leaf(2, 3), leaf(2, 3))",
  "layer_norm of a transposed input": "lambda x, w: F.layer_norm(x.transpose(0, 2), (4,), w), (leaf(4, 2, 3), leaf(4))",
  rms_norm: "lambda x, w: F.rms_norm(x, (3,), w, 1e-6), (leaf(4, 2, 3), leaf(3))",
  "rms_norm without weight": "lambda x: F.rms_norm(x, (2, 3)), (leaf(4, 2, 3),)",
  "batch_norm in training":
    "lambda x, w, b: F.batch_norm(x, None, None, w, b, training=True), (leaf(4, 2, 3), leaf(2), leaf(2))",
  "batch_norm in evaluation":
    "lambda x, w, b: F.batch_norm(x, torch.zeros(2), torch.full((2,), 2.0), w, b, training=False), (leaf(4, 2, 3), leaf(2), leaf(2))",
  group_norm: "lambda x, w, b: F.group_norm(x, 2, w, b), (leaf(2, 4, 3), leaf(4), leaf(4))",
  instance_norm: "lambda x, w, b: F.instance_norm(x, weight=w, bias=b), (leaf(2, 2, 4), leaf(2), leaf(2))",
};

describe("second derivatives", () => {
  for (const [name, call] of Object.entries(norms)) {
    test(name, () => {
      const { error } = openNotebook().run(`
torch.manual_seed(1)
torch.set_default_dtype(torch.float64)
def leaf(*shape):
    return torch.randn(shape).requires_grad_()
function, inputs = ${call}
assert torch.autograd.gradcheck(function, inputs)
assert torch.autograd.gradgradcheck(function, inputs)
`);
      assert.equal(error, "");
    });
  }
});
