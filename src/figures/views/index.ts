import type { Payload } from "../payload.ts";
import type { View } from "../view.ts";
import { barsView } from "./bars.ts";
import { checkGradientsView } from "./check-gradients.ts";
import { compareView } from "./compare.ts";
import { distributionView } from "./distribution.ts";
import { gradientTermsView } from "./gradient-terms.ts";
import { heatmapView } from "./heatmap.ts";
import { interactView } from "./interact.ts";
import { linesView, sweepView } from "./lines.ts";
import { quizView } from "./quiz.ts";
import { scatterView } from "./scatter.ts";
import { stepsView } from "./steps.ts";
import { tableView } from "./table.ts";
import { traceView } from "./trace.ts";

/** How a payload presents itself. */
export function viewOf(payload: Payload): View {
  switch (payload.kind) {
    case "distribution":
      return distributionView(payload);
    case "compare":
      return compareView(payload);
    case "check_gradients":
      return checkGradientsView(payload);
    case "steps":
      return stepsView(payload);
    case "lines":
      return linesView(payload);
    case "sweep":
      return sweepView(payload);
    case "bars":
      return barsView(payload);
    case "heatmap":
      return heatmapView(payload);
    case "scatter":
      return scatterView(payload);
    case "table":
      return tableView(payload);
    case "trace":
      return traceView(payload);
    case "gradient_terms":
      return gradientTermsView(payload);
    case "quiz":
      return quizView(payload);
    case "interact":
      return interactView(payload, viewOf);
  }
}
