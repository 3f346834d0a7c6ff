/** What torch.autograd.gradcheck says is wrong. */

/** What PyTorch raises as GradcheckError; becomes the result's message. */
export class Failure extends Error {}

/** Two values or Jacobians, as text, that should be equal. */
export const mismatch = (output: number, input: number, numerical: string, analytical: string, more = ""): Failure =>
  new Failure(
    `Jacobian mismatch for output ${output} with respect to input ${input},\nnumerical:${numerical}\nanalytical:${analytical}\n${more}`,
  );

const nondeterministicNote = `

NOTE: If your op relies on non-deterministic operations i.e., it is listed here:
https://pytorch.org/docs/stable/generated/torch.use_deterministic_algorithms.html
this failure might be expected.

If you are adding a new operator, please file an issue and then use one of the
workarounds. The workaround depends on how your test invokes gradcheck/gradgradcheck.
If the test
- manually invokes gradcheck/gradgradcheck, then call gradcheck/gradgradcheck
  with \`nondet_tol=<tol>\` as a keyword argument.
- is OpInfo-based (e.g., in test_ops_gradients.py), then modify the OpInfo for the test
  to have \`gradcheck_nondet_tol=<tol>\`.
- is a Module test (e.g., in common_nn.py), then modify the corresponding
  module_test entry to have \`gradcheck_nondet_tol=<tol>\`
`;

/** Two runs of the same backward pass differ by more than the tolerance, which `tolerance` writes. */
export const notReentrant = (tolerance: string): Failure =>
  new Failure(
    `Backward is not reentrant, i.e., running backward with same input and grad_output multiple times gives different values, although analytical gradient matches numerical gradient.The tolerance for nondeterminism was ${tolerance}.${nondeterministicNote}`,
  );
