#!/usr/bin/env node
import { version } from "../../package.json";
/** The `lnnb` command. */
import { parseArguments, usage } from "./arguments.ts";
import { exitStatus, run } from "./run.ts";
import { writeTo } from "./terminal.ts";

async function main(args: readonly string[]): Promise<number> {
  const command = parseArguments(args);
  switch (command.kind) {
    case "help":
      writeTo("stdout", usage);
      return exitStatus.success;
    case "version":
      writeTo("stdout", `${version}\n`);
      return exitStatus.success;
    case "usage error":
      writeTo("stderr", `lnnb: ${command.message}\n${usage.split("\n\n", 1)[0]}\n`);
      return exitStatus.usage;
    case "run":
      return run(command.run);
    case "export": {
      const { exportFile } = await import("./export.ts");
      return exportFile(command.export);
    }
  }
}

main(process.argv.slice(2)).then(
  (status) => process.exit(status),
  (error: unknown) => {
    process.stderr.write(`lnnb: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(exitStatus.error);
  },
);
