#!/bin/sh
# Make anew the faces that stand in where a theme's lack a character: fonts/make.sh
# Needs npm, python3 with fontTools 4.68.0 (pyftsubset) and a network. Blocks that no newspaper sets
# are left out, and hinting, which neither the PDF nor e-readers use. The licence (OFL 1.1) allows it:
# none of these families reserves its name.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# fetch PACKAGE VERSION
fetch() {
  (cd "$work" && npm pack --silent "@expo-google-fonts/$1@$2" >/dev/null \
    && mkdir "$1" && tar xzf "expo-google-fonts-$1-$2.tgz" -C "$1" --strip-components 1)
  mkdir -p "$1"
  cp "$work/$1/LICENSE_FONT" "$1/OFL.txt"
}
# cut PACKAGE FILE-THERE FILE-HERE FEATURES BLOCKS
cut() {
  pyftsubset "$work/$1/$2" --output-file="$1/$3" --unicodes="$5" --layout-features="$4" \
    --no-hinting --no-recalc-timestamp --notdef-outline --name-IDs='*' \
    --drop-tables+=MATH,STAT,gasp,vhea,vmtx
}
letters=0020-007E,00A0-052F,1AB0-1AFF,1C80-1C8F,1D00-1DFF,1E00-206F,2070-218F,2C60-2C7F,2DE0-2E5F
letters=$letters,A640-A69F,A700-A7FF,AB30-AB6F,FB00-FB06,FE20-FE2F,FFFD
symbols=0020,2190-21FF,2300-23FF,2440-245F,2460-27BF,27F0-27FF,2900-297F,2B00-2BFF,4DC0-4DFF
symbols=$symbols,1F000-1F2FF,1F300-1F5FF,1F650-1F67F,1F780-1F8FF
spelling=ccmp,locl,mark,mkmk,kern,liga,rlig,calt,numr,dnom,frac
fetch noto-serif 0.4.2
cut noto-serif 400Regular/NotoSerif_400Regular.ttf NotoSerif-Regular.ttf "$spelling" "$letters"
cut noto-serif 700Bold/NotoSerif_700Bold.ttf NotoSerif-Bold.ttf "$spelling" "$letters"
fetch noto-sans 0.4.2
cut noto-sans 400Regular/NotoSans_400Regular.ttf NotoSans-Regular.ttf "$spelling" "$letters"
cut noto-sans 700Bold/NotoSans_700Bold.ttf NotoSans-Bold.ttf "$spelling" "$letters"
fetch noto-sans-symbols 0.4.1
cut noto-sans-symbols 400Regular/NotoSansSymbols_400Regular.ttf NotoSansSymbols-Regular.ttf \
  ccmp,mark,mkmk '*'
fetch noto-sans-symbols-2 0.4.1
cut noto-sans-symbols-2 400Regular/NotoSansSymbols2_400Regular.ttf NotoSansSymbols2-Regular.ttf \
  ccmp,mark,mkmk "$symbols"
fetch noto-sans-math 0.4.2
cut noto-sans-math 400Regular/NotoSansMath_400Regular.ttf NotoSansMath-Regular.ttf ccmp,mark,mkmk '*'
fetch noto-emoji 0.4.7
cut noto-emoji 400Regular/NotoEmoji_400Regular.ttf NotoEmoji-Regular.ttf ccmp '*'
fetch noto-sans-thaana 0.4.2
cp "$work/noto-sans-thaana/400Regular/NotoSansThaana_400Regular.ttf" noto-sans-thaana/NotoSansThaana-Regular.ttf
cp "$work/noto-sans-thaana/700Bold/NotoSansThaana_700Bold.ttf" noto-sans-thaana/NotoSansThaana-Bold.ttf
sha256sum noto-serif/*.ttf noto-sans*/*.ttf noto-emoji/*.ttf
