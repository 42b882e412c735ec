"""How many requests a second EcoLogits estimates on one core: the same ones, by the same names, for two seconds."""

import gzip
import json
import sys
import time

try:
    from importlib.metadata import version

    from ecologits.tracers.utils import llm_impacts
except ImportError:
    sys.exit(3)

with gzip.open(sys.argv[1], "rt") as lines:
    cases = [case for case in map(json.loads, lines) if case["kind"] == "known" and "errors" not in case["expect"]]


def estimate(request):
    return llm_impacts(
        provider=request["provider"],
        model_name=request["model"],
        output_token_count=request["output_tokens"],
        request_latency=request["latency_s"] if request["latency_s"] is not None else float("inf"),
        electricity_mix_zone=request["zone"],
    )


requests = [case["input"] for case in cases]
estimate(requests[0])
count, began = 0, time.perf_counter()
while time.perf_counter() - began < 2.0:
    for request in requests[count % len(requests) :][:64]:
        estimate(request)
        count += 1
print(version("ecologits"), count / (time.perf_counter() - began))
