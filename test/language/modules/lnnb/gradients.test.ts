import assert from "node:assert/strict";
import { test } from "node:test";
import type { Payload } from "../../../../src/figures/payload.ts";
import { openNotebook } from "./cell.ts";

const notebook = openNotebook();
const setup = notebook.run(`
torch.manual_seed(0)
def layer_norm(x, gamma, beta, eps=1e-5):
    return F.layer_norm(x, (x.shape[-1],), gamma, beta, eps)

def by_hand(grad_y, x, gamma, beta, eps=1e-5):
    rstd = torch.rsqrt(x.var(-1, keepdim=True, unbiased=False) + eps)
    x_hat = (x - x.mean(-1, keepdim=True)) * rstd
    g = grad_y * gamma
    dx = rstd * (g - g.mean(-1, keepdim=True) - x_hat * (g * x_hat).mean(-1, keepdim=True))
    return dx, (grad_y * x_hat).sum(0), grad_y.sum(0)

def forgetful(grad_y, x, gamma, beta):
    dx, dgamma, dbeta = by_hand(grad_y, x, gamma, beta)
    wrong = dx.clone()
    wrong[2, 5] += 0.5
    return wrong, dgamma, dbeta

x = torch.randn(4, 8, dtype=torch.float64, requires_grad=True)
gamma = torch.randn(8, dtype=torch.float64, requires_grad=True)
beta = torch.randn(8, dtype=torch.float64, requires_grad=True)
`);

function figureOf(source: string): Extract<Payload, { kind: "check_gradients" }> {
  const { figures, error } = notebook.run(source);
  assert.equal(error, "");
  const [payload] = figures;
  assert.equal(payload.kind, "check_gradients");
  // The kind has just been compared.
  return payload as Extract<Payload, { kind: "check_gradients" }>;
}
const printed = (source: string): string => {
  const { stdout, error } = notebook.run(source);
  assert.equal(error, "");
  return stdout;
};

test("the cells before run", () => assert.equal(setup.error, ""));

test("autograd's gradients of layer norm agree with central differences", () => {
  const payload = figureOf("c = lnnb.check_gradients(layer_norm, x, gamma, beta)");
  assert.equal(payload.ok, true);
  assert.equal(payload.source, "autograd");
  assert.deepEqual(
    payload.tensors.map(({ name, kind, comparison }) => [name, kind, comparison.shape]),
    [
      ["x", "input", [4, 8]],
      ["gamma", "input", [8]],
      ["beta", "input", [8]],
    ],
  );
  assert.equal(
    printed("assert c\nprint(c.ok, c.max_abs < 1e-8, list(c.tensors))"),
    "True True ['x', 'gamma', 'beta']\n",
  );
});

test("a backward pass by hand agrees; a wrong one is reported with its worst element", () => {
  assert.equal(figureOf("lnnb.check_gradients(layer_norm, x, gamma, beta, manual=by_hand)").ok, true);
  const payload = figureOf("w = lnnb.check_gradients(layer_norm, x, gamma, beta, manual=forgetful)");
  assert.equal(payload.ok, false);
  assert.deepEqual(payload.tensors[0].comparison.worst[0].index, [2, 5]);
  assert.equal(payload.tensors[0].comparison.outside, 1);
  assert.equal(payload.tensors[1].comparison.ok, true);
  assert.equal(
    printed("print(w.ok, w.worst.tensor, w.worst.index, round(w.worst.abs, 6), w.tensors['x'].mismatches)"),
    "False x (2, 5) 0.5 1\n",
  );
  assert.match(printed("print(w.worst)"), /^x\[2, 5\]: manual -?\d.*, numeric -?\d.*, abs 0\.5, rel .*ulp\n$/);
  assert.equal(printed("print((w.analytic['x'] - w.numeric['x']).abs().argmax().item())"), "21\n");
});

test("gradients given as tensors, or by a function of the inputs alone, are those of the sum", () => {
  assert.equal(
    figureOf(
      "t = torch.tensor([1.0, 2.0], dtype=torch.float64)\nlnnb.check_gradients(lambda t: t ** 3, t, manual=3 * t ** 2)",
    ).ok,
    true,
  );
  assert.equal(figureOf("lnnb.check_gradients(lambda t: t ** 3, t, manual=lambda t: 3 * t ** 2)").ok, true);
  assert.equal(
    figureOf("lnnb.check_gradients(lambda t: (t ** 3).sum(), t, manual=lambda g, t: 3 * g * t ** 2)").ok,
    true,
  );
});

test("a module's parameters are checked too, on a float64 copy; the module stays as it was", () => {
  const payload = figureOf(
    "m = nn.Sequential(nn.Linear(3, 4), nn.LayerNorm(4))\ni = torch.randn(2, 3)\nlnnb.check_gradients(m, i)",
  );
  assert.deepEqual(
    payload.tensors.map(({ name, kind }) => [name, kind]),
    [
      ["i", "input"],
      ["0.weight", "parameter"],
      ["0.bias", "parameter"],
      ["1.weight", "parameter"],
      ["1.bias", "parameter"],
    ],
  );
  assert.equal(payload.ok, true);
  assert.match(payload.notes.join(" "), /i is float32: it was checked on a float64 copy/);
  assert.equal(
    printed("print(m[0].weight.dtype, m[0].weight.grad, i.grad, i.requires_grad, torch.is_grad_enabled())"),
    "torch.float32 None None False True\n",
  );
});

test("of a large tensor a sample is checked, and it is said", () => {
  const payload = figureOf(
    "big = torch.ones(100, 100)\nb = lnnb.check_gradients(lambda t: (t * t).sum(-1), big, max_elements=50)",
  );
  assert.equal(payload.tensors[0].comparison.count, 50);
  assert.match(payload.notes.join(" "), /big: 50 of 10,000 elements were checked, spread evenly/);
  assert.equal(printed("print(b.ok, b.numeric['big'].isnan().sum().item())"), "True 9950\n");
});

test("the user's random stream is not touched", () => {
  assert.equal(
    printed(
      "torch.manual_seed(3)\na = torch.rand(1)\ntorch.manual_seed(3)\n_ = lnnb.check_gradients(lambda t: t * 2, x)\nprint((a == torch.rand(1)).item())",
    ),
    "True\n",
  );
});

test("what cannot be checked says why", () => {
  const error = (source: string): string => notebook.run(source).error;
  assert.equal(
    error("lnnb.check_gradients(3, x)"),
    "TypeError: check_gradients(): argument 'f' must be a function or a module, not int",
  );
  assert.match(
    error("lnnb.check_gradients(lambda i: i, torch.arange(3))"),
    /^ValueError: .* nothing to differentiate by/,
  );
  assert.match(
    error("lnnb.check_gradients(lambda t: F.dropout(t, 0.5, training=True), x)"),
    /^ValueError: .* different values for the same input/,
  );
  assert.match(
    error("lnnb.check_gradients(lambda t: 'no', x)"),
    /^TypeError: .* must return a floating point tensor .* not str$/,
  );
  assert.match(
    error("lnnb.check_gradients(layer_norm, x, gamma, beta, manual=lambda g, *a: g)"),
    /^ValueError: .* must give 3 gradients \(x, gamma, beta\), but gave 1$/,
  );
  assert.match(
    error("lnnb.check_gradients(lambda t: t, x, manual=lambda g, t: g[0])"),
    /^ValueError: .* gradient of x has shape \(8\), but x has \(4, 8\)$/,
  );
  assert.match(error("lnnb.check_gradients(layer_norm, x, gamma, beta[:3])"), /^RuntimeError: /);
  assert.equal(printed("print(torch.is_grad_enabled())"), "True\n");
});

test("an interrupt ends a long check, and the inputs are as before", () => {
  const { error } = notebook.run(
    "def stop(t):\n    raise KeyboardInterrupt\nbefore = x.detach().clone()\nlnnb.check_gradients(stop, x)",
  );
  assert.match(error, /^KeyboardInterrupt/);
  assert.equal(printed("print(torch.equal(before, x.detach()))"), "True\n");
});

test("steps: every intermediate of the worked example", () => {
  const { figures, error } = notebook.run("s = lnnb.steps(nn.LayerNorm(4), torch.tensor([[1.0, 3.0, 5.0, 9.0]]))");
  assert.equal(error, "");
  const [payload] = figures;
  assert.ok(payload.kind === "steps");
  assert.deepEqual(
    payload.rows[0].scalars.map(({ symbol, value }) => [symbol, Number(value.toFixed(4))]),
    [
      ["μ", 4.5],
      ["σ²", 8.75],
      ["√(σ² + ε)", 2.958],
    ],
  );
  assert.deepEqual(
    payload.rows[0].columns.map(({ symbol }) => symbol),
    ["x", "x − μ", "x̂", "γ", "β", "y"],
  );
  assert.deepEqual(
    payload.rows[0].columns[5].values.map((v) => Number(v.toFixed(4))),
    [-1.1832, -0.5071, 0.169, 1.5213],
  );
  assert.equal(printed("print(s.mean.item(), s.var.item(), tuple(s.x_hat.shape))"), "4.5 8.75 (1, 4)\n");
});

test("steps: RMS norm has no mean; rows are chosen; another module is refused", () => {
  const { figures } = notebook.run(
    "lnnb.steps(nn.RMSNorm(2), torch.tensor([[3.0, 4.0], [1.0, 1.0], [0.0, 2.0]]), rows=[-1])",
  );
  const [payload] = figures;
  assert.ok(payload.kind === "steps");
  assert.deepEqual(
    payload.rows.map(({ label }) => label),
    ["row 2"],
  );
  assert.equal(payload.rows[0].scalars[0].value, 2);
  assert.deepEqual(
    payload.rows[0].columns.map(({ symbol }) => symbol),
    ["x", "x̂", "γ", "y"],
  );
  assert.match(
    notebook.run("lnnb.steps(nn.Linear(2, 2), x)").error,
    /^TypeError: .* must be an nn.LayerNorm or an nn.RMSNorm, not Linear$/,
  );
  assert.match(
    notebook.run("lnnb.steps(nn.LayerNorm(3), x)").error,
    /^ValueError: .* takes \[\*, 3\], but x has shape \(4, 8\)$/,
  );
});

test("gradient_terms: the three terms add up to autograd's dx", () => {
  assert.equal(
    printed(`
norm = nn.LayerNorm(8).double()
nn.init.uniform_(norm.weight, 0.5, 1.5)
grad_y = torch.randn(4, 8, dtype=torch.float64)
norm(x).backward(grad_y)
t = lnnb.gradient_terms(norm, x, grad_y)
print(torch.allclose(t.direct + t.mean + t.variance, x.grad), torch.allclose(t.dx, x.grad), t.max_sum < 1e-12)
`),
    "True True True\n",
  );
  assert.match(
    notebook.run("lnnb.gradient_terms(norm, x, grad_y[0])").error,
    /^ValueError: .* grad_y must have the shape of x/,
  );
});

test("trace: every submodule in order, its output and the gradient that arrives there", () => {
  const { figures, error } = notebook.run(`
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(8, 16), nn.LayerNorm(16), nn.Tanh(), nn.Linear(16, 4))
t = lnnb.trace(net, torch.randn(32, 8), loss=lambda out: (out ** 2).mean())
`);
  assert.equal(error, "");
  const [payload] = figures;
  assert.ok(payload.kind === "trace");
  assert.deepEqual(
    payload.modules.map(({ name, type }) => [name, type]),
    [
      ["0", "Linear"],
      ["1", "LayerNorm"],
      ["2", "Tanh"],
      ["3", "Linear"],
    ],
  );
  assert.ok(Math.abs(payload.modules[1].forward.statistics.std - 1) < 1e-3);
  assert.ok(payload.modules.every(({ backward }) => backward !== null && backward.norm > 0));
  assert.ok((payload.modules[1].rstd ?? 0) > 0 && (payload.modules[1].epsShare ?? 1) < 0.01);
  assert.notEqual(payload.modules[2].saturated, null);
  assert.equal(
    printed(
      "print(t.ok, t.names, len(t.std), t.by_name['1'].output.count, net[0].weight.grad, len(net[0]._forward_hooks))",
    ),
    "True ['0', '1', '2', '3'] 4 512 None 0\n",
  );
  const expected = printed(
    "x0 = torch.randn(32, 8)\nh = net[0](x0); h.retain_grad()\n(net[3](net[2](net[1](h))) ** 2).mean().backward()\nprint(f'{h.grad.norm().item():.5f}')\nt = lnnb.trace(net, x0, loss=lambda out: (out ** 2).mean())\nprint(f'{t.grad_norm[0]:.5f}')",
  ).split("\n");
  assert.equal(expected[0], expected[1]);
});

test("trace: the first NaN is named", () => {
  const { figures } = notebook.run(`
class Overflow(nn.Module):
    def forward(self, x):
        return (x * 1e30) * 1e30 - (x * 1e30) * 1e30
bad = nn.Sequential(nn.Linear(8, 8), Overflow(), nn.Linear(8, 2))
b = lnnb.trace(bad, torch.randn(3, 8))
`);
  const [payload] = figures;
  assert.ok(payload.kind === "trace");
  assert.deepEqual(payload.firstNotFinite, { module: "1", direction: "forward", what: "NaN" });
  assert.equal(printed("print(b.ok, b.first_bad)"), "False 1\n");
});

test("trace: hooks go when the model fails, and what is no module is refused", () => {
  assert.match(notebook.run("lnnb.trace(net, torch.randn(2, 3))").error, /^RuntimeError: /);
  assert.equal(printed("print(len(net[0]._forward_hooks))"), "0\n");
  assert.equal(
    notebook.run("lnnb.trace(layer_norm, x)").error,
    "TypeError: trace(): argument 'model' must be an nn.Module, not function",
  );
  assert.match(notebook.run("lnnb.trace(net)").error, /^TypeError: trace\(\) needs the model's input/);
});

test("check_gradients gives the same numbers whether elements are moved together or one at a time", () => {
  const found = printed(
    `class Wrong(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.sin()
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        gradient = g * x.cos()
        gradient[5] = gradient[5] * 1.01
        return gradient
torch.manual_seed(0)
x = torch.randn(8, 64, dtype=torch.float64)
norm = nn.LayerNorm(64)
for f in [norm, lambda t: F.gelu(t), lambda t: F.rms_norm(t, (64,)), lambda t: Wrong.apply(F.layer_norm(t, (64,))),
          lambda t: t - t.mean(0), lambda t: F.layer_norm(t.reshape(8, 64), (64,)), lambda t: t.sin().sum()]:
    whole = lnnb.check_gradients(f, x)
    part = lnnb.check_gradients(f, x, max_elements=100)
    same = []
    for name in whole.numeric:
        a, b = whole.numeric[name], part.numeric[name]
        measured = ~b.isnan()
        same.append(torch.equal(a[measured], b[measured]))
    print(whole.ok, all(same))
for wrong in [lambda t: Wrong.apply(F.layer_norm(t, (64,)))]:
    try:
        torch.autograd.gradcheck(wrong, (x.requires_grad_(),))
    except RuntimeError as error:
        print(str(error)[:62])`,
  );
  assert.deepEqual(found.trim().split("\n"), [
    ...["True True", "True True", "True True", "False True", "True True", "True True", "True True"],
    "Jacobian mismatch for output 0 with respect to input 0,",
    "numeri",
  ]);
});
