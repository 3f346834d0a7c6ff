/** A command's questions, one after another, with a way back. */
import * as vscode from "vscode";

/** Thrown by a question that was dismissed. */
export class Dismissed extends Error {}

const back = Symbol("back");

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** Asks the questions of one command. */
export interface Questions {
  /** How many questions there are in all, as soon as that is known: shown as "step of steps". */
  expect(total: number): void;
  choose<T>(placeholder: string, choices: readonly (Choice<T> | vscode.QuickPickItem)[]): Promise<T>;
  /** `validate` gives the sentence that says what is wrong, or undefined. */
  ask(prompt: string, initial: string, validate: (text: string) => string | undefined): Promise<string>;
}

/**
 * Runs `dialog`, which asks; going back asks the question before again, with the answers before that kept. Returns
 * undefined where the user dismissed a question.
 */
export async function askInSteps<T>(
  title: string,
  dialog: (questions: Questions) => Promise<T>,
): Promise<T | undefined> {
  // A dialog is a function of its answers: going back runs it again on all answers but the last.
  const answers: unknown[] = [];
  for (;;) {
    let step = 0;
    let total: number | undefined;
    const answer = async <A>(show: (heading: Heading) => Promise<A | typeof back>): Promise<A> => {
      const index = step++;
      // The dialog is deterministic: the answer at this index was given to this very question.
      if (index < answers.length) return answers[index] as A;
      const given = await show({ title, step: index + 1, total });
      if (given === back) throw back;
      answers.push(given);
      return given;
    };
    try {
      return await dialog({
        expect(count) {
          total = count;
        },
        choose: (placeholder, choices) => answer((heading) => showChoices(heading, placeholder, choices)),
        ask: (prompt, initial, validate) => answer((heading) => showInput(heading, prompt, initial, validate)),
      });
    } catch (reason) {
      if (reason === back) answers.pop();
      else if (reason instanceof Dismissed) return undefined;
      else throw reason;
    }
  }
}

interface Heading {
  readonly title: string;
  readonly step: number;
  readonly total: number | undefined;
}

function prepare(
  input: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  { title, step, total }: Heading,
): void {
  input.title = title;
  if (total !== undefined) {
    input.step = step;
    input.totalSteps = total;
  }
  input.ignoreFocusOut = true;
  input.buttons = step > 1 ? [vscode.QuickInputButtons.Back] : [];
}

function showChoices<T>(
  heading: Heading,
  placeholder: string,
  choices: readonly (Choice<T> | vscode.QuickPickItem)[],
): Promise<T | typeof back> {
  const picker = vscode.window.createQuickPick();
  prepare(picker, heading);
  picker.placeholder = placeholder;
  picker.items = choices;
  picker.matchOnDescription = true;
  return new Promise<T | typeof back>((resolve, reject) => {
    picker.onDidTriggerButton(() => resolve(back));
    picker.onDidAccept(() => {
      const chosen = choices.find((choice) => choice === picker.selectedItems[0]);
      if (chosen !== undefined && "value" in chosen) resolve(chosen.value);
    });
    picker.onDidHide(() => reject(new Dismissed()));
    picker.show();
  }).finally(() => picker.dispose());
}

function showInput(
  heading: Heading,
  prompt: string,
  initial: string,
  validate: (text: string) => string | undefined,
): Promise<string | typeof back> {
  const input = vscode.window.createInputBox();
  prepare(input, heading);
  input.prompt = prompt;
  input.value = initial;
  const check = (): string | undefined => {
    const problem = validate(input.value);
    input.validationMessage = problem;
    return problem;
  };
  return new Promise<string | typeof back>((resolve, reject) => {
    input.onDidTriggerButton(() => resolve(back));
    input.onDidChangeValue(check);
    input.onDidAccept(() => {
      if (check() === undefined) resolve(input.value);
    });
    input.onDidHide(() => reject(new Dismissed()));
    input.show();
  }).finally(() => input.dispose());
}
