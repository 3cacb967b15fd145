"""µWebSockets through socketify (PyPI): whenever /publish hears something, one frame to every viewer, as bare.rs does."""
import os, sys, time
from socketify import App, AppListenOptions, OpCode, CompressOptions
size = int(os.environ["JINBANG_BENCH_SIZE"])
app = App()
version = 0
def now(): return int(time.time() * 1000)
def frame():
    global version
    version += 1
    start = '{"type":"delta","version":%d,"at":%d,"rows":"' % (version, now())
    header = 4 if size > 127 else 2
    return start + "x" * max(0, size - header - len(start) - 2) + '"}'
def board_open(ws):
    ws.subscribe("board")
    ws.send('{"type":"snapshot","at":%d}' % now(), OpCode.TEXT)
def publish(ws, message, opcode):
    app.publish("board", frame(), OpCode.TEXT)
app.ws("/ws/board/*", {"compression": CompressOptions.DISABLED, "max_payload_length": 1 << 16, "idle_timeout": 0, "open": board_open, "message": lambda *a: None})
app.ws("/publish", {"compression": CompressOptions.DISABLED, "max_payload_length": 1 << 16, "idle_timeout": 0, "message": publish})
import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); port = s.getsockname()[1]; s.close()
def ready(config):
    print("127.0.0.1:%d" % port, flush=True)
app.listen(AppListenOptions(port=port, host="127.0.0.1"), ready)
app.run()
