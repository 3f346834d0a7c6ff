/** A Python that has PyTorch. */
import { spawnSync } from "node:child_process";

/** LNNB_PYTHON, or one of the usual names; null where none has torch. */
export function pythonWithTorch(): string | null {
  const own = process.env["LNNB_PYTHON"];
  const candidates = own ? [own] : ["python3", "/usr/bin/python3"];
  return candidates.find((name) => spawnSync(name, ["-c", "import torch"]).status === 0) ?? null;
}
