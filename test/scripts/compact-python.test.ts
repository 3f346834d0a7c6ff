import assert from "node:assert/strict";
import { test } from "node:test";
import { compactPython } from "../../scripts/compact-python.mjs";

test("comments, blank lines and deep indentation go; strings stay", () => {
  const source = `# head
def f(x):  # why

    """Doc  # no comment

        kept as it is
    """
    # a line of its own
    if x == "# no comment":

        return 'it''s' + "\\\\"  # end
    return [
        x,  # first

        """a
    b""",
    ]
`;
  assert.equal(
    compactPython(source),
    `
def f(x):
 """Doc  # no comment

        kept as it is
    """
 if x == "# no comment":
  return 'it''s' + "\\\\"
 return [
  x,
  """a
    b""",
 ]
`,
  );
});
