"""Anomaly detection, as torch.autograd.anomaly_mode."""

import torch


class detect_anomaly:
    """Backward passes inside raise an error where a gradient becomes NaN."""

    def __init__(self, check_nan=True):
        self.prev = torch.is_anomaly_enabled()

    def __enter__(self):
        torch._C._set_anomaly_enabled(True)

    def __exit__(self, *args):
        torch._C._set_anomaly_enabled(self.prev)


class set_detect_anomaly:
    """Turns anomaly detection on or off: at once, and as a context manager until its end."""

    def __init__(self, mode, check_nan=True):
        self.prev = torch.is_anomaly_enabled()
        torch._C._set_anomaly_enabled(mode)

    def __enter__(self):
        pass

    def __exit__(self, *args):
        torch._C._set_anomaly_enabled(self.prev)
