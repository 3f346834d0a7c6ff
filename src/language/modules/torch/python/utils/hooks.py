"""Handles that take a hook away again, as torch.utils.hooks."""


class RemovableHandle:
    """What registering a hook returns: `remove()` unregisters it; as a context manager it does so at the end."""

    next_id = 0

    def __init__(self, hooks_dict, *, extra_dict=None):
        self.hooks_dict = hooks_dict
        self.id = RemovableHandle.next_id
        RemovableHandle.next_id += 1
        if extra_dict is None:
            self.extra_dicts = ()
        elif isinstance(extra_dict, dict):
            self.extra_dicts = (extra_dict,)
        else:
            self.extra_dicts = tuple(extra_dict)

    def remove(self):
        for hooks in (self.hooks_dict, *self.extra_dicts):
            if hooks is not None and self.id in hooks:
                del hooks[self.id]

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.remove()
