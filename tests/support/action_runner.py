# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""Runs the steps of action.yml here, as a runner of GitHub Actions would: reads the file itself, so that a variable
forgotten there is missing here too. It understands just the YAML and the expressions that this file uses, and refuses
others. Steps that use other actions are passed over."""
import os
import re
import subprocess

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))


def text_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def unquoted(text):
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def read_action(path=os.path.join(ROOT, "action.yml")):
    """(defaults of the inputs, expressions of the outputs, steps)."""
    inputs, outputs, steps, part, name, step = {}, {}, [], None, None, None
    for line in text_of(path).splitlines():
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        indent = len(line) - len(line.lstrip())
        if indent == 0:
            part = text.rstrip(":")
        elif part in ("inputs", "outputs") and indent == 2:
            name = text.rstrip(":")
        elif part in ("inputs", "outputs") and indent == 4:
            key, _, value = text.partition(":")
            if (part, key) == ("inputs", "default"):
                inputs[name] = unquoted(value)
            if (part, key) == ("outputs", "value"):
                outputs[name] = value.strip()
        elif part == "runs" and indent >= 4:
            if text.startswith("- "):
                step = {"env": {}}
                steps.append(step)
                text, indent = text[2:], indent + 2
            key, _, value = text.partition(":")
            if indent == 6 and key != "env":
                step[key] = value.strip()
            elif indent == 8 and "uses" not in step and value:
                step["env"][key] = value.strip()
    return inputs, outputs, steps


class Runner:
    """One job: a work tree, the event it runs for, and what it may use."""

    def __init__(self, program, folder, temp, event=None, environment=None):
        self.program, self.folder, self.temp = program, folder, temp
        self.event = event or {}
        self.environment = environment or {}
        os.makedirs(temp, exist_ok=True)

    def value(self, expression, inputs, steps):
        """Of a context such as inputs.name; "" where there is none."""
        words = expression.strip().split(".")
        if words[0] == "inputs" and len(words) == 2:
            return inputs[words[1]]
        if words[0] == "steps" and words[2] == "outputs":
            return steps.get(words[1], {}).get(words[3], "")
        if words[0] == "github":
            at = {"token": self.environment.get("token", ""), "event": self.event, "action_repository": "", "action_ref": ""}
            for word in words[1:]:
                at = at.get(word, "") if isinstance(at, dict) else ""
            return at if not isinstance(at, dict) else ""
        raise ValueError(f"not understood: {expression}")

    def filled(self, text, inputs, steps):
        return re.sub(r"\$\{\{(.*?)\}\}", lambda m: str(self.value(m[1], inputs, steps)), text)

    def holds(self, condition, inputs, steps):
        def true(part):
            left, operator, right = re.fullmatch(r"\s*(\S+) (==|!=) '([^']*)'\s*", part).groups()
            return (self.value(left, inputs, steps) == right) == (operator == "==")

        return any(all(true(part) for part in either.split("&&")) for either in condition.split("||"))

    def run(self, event_name, ref, **given):
        """(exit code, outputs, log, summary). Inputs are named with _ for -."""
        defaults, declared, all_steps = read_action()
        inputs = {name: self.filled(value, {}, {}) for name, value in defaults.items()}
        for name, value in given.items():
            name = name.replace("_", "-")
            assert name in inputs, name
            inputs[name] = value
        steps, log, code = {}, "", 0
        summary = os.path.join(self.temp, "step-summary")
        write(summary, "")
        for step in all_steps:
            if "uses" in step or not self.holds(step.get("if", "inputs.mode != 'none'"), inputs, steps):
                continue
            code, said, log_of_step = self.step(step, event_name, ref, inputs, steps, summary)
            log += log_of_step
            if "id" in step:
                steps[step["id"]] = said
            if code != 0:
                break
        outputs = {name: self.filled(text, inputs, steps) for name, text in declared.items()}
        return code, outputs, log, text_of(summary)

    def step(self, step, event_name, ref, inputs, steps, summary):
        output = os.path.join(self.temp, "step-output")
        write(output, "")
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "GIT_", "PERFOLIO", "GH_"))}
        environment |= {
            "GITHUB_ACTION_PATH": ROOT, "GITHUB_OUTPUT": output, "GITHUB_STEP_SUMMARY": summary, "RUNNER_TEMP": self.temp,
            "GITHUB_EVENT_NAME": event_name, "GITHUB_REF": ref, "GITHUB_REPOSITORY": "example/atlas",
            "GITHUB_SERVER_URL": "https://github.invalid", "GITHUB_API_URL": "http://127.0.0.1:9",
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "PERFOLIO_PROGRAM": self.program}
        environment |= {k: v for k, v in self.environment.items() if k != "token"}
        environment |= {name: self.filled(text, inputs, steps) for name, text in step["env"].items()}
        done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", step["run"]], cwd=self.folder, env=environment,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
        return done.returncode, read_outputs(output), done.stdout.decode("utf-8", "replace")


def read_outputs(path):
    """$GITHUB_OUTPUT as the runner reads it; anything else in it is an error."""
    found, lines = {}, text_of(path).splitlines()
    at = 0
    while at < len(lines):
        name, mark, end = lines[at].partition("<<")
        assert mark and re.fullmatch(r"[a-z-]+", name), lines[at]
        stop = lines.index(end, at + 1)
        found[name] = "\n".join(lines[at + 1:stop])
        at = stop + 1
    return found


def commands(log):
    """What the runner would obey."""
    lines = re.split(r"[\r\n]", log)
    return [line for line in lines if line.lstrip().startswith("::") or "##[" in line]
