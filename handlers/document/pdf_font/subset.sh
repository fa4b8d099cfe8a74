#!/bin/sh
# Makes the three fonts of this folder from Debian's fonts-noto-core by
# python3-fonttools: Latin with every Vietnamese letter, without the tables for
# shaping, which the PDF writer does not read. Run by hand, never by the build.
set -e
for style in Regular Bold Italic; do
	python3 -m fontTools.subset "/usr/share/fonts/truetype/noto/NotoSerif-$style.ttf" \
		--unicodes="U+0020-007E,U+00A0-00FF,U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+1EA0-1EF9,U+2010-2015,U+2018-201E,U+2022,U+2026,U+2212,U+20AB" \
		--layout-features='' --no-hinting --name-IDs='0,1,2,3,4,5,6,13,14' \
		--drop-tables+=GSUB,GPOS,GDEF --output-file="NotoSerif-$style.ttf"
done
