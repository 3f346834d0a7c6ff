import logging, sys, io
logging.warning("root %d", 1)
log = logging.getLogger("a.b")
log.info("no"); log.error("yes %s %s", 1, 2)
buf = io.StringIO()
h = logging.StreamHandler(sys.stdout); h.setFormatter(logging.Formatter("%(name)s|%(levelname)-8s|%(message)s|%(funcName)s|%(lineno)d"))
log.addHandler(h); log.propagate = False; log.setLevel(logging.DEBUG)
def f():
    log.debug("dbg %(x)s", {"x": 3}); log.info("i"); log.critical("c"); log.log(25, "l")
f()
try: 1/0
except ZeroDivisionError: log.exception("ex"); log.error("e2", exc_info=True)
print(log, logging.getLogger(), logging.getLevelName(20), logging.getLevelName("INFO"), logging.getLevelName(33))
for bad in [lambda: log.setLevel("x"), lambda: log.setLevel(1.5), lambda: logging.getLogger(3), lambda: logging.basicConfig(foo=1, force=True), lambda: logging.Formatter(style="x")]:
    try: bad()
    except Exception as e: print(type(e).__name__, e)
logging.basicConfig(level=logging.INFO, format="{levelname} {message}", style="{", stream=sys.stdout, force=True)
logging.info("styled"); logging.debug("no")
class Only(logging.Filter):
    def filter(self, r): return "ok" in r.getMessage()
h.addFilter(Only()); log.info("ok?"); log.info("nope")
log.addFilter(lambda r: False); log.info("ok")
print(logging.getLogger("a").getChild("c").name, log.isEnabledFor(10), log.getEffectiveLevel(), logging.getLogger("a.b.c").parent is log, log.hasHandlers())
logging.disable(logging.CRITICAL); logging.error("x"); logging.disable(0); logging.error("back")
logging.info("bad %d %d", 1) if False else None
ad = logging.LoggerAdapter(logging.getLogger("z"), {"k": 1}); ad.info("adapter")
class H(logging.Handler):
    def emit(self, r): print("H", self.format(r), r.levelno, r.name)
logging.getLogger("q").addHandler(H()); logging.getLogger("q").warning("w%s", 1)
print(logging.makeLogRecord({"msg": "a%s", "args": (1,)}).getMessage())
