"""Run as a process: reads {"html", "style"} from standard input and writes the PDF to standard output.

Its memory and time are limited; it fetches nothing, neither from the network nor from this machine's files.
"""

import json
import resource
import sys

MEMORY = 1024 * 1024 * 1024
SECONDS = 30
NOT_INSTALLED = 4


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError):  # OSError: the package is there, and Pango is not
        return NOT_INSTALLED
    asked = json.load(sys.stdin)
    closed = URLFetcher(allowed_protocols={"data"})
    page = HTML(string=asked["html"], url_fetcher=closed)
    sys.stdout.buffer.write(page.write_pdf(stylesheets=[CSS(string=asked["style"], url_fetcher=closed)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
