# Sourced by benchmarks/pdf, which sets `here`: PDFBox, a reader in Java, from Maven Central into
# .tools/pdfbox, where benchmarks/extract.py looks for it.

pdfbox_version=3.0.8
pdfbox_sha256=f6b3a80c39747ff0ef5d06708bc03882152403de58dbef4a1fbffbee568eceb1
pdfbox=$here/.tools/pdfbox/pdfbox-app-$pdfbox_version.jar

pdfbox_is_whole() { printf '%s  %s\n' "$pdfbox_sha256" "$pdfbox" | sha256sum --check --status 2>/dev/null; }

# fetch_pdfbox: 1 when it cannot be had, or is another file than the one known.
fetch_pdfbox() {
  pdfbox_is_whole && return
  command -v mvn >/dev/null || { echo 'PDFBox needs mvn to be fetched' >&2; return 1; }
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:copy -Dmdep.useBaseVersion \
    "-Dartifact=org.apache.pdfbox:pdfbox-app:$pdfbox_version" \
    "-DoutputDirectory=${pdfbox%/*}" >&2 || return 1
  pdfbox_is_whole || { echo "$pdfbox has another sha256 than expected" >&2; return 1; }
}
