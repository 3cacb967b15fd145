"""Schemathesis against the real program: every operation of its OpenAPI document, as whoever it is for. No answer may be a server's
fault, and each must be one that the document describes. `SEED=…` plays a run again, `EXAMPLES=200` runs longer.

    fuzz.py PROGRAM [ROLE …]
"""

import os
import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import requests

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# Who asks for what, by the document's tags: what somebody may not do is tried by tests/policy.rs, cell by cell.
ROLES = {
    "nobody": ["public", "CLICS", "tablet"],
    "organiser": ["organiser", "desk", "session"],
    "chief": ["desk", "session"],
    "officer": ["honours", "session"],
    "machine": ["machine"],
}
CHIEF = "IM-E01"
MACHINE = {"competition": "digital-skills", "skill": "intelligent-manufacturing", "grader": "plc"}
CHECKS = "not_a_server_error,content_type_conformance,response_schema_conformance,response_headers_conformance,status_has_a_line_of_its_own"
# What would take away what the run stands on; and streams, which do not end. tests/policy.rs and tests/feeds.rs try these.
LEFT_OUT = ["SignOut", "BoardEvents", "ClicsEventFeed", "BoardSocket", "MarkingSocket"]


class Server:
    def __init__(self, program, data):
        self.program, self.data = program, data
        command = [program, "serve", "--listen", "127.0.0.1:0", "--data", data, "--programmes", ROOT / "fixtures/programmes"]
        self.process = subprocess.Popen([*command, ROOT / "fixtures/competitions/digital-skills"], stdout=subprocess.PIPE, text=True)
        self.password = self.url = None
        for line in self.process.stdout:
            self.password = self.password or found(r"password.*: (\S+)", line)
            self.url = self.url or found(r"(http://127\.0\.0\.1:\d+)", line)
            if self.password and self.url:
                break
        else:
            sys.exit("fuzz.py: the server ended before it listened")
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def post(self, path, body, **more):
        reply = requests.post(self.url + path, json=body, timeout=30, **more)
        reply.raise_for_status()
        return reply

    def headers(self, role):
        """What a request of that role carries."""
        if role == "nobody":
            return {}
        organiser = self.post("/api/session", {"password": self.password})
        origin = {"template": {"title": {"zh": "秋", "en": "Autumn"}}}
        if role == "organiser":
            self.post("/api/drafts", {"draft": "autumn", "from": origin}, cookies=organiser.cookies)
            return {"Cookie": cookie(organiser)}
        if role == "officer":
            made = self.post("/api/officers", {"officer": "Li Lei"}, cookies=organiser.cookies).json()
            return {"Cookie": cookie(self.post("/api/session/officer", {"officer": "Li Lei", "password": made["password"]}))}
        if role == "machine":
            made = self.post("/api/graders", MACHINE, cookies=organiser.cookies).json()
            return {"Authorization": f"Bearer {made['token']}"}
        printed = subprocess.run([self.program, "pair", CHIEF, "--data", self.data], capture_output=True, text=True, check=True).stdout
        paired = self.post("/api/pair", {"code": printed.split()[0], "device_name": "fuzz"}).json()
        return {"Cookie": cookie(self.post("/api/session/device", {"competition": paired["competition"], "token": paired["token"]}))}


def found(pattern, line):
    match = re.search(pattern, line)
    return match and match[1]


def cookie(reply):
    return "; ".join(f"{one.name}={one.value}" for one in reply.cookies)


def fuzz(program, role, seed, examples):
    """On a server of its own: what one role does is not another's luck."""
    with tempfile.TemporaryDirectory(prefix="jinbang-openapi-") as data:
        server = Server(program, data)
        try:
            command = [Path(sys.executable).parent / "schemathesis", "run", f"{server.url}/api/openapi.json", "--checks", CHECKS]
            command += ["--phases", "examples,coverage,fuzzing", "--max-examples", examples, "--seed", seed, "--continue-on-failure"]
            command += ["--max-response-time", "10", "--request-timeout", "30", "--suppress-health-check", "all", "--warnings", "off"]
            command += [word for name in LEFT_OUT for word in ("--exclude-operation-id", name)]
            command += [word for tag in ROLES[role] for word in ("--include-tag", tag)]
            command += [word for header in server.headers(role).items() for word in ("--header", ": ".join(header))]
            environment = {**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE), "PYTHONWARNINGS": "ignore"}
            ended = subprocess.run(list(map(str, command)), cwd=data, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            if server.process.poll() is not None:
                return f"{ended.stdout}\nthe server ended: {server.process.returncode}"
            return ended.stdout if ended.returncode else None
        finally:
            server.process.terminate()
            server.process.wait(timeout=30)


def main():
    program, roles = os.path.abspath(sys.argv[1]), sys.argv[2:] or list(ROLES)
    seed, examples = os.environ.get("SEED") or str(int.from_bytes(os.urandom(4), "big")), os.environ.get("EXAMPLES", "10")
    print(f"SEED={seed}", flush=True)
    failed = False
    for role in roles:
        said = fuzz(program, role, seed, examples)
        failed |= said is not None
        print(f"{said}\nfuzz.py: FAILED as {role}, SEED={seed}" if said else f"{role}: every answer as the document says", flush=True)
    sys.exit(failed)


main()
