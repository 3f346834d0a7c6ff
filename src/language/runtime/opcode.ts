/**
 * The instructions of the stack machine. Each is one 32-bit word: the opcode in the low 8 bits, its argument above.
 * Stack effects are written as `before -> after`, top of the stack last.
 */
// biome-ignore lint/suspicious/noConstEnum: the machine's switch needs the numbers themselves
export const enum Op {
  /** Leaves the stack alone; a place for a source line that has no code. */
  Nop,
  /** a -> ; arg 1: a loop's iterator, which ends with the loop */
  Pop,
  /** Copies the value `arg` places below the top (1 is the top). */
  Copy,
  /** Exchanges the top with the value `arg` places below (2 is the one under it). */
  Swap,
  /** -> constants[arg] */
  LoadConstant,

  LoadLocal,
  StoreLocal,
  DeleteLocal,
  LoadGlobal,
  StoreGlobal,
  DeleteGlobal,
  /** Class bodies: the class namespace, then globals, then builtins. */
  LoadName,
  StoreName,
  DeleteName,
  LoadCell,
  StoreCell,
  DeleteCell,
  /** Class bodies: the class namespace, then the cell. */
  LoadClassCell,
  /** Pushes cell `arg` itself, for a closure. */
  PushCell,
  /** Puts a fresh cell at `arg`: each run of a comprehension has its own. */
  MakeCell,

  /** object -> object.names[arg] */
  LoadAttribute,
  /** object -> function self, or value undefined: what CallMethod takes. */
  LoadMethod,
  /** value object -> */
  StoreAttribute,
  DeleteAttribute,
  /** -> super() of the running method: function self */
  LoadSuper,

  /** a b -> a OP b; an argument of 1 means the in-place form. */
  Add,
  Subtract,
  Multiply,
  TrueDivide,
  FloorDivide,
  Modulo,
  Power,
  MatrixMultiply,
  LeftShift,
  RightShift,
  BitAnd,
  BitOr,
  BitXor,
  Negative,
  Positive,
  Invert,
  Not,

  Less,
  LessEqual,
  Equal,
  NotEqual,
  Greater,
  GreaterEqual,
  /** a b -> bool; an argument of 1 negates. */
  Is,
  /** item container -> bool; an argument of 1 negates. */
  Contains,

  /** container key -> container[key] */
  GetItem,
  /** value container key -> */
  SetItem,
  DeleteItem,
  /** lower upper [step] -> slice; `arg` is 2 or 3 */
  BuildSlice,

  BuildTuple,
  BuildList,
  BuildSet,
  /** key value ... -> dict; `arg` pairs */
  BuildDict,
  BuildString,
  /** ... list ... item -> list at depth `arg` below the item */
  ListAppend,
  SetAdd,
  /** key value -> */
  DictAdd,
  /** list iterable -> list */
  ListExtend,
  SetUpdate,
  /** dict mapping -> dict: `{**mapping}` */
  DictUpdate,
  /** dict mapping -> dict: `f(**mapping)`, which refuses duplicates; the callee lies `arg` below */
  DictMerge,
  ListToTuple,
  /** sequence -> items, first on top */
  UnpackSequence,
  /** `arg`: count before the star, count after it above 12 bits */
  UnpackStarred,
  /** value [spec] -> text; arg: conversion (0 none, 1 str, 2 repr, 3 ascii), plus 4 where there is a spec */
  FormatValue,

  Jump,
  /** A loop's back edge: where interrupts are seen. */
  JumpBack,
  PopJumpIfFalse,
  PopJumpIfTrue,
  /** Jumps and keeps the value, or pops it: `and`, `or`. */
  JumpIfFalseOrPop,
  JumpIfTrueOrPop,
  GetIterator,
  /** iterator -> iterator value, or pops it and jumps at the end */
  ForIter,

  /** callee args... -> result */
  Call,
  /** callee self-or-undefined args... -> result */
  CallMethod,
  /** callee args... keyword-values... names -> result; `arg` counts all values */
  CallKeywords,
  /** callee args-tuple keywords-dict-or-None -> result */
  CallUnpacked,
  /** What `flags` names is on the stack in this order: defaults, keyword defaults, annotations, closure. arg: constant, flags in the low 4 bits */
  MakeFunction,
  /** function name bases keywords -> class */
  BuildClass,
  Return,
  /** value -> sent; arg 1: on behalf of `yield from` */
  Yield,
  /** iterable -> iterator, generators kept as they are */
  GetYieldFrom,
  /** iterator sent -> iterator yielded, or -> returned value and jumps */
  Send,

  /** arg: 0 re-raise, 1 exception, 2 exception cause */
  Raise,
  /** previous exception -> ; goes on raising it, without a new traceback line */
  Reraise,
  /** exception -> previously-handled exception */
  PushHandled,
  /** previously-handled -> */
  PopHandled,
  /** exception type -> exception bool */
  MatchException,
  /** manager -> exit entered */
  BeforeWith,
  /** exit -> */
  WithExit,
  /** exit previous exception -> exit previous exception suppressed */
  WithExceptExit,
  /** [message] -> ; arg 1 where there is a message */
  RaiseAssertion,

  /** -> module; arg: constant [name, "leaf" | "top"] */
  Import,
  /** module -> module value */
  ImportFrom,
  /** value -> ; the last expression of a notebook cell */
  Display,
  /** Makes `__annotations__` where it is missing. */
  SetupAnnotations,

  // Groups of the instructions above (syntax/compiler/fuse.ts). Those of registers have them in the three upper bytes.

  /** a b result; the next word: the stack's top after, and from there on the place of the operation, the end, in-place. */
  AddRegisters,
  SubtractRegisters,
  MultiplyRegisters,
  TrueDivideRegisters,
  FloorDivideRegisters,
  ModuloRegisters,
  GetItemRegisters,
  /** c + a * b: a b result; the next word as above, and c in its upper byte. */
  MultiplyAddRegisters,
  /** a[b][c]: a b c; the next word as above, and the result in its upper byte. */
  GetItemTwiceRegisters,
  /** container key value */
  SetItemRegisters,
  /** a b shape: how many of them were loads; 4 where it jumps if true. The jump's own word has the target. */
  JumpUnlessLess,
  JumpUnlessLessEqual,
  JumpUnlessEqual,
  JumpUnlessNotEqual,
  JumpUnlessGreater,
  JumpUnlessGreaterEqual,
  /** ForIter, then StoreLocal or StoreGlobal. */
  ForIterLocal,
  ForIterGlobal,
  /** JumpBack to one of the two above. */
  JumpBackForLocal,
  JumpBackForGlobal,
  /** LoadLocal, then what the name says. */
  LoadLocalAttribute,
  LoadLocalMethod,
  LoadLocalLocal,
  LoadLocalConstant,
  ReturnLocal,
}

/** Flags of MakeFunction. */
export const functionFlags = { defaults: 1, keywordDefaults: 2, annotations: 4, closure: 8 } as const;
