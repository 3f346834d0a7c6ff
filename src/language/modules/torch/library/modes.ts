/** Private natives of the gradient modes: `torch.no_grad` and its like are written in Python on top. */
import * as engine from "../../../../engine/index.ts";
import { typeError } from "../../../runtime/errors.ts";
import type { Value } from "../../../runtime/objects/object.ts";
import { str, truth } from "../../../runtime/protocols/index.ts";
import { typeName } from "../arguments/type-name.ts";
import { PyTensor } from "../objects/tensor.ts";
import { wrapTensor } from "../wrap.ts";
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
definePython(
  "_push_saved_tensors_default_hooks(pack_hook, unpack_hook)",
  (machine, packHook: Value, unpackHook: Value) => {
    engine.pushSavedTensorHooks({
      pack: (tensor) => machine.call(packHook, [wrapTensor(tensor)]),
      unpack: (packed) => {
        // What the hook before gave.
        const found = machine.call(unpackHook, [packed as Value]);
        if (found instanceof PyTensor) return found.tensor;
        throw typeError(
          `Output of saved tensor unpack_hook expected to be a Tensor but got result of type ${typeName(found)}`,
        );
      },
    });
    return null;
  },
  "Hooks on what operations keep for their backward pass.",
);
definePython(
  "_pop_saved_tensors_default_hooks()",
  () => {
    engine.popSavedTensorHooks();
    return null;
  },
  "Takes the last hooks off.",
);
definePython(
  "_refuse_saved_tensors_hooks(message)",
  (machine, message: Value) => engine.refuseSavedTensorHooks(message === null ? null : str(machine, message)),
  "Refuses hooks with a message, or allows them; gives the message before.",
);
