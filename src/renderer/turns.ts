/** When figures are drawn: those in sight, one after the other, and not in the middle of a scroll. */

type Listener = (visible: boolean) => void;

const listeners = new Map<Element, Listener>();
let observer: IntersectionObserver | null = null;

/** Calls back when the element comes near what is in sight, and when it leaves. Gives what ends that. */
export function onVisibility(element: Element, listener: Listener): () => void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) listeners.get(target)?.(isIntersecting);
    },
    // A screen ahead, where the page is a window of its own; inside of VS Code what is in sight counts.
    { rootMargin: "100% 0px" },
  );
  listeners.set(element, listener);
  observer.observe(element);
  return () => {
    listeners.delete(element);
    observer?.unobserve(element);
    if (listeners.size > 0) return;
    observer?.disconnect();
    observer = null;
  };
}

/** So long after the last scroll event a scroll is over; and no figure waits for that longer than this. Milliseconds. */
const CALM = 120;
const LONGEST_WAIT = 300;

let lastScroll = Number.NEGATIVE_INFINITY;
let isListening = false;
let last: Promise<void> = Promise.resolve();
let isFirst = true;

function listenToScroll(): void {
  if (isListening) return;
  isListening = true;
  addEventListener("scroll", () => (lastScroll = performance.now()), { capture: true, passive: true });
}

/** Resolves when it is a figure's turn to be drawn for the first time: a frame is shown between two of them. */
export function turn(): Promise<void> {
  listenToScroll();
  last = last.then(calm);
  return last;
}

async function calm(): Promise<void> {
  const asked = performance.now();
  if (isFirst) {
    isFirst = false;
    return;
  }
  do await frame();
  while (performance.now() - lastScroll < CALM && performance.now() - asked < LONGEST_WAIT);
}

/** After the next frame has been painted. */
const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
