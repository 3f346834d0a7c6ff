"""PyTorch's own sample inputs (OpInfo), answered by the installed torch: a JSON object a line, in the form of the oracle's rows.

Standard input: a JSON list of the operations that are wanted. Without torch's testing modules nothing is printed.
"""
import base64
import json
import math
import sys
import types
import unittest
import warnings

warnings.simplefilter("ignore")
# The testing modules import it for a base class that nothing here needs; Debian does not install it.
expecttest = types.ModuleType("expecttest")
expecttest.TestCase, expecttest.ACCEPT = unittest.TestCase, False
sys.modules.setdefault("expecttest", expecttest)

import torch  # noqa: E402

try:
    from torch.testing._internal.common_methods_invocations import op_db
except ImportError:
    sys.exit(0)

SAMPLES, ELEMENTS = 30, 400
torch.set_num_threads(1)


def tensors(value):
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, (tuple, list)):
        return [tensor for item in value for tensor in tensors(item)]
    return []


def is_small(values):
    return sum(tensor.numel() for tensor in tensors(values)) <= ELEMENTS and all(
        tensor.dim() < 20 and tensor.layout == torch.strided and tensor.device.type == "cpu" and not tensor.is_complex()
        for tensor in tensors(values)
    )


def encode(value):
    if isinstance(value, torch.Tensor):
        plain = value.detach().contiguous()
        numbers = plain.view(torch.int16) if plain.dtype == torch.bfloat16 else plain
        data = base64.b64encode(numbers.numpy().tobytes()).decode()
        form = {"dtype": str(plain.dtype)[6:], "shape": list(plain.shape), "data": data}
        return {**form, "requires_grad": True} if value.requires_grad else form
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return {"float": repr(value) if math.isfinite(value) else "nan" if value != value else "inf" if value > 0 else "-inf"}
    if isinstance(value, torch.dtype):
        return {"torch_dtype": str(value)}
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    return {"repr": repr(value)}


def answer(op, dtype, sample):
    arguments = [sample.input, list(sample.args), list(sample.kwargs.values())]
    if not is_small(arguments):
        return
    row = {
        "op": op.name, "variant": op.variant_test_name, "dtype": dtype, "input": encode(sample.input),
        "args": encode(list(sample.args)), "kwargs": encode(sample.kwargs),
    }
    torch.manual_seed(42)
    try:
        output = op.op(sample.input, *sample.args, **sample.kwargs)
    except Exception as error:
        row["error"] = {"type": type(error).__name__, "message": str(error)}
        print(json.dumps(row))
        return
    if not is_small(output):
        return
    row["output"] = encode(output)
    leaves = [tensor for tensor in tensors(arguments) if tensor.requires_grad]
    wanted = [tensor for tensor in tensors(output) if tensor.requires_grad]
    if leaves and wanted:
        weights = torch.randn(wanted[0].shape, dtype=torch.float64).to(wanted[0].dtype)
        try:
            found = torch.autograd.grad(wanted[0], leaves, weights, allow_unused=True)
            row["grad_output"], row["grads"] = encode(weights), encode(found)
        except RuntimeError:
            pass
    print(json.dumps(row))


names = set(json.load(sys.stdin))
for op in op_db:
    if op.name not in names:
        continue
    for dtype in [torch.float32, torch.float64]:
        if dtype not in op.dtypes:
            continue
        torch.manual_seed(7)
        differentiable = op.supports_autograd and dtype in op.backward_dtypes
        for number, sample in enumerate(op.sample_inputs("cpu", dtype, requires_grad=differentiable)):
            if number == SAMPLES:
                break
            answer(op, str(dtype)[6:], sample)
    if op.error_inputs_func is not None:
        for wrong in op.error_inputs("cpu"):
            answer(op, "error", wrong.sample_input)
