import { functionFlags, Op } from "../../runtime/opcode.ts";

const bitCount = (flags: number): number => [1, 2, 4, 8].filter((bit) => (flags & bit) !== 0).length;

/** How many values an instruction adds to the stack; for a conditional jump, where it does not jump. */
export function stackEffect(op: Op, argument: number): number {
  switch (op) {
    case Op.Copy:
    case Op.LoadConstant:
    case Op.LoadLocal:
    case Op.LoadGlobal:
    case Op.LoadName:
    case Op.LoadCell:
    case Op.LoadClassCell:
    case Op.PushCell:
    case Op.LoadMethod:
    case Op.ForIter:
    case Op.PushHandled:
    case Op.BeforeWith:
    case Op.WithExceptExit:
    case Op.Import:
    case Op.ImportFrom:
      return 1;
    case Op.Pop:
    case Op.StoreLocal:
    case Op.StoreGlobal:
    case Op.StoreName:
    case Op.StoreCell:
    case Op.DeleteAttribute:
    case Op.Add:
    case Op.Subtract:
    case Op.Multiply:
    case Op.TrueDivide:
    case Op.FloorDivide:
    case Op.Modulo:
    case Op.Power:
    case Op.MatrixMultiply:
    case Op.LeftShift:
    case Op.RightShift:
    case Op.BitAnd:
    case Op.BitOr:
    case Op.BitXor:
    case Op.Less:
    case Op.LessEqual:
    case Op.Equal:
    case Op.NotEqual:
    case Op.Greater:
    case Op.GreaterEqual:
    case Op.Is:
    case Op.Contains:
    case Op.GetItem:
    case Op.ListAppend:
    case Op.SetAdd:
    case Op.ListExtend:
    case Op.SetUpdate:
    case Op.DictUpdate:
    case Op.DictMerge:
    case Op.PopJumpIfFalse:
    case Op.PopJumpIfTrue:
    case Op.JumpIfFalseOrPop:
    case Op.JumpIfTrueOrPop:
    case Op.Return:
    case Op.PopHandled:
    case Op.WithExit:
    case Op.Display:
      return -1;
    case Op.StoreAttribute:
    case Op.DeleteItem:
    case Op.DictAdd:
    case Op.Reraise:
      return -2;
    case Op.SetItem:
    case Op.BuildClass:
      return -3;
    case Op.CallUnpacked:
      return -2;
    case Op.BuildSlice:
    case Op.BuildTuple:
    case Op.BuildList:
    case Op.BuildSet:
    case Op.BuildString:
      return 1 - argument;
    case Op.BuildDict:
      return 1 - 2 * argument;
    case Op.UnpackSequence:
      return argument - 1;
    case Op.UnpackStarred:
      return (argument & 0xfff) + (argument >> 12);
    case Op.FormatValue:
      return (argument & 4) !== 0 ? -1 : 0;
    case Op.Call:
      return -argument;
    case Op.CallMethod:
      return -argument - 1;
    case Op.MakeFunction:
      return 1 - bitCount(argument & 15);
    case Op.Raise:
    case Op.RaiseAssertion:
      return -argument;
    default:
      return 0;
  }
}

/** The flags of MakeFunction for what is there. */
export function makeFunctionFlags(has: {
  defaults: boolean;
  keywordDefaults: boolean;
  annotations: boolean;
  closure: boolean;
}): number {
  return (
    (has.defaults ? functionFlags.defaults : 0) |
    (has.keywordDefaults ? functionFlags.keywordDefaults : 0) |
    (has.annotations ? functionFlags.annotations : 0) |
    (has.closure ? functionFlags.closure : 0)
  );
}
