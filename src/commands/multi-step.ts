/** A command's questions, one after another, with a way back. */
import * as vscode from "vscode";

/** Thrown by a question that was dismissed. */
export class Dismissed extends Error {}

const back = Symbol("back");

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** Asks the questions of one command. `place` is shown as "step of steps". */
export interface Questions {
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
    const answer = async <A>(show: (step: number) => Promise<A | typeof back>): Promise<A> => {
      const index = step++;
      // The dialog is deterministic: the answer at this index was given to this very question.
      if (index < answers.length) return answers[index] as A;
      const given = await show(index + 1);
      if (given === back) throw back;
      answers.push(given);
      return given;
    };
    try {
      return await dialog({
        choose: (placeholder, choices) => answer((place) => showChoices({ title, place }, placeholder, choices)),
        ask: (prompt, initial, validate) => answer((place) => showInput({ title, place }, prompt, initial, validate)),
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
  readonly place: number;
}

function prepare(input: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox, { title, place }: Heading): void {
  input.title = title;
  input.step = place;
  input.ignoreFocusOut = true;
  input.buttons = place > 1 ? [vscode.QuickInputButtons.Back] : [];
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
