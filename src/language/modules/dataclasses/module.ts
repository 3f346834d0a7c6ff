/** The module `dataclasses`: making `__init__` is here, the rest in dataclasses.py. */
import { keywordFunction } from "../../runtime/builtins/define.ts";
import { NativeFunction } from "../../runtime/objects/function.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { PyTuple } from "../../runtime/objects/sequence.ts";
import { bindArguments, type Parameter, type Signature } from "../../runtime/objects/signature.ts";
import { objectType } from "../../runtime/objects/types.ts";
import { callMethod, iterate, setAttribute, str, truth } from "../../runtime/protocols/index.ts";
import source from "../python/dataclasses.py";
import type { ModuleDefinition } from "../registry.ts";

/** One field, as dataclasses.py describes it: (name, in init, keyword-only, default, default_factory, stored). */
interface FieldPlan {
  readonly name: string;
  readonly inInit: boolean;
  readonly keywordOnly: boolean;
  /** undefined: none. */
  readonly default: Value | undefined;
  readonly factory: Value | undefined;
  /** False for an InitVar, which only `__post_init__` sees. */
  readonly stored: boolean;
}

function plansOf(machine: Machine, specs: Value, missing: Value): FieldPlan[] {
  return [...iterate(machine, specs)].map((spec) => {
    const [name, inInit, keywordOnly, value, factory, stored] = spec instanceof PyTuple ? spec.items : [];
    return {
      name: str(machine, name),
      inInit: truth(machine, inInit),
      keywordOnly: truth(machine, keywordOnly),
      default: value === missing ? undefined : value,
      factory: factory === missing ? undefined : factory,
      stored: truth(machine, stored),
    };
  });
}

/** `__init__`, with the parameters and TypeErrors that CPython's generated function has. */
function makeInit(machine: Machine, qualname: Value, specs: Value, missing: Value, frozen: Value, post: Value): Value {
  const plans = plansOf(machine, specs, missing);
  const positional = plans.filter((plan) => plan.inInit && !plan.keywordOnly);
  const keywordOnly = plans.filter((plan) => plan.inInit && plan.keywordOnly);
  const parameters: Parameter[] = [
    { name: "self", kind: "normal", default: undefined, hasDefault: false, defaultText: null },
    ...[...positional, ...keywordOnly].map(
      (plan): Parameter => ({
        name: plan.name,
        kind: plan.keywordOnly ? "keyword-only" : "normal",
        default: plan.default,
        hasDefault: plan.default !== undefined || plan.factory !== undefined,
        defaultText: null,
      }),
    ),
  ];
  const shown = `${str(machine, qualname)}.__init__`;
  const signature: Signature = {
    name: "__init__",
    parameters,
    text: `__init__(${parameters.map((p) => p.name).join(", ")})`,
  };
  const order = new Map(parameters.map((parameter, i) => [parameter.name, i]));
  const direct = truth(machine, frozen);
  const runsPost = truth(machine, post);
  const assign = objectType.attributes.get("__setattr__") ?? null;
  return new NativeFunction(
    "__init__",
    (running, args, keywords) => {
      const bound = bindArguments(signature, args, keywords, shown);
      // Every parameter is a plain value; undefined stands for a default factory's result.
      const [self] = bound as Value[];
      const passed: Value[] = [];
      for (const plan of plans) {
        const place = plan.inInit ? order.get(plan.name) : undefined;
        let value = (place === undefined ? plan.default : bound[place]) as Value | undefined;
        if (value === undefined && plan.factory !== undefined) value = running.call(plan.factory, []);
        // A default that no parameter changes stays with the class.
        if (value === undefined || (place === undefined && plan.factory === undefined)) continue;
        if (!plan.stored) passed.push(value);
        else if (direct) running.call(assign, [self, plan.name, value]);
        else setAttribute(running, self, plan.name, value);
      }
      if (runsPost) callMethod(running, self, "__post_init__", passed);
      return null;
    },
    signature,
  );
}

export const dataclassesModule: ModuleDefinition = {
  name: "dataclasses",
  source,
  globals: () => [
    [
      "_make_init",
      keywordFunction(
        "_make_init(qualname, specs, missing, frozen, post)",
        (machine, qualname: Value, specs: Value, missing: Value, frozen: Value, post: Value) =>
          makeInit(machine, qualname, specs, missing, frozen, post),
      ),
    ],
  ],
};
