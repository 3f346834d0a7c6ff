import assert from "node:assert/strict";
import { test } from "node:test";
import { full, toNumbers, toScalars, transpose } from "../../../src/engine/ops/index.ts";
import * as random from "../../../src/engine/random/index.ts";
import { allocate } from "../../../src/engine/tensor/make.ts";

const seeded = (seed = 5n): random.Generator => new random.Generator().manualSeed(seed);

test("a new generator has PyTorch's default seed", () => {
  assert.equal(new random.Generator().initialSeed(), 67280421310721n);
});

test("negative seeds wrap to 64 bits, larger ones are refused", () => {
  assert.equal(seeded(-1n).initialSeed(), 18446744073709551615n);
  assert.throws(() => seeded(2n ** 64n), /Overflow when unpacking long/);
});

test("the state is laid out as PyTorch's: seed, left, seeded, next, words, and the waiting normal draw", () => {
  const generator = seeded();
  const [first, second] = toNumbers(random.randn([2], "float64", generator.clone()));
  assert.equal(toNumbers(random.randn([1], "float64", generator))[0], first);
  const state = generator.getState();
  assert.deepEqual(state.shape, [5056]);
  const view = new DataView(state.storage.data.buffer, state.storage.data.byteOffset);
  assert.equal(view.getBigUint64(0, true), 5n);
  assert.deepEqual([view.getInt32(8, true), view.getInt32(12, true), view.getInt32(16, true)], [621, 1, 4]);
  assert.equal(view.getFloat64(5024, true), second);
  assert.equal(view.getInt32(5040, true), 1);
});

test("a restored state repeats the draws, the waiting normal included", () => {
  const generator = seeded();
  random.randn([3], "float64", generator);
  const state = generator.getState();
  const expected = toNumbers(random.randn([40], "float32", generator));
  const again = toNumbers(random.randn([40], "float32", generator));
  assert.notDeepEqual(again, expected);
  generator.setState(state);
  assert.deepEqual(toNumbers(random.randn([40], "float32", generator)), expected);
});

test("states of the wrong kind are refused", () => {
  assert.throws(() => seeded().setState(allocate([5056], "float32")), {
    message: "RNG state must be a torch.ByteTensor",
  });
  assert.throws(() => seeded().setState(allocate([5056], "uint8")), { message: "Invalid mt19937 state" });
});

test("a transposed tensor is filled in the order of its memory", () => {
  const straight = random.uniform(allocate([3, 4], "float32"), 0, 1, seeded());
  const base = allocate([3, 4], "float32");
  random.uniform(transpose(base, 0, 1), 0, 1, seeded());
  assert.deepEqual(toNumbers(base), toNumbers(straight));
});

test("fills raise the version", () => {
  const tensor = allocate([20], "float32");
  for (const fill of [random.normal, random.uniform, random.exponential]) fill(tensor);
  assert.equal(tensor.storage.version, 3);
});

const refused: readonly [string, () => unknown, string][] = [
  [
    "uniform",
    () => random.uniform(allocate([3], "float32"), 2, 1),
    "uniform_ expects to return a [from, to) range, but found from=2 > to=1",
  ],
  ["uniform", () => random.uniform(allocate([3], "float32"), 2.5, 1e40), "to is out of bounds for float"],
  [
    "uniform",
    () => random.uniform(allocate([3], "float32"), -3e38, 3e38),
    "uniform_ expects to-from <= std::numeric_limits<Float>::max(), but found to=3e+38 and from=-3e+38 which result in to-from to exceed the limit",
  ],
  ["uniform", () => random.uniform(allocate([3], "int64")), "\"check_uniform_bounds\" not implemented for 'Long'"],
  ["normal", () => random.normal(allocate([3], "int64")), "\"normal_kernel_cpu\" not implemented for 'Long'"],
  ["normal", () => random.normal(allocate([3], "float32"), 0, -1), "normal expects std >= 0.0, but found std -1"],
  [
    "bernoulli",
    () => random.bernoulli(full([2], 2)),
    "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message be improved?  If so, please report an enhancement request to PyTorch.)",
  ],
  ["randint", () => random.randint(5n, 5n, [2]), "random_ expects 'from' to be less than 'to', but got from=5 >= to=5"],
  ["randint", () => random.randint(0n, 300n, [2], "uint8"), "to - 1 is out of bounds for unsigned char"],
  ["randint", () => random.randint(-5n, 3n, [2], "uint8"), "from is out of bounds for unsigned char"],
  ["randperm", () => random.randperm(-1), "Trying to create tensor with negative dimension -1: [-1]"],
  ["randperm", () => random.randperm(5000, "float16"), "n cannot be greater than 2049 for Half type."],
  [
    "multinomial",
    () => random.multinomial(full([2], 0.0), 1),
    "invalid multinomial distribution (sum of probabilities <= 0)",
  ],
  [
    "multinomial",
    () => random.multinomial(full([2], 1.0), 3),
    "cannot sample n_sample > prob_dist.size(-1) samples without replacement",
  ],
];
for (const [name, call, message] of refused) test(`${name}: ${message}`, () => assert.throws(call, { message }));

test("sampling without replacement never repeats, and weight 0 is never drawn", () => {
  const weights = full([6], 1.0);
  weights.storage.data[2] = 0;
  for (let i = 0; i < 50; i++) {
    const picked = toScalars(random.multinomial(weights, 5, false, seeded(BigInt(i))));
    assert.equal(new Set(picked).size, 5);
    assert.ok(!picked.includes(2n));
  }
});

test("wide int64 ranges use all 64 bits", () => {
  const draws = toScalars(random.randint(-(2n ** 62n), 2n ** 62n, [100], "int64", seeded()));
  assert.ok(draws.some((value) => Number(value) < -(2 ** 60)) && draws.some((value) => Number(value) > 2 ** 60));
  assert.ok(draws.some((value) => BigInt(value) % 2n !== 0n));
});
