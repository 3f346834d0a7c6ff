/** The builtin exception classes and short ways to throw them from TypeScript: `throw typeError("...")`. */
import { PyException } from "./objects/exception.ts";
import { PyType, type Value } from "./objects/object.ts";
import { Raised } from "./objects/raised.ts";
import { PyTuple } from "./objects/sequence.ts";
import { objectType } from "./objects/types.ts";

/** Every builtin exception class by name; filled here, read by builtins. */
export const exceptionTypes = new Map<string, PyType>();

/** One function for all, so that a class may have several exception classes as bases. */
const construct: PyType["construct"] = (_machine, actual, args) =>
  new PyException(actual === OSError ? osErrorClass(args) : actual, new PyTuple(args));

function define(name: string, ...bases: PyType[]): PyType {
  const type = new PyType(name, bases.length > 0 ? bases : [objectType]);
  type.construct = construct;
  exceptionTypes.set(name, type);
  return type;
}

export const BaseException = define("BaseException");
export const Exception = define("Exception", BaseException);
export const GeneratorExit = define("GeneratorExit", BaseException);
export const KeyboardInterrupt = define("KeyboardInterrupt", BaseException);
export const SystemExit = define("SystemExit", BaseException);
export const StopIteration = define("StopIteration", Exception);
export const StopAsyncIteration = define("StopAsyncIteration", Exception);
export const ArithmeticError = define("ArithmeticError", Exception);
export const FloatingPointError = define("FloatingPointError", ArithmeticError);
export const OverflowError = define("OverflowError", ArithmeticError);
export const ZeroDivisionError = define("ZeroDivisionError", ArithmeticError);
export const AssertionError = define("AssertionError", Exception);
export const AttributeError = define("AttributeError", Exception);
export const BufferError = define("BufferError", Exception);
export const EOFError = define("EOFError", Exception);
export const ImportError = define("ImportError", Exception);
export const ModuleNotFoundError = define("ModuleNotFoundError", ImportError);
export const LookupError = define("LookupError", Exception);
export const IndexError = define("IndexError", LookupError);
export const KeyError = define("KeyError", LookupError);
export const MemoryError = define("MemoryError", Exception);
export const NameError = define("NameError", Exception);
export const UnboundLocalError = define("UnboundLocalError", NameError);
export const OSError = define("OSError", Exception);
export const BlockingIOError = define("BlockingIOError", OSError);
export const ChildProcessError = define("ChildProcessError", OSError);
export const ConnectionError = define("ConnectionError", OSError);
export const BrokenPipeError = define("BrokenPipeError", ConnectionError);
export const ConnectionAbortedError = define("ConnectionAbortedError", ConnectionError);
export const ConnectionRefusedError = define("ConnectionRefusedError", ConnectionError);
export const ConnectionResetError = define("ConnectionResetError", ConnectionError);
export const FileExistsError = define("FileExistsError", OSError);
export const InterruptedError = define("InterruptedError", OSError);
export const IsADirectoryError = define("IsADirectoryError", OSError);
export const NotADirectoryError = define("NotADirectoryError", OSError);
export const ProcessLookupError = define("ProcessLookupError", OSError);
export const FileNotFoundError = define("FileNotFoundError", OSError);
export const PermissionError = define("PermissionError", OSError);
export const TimeoutError = define("TimeoutError", OSError);
// biome-ignore lint/suspicious/noShadowRestrictedNames: the class that Python calls so
export const ReferenceError = define("ReferenceError", Exception);
export const RuntimeError = define("RuntimeError", Exception);
export const NotImplementedError = define("NotImplementedError", RuntimeError);
export const RecursionError = define("RecursionError", RuntimeError);
// biome-ignore lint/suspicious/noShadowRestrictedNames: the class that Python calls so
export const SyntaxError = define("SyntaxError", Exception);
export const IndentationError = define("IndentationError", SyntaxError);
export const TabError = define("TabError", IndentationError);
export const SystemError = define("SystemError", Exception);
// biome-ignore lint/suspicious/noShadowRestrictedNames: the class that Python calls so
export const TypeError = define("TypeError", Exception);
export const ValueError = define("ValueError", Exception);
export const UnicodeError = define("UnicodeError", ValueError);
export const UnicodeDecodeError = define("UnicodeDecodeError", UnicodeError);
export const UnicodeEncodeError = define("UnicodeEncodeError", UnicodeError);
export const UnicodeTranslateError = define("UnicodeTranslateError", UnicodeError);
export const Warning = define("Warning", Exception);
export const UserWarning = define("UserWarning", Warning);
export const DeprecationWarning = define("DeprecationWarning", Warning);
export const PendingDeprecationWarning = define("PendingDeprecationWarning", Warning);
export const SyntaxWarning = define("SyntaxWarning", Warning);
export const RuntimeWarning = define("RuntimeWarning", Warning);
export const FutureWarning = define("FutureWarning", Warning);
export const ImportWarning = define("ImportWarning", Warning);
export const UnicodeWarning = define("UnicodeWarning", Warning);
export const BytesWarning = define("BytesWarning", Warning);
export const EncodingWarning = define("EncodingWarning", Warning);
export const ResourceWarning = define("ResourceWarning", Warning);

/** Linux's error numbers that have a class of their own. */
const errorNumbers: ReadonlyMap<Value, PyType> = new Map([
  [1, PermissionError],
  [2, FileNotFoundError],
  [3, ProcessLookupError],
  [4, InterruptedError],
  [10, ChildProcessError],
  [11, BlockingIOError],
  [13, PermissionError],
  [17, FileExistsError],
  [20, NotADirectoryError],
  [21, IsADirectoryError],
  [32, BrokenPipeError],
  [103, ConnectionAbortedError],
  [104, ConnectionResetError],
  [110, TimeoutError],
  [111, ConnectionRefusedError],
]);

/** `OSError(2, "...")` is a FileNotFoundError. */
export const osErrorClass = (args: readonly Value[]): PyType =>
  (args.length >= 2 ? errorNumbers.get(args[0]) : undefined) ?? OSError;

/** An exception of the given class with the given arguments, ready to throw. */
export function raised(type: PyType, ...args: Value[]): Raised {
  return new Raised(new PyException(type, new PyTuple(args)));
}

export const typeError = (message: string): Raised => raised(TypeError, message);
export const valueError = (message: string): Raised => raised(ValueError, message);
export const indexError = (message: string): Raised => raised(IndexError, message);
export const keyError = (key: Value): Raised => raised(KeyError, key);
export const attributeError = (message: string): Raised => raised(AttributeError, message);
export const runtimeError = (message: string): Raised => raised(RuntimeError, message);
export const notImplementedError = (message: string): Raised => raised(NotImplementedError, message);
export const zeroDivisionError = (message: string): Raised => raised(ZeroDivisionError, message);
export const overflowError = (message: string): Raised => raised(OverflowError, message);
