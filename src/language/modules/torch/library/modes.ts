/** Private natives of the gradient modes: `torch.no_grad` and its like are written in Python on top. */
import * as engine from "../../../../engine/index.ts";
import type { Value } from "../../../runtime/objects/object.ts";
import { truth } from "../../../runtime/protocols/index.ts";
import { definePython } from "./define.ts";

definePython("is_grad_enabled()", () => engine.isGradEnabled(), "Whether operations are recorded.");
definePython("is_inference_mode_enabled()", () => engine.isInferenceModeEnabled(), "Whether inference mode is on.");
definePython("is_anomaly_enabled()", () => engine.isAnomalyEnabled(), "Whether anomaly detection is on.");
definePython(
  "is_anomaly_check_nan_enabled()",
  () => engine.isAnomalyEnabled(),
  "Whether anomaly detection looks for NaN.",
);
definePython(
  "_set_grad_enabled(mode)",
  (machine, mode: Value) => {
    engine.setGradEnabled(truth(machine, mode));
    return null;
  },
  "Turns recording on or off.",
);
definePython(
  "_set_inference_mode(mode)",
  (machine, mode: Value) => {
    engine.setInferenceMode(truth(machine, mode));
    return null;
  },
  "Turns inference mode on or off.",
);
definePython(
  "_set_anomaly_enabled(mode)",
  (machine, mode: Value) => {
    engine.setAnomalyEnabled(truth(machine, mode));
    return null;
  },
  "Turns anomaly detection on or off.",
);
