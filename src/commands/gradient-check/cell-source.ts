/** The cell that does a gradient check: ordinary Python that a reader can change and run again. */
import { type DefinitionCheck, type GradientCheck, isNormCheck, type NormCheck } from "./options.ts";

export function cellSource(check: GradientCheck): string {
  return isNormCheck(check) ? normSource(check) : definitionSource(check);
}

/** The seed is the input's own: the notebook's random numbers stay what they were. */
const randomTensor = (shape: readonly number[], dtype: string, seed: number): string =>
  `torch.randn(${shape.join(", ")}, dtype=torch.${dtype}, generator=torch.Generator().manual_seed(${seed}))`;

function normSource(check: NormCheck): string {
  const { subject, shape, dtype } = check;
  const title = `${subject} of a tensor of shape (${shape.join(", ")}), eps ${check.eps}, ${dtype}`;
  return [
    `# Check Gradients: ${subject}`,
    `checked_norm = ${constructorCall(check)}`,
    "# Weights other than one and biases other than zero, so that a mistake in them shows.",
    "for parameter in checked_norm.parameters():",
    `    nn.init.uniform_(parameter, 0.5, 1.5, generator=torch.Generator().manual_seed(1))`,
    `checked_input = ${randomTensor(shape, dtype, 0)}`,
    `lnnb.check_gradients(checked_norm, checked_input, title=${JSON.stringify(title)})`,
  ].join("\n");
}

function constructorCall({ subject, shape, dtype, eps, groups = 1 }: NormCheck): string {
  const options = `eps=${eps}, dtype=torch.${dtype}`;
  const features = shape[shape.length - 1];
  switch (subject) {
    case "LayerNorm":
      return `nn.LayerNorm(${features}, ${options})`;
    case "RMSNorm":
      return `nn.RMSNorm(${features}, ${options})`;
    case "BatchNorm":
      return `nn.BatchNorm${Math.max(1, shape.length - 2)}d(${shape[1]}, ${options})`;
    case "GroupNorm":
      return `nn.GroupNorm(${groups}, ${shape[1]}, ${options})`;
  }
}

function definitionSource({ callable, inputs, shapes, dtype, manual }: DefinitionCheck): string {
  const names = inputs.map((input) => `checked_${input}`);
  const manualArgument = manual === undefined ? "" : `, manual=${manual}`;
  // A Function is called by its `apply`, which says nothing of whose it is.
  const title = callable.endsWith(".apply")
    ? `, title=${JSON.stringify(`Gradients of ${callable.slice(0, -".apply".length)}`)}`
    : "";
  return [
    `# Check Gradients: ${callable}`,
    ...shapes.map((shape, i) => `${names[i]} = ${randomTensor(shape, dtype, i)}`),
    `lnnb.check_gradients(${[callable, ...names].join(", ")}${manualArgument}${title})`,
  ].join("\n");
}
