"""The older names of automatic mixed precision for the device 'cpu'."""

import torch
from torch.amp._older_names import _classes_for

autocast, GradScaler = _classes_for("cpu", torch.bfloat16)
