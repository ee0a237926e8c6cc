#!/usr/bin/env bash
# python-clients.sh FOLDER [NAME...]: installs the clients that tests talk to, each release in an environment of its own
# below FOLDER, and prints for each the variable that a test reads. What is there already is kept. With names, only
# those; `server`, the whole of MLflow that the bench runs beside ours, is installed only by its name.
set -euo pipefail

folder=${1:?usage: scripts/python-clients.sh FOLDER [NAME...]}
shift
wanted=" ${*:-mlflow2 mlflow3 inspect lmeval transformers wandb trackio mlflowstore everyeval croissant schemathesis} "
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

# uv installs what pip would, some ten times as fast; pip brings it.
installer() {
  if [ ! -x "$folder/uv/bin/uv" ]; then
    python3 -m venv "$folder/uv" >&2
    "$folder/uv/bin/pip" install --quiet --disable-pip-version-check uv >&2
  fi
}

# client NAME VARIABLE PACKAGE...: makes the environment NAME with the packages.
client() {
  local name=$1 variable=$2
  shift 2
  case $wanted in *" $name "*) ;; *) return 0 ;; esac
  if [ "$(cat "$folder/$name/ready" 2>/dev/null)" != "$*" ]; then
    rm -rf "${folder:?}/$name"
    if [ "$1" = --ignore-requires-python ]; then
      # pip alone has that option
      python3 -m venv "$folder/$name" >&2
      "$folder/$name/bin/pip" install --quiet --disable-pip-version-check "$@" >&2
    else
      installer
      "$folder/uv/bin/uv" venv --quiet --seed --python "$(command -v python3)" "$folder/$name" >&2
      "$folder/uv/bin/uv" pip install --quiet --python "$folder/$name/bin/python" "$@" >&2
    fi
    echo "$*" >"$folder/$name/ready"
  fi
  echo "$variable=$folder/$name/bin/python"
}

client mlflow2 HOLDFAST_TEST_PYTHON_MLFLOW2 'mlflow-skinny>=2.22,<3'
client mlflow3 HOLDFAST_TEST_PYTHON_MLFLOW3 'mlflow-skinny>=3.1,<4'
client inspect HOLDFAST_TEST_PYTHON_INSPECT inspect_ai
client lmeval HOLDFAST_TEST_PYTHON_LM_EVAL lm_eval
client transformers HOLDFAST_TEST_PYTHON_TRANSFORMERS transformers 'mlflow-skinny>=3.1,<4'
client wandb HOLDFAST_TEST_PYTHON_WANDB 'wandb>=0.20'
client trackio HOLDFAST_TEST_PYTHON_TRACKIO trackio
# with what its store in a database needs, and nothing of its server
client mlflowstore HOLDFAST_TEST_PYTHON_MLFLOW_STORE 'mlflow-skinny>=3.1,<4' sqlalchemy alembic
# only the schemas of its wheel are read, which need neither its Python nor what it imports
client everyeval HOLDFAST_TEST_PYTHON_EVERY_EVAL --ignore-requires-python --no-deps 'every-eval-ever>=0.3,<0.4' \
  jsonschema attrs referencing jsonschema-specifications rpds-py typing-extensions
client croissant HOLDFAST_TEST_PYTHON_CROISSANT mlcroissant
client schemathesis HOLDFAST_TEST_PYTHON_SCHEMATHESIS schemathesis
client server HOLDFAST_TEST_PYTHON_MLFLOW_SERVER 'mlflow>=3.1,<4' psycopg2-binary
