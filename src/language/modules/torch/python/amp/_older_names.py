"""What torch.cuda.amp and torch.cpu.amp have: the classes of torch.amp for one device, which warn."""

import warnings

import torch.amp


def _deprecated(device, name):
    warnings.warn(
        f"`torch.{device}.amp.{name}(args...)` is deprecated. "
        f"Please use `torch.amp.{name}('{device}', args...)` instead.",
        FutureWarning,
        stacklevel=3,
    )


def _classes_for(device, default_dtype):
    class autocast(torch.amp.autocast):
        __module__ = f"torch.{device}.amp.autocast_mode"
        __qualname__ = "autocast"

        def __init__(self, enabled=True, dtype=default_dtype, cache_enabled=True):
            _deprecated(device, "autocast")
            super().__init__(device, enabled=enabled, dtype=dtype, cache_enabled=cache_enabled)

    class GradScaler(torch.amp.GradScaler):
        __module__ = f"torch.{device}.amp.grad_scaler"
        __qualname__ = "GradScaler"

        def __init__(
            self, init_scale=2.0**16, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000, enabled=True
        ):
            _deprecated(device, "GradScaler")
            super().__init__(device, init_scale, growth_factor, backoff_factor, growth_interval, enabled)

    return autocast, GradScaler
