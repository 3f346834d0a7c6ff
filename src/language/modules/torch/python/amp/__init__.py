"""Automatic mixed precision."""

from torch._C import _is_autocast_available as is_autocast_available
from torch.amp.autocast_mode import autocast, custom_bwd, custom_fwd
from torch.amp.grad_scaler import GradScaler
