import { compareView } from "./compare-view.js";
import { coverageView } from "./coverage-view.js";
import { designView } from "./design-view.js";
import { driversView } from "./drivers-view.js";
import { durabilityView } from "./durability-view.js";
import { effectsView } from "./effects-view.js";
import { efficiencyView } from "./efficiency-view.js";
import { generalizationView } from "./generalization-view.js";
import { integrityView } from "./integrity-view.js";
import { judgesView } from "./judges-view.js";
import { originView } from "./origin-view.js";
import { overviewView } from "./overview-view.js";
import { powerView } from "./power-view.js";
import { samplesView } from "./samples-view.js";
import type { View } from "./view.js";
import { watchView } from "./watch-view.js";

/** The pages about an ablation, in the order of the navigation. */
export const VIEWS: readonly View[] = [
  overviewView,
  effectsView,
  driversView,
  generalizationView,
  durabilityView,
  originView,
  efficiencyView,
  judgesView,
  samplesView,
  compareView,
  designView,
  coverageView,
  integrityView,
  watchView,
  powerView,
];
