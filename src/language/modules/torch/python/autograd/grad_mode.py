"""Context managers and decorators that turn gradient recording on and off, as torch.autograd.grad_mode."""

import functools

import torch


def _decorate(manager, func):
    if isinstance(func, type):
        raise TypeError("Cannot decorate classes; it is ambiguous whether or not only the constructor or all methods should have the context manager applied; additionally, decorating a class will prevent use of a class as a conventional type.  To decorate only the constructor, use @context() above __init__ instead.")

    @functools.wraps(func)
    def decorated(*args, **kwargs):
        with manager.clone():
            return func(*args, **kwargs)

    return decorated


class _DecoratorContextManager:
    def __call__(self, orig_func):
        return _decorate(self, orig_func)

    def clone(self):
        return self.__class__()


class _NoParamDecoratorContextManager(_DecoratorContextManager):
    def __new__(cls, orig_func=None):
        made = super().__new__(cls)
        if orig_func is None:
            return made
        made.__init__()
        return made(orig_func)

    def __init__(self, orig_func=None):
        self.prev = False


class no_grad(_NoParamDecoratorContextManager):
    """Operations inside are not recorded."""

    def __enter__(self):
        self.prev = torch.is_grad_enabled()
        torch._C._set_grad_enabled(False)

    def __exit__(self, exc_type, exc_value, traceback):
        torch._C._set_grad_enabled(self.prev)


class enable_grad(_NoParamDecoratorContextManager):
    """Operations inside are recorded, also within no_grad."""

    def __enter__(self):
        self.prev = torch.is_grad_enabled()
        torch._C._set_grad_enabled(True)

    def __exit__(self, exc_type, exc_value, traceback):
        torch._C._set_grad_enabled(self.prev)


class set_grad_enabled(_DecoratorContextManager):
    """Turns recording on or off: at once, and as a context manager until its end."""

    def __init__(self, mode):
        self.prev = torch.is_grad_enabled()
        self.mode = mode
        torch._C._set_grad_enabled(mode)

    def __call__(self, orig_func):
        torch._C._set_grad_enabled(self.prev)
        return super().__call__(orig_func)

    def __enter__(self):
        torch._C._set_grad_enabled(self.mode)

    def __exit__(self, exc_type, exc_value, traceback):
        torch._C._set_grad_enabled(self.prev)

    def __repr__(self):
        return f"{torch.typename(self)}(mode={self.mode})"

    def clone(self):
        return self.__class__(self.mode)


class inference_mode(_DecoratorContextManager):
    """Nothing inside is recorded, and what is made inside can never be."""

    def __new__(cls, mode=True):
        made = super().__new__(cls)
        if isinstance(mode, bool):
            return made
        made.__init__()
        return made(mode)

    def __init__(self, mode=True):
        self.mode = mode if isinstance(mode, bool) else True
        self.prev = False
        self.prev_grad = True

    def __enter__(self):
        self.prev = torch.is_inference_mode_enabled()
        self.prev_grad = torch.is_grad_enabled()
        torch._C._set_inference_mode(self.mode)
        torch._C._set_grad_enabled(not self.mode)

    def __exit__(self, exc_type, exc_value, traceback):
        torch._C._set_inference_mode(self.prev)
        torch._C._set_grad_enabled(self.prev_grad)

    def clone(self):
        return self.__class__(self.mode)
