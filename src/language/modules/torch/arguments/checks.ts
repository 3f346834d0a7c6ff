/** Whether a value may be given for a parameter (FunctionParameter::check of torch/csrc/utils/python_arg_parser.cpp). */
import { isFloating } from "../../../../engine/tensor/dtype.ts";
import { typeError } from "../../../runtime/errors.ts";
import { PyFloat } from "../../../runtime/objects/float.ts";
import { PyInstance } from "../../../runtime/objects/instance.ts";
import { PyType, type Value } from "../../../runtime/objects/object.ts";
import { PyList, PyTuple } from "../../../runtime/objects/sequence.ts";
import { PyDevice } from "../objects/device.ts";
import { PyDType, pythonDTypes } from "../objects/dtype.ts";
import { PyGenerator } from "../objects/generator.ts";
import { PyTensor } from "../objects/tensor.ts";
import { layoutType, memoryFormatType, PyToken } from "../objects/tokens.ts";
import type { OverloadParameter } from "./overload.ts";
import { typeName } from "./type-name.ts";

/** The functions whose tensor arguments also take numbers. */
const numbersAsTensors = new Set(
  ["add", "div", "divide", "mul", "multiply", "sub", "subtract", "true_divide", "floor_divide"].flatMap((name) => [
    name,
    `${name}_`,
  ]),
);

/** The built-in number inside an instance of a subclass of int or float; other values as they are. */
export const plain = (value: Value): Value =>
  value instanceof PyInstance && value.payload !== undefined ? value.payload : value;

export const isNumber = (value: Value): boolean => {
  const inner = plain(value);
  return (
    typeof inner === "number" || typeof inner === "bigint" || typeof inner === "boolean" || inner instanceof PyFloat
  );
};

/** A plain int: not a bool. */
export const isInt = (value: Value): boolean => {
  const inner = plain(value);
  return typeof inner === "number" || typeof inner === "bigint";
};

/** A tensor that stands for a number: no dimensions, no gradient. */
const isNumberTensor = (value: Value): value is PyTensor =>
  value instanceof PyTensor && value.tensor.shape.length === 0 && value.tensor.gradient?.requiresGrad !== true;

/** An int, or an integral tensor without dimensions. */
export const isIndex = (value: Value): boolean =>
  isInt(value) || (isNumberTensor(value) && !isFloating(value.tensor.dtype) && value.tensor.dtype !== "bool");

const isSequence = (value: Value): value is PyTuple | PyList => value instanceof PyTuple || value instanceof PyList;

/** What a check found beside yes or no: which element of a list was wrong. */
export interface Finding {
  failedElement: number;
}

function isIntList(value: Value, broadcast: number, finding: Finding): boolean {
  if (isSequence(value)) {
    if (value.items.length === 0 || isIndex(value.items[0])) return true;
    finding.failedElement = 0;
    return false;
  }
  return broadcast > 0 && isIndex(value);
}

function isTensorList(value: Value, functionName: string, argument: number): boolean {
  if (!isSequence(value)) return false;
  for (const [i, item] of value.items.entries()) {
    if (!(item instanceof PyTensor)) {
      throw typeError(
        functionName === ""
          ? `expected Tensor as element ${i}`
          : `expected Tensor as element ${i} in argument ${argument}, but got ${typeName(item)}`,
      );
    }
  }
  return true;
}

export function accepts(
  parameter: OverloadParameter,
  value: Value,
  functionName: string,
  argument: number,
  finding: Finding,
): boolean {
  switch (parameter.kind) {
    case "Tensor":
      return value instanceof PyTensor || (numbersAsTensors.has(functionName) && isNumber(value));
    case "Tensor[]":
      return isTensorList(value, functionName, argument);
    case "Scalar":
      return isNumber(value) || isNumberTensor(value);
    case "Scalar[]":
      return isSequence(value) && value.items.every(isNumber);
    case "float":
      return isNumber(value) || isNumberTensor(value);
    case "float[]":
      return isSequence(value) && value.items.every(isNumber);
    case "int":
      return isIndex(value);
    case "int[]":
      return isIntList(value, parameter.broadcast, finding);
    case "bool":
      return typeof value === "boolean";
    case "str":
      return typeof value === "string";
    case "dtype":
      return value instanceof PyDType || (value instanceof PyType && pythonDTypes.has(value));
    case "device":
      return value instanceof PyDevice || typeof value === "string" || isInt(value);
    case "layout":
      return value instanceof PyToken && value.type === layoutType;
    case "memory_format":
      return value instanceof PyToken && value.type === memoryFormatType;
    case "Generator":
      return value instanceof PyGenerator;
    case "name":
      return typeof value === "string";
    case "name[]":
      return isSequence(value)
        ? value.items.length > 0 && value.items.every((item) => typeof item === "string")
        : parameter.broadcast > 0 && typeof value === "string";
    case "object":
      return true;
  }
}
