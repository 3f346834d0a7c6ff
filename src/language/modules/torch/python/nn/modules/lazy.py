"""Modules that learn an input size from their first input, as torch.nn's Lazy classes."""

import warnings

import torch
from torch.nn.modules import batchnorm, conv, instancenorm, linear
from torch.nn.parameter import Parameter


class UninitializedParameter(Parameter):
    """A parameter whose shape is not known yet."""

    def __repr__(self):
        return "<UninitializedParameter>"


def is_lazy(param):
    return isinstance(param, UninitializedParameter)


class _Lazy:
    """Becomes `cls_to_become` at the first call, with the size that the input shows."""

    cls_to_become = None
    # the attribute that the input decides
    _size_name = None

    def _start(self, bias):
        warnings.warn(
            "Lazy modules are a new feature under heavy development "
            "so changes to the API or functionality can happen at any moment.",
            stacklevel=4,
        )
        self.weight = UninitializedParameter(torch.empty(0))
        if bias:
            self.bias = UninitializedParameter(torch.empty(0))
        self._initialize_hook = self.register_forward_pre_hook(self._infer_parameters)

    def has_uninitialized_params(self):
        return any(is_lazy(param) for param in self._parameters.values())

    def _infer_parameters(self, module, args):
        if self.has_uninitialized_params():
            setattr(self, self._size_name, self._size_of(args[0]))
            self._materialize()
            self.reset_parameters()
        self._initialize_hook.remove()
        delattr(self, "_initialize_hook")
        self.__class__ = self.cls_to_become

    def _size_of(self, input):
        return input.shape[-1]

    def _fill(self, name, shape):
        if is_lazy(self._parameters.get(name)):
            dtype = self._lazy_dtype
            delattr(self, name)
            setattr(self, name, Parameter(torch.empty(shape, dtype=dtype)))


class LazyLinear(_Lazy, linear.Linear):
    """A Linear whose in_features is the last size of its first input."""

    cls_to_become = linear.Linear
    _size_name = "in_features"

    def __init__(self, out_features, bias=True, device=None, dtype=None):
        super().__init__(0, 0, False)
        self.out_features = out_features
        self._lazy_dtype = dtype
        self._start(bias)

    def reset_parameters(self):
        if not self.has_uninitialized_params() and self.in_features != 0:
            super().reset_parameters()

    def _materialize(self):
        self._fill("weight", (self.out_features, self.in_features))
        self._fill("bias", (self.out_features,))


class _LazyConv(_Lazy):
    _size_name = "in_channels"

    def __init__(self, out_channels, *args, bias=True, dtype=None, **kwargs):
        super().__init__(0, 0, *args, bias=False, dtype=dtype, **kwargs)
        self.out_channels = out_channels
        self._lazy_dtype = dtype
        self._start(bias)

    def _size_of(self, input):
        wanted = self._spatial + 1, self._spatial + 2
        if input.dim() not in wanted:
            raise RuntimeError(
                f"Expected {wanted[0]}D (unbatched) or {wanted[1]}D (batched) input to {type(self).__name__}, "
                f"but got input of size: {input.shape}"
            )
        return input.shape[-self._spatial - 1]

    def reset_parameters(self):
        if not self.has_uninitialized_params() and self.in_channels != 0:
            super().reset_parameters()

    def _materialize(self):
        if self.in_channels % self.groups != 0:
            raise ValueError("in_channels must be divisible by groups")
        ends = (self.in_channels, self.out_channels // self.groups)
        if not self.transposed:
            ends = (self.out_channels, self.in_channels // self.groups)
        self._fill("weight", (*ends, *self.kernel_size))
        self._fill("bias", (self.out_channels,))


class LazyConv1d(_LazyConv, conv.Conv1d):
    cls_to_become = conv.Conv1d


class LazyConv2d(_LazyConv, conv.Conv2d):
    cls_to_become = conv.Conv2d


class LazyConv3d(_LazyConv, conv.Conv3d):
    cls_to_become = conv.Conv3d


class LazyConvTranspose1d(_LazyConv, conv.ConvTranspose1d):
    cls_to_become = conv.ConvTranspose1d


class LazyConvTranspose2d(_LazyConv, conv.ConvTranspose2d):
    cls_to_become = conv.ConvTranspose2d


class LazyConvTranspose3d(_LazyConv, conv.ConvTranspose3d):
    cls_to_become = conv.ConvTranspose3d


class _LazyNorm(_Lazy):
    _size_name = "num_features"

    def __init__(self, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None):
        super().__init__(0, eps, momentum, False, track_running_stats, dtype=dtype)
        self.affine = affine
        self._lazy_dtype = dtype
        if affine:
            self._start(True)
        else:
            self._start(False)
            self.weight = None

    def _size_of(self, input):
        self._check_input_dim(input)
        return input.shape[1]

    def has_uninitialized_params(self):
        return self.num_features == 0

    def reset_parameters(self):
        if self.num_features != 0:
            super().reset_parameters()

    def _materialize(self):
        size = self.num_features
        self._fill("weight", (size,))
        self._fill("bias", (size,))
        if self.track_running_stats:
            self.running_mean = torch.zeros(size, dtype=self._lazy_dtype)
            self.running_var = torch.ones(size, dtype=self._lazy_dtype)


class LazyBatchNorm1d(_LazyNorm, batchnorm.BatchNorm1d):
    cls_to_become = batchnorm.BatchNorm1d


class LazyBatchNorm2d(_LazyNorm, batchnorm.BatchNorm2d):
    cls_to_become = batchnorm.BatchNorm2d


class LazyBatchNorm3d(_LazyNorm, batchnorm.BatchNorm3d):
    cls_to_become = batchnorm.BatchNorm3d


class LazyInstanceNorm1d(_LazyNorm, instancenorm.InstanceNorm1d):
    cls_to_become = instancenorm.InstanceNorm1d


class LazyInstanceNorm2d(_LazyNorm, instancenorm.InstanceNorm2d):
    cls_to_become = instancenorm.InstanceNorm2d


class LazyInstanceNorm3d(_LazyNorm, instancenorm.InstanceNorm3d):
    cls_to_become = instancenorm.InstanceNorm3d
