"""Text in memory: the only file that a cell can have."""


class UnsupportedOperation(OSError, ValueError):
    pass


class StringIO:
    def __init__(self, initial_value="", newline="\n"):
        self._parts = []
        self._text = ""
        self._length = 0
        self._position = 0
        self.closed = False
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f"initial_value must be str or None, not {type(initial_value).__name__}")
        if initial_value:
            self.write(initial_value)
            self._position = 0

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def _joined(self):
        if self._parts:
            self._text += "".join(self._parts)
            self._parts = []
        return self._text

    def write(self, s):
        self._check()
        if not isinstance(s, str):
            raise TypeError(f"string argument expected, got {type(s).__name__!r}")
        if self._position == self._length:
            self._parts.append(s)
        else:
            text = self._joined()
            if self._position > len(text):
                text += "\0" * (self._position - len(text))
            self._text = text[: self._position] + s + text[self._position + len(s) :]
        self._position += len(s)
        self._length = max(self._length, self._position)
        return len(s)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def getvalue(self):
        self._check()
        return self._joined()

    def read(self, size=-1):
        self._check()
        text = self._joined()
        end = len(text) if size is None or size < 0 else min(self._position + size, len(text))
        result = text[self._position : end]
        self._position = max(self._position, end)
        return result

    def readline(self, size=-1):
        self._check()
        text = self._joined()
        at = text.find("\n", self._position)
        end = len(text) if at < 0 else at + 1
        if size is not None and size >= 0:
            end = min(end, self._position + size)
        result = text[self._position : end]
        self._position = end
        return result

    def readlines(self, hint=-1):
        return list(self)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def seek(self, pos, whence=0):
        self._check()
        self._position = len(self._joined()) if whence == 2 else pos
        return self._position

    def tell(self):
        return self._position

    def truncate(self, size=None):
        self._check()
        size = self._position if size is None else size
        self._text = self._joined()[:size]
        self._length = len(self._text)
        return size

    def flush(self):
        self._check()

    def close(self):
        self.closed = True

    def isatty(self):
        return False

    def readable(self):
        return True

    def writable(self):
        return True

    def seekable(self):
        return True

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *exc_info):
        self.close()


def open(*args, **kwargs):
    raise NotImplementedError("cells cannot open files: write the data into the cell")
