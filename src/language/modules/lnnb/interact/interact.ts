import { settingsText } from "../../../../figures/views/interact.ts";
import { typeError, valueError } from "../../../runtime/errors.ts";
import { PyDict } from "../../../runtime/objects/dict.ts";
import { PyFunction } from "../../../runtime/objects/function.ts";
import type { Machine, Value } from "../../../runtime/objects/object.ts";
import { native } from "../../../runtime/objects/signature.ts";
import { isCallable, typeName } from "../../../runtime/protocols/index.ts";
import { textOf } from "../arguments.ts";
import { head } from "../build/common.ts";
import { resultTypes, show } from "../result.ts";
import { nameOfCallable } from "../torch-calls.ts";
import { controlOf } from "./controls.ts";
import { evaluate } from "./evaluate.ts";
import { keepInteraction } from "./registry.ts";

const where = "interact()";
const CONTROLS = 16;

export const interact = native(
  "interact(f, *, title=None, **controls)",
  (machine: Machine, f: Value, title: Value, named: Map<string, Value>) => {
    if (!isCallable(f)) throw typeError(`${where}: argument 'f' must be a function, not ${typeName(f)}`);
    const defaults = f instanceof PyFunction ? checkedDefaults(f, named) : new Map<string, Value>();
    if (named.size === 0) {
      throw typeError(`${where} needs something to move: interact(f, eps=(1e-12, 1e-1), affine=True)`);
    }
    if (named.size > CONTROLS) throw valueError(`${where} shows at most ${CONTROLS} controls, but got ${named.size}`);
    const controls = [...named].map(([name, given]) => controlOf(machine, name, given, defaults.get(name)));
    const interaction = { f, controls };
    const start = controls.map((control) => control.start);
    const state = evaluate(machine, interaction, start, true);
    const name = nameOfCallable(machine, f);
    const payload = {
      ...head("interact", textOf(title, `${where}: argument 'title'`) ?? (name === "<lambda>" ? "" : name)),
      function: name,
      handle: keepInteraction(machine, interaction),
      controls: controls.map(({ data }) => data),
      state,
    };
    const settings = new PyDict();
    for (const { data, values, start: at } of controls) settings.set(machine, data.name, values[at]);
    return show(machine, payload, {
      type: resultTypes.Interaction,
      sentence: `${name} at ${settingsText(payload)}${state.error === null ? "" : `: ${state.error.name}: ${state.error.message}`}`,
      verdict: state.error === null,
      attributes: { ok: state.error === null, settings, text: state.text },
    });
  },
  "Calls f whenever a control is moved and shows what it gives: (low, high) is a slider (logarithmic where the range asks), a list a choice, a bool a switch.",
);

/** The defaults of f's parameters by name, after a check that the controls and f go together. */
function checkedDefaults(f: PyFunction, controls: ReadonlyMap<string, Value>): Map<string, Value> {
  const { parameters, localNames, name } = f.code;
  const names = localNames.slice(0, parameters.positional + parameters.keywordOnly);
  const defaults = new Map(f.keywordDefaults ?? []);
  const from = parameters.positional - f.defaults.length;
  f.defaults.forEach((value, i) => {
    defaults.set(names[from + i], value);
  });
  for (const control of controls.keys()) {
    if (names.includes(control) || parameters.varKeyword) continue;
    const has = names.length === 0 ? "it takes none" : `it has ${names.join(", ")}`;
    throw typeError(`${where}: ${name}() has no argument '${control}' to move: ${has}`);
  }
  const missing = names.find((parameter) => !controls.has(parameter) && !defaults.has(parameter));
  if (missing !== undefined) {
    throw typeError(
      `${where}: ${name}() needs '${missing}': give it a range (low, high), a list of choices, or a default in ${name}()`,
    );
  }
  return defaults;
}
