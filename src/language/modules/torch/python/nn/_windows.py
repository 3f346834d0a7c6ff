"""The functions of torch.nn.functional on images and sequences: pooling, resizing, shuffling, windows."""

import math
import warnings

import torch

_native = torch._C._nn


def _single(value, count):
    return tuple(value) if isinstance(value, (list, tuple)) else (value,) * count


def _max_pool(spatial):
    with_indices = getattr(_native, f"max_pool{spatial}d_with_indices")

    def pool(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
        """The largest value of every window; with return_indices also where it was."""
        values, indices = with_indices(
            input, kernel_size, [] if stride is None else stride, padding, dilation, ceil_mode
        )
        return (values, indices) if return_indices else values

    pool.__name__ = pool.__qualname__ = f"max_pool{spatial}d"
    return pool


max_pool1d = _max_pool(1)
max_pool2d = _max_pool(2)
max_pool3d = _max_pool(3)


def max_pool1d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    return max_pool1d(input, kernel_size, stride, padding, dilation, ceil_mode, True)


def max_pool2d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    return max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode, True)


def max_pool3d_with_indices(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    return max_pool3d(input, kernel_size, stride, padding, dilation, ceil_mode, True)


def _sizes(input, output_size, spatial):
    """The output's sizes; None keeps the input's."""
    sizes = _single(output_size, spatial)
    if len(sizes) > 0 and None in sizes:
        own = input.shape[-len(sizes) :]
        sizes = tuple(b if a is None else a for a, b in zip(sizes, own))
    return list(sizes)


def _adaptive(kind, spatial):
    native = getattr(_native, f"adaptive_{kind}_pool{spatial}d")

    def average(input, output_size):
        """Means of windows that cover the input evenly."""
        return native(input, _sizes(input, output_size, spatial))

    def largest(input, output_size, return_indices=False):
        """The largest values of windows that cover the input evenly."""
        values, indices = native(input, _sizes(input, output_size, spatial))
        return (values, indices) if return_indices else values

    pool = average if kind == "avg" else largest
    pool.__name__ = pool.__qualname__ = f"adaptive_{kind}_pool{spatial}d"
    return pool


adaptive_avg_pool1d = _adaptive("avg", 1)
adaptive_avg_pool2d = _adaptive("avg", 2)
adaptive_avg_pool3d = _adaptive("avg", 3)
adaptive_max_pool1d = _adaptive("max", 1)
adaptive_max_pool2d = _adaptive("max", 2)
adaptive_max_pool3d = _adaptive("max", 3)


def _lp_pool(spatial):
    average = getattr(_native, f"avg_pool{spatial}d")

    def pool(input, norm_type, kernel_size, stride=None, ceil_mode=False):
        """The p-norm of every window."""
        count = math.prod(_single(kernel_size, spatial))
        powers = average(input.pow(norm_type), kernel_size, [] if stride is None else stride, 0, ceil_mode)
        return (torch.sign(powers) * torch.relu(torch.abs(powers))).mul(count).pow(1.0 / norm_type)

    pool.__name__ = pool.__qualname__ = f"lp_pool{spatial}d"
    return pool


lp_pool1d = _lp_pool(1)
lp_pool2d = _lp_pool(2)
lp_pool3d = _lp_pool(3)


def _max_unpool(spatial):
    def unpool(input, indices, kernel_size, stride=None, padding=0, output_size=None):
        """Puts pooled values back where they were, zeros elsewhere."""
        kernel = _single(kernel_size, spatial)
        steps = kernel if stride is None else _single(stride, spatial)
        pads = _single(padding, spatial)
        if output_size is None:
            sizes = [
                (input.shape[i - spatial] - 1) * steps[i] + kernel[i] - 2 * pads[i] for i in range(spatial)
            ]
        else:
            sizes = list(output_size)[-spatial:]
        outer = list(input.shape[:-spatial])
        flat = torch.zeros(outer + [math.prod(sizes)], dtype=input.dtype)
        return flat.scatter(-1, indices.flatten(-spatial), input.flatten(-spatial)).reshape(outer + sizes)

    unpool.__name__ = unpool.__qualname__ = f"max_unpool{spatial}d"
    return unpool


max_unpool1d = _max_unpool(1)
max_unpool2d = _max_unpool(2)
max_unpool3d = _max_unpool(3)

_modes = {"linear": 3, "bilinear": 4, "trilinear": 5, "bicubic": 4}


def interpolate(
    input, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None, antialias=False
):
    """The spatial dimensions resized, to `size` or by `scale_factor`."""
    if mode in ("nearest", "area", "nearest-exact"):
        if align_corners is not None:
            raise ValueError(
                "align_corners option can only be set with the "
                "interpolating modes: linear | bilinear | bicubic | trilinear"
            )
    elif align_corners is None:
        align_corners = False
    spatial = input.dim() - 2
    if size is not None and scale_factor is not None:
        raise ValueError("only one of size or scale_factor should be defined")
    if size is None and scale_factor is None:
        raise ValueError("either size or scale_factor should be defined")
    scales = None
    if size is not None:
        if isinstance(size, (list, tuple)) and len(size) != spatial:
            raise ValueError(
                "Input and output must have the same number of spatial dimensions, but got "
                f"input with spatial dimensions of {list(input.shape[2:])} and output size of {size}. "
                "Please provide input tensor in (N, C, d1, d2, ...,dK) format and "
                "output size in (o1, o2, ...,oK) format."
            )
        sizes = list(_single(size, spatial))
    else:
        if isinstance(scale_factor, (list, tuple)) and len(scale_factor) != spatial:
            raise ValueError(
                "Input and scale_factor must have the same number of spatial dimensions, but "
                f"got input with spatial dimensions of {list(input.shape[2:])} and "
                f"scale_factor of shape {scale_factor}. "
                "Please provide input tensor in (N, C, d1, d2, ...,dK) format and "
                "scale_factor in (s1, s2, ...,sK) format."
            )
        scales = [float(s) for s in _single(scale_factor, spatial)]
        sizes = [math.floor(n * s) for n, s in zip(input.shape[2:], scales)]
        if recompute_scale_factor:
            scales = None
    if antialias:
        raise NotImplementedError("torch.nn.functional.interpolate with antialias=True is not part of the cell language yet")
    if mode in _modes and input.dim() != _modes[mode]:
        if input.dim() in (3, 4, 5):
            raise NotImplementedError(f"Got {input.dim()}D input, but {mode} mode needs {_modes[mode]}D input")
    if input.dim() not in (3, 4, 5) or mode not in (*_modes, "nearest", "nearest-exact", "area"):
        raise NotImplementedError(
            "Input Error: Only 3D, 4D and 5D input Tensors supported"
            f" (got {input.dim()}D) for the modes: nearest | linear | bilinear | bicubic | trilinear | area | nearest-exact"
            f" (got {mode})"
        )
    if mode == "area":
        return (adaptive_avg_pool1d, adaptive_avg_pool2d, adaptive_avg_pool3d)[spatial - 1](input, sizes)
    kind = "cubic" if mode == "bicubic" else "linear" if mode in _modes else mode
    return _native._interpolate(input, sizes, scales, kind, bool(align_corners))


def upsample(input, size=None, scale_factor=None, mode="nearest", align_corners=None):
    warnings.warn(
        "`nn.functional.upsample` is deprecated. Use `nn.functional.interpolate` instead.", stacklevel=2
    )
    return interpolate(input, size, scale_factor, mode, align_corners)


def upsample_nearest(input, size=None, scale_factor=None):
    return interpolate(input, size, scale_factor, mode="nearest")


def upsample_bilinear(input, size=None, scale_factor=None):
    return interpolate(input, size, scale_factor, mode="bilinear", align_corners=True)


def pixel_shuffle(input, upscale_factor):
    """(*, C r^2, H, W) to (*, C, H r, W r)."""
    r = upscale_factor
    if input.dim() < 3:
        raise RuntimeError(
            "pixel_shuffle expects input to have at least 3 dimensions, but got input with "
            f"{input.dim()} dimension(s)"
        )
    if r <= 0:
        raise RuntimeError(f"pixel_shuffle expects a positive upscale_factor, but got {r}")
    *outer, c, h, w = input.shape
    if c % (r * r) != 0:
        raise RuntimeError(
            "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of "
            f"upscale_factor, but input.size(-3)={c} is not divisible by {r * r}"
        )
    n = len(outer)
    parts = input.reshape(*outer, c // (r * r), r, r, h, w)
    order = [*range(n), n, n + 3, n + 1, n + 4, n + 2]
    return parts.permute(order).reshape(*outer, c // (r * r), h * r, w * r)


def pixel_unshuffle(input, downscale_factor):
    """(*, C, H r, W r) to (*, C r^2, H, W)."""
    r = downscale_factor
    if input.dim() < 3:
        raise RuntimeError(
            "pixel_unshuffle expects input to have at least 3 dimensions, but got input with "
            f"{input.dim()} dimension(s)"
        )
    if r <= 0:
        raise RuntimeError(f"pixel_unshuffle expects a positive downscale_factor, but got {r}")
    *outer, c, h, w = input.shape
    for what, size, dim in (("height", h, -2), ("width", w, -1)):
        if size % r != 0:
            raise RuntimeError(
                f"pixel_unshuffle expects {what} to be divisible by downscale_factor, but input.size({dim})={size} "
                f"is not divisible by {r}"
            )
    n = len(outer)
    parts = input.reshape(*outer, c, h // r, r, w // r, r)
    order = [*range(n), n, n + 2, n + 4, n + 1, n + 3]
    return parts.permute(order).reshape(*outer, c * r * r, h // r, w // r)


def channel_shuffle(input, groups):
    """Interleaves groups of channels."""
    if input.dim() <= 2:
        raise RuntimeError(
            f"channel_shuffle expects input with > 2 dims, but got input with sizes {list(input.shape)}"
        )
    c = input.shape[1]
    if c % groups != 0:
        raise RuntimeError(
            "Number of channels must be divisible by groups. Got "
            f"{c} channels and {groups} groups."
        )
    parts = input.reshape(input.shape[0], groups, c // groups, *input.shape[2:])
    return parts.transpose(1, 2).reshape(input.shape)


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    """The windows of images as columns: (N, C, H, W) to (N, C k k, L)."""
    if input.dim() == 3:
        return unfold(input.unsqueeze(0), kernel_size, dilation, padding, stride).squeeze(0)
    if input.dim() != 4:
        raise RuntimeError(
            "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero "
            f"dimensions for input, but got: {list(input.shape)}"
        )
    return _native.im2col(input, _single(kernel_size, 2), _single(dilation, 2), _single(padding, 2), _single(stride, 2))


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    """Columns back in their places, overlapping ones added: (N, C k k, L) to (N, C, H, W)."""
    if input.dim() == 2:
        return fold(input.unsqueeze(0), output_size, kernel_size, dilation, padding, stride).squeeze(0)
    kernel, dilation, padding, stride = (_single(v, 2) for v in (kernel_size, dilation, padding, stride))
    size = _single(output_size, 2)
    taps = kernel[0] * kernel[1]
    if input.shape[1] % taps != 0:
        raise RuntimeError(
            "Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got "
            f"input.size(1)={input.shape[1]} and kernel_size=({kernel[0]}, {kernel[1]})."
        )
    blocks = [(size[i] + 2 * padding[i] - dilation[i] * (kernel[i] - 1) - 1) // stride[i] + 1 for i in (0, 1)]
    if input.shape[2] != blocks[0] * blocks[1]:
        raise RuntimeError(
            f"Given output_size=({size[0]}, {size[1]}), kernel_size=({kernel[0]}, {kernel[1]}), "
            f"dilation=({dilation[0]}, {dilation[1]}), padding=({padding[0]}, {padding[1]}), "
            f"stride=({stride[0]}, {stride[1]}), expected size of input's dimension 2 to match the calculated "
            f"number of sliding blocks {blocks[0]} * {blocks[1]} = {blocks[0] * blocks[1]}, "
            f"but got input.size(2)={input.shape[2]}."
        )
    return _native.col2im(input, size, kernel, dilation, padding, stride)
