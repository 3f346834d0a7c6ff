/** The norms of lnnb.nn: each against a formula written another way, and its gradients against finite differences. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openNotebook } from "./cell.ts";

const preamble = `
from lnnb import nn as lnn
torch.manual_seed(0)
torch.set_default_dtype(torch.float64)
x = torch.randn(3, 4, 6)
`;

/** Runs a cell whose asserts are the test. */
function check(source: string): void {
  const { error } = openNotebook().run(preamble + source);
  assert.equal(error, "");
}

const failure = (source: string): string => openNotebook().run(preamble + source).error;

/** gradcheck of a module with respect to its inputs and every parameter. */
const gradientCheck = `
def check_gradients(module, *inputs):
    parameters = list(module.parameters())
    with torch.no_grad():
        for p in parameters:
            p.add_(0.1 * torch.randn_like(p))
    leaves = [i.clone().requires_grad_() for i in inputs] + parameters
    run = lambda *args: module(*args[:len(inputs)])
    assert torch.autograd.gradcheck(run, leaves)
    assert torch.autograd.gradgradcheck(run, leaves)
`;

describe("DyT (Zhu et al. 2025): weight * tanh(alpha * x) + bias", () => {
  test("equals the sigmoid form 2 s(2 alpha x) - 1", () => {
    check(`
norm = lnn.DyT(6, init_alpha=0.7)
with torch.no_grad():
    norm.weight.copy_(torch.randn(6)); norm.bias.copy_(torch.randn(6))
expected = (2 * torch.sigmoid(2 * 0.7 * x) - 1) * norm.weight + norm.bias
assert torch.allclose(norm(x), expected, rtol=1e-12)
assert [name for name, _ in norm.named_parameters()] == ["alpha", "weight", "bias"]
`);
  });
  test("without affine parameters it is tanh alone", () => {
    check(`
norm = lnn.DyT(6, elementwise_affine=False)
assert torch.equal(norm(x), torch.tanh(0.5 * x))
assert len(list(norm.parameters())) == 1
`);
  });
  test("gradients of first and second order", () => check(`${gradientCheck}check_gradients(lnn.DyT(6), x)`));
});

describe("AddLayerNorm: x + branch and its LayerNorm", () => {
  test("has the bits, names and gradients of nn.LayerNorm after an addition, in every dtype", () => {
    check(`
for dtype, shape in [(torch.float64, (3, 4, 6)), (torch.float32, (3, 4, 6)), (torch.float32, (64, 768)), (torch.bfloat16, (3, 6))]:
    norm = lnn.AddLayerNorm(shape[-1], dtype=dtype)
    plain = nn.LayerNorm(shape[-1], dtype=dtype)
    with torch.no_grad():
        norm.weight.copy_(torch.randn(shape[-1])); norm.bias.copy_(torch.randn(shape[-1]))
    plain.load_state_dict(norm.state_dict())
    a = [torch.randn(shape).to(dtype).requires_grad_() for _ in range(2)]
    b = [t.detach().clone().requires_grad_() for t in a]
    total, y = norm(*a)
    other = b[0] + b[1]
    z = plain(other)
    assert torch.equal(total, other) and torch.equal(y, z)
    g, h = torch.randn(shape).to(dtype), torch.randn(shape).to(dtype)
    found = torch.autograd.grad([total, y], a + list(norm.parameters()), [g, h])
    expected = torch.autograd.grad([other, z], b + list(plain.parameters()), [g, h])
    assert all(torch.equal(p, q) for p, q in zip(found, expected)), dtype
`);
  });
  test("gradients of first and second order", () => {
    check(`${gradientCheck}
class Both(lnn.AddLayerNorm):
    def forward(self, x, branch):
        total, y = super().forward(x, branch)
        return total * y
check_gradients(Both(6), x, torch.randn(3, 4, 6))
`);
  });
  test("a branch of another shape broadcasts; a wrong size is layer_norm's error", () => {
    check(`
norm = lnn.AddLayerNorm(6)
total, y = norm(x, torch.ones(6))
assert torch.equal(total, x + 1) and torch.equal(y, nn.functional.layer_norm(x + 1, (6,)))
try:
    lnn.AddLayerNorm(5)(x, x)
    assert False
except RuntimeError as error:
    assert "expected input with shape [*, 5], but got input of size[3, 4, 6]" in str(error), error
`);
  });
});

describe("DeepNorm (Wang et al. 2022): LayerNorm(alpha x + branch)", () => {
  test("equals the standardised sum, with alpha = (2N)^(1/4) and gain = (8N)^(-1/4)", () => {
    check(`
norm = lnn.DeepNorm(6, depth=18)
branch = torch.randn(3, 4, 6)
total = 36 ** 0.25 * x + branch
centred = total - total.mean(-1, keepdim=True)
expected = centred / torch.sqrt((centred * centred).sum(-1, keepdim=True) / 6 + 1e-5)
assert torch.allclose(norm(x, branch), expected, rtol=1e-10)
assert abs(norm.gain - 144 ** -0.25) < 1e-15
`);
  });
  test("refuses a depth below one", () => {
    assert.match(failure("lnn.DeepNorm(6, depth=0)"), /^ValueError: depth must be at least 1, got 0$/);
  });
  test("gradients of first and second order", () =>
    check(`${gradientCheck}check_gradients(lnn.DeepNorm(6, depth=4), x, torch.randn(3, 4, 6))`));
});

describe("QKNorm (Henry et al. 2020): g times the cosine of queries and keys", () => {
  test("scores are g * cos(q, k)", () => {
    check(`
norm = lnn.QKNorm(sequence_length=64)
q, k = torch.randn(2, 5, 8), torch.randn(2, 7, 8)
a, b = norm(q, k)
scores = a @ b.transpose(-1, -2)
g = math.log2(64 * 64 - 64)
for n in range(2):
    for i in range(5):
        for j in range(7):
            cosine = torch.dot(q[n, i], k[n, j]) / (torch.dot(q[n, i], q[n, i]) * torch.dot(k[n, j], k[n, j])).sqrt()
            assert abs(scores[n, i, j].item() - g * cosine.item()) < 1e-12
`);
  });
  test("refuses sequences shorter than two", () => {
    assert.match(failure("lnn.QKNorm(1)"), /^ValueError: sequence_length must be at least 2, got 1$/);
  });
  test("gradients of first and second order", () =>
    check(`${gradientCheck}check_gradients(lnn.QKNorm(8), torch.randn(2, 3, 4), torch.randn(2, 3, 4))`));
});

describe("ScaleNorm (Nguyen and Salazar 2019): g x / |x|", () => {
  test("every row has length g and its own direction", () => {
    check(`
norm = lnn.ScaleNorm(6 ** 0.5)
y = norm(x)
assert torch.allclose(y.square().sum(-1).sqrt(), torch.full((3, 4), 6 ** 0.5), rtol=1e-12)
expected = torch.stack([row * math.sqrt(6.0 / sum(v * v for v in row.tolist())) for row in x.reshape(-1, 6)]).reshape(3, 4, 6)
assert torch.allclose(y, expected, rtol=1e-12)
`);
  });
  test("a row of zeros stays zero: the length is at least eps", () => {
    check("assert torch.equal(lnn.ScaleNorm(2.0)(torch.zeros(2, 3)), torch.zeros(2, 3))");
  });
  test("gradients of first and second order", () => check(`${gradientCheck}check_gradients(lnn.ScaleNorm(2.0), x)`));
});

describe("SimpleRMSNorm (Qin et al. 2023): x / (|x| / sqrt(d))", () => {
  test("equals rms_norm without weight and epsilon", () => {
    check("assert torch.allclose(lnn.SimpleRMSNorm(6)(x), F.rms_norm(x, (6,), eps=0.0), rtol=1e-12)");
  });
  test("has no parameters, and refuses another last dimension", () => {
    check("assert list(lnn.SimpleRMSNorm(6).parameters()) == []");
    assert.match(
      failure("lnn.SimpleRMSNorm(5)(x)"),
      /^ValueError: SimpleRMSNorm\(5\) got an input of size \(3, 4, 6\)/,
    );
  });
  test("gradients of first and second order", () => check(`${gradientCheck}check_gradients(lnn.SimpleRMSNorm(6), x)`));
});
