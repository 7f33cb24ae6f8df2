"""Grade the site under its production settings with Mozilla's HTTP Observatory.

    python -m tools.observatory

Serves it behind TLS with a certificate made for this one run, and asks nothing of the network.
Needs `tools/audit` installed; `make observatory` does that.
"""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tools.served_site import ROOT, free_port, serving_fresh_site

AUDIT = ROOT / "tools" / "audit"
PACKAGE = AUDIT / "node_modules" / "@mdn" / "mdn-http-observatory"


def write_certificate(folder: Path) -> tuple[Path, Path]:
    """Write a certificate for localhost that is good for an hour, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate_path, key_path = folder / "certificate.pem", folder / "key.pem"
    certificate_path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate_path, key_path


def grade() -> int:
    """Serve, ask for the grade, and return 0 for A+."""
    http_port, https_port = free_port(), free_port()
    production = {
        "WEGWIJZER_ENVIRONMENT": "production",
        "SECRET_KEY": "only for this one run, on this machine, where nothing is signed that lasts",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "SITE_URL": f"https://localhost:{https_port}",
        "SITE_OWNER": "observatory",
    }
    # Without a preload list the scanner does not start; an empty one credits nothing.
    (PACKAGE / "conf" / "hsts-preload.json").write_text("{}\n")
    with TemporaryDirectory() as folder, serving_fresh_site(**production) as url:
        certificate, key = write_certificate(Path(folder))
        site_port = urlsplit(url).port
        command = ["node", "observatory.mjs", site_port, http_port, https_port, certificate, key]
        return subprocess.run(
            [str(part) for part in command],
            cwd=AUDIT,
            env={**os.environ, "NODE_EXTRA_CA_CERTS": str(certificate)},
            check=False,
        ).returncode


if __name__ == "__main__":
    sys.exit(grade())
