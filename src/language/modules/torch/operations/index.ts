/** All operations. Importing this fills the table. */
import "./binary.ts";
import "./convolution.ts";
import "./creation.ts";
import "./factors.ts";
import "./gathering.ts";
import "./linalg.ts";
import "./lu.ts";
import "./matrix.ts";
import "./more.ts";
import "./network.ts";
import "./random.ts";
import "./reduction.ts";
import "./sampling.ts";
import "./selection.ts";
import "./shape.ts";
import "./sorting.ts";
import "./special.ts";
import "./spectral.ts";
import "./unary.ts";
import "./views.ts";
import "../tensor/methods.ts";

export { type Operation, operations } from "./definition.ts";
