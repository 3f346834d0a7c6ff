"""The older names of automatic mixed precision for the device 'cuda'."""

import torch
from torch.amp._older_names import _classes_for

autocast, GradScaler = _classes_for("cuda", torch.float16)
