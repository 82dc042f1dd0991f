"""Answers that speak to someone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..case import Case, attempt

if TYPE_CHECKING:
    from tests.hostile.world import World

CASES = [
    Case(
        "network: a server on this machine",
        "passed",
        attempt("import socket\nsocket.create_connection(('127.0.0.1', world.port), 1)\nreturn 'connected'"),
    ),
    Case(
        "network: the same by other names",
        "passed",
        attempt(
            """
        import socket
        for name in ("localhost", "::ffff:127.0.0.1", "0.0.0.0", "127.1", socket.gethostname()):
            try:
                socket.create_connection((name, world.port), 1)
                return name
            except OSError:
                pass
        """
        ),
    ),
    Case(
        "network: a Unix socket in the teacher's folder",
        "passed",
        attempt("import socket\nsocket.socket(socket.AF_UNIX).connect(world.socket)\nreturn 'connected'"),
    ),
    Case(
        "network: a Unix socket without a file",
        "passed",
        attempt("import socket\nsocket.socket(socket.AF_UNIX).connect(world.abstract)\nreturn 'connected'"),
    ),
    Case(
        "network: asks for a name",
        "passed",
        attempt(
            """
        import socket
        question = bytes.fromhex("abcd01000001000000000000") + b"\\7example\\3com\\0" + bytes.fromhex("00010001")
        for address in ("8.8.8.8", "1.1.1.1", "127.0.0.53"):
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
                asked.settimeout(0.2)
                try:
                    asked.sendto(question, (address, 53))
                    return f"sent to {address}"
                except OSError:
                    pass
        """
        ),
    ),
    Case(
        "network: any address",
        "passed",
        attempt(
            """
        import socket
        for address in ("192.0.2.1", "10.0.0.1", "169.254.169.254", "172.17.0.1"):
            with socket.socket() as out:
                out.settimeout(0.2)
                try:
                    out.connect((address, 80))
                    return address
                except TimeoutError:
                    return f"a packet to {address}"
                except OSError:
                    pass
        """
        ),
    ),
    Case(
        "network: raw packets",
        "passed",
        attempt(
            """
        import socket
        for family, kind, number in ((socket.AF_INET, socket.SOCK_RAW, 1), (socket.AF_PACKET, socket.SOCK_RAW, 3)):
            try:
                socket.socket(family, kind, number)
                return "a raw socket"
            except OSError:
                pass
        """
        ),
    ),
    Case(
        "network: other interfaces",
        "passed",
        attempt(
            "import socket\nnames = [name for _, name in socket.if_nameindex()]\n"
            "return [name for name in names if name not in ('lo', 'tunl0', 'sit0', 'ip6tnl0')"
            " and not name.startswith(('gre', 'erspan', 'ip_vti', 'ip6_vti', 'ip6gre'))]"
        ),
    ),
    Case(
        "network: fetches a page",
        "passed",
        attempt("import urllib.request\nreturn urllib.request.urlopen(f'http://127.0.0.1:{world.port}/', timeout=1).read()"),
    ),
    Case(
        "network: by another program",
        "passed",
        attempt(
            "return os.system(f'exec 3<>/dev/tcp/127.0.0.1/{world.port}') == 0 or"
            " os.system(f\"bash -c 'exec 3<>/dev/tcp/127.0.0.1/{world.port}' 2>/dev/null\") == 0"
        ),
    ),
    Case(
        "network: a server that others could reach",
        "passed",
        attempt(
            """
        import socket
        server = socket.socket(socket.AF_UNIX)
        server.bind("\\0homl-reach-" + world.mark)
        server.listen()
        """
        ),
        leaves=lambda world, verdict: _reached(world),
    ),
]


def _reached(world: World) -> list[str]:
    import socket

    with socket.socket(socket.AF_UNIX) as out:
        try:
            out.connect(f"\0homl-reach-{world.mark}")
        except OSError:
            return []
    return ["its server is reached from outside"]
