import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The Python package, as it stands in the repository. */
export const PACKAGE = fileURLToPath(new URL("../../packages/python", import.meta.url));

/** A Python that tests may use; null where it is not there, and then `name` says why. */
export interface Python {
  readonly name: string;
  readonly program: string | null;
}

function runs(program: string, statement: string): boolean {
  return spawnSync(program, ["-c", statement], { stdio: "ignore" }).status === 0;
}

function pythonThat(name: string, given: string | undefined, variable: string, statement: string): Python {
  const program = given ?? (variable === "HOLDFAST_TEST_PYTHON" ? "python3" : undefined);
  if (program !== undefined && runs(program, statement)) return { name, program };
  // What CI requires fails there instead of being passed over.
  if (process.env.HOLDFAST_REQUIRE_ALL === "1") return { name, program: program ?? `${variable} is not set` };
  return { name: `${name} (skipped: ${variable} names no such Python)`, program: null };
}

/** Python 3.9 or newer: HOLDFAST_TEST_PYTHON, or the one on the path. */
export const PLAIN = pythonThat(
  "plain Python",
  process.env.HOLDFAST_TEST_PYTHON,
  "HOLDFAST_TEST_PYTHON",
  "import sys; assert sys.version_info >= (3, 9)",
);

/** One with inspect_ai: HOLDFAST_TEST_PYTHON_INSPECT. */
export const WITH_INSPECT = pythonThat(
  "Python with inspect_ai",
  process.env.HOLDFAST_TEST_PYTHON_INSPECT,
  "HOLDFAST_TEST_PYTHON_INSPECT",
  "import inspect_ai",
);

/** One with lm_eval: HOLDFAST_TEST_PYTHON_LM_EVAL. */
export const WITH_LM_EVAL = pythonThat(
  "Python with lm_eval",
  process.env.HOLDFAST_TEST_PYTHON_LM_EVAL,
  "HOLDFAST_TEST_PYTHON_LM_EVAL",
  "import importlib.util; assert importlib.util.find_spec('lm_eval')",
);

/** One with mlflow: HOLDFAST_TEST_PYTHON_MLFLOW3. */
export const WITH_MLFLOW = pythonThat(
  "Python with mlflow",
  process.env.HOLDFAST_TEST_PYTHON_MLFLOW3,
  "HOLDFAST_TEST_PYTHON_MLFLOW3",
  "import mlflow",
);

/** One with transformers: HOLDFAST_TEST_PYTHON_TRANSFORMERS. */
export const WITH_TRANSFORMERS = pythonThat(
  "Python with transformers",
  process.env.HOLDFAST_TEST_PYTHON_TRANSFORMERS,
  "HOLDFAST_TEST_PYTHON_TRANSFORMERS",
  "import transformers",
);

/** One with wandb: HOLDFAST_TEST_PYTHON_WANDB. */
export const WITH_WANDB = pythonThat(
  "Python with wandb",
  process.env.HOLDFAST_TEST_PYTHON_WANDB,
  "HOLDFAST_TEST_PYTHON_WANDB",
  "import importlib.util; assert importlib.util.find_spec('wandb')",
);

/** One with the schemas of Every Eval Ever, and jsonschema: HOLDFAST_TEST_PYTHON_EVERY_EVAL. */
export const WITH_EVERY_EVAL = pythonThat(
  "Python with every_eval_ever",
  process.env.HOLDFAST_TEST_PYTHON_EVERY_EVAL,
  "HOLDFAST_TEST_PYTHON_EVERY_EVAL",
  "import importlib.util; assert importlib.util.find_spec('every_eval_ever') and importlib.util.find_spec('jsonschema')",
);

/** One with mlflow and its own store in a database: HOLDFAST_TEST_PYTHON_MLFLOW_STORE. */
export const WITH_MLFLOW_STORE = pythonThat(
  "Python with mlflow and its SQL store",
  process.env.HOLDFAST_TEST_PYTHON_MLFLOW_STORE,
  "HOLDFAST_TEST_PYTHON_MLFLOW_STORE",
  "import importlib.util as u; assert u.find_spec('mlflow') and u.find_spec('sqlalchemy') and u.find_spec('alembic')",
);

/** One with trackio: HOLDFAST_TEST_PYTHON_TRACKIO. */
export const WITH_TRACKIO = pythonThat(
  "Python with trackio",
  process.env.HOLDFAST_TEST_PYTHON_TRACKIO,
  "HOLDFAST_TEST_PYTHON_TRACKIO",
  "import importlib.util; assert importlib.util.find_spec('trackio')",
);

/** One with mlcroissant: HOLDFAST_TEST_PYTHON_CROISSANT. */
export const WITH_CROISSANT = pythonThat(
  "Python with mlcroissant",
  process.env.HOLDFAST_TEST_PYTHON_CROISSANT,
  "HOLDFAST_TEST_PYTHON_CROISSANT",
  "import importlib.util; assert importlib.util.find_spec('mlcroissant')",
);
