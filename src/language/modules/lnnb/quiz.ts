import { plural } from "../../../figures/format.ts";
import { typeError, valueError } from "../../runtime/errors.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { native } from "../../runtime/objects/signature.ts";
import { toArray, typeName } from "../../runtime/protocols/index.ts";
import { isSequence, namesOf, textOf } from "./arguments.ts";
import { head } from "./build/common.ts";
import { show } from "./result.ts";

export const quiz = native(
  "quiz(question, choices=None, answer=None, why='', title=None)",
  (machine: Machine, question: Value, choices: Value, answer: Value, why: Value, title: Value) => {
    const questions = isSequence(question)
      ? toArray(machine, question).map((item) => fromDict(machine, item))
      : [questionOf(machine, question, choices, answer, why)];
    if (questions.length === 0) throw valueError("quiz() needs at least one question");
    return show(
      machine,
      { ...head("quiz", textOf(title, "quiz(): argument 'title'") ?? ""), questions },
      { sentence: plural(questions.length, "question") },
    );
  },
  "Asks a question with buttons: the choices, the right one (its position or its text), and why. Or a list of dicts with these names.",
);

function fromDict(machine: Machine, item: Value) {
  if (!(item instanceof PyDict)) {
    throw typeError(
      `quiz(): a question in a list must be a dict with question, choices, answer and why, not ${typeName(item)}`,
    );
  }
  const field = (name: string): Value => item.get(machine, name) ?? null;
  return questionOf(machine, field("question"), field("choices"), field("answer"), field("why"));
}

function questionOf(machine: Machine, question: Value, choices: Value, answer: Value, why: Value) {
  const text = textOf(question, "quiz(): argument 'question'");
  if (text === undefined) throw typeError("quiz(): a question needs a text");
  if (choices === null) throw typeError("quiz() needs choices: a list of texts");
  const list = namesOf(machine, choices, "quiz(): argument 'choices'");
  if (list.length < 2 || list.length > 16)
    throw valueError(`quiz(): there must be 2 to 16 choices, but there are ${list.length}`);
  const position = typeof answer === "string" ? list.indexOf(answer) : answer;
  if (typeof position !== "number") {
    throw typeError(
      `quiz(): argument 'answer' must be the position or the text of the right choice, not ${typeName(answer)}`,
    );
  }
  if (position < 0 || position >= list.length) {
    throw valueError(
      typeof answer === "string"
        ? `quiz(): the answer '${answer}' is not among the choices`
        : `quiz(): argument 'answer' must be from 0 to ${list.length - 1}, but is ${position}`,
    );
  }
  return { question: text, choices: list, answer: position, why: textOf(why, "quiz(): argument 'why'") ?? "" };
}
