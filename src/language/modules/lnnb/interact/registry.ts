/** The interactive functions of a session, by the handle under which their figures ask for them. */
import { toJson } from "../../../../figures/schema.ts";
import type { Machine } from "../../../runtime/objects/object.ts";
import { evaluate, type Interaction } from "./evaluate.ts";

/** Older ones go: each keeps what its function refers to. */
const LIMIT = 64;

interface Sessions {
  readonly known: Map<string, Interaction>;
  made: number;
}
const sessions = new WeakMap<Machine, Sessions>();

function sessionOf(machine: Machine): Sessions {
  let session = sessions.get(machine);
  if (session === undefined) {
    session = { known: new Map(), made: 0 };
    sessions.set(machine, session);
  }
  return session;
}

/** Keeps a function for later calls. Its handle is that of no other session: a saved figure must not move a stranger. */
export function keepInteraction(machine: Machine, interaction: Interaction): string {
  const session = sessionOf(machine);
  const handle = `${Math.round(machine.host.now() * 1000).toString(36)}-${++session.made}`;
  session.known.set(handle, interaction);
  for (const oldest of session.known.keys()) {
    if (session.known.size <= LIMIT) break;
    session.known.delete(oldest);
  }
  return handle;
}

/** The state at these positions, as JSON (without positions: true); null where the handle or they are not of this session. */
export function moveInteraction(machine: Machine, handle: string, settings: readonly number[] | null): unknown {
  const interaction = sessionOf(machine).known.get(handle);
  if (interaction === undefined) return null;
  if (settings === null) return true;
  if (settings.length !== interaction.controls.length) return null;
  if (interaction.controls.some(({ values }, i) => values[settings[i]] === undefined)) return null;
  return toJson(evaluate(machine, interaction, settings));
}
