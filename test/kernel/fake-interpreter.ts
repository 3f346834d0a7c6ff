/** An interpreter of a few commands, one a line, behind the interface of the real one: what the kernel needs of it. */
import type { Host, Interpreter, Outcome } from "../../src/language/interpreter-api.ts";

const failure = (name: string, message: string): Outcome => ({
  status: "error",
  error: { name, message, traceback: `Traceback (most recent call last):\n${name}: ${message}`, frames: [] },
});

class Interrupted extends Error {}

export function createFakeInterpreter(host: Host): Interpreter {
  const variables = new Map<string, string>();
  const checkInterrupt = (): void => {
    if (Atomics.compareExchange(host.interrupt, 0, 1, 0) === 1) throw new Interrupted();
  };
  const commands: Record<string, (...args: string[]) => void> = {
    print: (...words) => host.write("stdout", `${words.join(" ")}\n`),
    warn: (...words) => host.write("stderr", `${words.join(" ")}\n`),
    show: (text) => host.display({ "text/plain": text }),
    value: (text) => host.display({ "text/plain": text }, true),
    set: (name, value) => void variables.set(name, value),
    get: (name) => host.write("stdout", `${variables.get(name) ?? "undefined"}\n`),
    count: (to) => {
      for (let i = 0; i < Number(to); i++) host.write("stdout", `${i}\n`);
    },
    raise: (name, message) => {
      throw Object.assign(new Error(message), { name });
    },
    loop: () => {
      for (;;) checkInterrupt();
    },
    deaf: () => {
      for (;;) host.sleep(1000);
    },
    stubborn: (milliseconds) => {
      const end = host.now() + Number(milliseconds);
      while (host.now() < end) {
        try {
          checkInterrupt();
        } catch {
          host.write("stdout", "caught\n");
        }
      }
    },
    sleep: (milliseconds) => {
      host.sleep(Number(milliseconds));
      checkInterrupt();
    },
    exit: (code) => process.exit(Number(code)),
    hoard: () => {
      const hoard: number[][] = [];
      for (;;) hoard.push(Array.from({ length: 1e5 }, (_, i) => i + 0.5));
    },
    dive: () => {
      const deeper = (n: number): number => (n === 0 ? 0 : 1 + deeper(n - 1));
      host.write("stdout", `${deeper(100_000)}\n`);
    },
  };
  return {
    run({ source, file }) {
      try {
        for (const line of source.split("\n").filter((text) => text !== "")) {
          const [name, ...args] = line.split(" ");
          if (name === "where") host.write("stdout", `${file}\n`);
          else commands[name](...args);
        }
        return { status: "ok" };
      } catch (error) {
        if (error instanceof Interrupted) return failure("KeyboardInterrupt", "");
        if (error instanceof Error && error.name !== "TypeError") return failure(error.name, error.message);
        throw error;
      }
    },
    interact(handle, settings) {
      if (settings === null) return handle === "known" ? true : null;
      if (handle === "slow") host.sleep(settings[0]);
      return { handle, settings };
    },
  };
}
