"""JSON as the records keep it: one encoder, made once, since json.dumps makes a new one for every other setting."""

import json

write_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
read_json = json.loads
