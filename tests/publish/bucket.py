"""What is in the bucket, past the publisher: `bucket.py ENDPOINT COMMAND …`, with keys from the environment.

  keys                  makes a user with all rights and the bucket, prints its two keys (before keys are asked for)
  tree FOLDER           writes every object below `site/` into a folder
  put KEY TEXT          writes an object
  head KEY              prints content type and cache control
"""

import json
import pathlib
import sys

import boto3

endpoint, command, arguments = sys.argv[1], sys.argv[2], sys.argv[3:]
BUCKET, PREFIX = "report", "site/"


def client(service):
    return boto3.client(service, endpoint_url=endpoint, region_name="us-east-1")


if command == "keys":
    iam = client("iam")
    iam.create_user(UserName="publisher")
    key = iam.create_access_key(UserName="publisher")["AccessKey"]
    everything = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    iam.put_user_policy(UserName="publisher", PolicyName="all", PolicyDocument=json.dumps(everything))
    client("s3").create_bucket(Bucket=BUCKET)
    print(key["AccessKeyId"], key["SecretAccessKey"])
elif command == "tree":
    s3, root = client("s3"), pathlib.Path(arguments[0])
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=PREFIX):
        for found in page.get("Contents", []):
            file = root / found["Key"].removeprefix(PREFIX)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(s3.get_object(Bucket=BUCKET, Key=found["Key"])["Body"].read())
elif command == "put":
    client("s3").put_object(Bucket=BUCKET, Key=PREFIX + arguments[0], Body=arguments[1].encode())
elif command == "head":
    head = client("s3").head_object(Bucket=BUCKET, Key=PREFIX + arguments[0])
    print(head["ContentType"], "|", head.get("CacheControl"))
else:
    sys.exit(__doc__)
