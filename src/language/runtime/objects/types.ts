import { PyType } from "./object.ts";

/** The builtin types. Their methods are installed by runtime/builtins/*.ts when an interpreter is made. */
export const objectType = new PyType("object", []);
export const typeType = new PyType("type", [objectType]);
PyType.metaType = typeType;

const builtin = (name: string, base: PyType = objectType): PyType => new PyType(name, [base]);

export const noneType = builtin("NoneType");
export const intType = builtin("int");
export const boolType = builtin("bool", intType);
export const floatType = builtin("float");
export const strType = builtin("str");
export const bytesType = builtin("bytes");
export const tupleType = builtin("tuple");
export const listType = builtin("list");
export const dictType = builtin("dict");
export const setType = builtin("set");
export const frozensetType = builtin("frozenset");
export const sliceType = builtin("slice");
export const rangeType = builtin("range");
export const functionType = builtin("function");
export const nativeFunctionType = builtin("builtin_function_or_method");
/** What a class written in C keeps of its methods: `str.upper`. */
export const methodDescriptorType = builtin("method_descriptor");
/** The same where the method fills a slot of the type: `str.__add__`. */
export const wrapperDescriptorType = builtin("wrapper_descriptor");
/** A slot's method with its object: `"".__add__`. */
export const methodWrapperType = builtin("method-wrapper");
export const methodType = builtin("method");
export const moduleType = builtin("module");
export const generatorType = builtin("generator");
export const cellType = builtin("cell");
export const codeType = builtin("code");
export const propertyType = builtin("property");
export const staticmethodType = builtin("staticmethod");
export const classmethodType = builtin("classmethod");
export const superType = builtin("super");
export const ellipsisType = builtin("ellipsis");
export const notImplementedType = builtin("NotImplementedType");
export const getsetType = builtin("getset_descriptor");
/** What `__slots__` makes. */
export const memberType = builtin("member_descriptor", getsetType);
export const tracebackType = builtin("traceback");
export const mappingProxyType = builtin("mappingproxy");
export const listIteratorType = builtin("list_iterator");
export const tupleIteratorType = builtin("tuple_iterator");
export const strIteratorType = builtin("str_iterator");
export const asciiIteratorType = builtin("str_ascii_iterator");
export const bytesIteratorType = builtin("bytes_iterator");
export const rangeIteratorType = builtin("range_iterator");
export const longRangeIteratorType = builtin("longrange_iterator");
export const setIteratorType = builtin("set_iterator");
export const dictKeyIteratorType = builtin("dict_keyiterator");
export const callableIteratorType = builtin("callable_iterator");
/** What `iter` makes of an object that has `__getitem__` only. */
export const sequenceIteratorType = builtin("iterator");
export const unionType = builtin("UnionType");
unionType.nativeName = "types.UnionType";
