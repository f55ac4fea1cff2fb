"""Prints the operations of every API that a wheel of botocore describes.

Usage: operations.py WHEEL

One line an operation, tab-separated: the name that requests are signed with, the endpoint's prefix,
botocore's name of the service, its name for people, the operation.
"""

import gzip
import json
import sys
import zipfile

rows = set()
with zipfile.ZipFile(sys.argv[1]) as wheel:
    for path in wheel.namelist():
        if not path.endswith("/service-2.json.gz"):
            continue
        model = json.loads(gzip.decompress(wheel.read(path)))
        metadata = model["metadata"]
        endpoint = metadata["endpointPrefix"]
        head = [
            metadata.get("signingName", endpoint),
            endpoint,
            path.split("/")[2],
            metadata.get("serviceFullName", ""),
        ]
        rows.update("\t".join([*head, operation]) for operation in model["operations"])
if not rows:
    sys.exit(f"{sys.argv[1]} describes no operation")
print("\n".join(sorted(rows)))
