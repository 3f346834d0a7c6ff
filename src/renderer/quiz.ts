import type { Question } from "../figures/view.ts";
import { element } from "./dom.ts";

/** A question with buttons; the answer and its reason show after the first choice, others can still be tried. */
export function questionElement({ question, choices, answer, why }: Question, number: string): HTMLElement {
  const reply = element("p", { class: "lnnb-why", "aria-live": "polite" });
  const buttons = choices.map((choice, i) => {
    const button = element(
      "button",
      { type: "button", class: "lnnb-choice" },
      `${String.fromCharCode(97 + i)}) ${choice}`,
    );
    button.addEventListener("click", () => {
      if (button.dataset.state !== undefined) return;
      const right = i === answer;
      button.dataset.state = right ? "right" : "wrong";
      button.setAttribute("aria-disabled", "true");
      button.append(element("span", { class: "lnnb-mark" }, right ? "✓ right" : "✗ wrong"));
      reply.textContent = right ? `Right. ${why}` : `${choice} is wrong. Try another.`;
    });
    return button;
  });
  return element(
    "fieldset",
    { class: "lnnb-question" },
    element("legend", {}, `${number}${question}`),
    ...buttons,
    reply,
  );
}
