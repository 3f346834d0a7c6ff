// An ONNX model of one LayerNormalization, written as protocol buffers by hand: fields are (number << 3 | wire type).
const bytes = (...parts) => Uint8Array.from(parts.flatMap((part) => Array.from(part)));

function varint(value) {
  const result = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...result, rest];
    result.push((rest % 128) | 128);
  }
}

const number = (field, value) => bytes(varint(field << 3), varint(value));
const message = (field, content) => bytes(varint((field << 3) | 2), varint(content.length), content);
const text = (field, value) => message(field, new TextEncoder().encode(value));
const float = (field, value) => bytes(varint((field << 3) | 5), new Uint8Array(Float32Array.of(value).buffer));

/** A float32 tensor's name and shape; a string is a size that is free. */
function value(name, shape) {
  const dims = shape.map((size) => message(1, typeof size === "string" ? text(2, size) : number(1, size)));
  const tensor = bytes(number(1, 1), message(2, bytes(...dims)));
  return bytes(text(1, name), message(2, message(1, tensor)));
}

/** y = LayerNormalization(x, g, b) over the last dimension; opset 17. */
export function layerNormModel(features) {
  const axis = bytes(text(1, "axis"), number(3, 1), number(20, 2));
  const epsilon = bytes(text(1, "epsilon"), float(2, 1e-5), number(20, 1));
  const node = bytes(
    ...["x", "g", "b"].map((name) => text(1, name)),
    text(2, "y"),
    text(4, "LayerNormalization"),
    message(5, axis),
    message(5, epsilon),
  );
  const graph = bytes(
    message(1, node),
    text(2, "norm"),
    message(11, value("x", ["rows", features])),
    message(11, value("g", [features])),
    message(11, value("b", [features])),
    message(12, value("y", ["rows", features])),
  );
  return bytes(number(1, 8), message(7, graph), message(8, number(2, 17)));
}
