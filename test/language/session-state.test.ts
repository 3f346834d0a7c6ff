/** Settings of torch belong to the session that made them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openNotebook } from "./modules/lnnb/cell.ts";

test("one notebook's default dtype, print options, modes and seed are not another's", () => {
  const first = openNotebook();
  const second = openNotebook();
  first.run(
    "torch.set_default_dtype(torch.float64); torch.set_printoptions(precision=2); torch.set_grad_enabled(False); torch.manual_seed(0); torch.set_autocast_enabled('cpu', True)",
  );
  second.run("torch.manual_seed(0)");
  const look =
    "print(torch.get_default_dtype(), torch.tensor([1 / 3]), torch.is_grad_enabled(), torch.is_autocast_enabled('cpu')); print(round(torch.rand(1).item(), 4))";
  assert.equal(second.run(look).stdout, "torch.float32 tensor([0.3333]) True False\n0.4963\n");
  assert.equal(first.run(look).stdout, "torch.float64 tensor([0.33]) False True\n0.9701\n");
  assert.equal(second.run("print(round(torch.rand(1).item(), 4))").stdout, "0.7682\n");
});
