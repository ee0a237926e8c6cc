import type { Command } from "../command.js";
import { amend } from "./amend.js";
import { archive } from "./archive.js";
import { backup } from "./backup.js";
import { compare } from "./compare.js";
import { deleteCommand } from "./delete.js";
import { doctor } from "./doctor.js";
import { drivers } from "./drivers.js";
import { durability } from "./durability.js";
import { effects } from "./effects.js";
import { efficiency } from "./efficiency.js";
import { exclude } from "./exclude.js";
import { exportCommand } from "./export.js";
import { generalization } from "./generalization.js";
import { importCommand } from "./import.js";
import { inbox } from "./inbox.js";
import { init } from "./init.js";
import { judges } from "./judges.js";
import { list } from "./list.js";
import { metrics } from "./metrics.js";
import { migrate } from "./migrate.js";
import { mix } from "./mix.js";
import { monitor } from "./monitor.js";
import { oracle } from "./oracle.js";
import { origin } from "./origin.js";
import { power } from "./power.js";
import { record } from "./record.js";
import { register } from "./register.js";
import { replay } from "./replay.js";
import { report } from "./report.js";
import { restore } from "./restore.js";
import { runs } from "./runs.js";
import { samples } from "./samples.js";
import { serve } from "./serve.js";
import { status } from "./status.js";
import { token } from "./token.js";
import { watch } from "./watch.js";

/** Every command, in the order in which help shows them. A new one is a file here and its line. */
export const COMMANDS: readonly Command[] = [
  init,
  register,
  record,
  importCommand,
  inbox,
  mix,
  replay,
  list,
  status,
  runs,
  metrics,
  effects,
  drivers,
  efficiency,
  durability,
  generalization,
  origin,
  judges,
  compare,
  samples,
  power,
  monitor,
  watch,
  report,
  serve,
  token,
  amend,
  exclude,
  exportCommand,
  backup,
  restore,
  archive,
  deleteCommand,
  migrate,
  doctor,
  oracle,
];
