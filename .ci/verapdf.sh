# Sourced by .ci/run and benchmarks/pdf, which set `here`: veraPDF, the reference validator of PDF/A
# and PDF/UA, from Maven Central into .tools/verapdf. Sets `verapdf` to the jar; its command-line
# class is org.verapdf.apps.GreenfieldCliWrapper.

verapdf_version=1.28.2
verapdf_sha256=687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6
verapdf=$here/.tools/verapdf/greenfield-apps-$verapdf_version.jar

verapdf_is_whole() { printf '%s  %s\n' "$verapdf_sha256" "$verapdf" | sha256sum --check --status 2>/dev/null; }

# fetch_verapdf: 1 when it cannot be had, or is another file than the one known.
fetch_verapdf() {
  verapdf_is_whole && return
  command -v mvn >/dev/null || { echo 'veraPDF needs mvn to be fetched' >&2; return 1; }
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:copy -Dmdep.useBaseVersion \
    "-Dartifact=org.verapdf.apps:greenfield-apps:$verapdf_version" \
    "-DoutputDirectory=${verapdf%/*}" >&2 || return 1
  verapdf_is_whole || { echo "$verapdf has another sha256 than expected" >&2; return 1; }
}
