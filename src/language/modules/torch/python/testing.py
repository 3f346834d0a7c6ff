"""Assertions about tensors, as torch.testing."""

import torch

_tolerances = {
    torch.float16: (1e-3, 1e-5),
    torch.bfloat16: (1.6e-2, 1e-5),
    torch.float32: (1.3e-6, 1e-5),
    torch.float64: (1e-7, 1e-7),
}


def _tolerances_for(actual, expected, rtol, atol):
    pairs = [_tolerances.get(value.dtype, (0.0, 0.0)) for value in (actual, expected)]
    rtol = max(pair[0] for pair in pairs) if rtol is None else rtol
    atol = max(pair[1] for pair in pairs) if atol is None else atol
    return rtol, atol


def _unravel(index, shape):
    place = []
    for size in reversed(shape):
        place.append(index % size)
        index //= size
    return tuple(reversed(place))


def _tensor_report(actual, expected, rtol, atol, equal_nan):
    """The report of a mismatch, or None where the tensors are close."""
    close = torch.isclose(actual, expected, rtol=rtol, atol=atol, equal_nan=equal_nan)
    if close.all():
        return None
    if actual.dim() == 0:
        difference = abs(actual.item() - expected.item())
        relative = abs(difference / expected.item()) if expected.item() != 0 else float("inf")
        return (
            "Scalars are not close!\n\n"
            f"Expected {expected.item()} but got {actual.item()}.\n"
            f"Absolute difference: {difference} (up to {atol} allowed)\n"
            f"Relative difference: {relative} (up to {rtol} allowed)"
        )
    wide = (actual if actual.is_floating_point() else actual.double(), expected if expected.is_floating_point() else expected.double())
    count = int((~close).sum())
    total = close.numel()
    difference = (wide[0] - wide[1]).abs()
    difference[close] = 0
    worst = int(difference.argmax())
    relative = difference / wide[1].abs()
    relative[close] = 0
    worst_relative = int(relative.argmax())
    kind = "Tensor-likes are not equal!" if rtol == 0 and atol == 0 else "Tensor-likes are not close!"
    report = f"{kind}\n\nMismatched elements: {count} / {total} ({count / total:.1%})\n"
    limits = ("", "") if rtol == 0 and atol == 0 else (f" (up to {atol} allowed)", f" (up to {rtol} allowed)")
    report += (
        f"Greatest absolute difference: {difference.flatten()[worst].item()} at index "
        f"{_unravel(worst, actual.shape)}{limits[0]}\n"
        f"Greatest relative difference: {relative.flatten()[worst_relative].item()} at index "
        f"{_unravel(worst_relative, actual.shape)}{limits[1]}"
    )
    return report


def _fail(report, msg):
    if msg is None:
        raise AssertionError(report)
    raise AssertionError(msg(report) if callable(msg) else msg)


def assert_close(
    actual,
    expected,
    *,
    allow_subclasses=True,
    rtol=None,
    atol=None,
    equal_nan=False,
    check_device=True,
    check_dtype=True,
    check_layout=True,
    check_stride=False,
    msg=None,
):
    """Raises AssertionError, with what differs and where, unless the values are close."""
    if isinstance(actual, (list, tuple)) and isinstance(expected, (list, tuple)):
        if len(actual) != len(expected):
            _fail(f"The length of the sequences mismatch: {len(actual)} != {len(expected)}", msg)
        for i, (left, right) in enumerate(zip(actual, expected)):
            try:
                assert_close(
                    left, right, rtol=rtol, atol=atol, equal_nan=equal_nan, check_dtype=check_dtype,
                    check_stride=check_stride,
                )
            except AssertionError as error:
                _fail(f"{error}\n\nThe failure occurred for item [{i}]", msg)
        return
    if isinstance(actual, dict) and isinstance(expected, dict):
        if set(actual) != set(expected):
            _fail(
                "The keys of the mappings do not match:\n"
                f"Missing keys in the actual mapping: {sorted(set(expected) - set(actual))}\n"
                f"Missing keys in the expected mapping: {sorted(set(actual) - set(expected))}",
                msg,
            )
        for key in actual:
            try:
                assert_close(
                    actual[key], expected[key], rtol=rtol, atol=atol, equal_nan=equal_nan, check_dtype=check_dtype,
                    check_stride=check_stride,
                )
            except AssertionError as error:
                _fail(f"{error}\n\nThe failure occurred for item [{key!r}]", msg)
        return
    if (rtol is None) != (atol is None):
        raise ValueError(
            f"rtol and atol must both be specified or both be unspecified, but got rtol={rtol} and atol={atol}."
        )
    left, right = torch.as_tensor(actual), torch.as_tensor(expected)
    if isinstance(actual, torch.Tensor) != isinstance(expected, torch.Tensor):
        check_dtype = False
    if left.shape != right.shape:
        _fail(f"The values for attribute 'shape' do not match: {left.shape} != {right.shape}.", msg)
    if check_dtype and left.dtype != right.dtype:
        _fail(f"The values for attribute 'dtype' do not match: {left.dtype} != {right.dtype}.", msg)
    if check_stride and left.stride() != right.stride():
        _fail(f"The values for attribute 'stride()' do not match: {left.stride()} != {right.stride()}.", msg)
    rtol, atol = _tolerances_for(left, right, rtol, atol)
    if left.dtype != right.dtype:
        common = torch.promote_types(left.dtype, right.dtype)
        left, right = left.to(common), right.to(common)
    report = _tensor_report(left.detach(), right.detach(), rtol, atol, equal_nan)
    if report is not None:
        _fail(report, msg)


def assert_allclose(actual, expected, rtol=None, atol=None, equal_nan=True, msg=""):
    assert_close(
        actual, expected, rtol=rtol, atol=atol, equal_nan=equal_nan, check_dtype=False, msg=msg or None
    )
