import type { Browser } from "playwright-core";
import { launchBrowser } from "../../scripts/harness/browser.ts";

/** A browser, or the reason why tests that need one are skipped. */
export async function openBrowser(): Promise<{ browser: Browser | undefined; missing: string | false }> {
  try {
    return { browser: await launchBrowser(), missing: false };
  } catch (error) {
    return { browser: undefined, missing: `no browser: ${error instanceof Error ? error.message : String(error)}` };
  }
}
