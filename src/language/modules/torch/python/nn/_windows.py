"""The functions of torch.nn.functional on images and sequences: pooling, resizing, shuffling, windows."""

import math
import warnings

import torch

_native = torch._C._nn


def _single(value, count):
    return tuple(value) if isinstance(value, (list, tuple)) else (value,) * count


def _max_pool(spatial):
    values_only = getattr(_native, f"max_pool{spatial}d")
    with_indices = getattr(_native, f"max_pool{spatial}d_with_indices")

    def pool(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
        """The largest value of every window; with return_indices also where it was."""
        native = with_indices if return_indices else values_only
        return native(input, kernel_size, [] if stride is None else stride, padding, dilation, ceil_mode)

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


def _sizes(input, output_size):
    """The output's sizes; None keeps the input's."""
    if isinstance(output_size, int):
        return output_size
    if input.dim() <= len(output_size):
        raise ValueError(f"Input dimension should be at least {len(output_size) + 1}")
    own = input.shape[input.dim() - len(output_size) :]
    return [b if a is None else a for a, b in zip(output_size, own)]


def _adaptive(kind, spatial):
    native = getattr(_native, f"adaptive_{kind}_pool{spatial}d")

    def average(input, output_size):
        """Means of windows that cover the input evenly."""
        return native(input, output_size if spatial == 1 else _sizes(input, output_size))

    def largest(input, output_size, return_indices=False):
        """The largest values of windows that cover the input evenly."""
        values, indices = native(input, output_size if spatial == 1 else _sizes(input, output_size))
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
        result = flat.scatter(-1, indices.flatten(-spatial), input.flatten(-spatial)).reshape(outer + sizes)
        return _native._named(result, "SqueezeBackward1" if spatial == 1 else f"MaxUnpool{spatial}DBackward0")

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
    return _native._named(parts.permute(order).reshape(*outer, c // (r * r), h * r, w * r), "PixelShuffleBackward0")


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
    return _native._named(parts.permute(order).reshape(*outer, c * r * r, h // r, w // r), "PixelUnshuffleBackward0")


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
    return _native._named(parts.transpose(1, 2).reshape(input.shape), "ChannelShuffleBackward0")


def _pair(name, value):
    """Two numbers of one, or of a list of one or two."""
    values = tuple(value) if isinstance(value, (list, tuple)) else (value,)
    if len(values) not in (1, 2):
        raise RuntimeError(f"It is expected {name} equals to 2, but got size {len(values)}")
    return values * 2 if len(values) == 1 else values


def _check_positive(name, label, pair):
    if pair[0] <= 0 or pair[1] <= 0:
        raise RuntimeError(
            f"{name} should be greater than zero, but got {label}_height: {pair[0]} {label}_width: {pair[1]}"
        )


def _check_windows(kernel, dilation, padding, stride):
    """The numbers that sliding windows are made of."""
    _check_positive("kernel size", "kernel", kernel)
    _check_positive("dilation", "dilation", dilation)
    if padding[0] < 0 or padding[1] < 0:
        raise RuntimeError(
            f"padding should be non-negative, but got pad_height: {padding[0]} pad_width: {padding[1]}"
        )
    _check_positive("stride", "stride", stride)


def _counts(size, kernel, dilation, padding, stride):
    """How many windows there are along each dimension."""
    return tuple((size[i] + 2 * padding[i] - dilation[i] * (kernel[i] - 1) - 1) // stride[i] + 1 for i in (0, 1))


def _window_arguments(kernel_size, dilation, padding, stride):
    return (
        _pair("kernel_size", kernel_size),
        _pair("dilation", dilation),
        _pair("padding", padding),
        _pair("stride", stride),
    )


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    """The windows of images as columns: (N, C, H, W) to (N, C k k, L)."""
    kernel, dilation, padding, stride = _window_arguments(kernel_size, dilation, padding, stride)
    _check_windows(kernel, dilation, padding, stride)
    shape = list(input.shape)
    if len(shape) not in (3, 4) or 0 in shape[len(shape) - 3 :]:
        raise RuntimeError(
            "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero "
            f"dimensions for input, but got: {shape}"
        )
    counts = _counts(shape[-2:], kernel, dilation, padding, stride)
    if counts[0] < 1 or counts[1] < 1:
        # PyTorch names the height twice.
        raise RuntimeError(
            f"Given input with spatial size ({shape[-2]}, {shape[-2]}), kernel_size={kernel}, dilation={dilation}, "
            f"padding={padding}, calculated shape of the array of sliding blocks as {counts}, "
            "but its components must be at least one."
        )
    return _native.im2col(input, kernel, dilation, padding, stride)


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    """Columns back in their places, overlapping ones added: (N, C k k, L) to (N, C, H, W)."""
    size = _pair("output_size", output_size)
    kernel, dilation, padding, stride = _window_arguments(kernel_size, dilation, padding, stride)
    _check_windows(kernel, dilation, padding, stride)
    shape = list(input.shape)
    if len(shape) not in (2, 3) or 0 in shape[len(shape) - 2 :]:
        raise RuntimeError(
            "Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero "
            f"dimensions for input, but got: {shape}"
        )
    planes, length = shape[-2:]
    if planes % (kernel[0] * kernel[1]) != 0:
        raise RuntimeError(
            "Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got "
            f"input.size(1)={planes} and kernel_size={kernel}."
        )
    counts = _counts(size, kernel, dilation, padding, stride)
    how = f"output_size={size}, kernel_size={kernel}, dilation={dilation}, padding={padding}, stride={stride}"
    if length != counts[0] * counts[1]:
        raise RuntimeError(
            f"Given {how}, expected size of input's dimension 2 to match the calculated number of sliding blocks "
            f"{counts[0]} * {counts[1]} = {counts[0] * counts[1]}, but got input.size(2)={length}."
        )
    if counts[0] < 1 or counts[1] < 1:
        raise RuntimeError(
            f"Given {how}, calculated shape of the array of sliding blocks as {counts}, "
            "which is too small (non-positive)"
        )
    if size[0] < 1 or size[1] < 1:
        raise RuntimeError(f"Expected output spatial size to be positive, but got: output_size={size}.")
    return _native.col2im(input, size, kernel, dilation, padding, stride)
