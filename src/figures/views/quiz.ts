import { plural } from "../format.ts";
import type { PayloadOf } from "../payload.ts";
import { plainView, type View } from "../view.ts";

export function quizView(payload: PayloadOf<"quiz">): View {
  return {
    ...plainView,
    title: payload.title,
    summary: `${plural(payload.questions.length, "question")}.`,
    notes: payload.notes,
    questions: payload.questions,
    tables: () => [],
    panels: () => [],
  };
}
