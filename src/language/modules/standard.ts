/** Python's standard library, as far as cells have it. */

import { genericAliasType } from "../runtime/builtins/generic-alias.ts";
import { functionType, unionType } from "../runtime/objects/types.ts";
import { abcModule } from "./abc/module.ts";
import { bisectModule } from "./bisect.ts";
import { collectionsAbcModule, collectionsModule } from "./collections/module.ts";
import { namedTupleBase } from "./collections/namedtuple.ts";
import { copyModule } from "./copy/module.ts";
import { dataclassesModule } from "./dataclasses/module.ts";
import { enumModule } from "./enum/module.ts";
import { functoolsModule } from "./functools/module.ts";
import { futureModule } from "./future.ts";
import { heapqModule } from "./heapq.ts";
import { itertoolsModule } from "./itertools/module.ts";
import { jsonModule } from "./json/module.ts";
import { keywordModule } from "./keywords.ts";
import { mathModule } from "./math/module.ts";
import { operatorModule } from "./operator/module.ts";
import inspectPredicatesSource from "./python/_inspect_predicates.py";
import inspectReadingSource from "./python/_inspect_reading.py";
import inspectSignatureSource from "./python/_inspect_signature.py";
import loggingHandlersSource from "./python/_logging_handlers.py";
import loggingRecordsSource from "./python/_logging_records.py";
import contextlibSource from "./python/contextlib.py";
import gcSource from "./python/gc.py";
import inspectSource from "./python/inspect.py";
import ioSource from "./python/io.py";
import loggingSource from "./python/logging.py";
import numbersSource from "./python/numbers.py";
import pprintSource from "./python/pprint.py";
import stringSource from "./python/string.py";
import textwrapSource from "./python/textwrap.py";
import timeitSource from "./python/timeit.py";
import typesSource from "./python/types.py";
import typingSource from "./python/typing.py";
import { randomModule } from "./random/module.ts";
import { reModule } from "./re/module.ts";
import type { ModuleDefinition } from "./registry.ts";
import { statisticsModule } from "./statistics/module.ts";
import { sysModule } from "./sys/module.ts";
import { timeModule } from "./time/module.ts";
import { tracebackModule } from "./traceback.ts";
import { warningsModule } from "./warnings.ts";

/** Parts of larger modules, which import them; no module of CPython has these names. */
const parts: readonly ModuleDefinition[] = [
  { name: "_inspect_predicates", source: inspectPredicatesSource },
  { name: "_inspect_reading", source: inspectReadingSource },
  { name: "_inspect_signature", source: inspectSignatureSource },
  { name: "_logging_handlers", source: loggingHandlersSource },
  { name: "_logging_records", source: loggingRecordsSource },
];

export const standardModules: readonly ModuleDefinition[] = [
  ...parts,
  abcModule,
  bisectModule,
  collectionsModule,
  collectionsAbcModule,
  { name: "contextlib", source: contextlibSource },
  copyModule,
  dataclassesModule,
  enumModule,
  functoolsModule,
  futureModule,
  {
    name: "gc",
    source: gcSource,
    refused: new Set([
      "get_objects",
      "get_referrers",
      "get_referents",
      "get_stats",
      "get_count",
      "freeze",
      "callbacks",
    ]),
  },
  heapqModule,
  {
    name: "inspect",
    source: inspectSource,
    refused: new Set([
      "getsource",
      "getsourcelines",
      "getsourcefile",
      "getfile",
      "getcomments",
      "currentframe",
      "stack",
      "trace",
      "getframeinfo",
      "getclasstree",
      "getcallargs",
      "getclosurevars",
      "classify_class_attrs",
    ]),
  },
  { name: "io", source: ioSource },
  itertoolsModule,
  jsonModule,
  keywordModule,
  { name: "logging", source: loggingSource },
  mathModule,
  { name: "numbers", source: numbersSource },
  operatorModule,
  { name: "pprint", source: pprintSource },
  randomModule,
  reModule,
  statisticsModule,
  { name: "string", source: stringSource },
  sysModule,
  { name: "textwrap", source: textwrapSource },
  timeModule,
  { name: "timeit", source: timeitSource },
  tracebackModule,
  { name: "types", source: typesSource, globals: () => [["GenericAlias", genericAliasType]] },
  {
    name: "typing",
    source: typingSource,
    globals: () => [
      ["_FunctionType", functionType],
      ["_UnionType", unionType],
      ["NamedTuple", namedTupleBase],
    ],
  },
  warningsModule,
];
