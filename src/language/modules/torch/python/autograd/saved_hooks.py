"""Hooks on the tensors that operations keep for their backward pass, as torch.autograd.graph has them."""

import contextlib

import torch


class saved_tensors_hooks:
    """Inside, pack_hook(tensor) is kept in a saved tensor's place, and unpack_hook makes the tensor of it again."""

    def __init__(self, pack_hook, unpack_hook):
        self.pack_hook = pack_hook
        self.unpack_hook = unpack_hook

    def __enter__(self):
        torch._C._push_saved_tensors_default_hooks(self.pack_hook, self.unpack_hook)

    def __exit__(self, *args):
        torch._C._pop_saved_tensors_default_hooks()


class save_on_cpu(saved_tensors_hooks):
    """Keeps saved tensors on the CPU, where they are."""

    def __init__(self, pin_memory=False, device_type="cuda"):
        def pack(tensor):
            return (tensor.device, tensor.cpu())

        def unpack(packed):
            device, tensor = packed
            return tensor.to(device)

        super().__init__(pack, unpack)


@contextlib.contextmanager
def disable_saved_tensors_hooks(error_message):
    """Inside, hooks on saved tensors raise RuntimeError with this message."""
    before = torch._C._refuse_saved_tensors_hooks(error_message)
    try:
        yield
    finally:
        torch._C._refuse_saved_tensors_hooks(before)
