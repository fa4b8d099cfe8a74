package campaign

import (
	"strings"
	"testing"
	"unicode"
)

// decompose takes Vietnamese letters apart the way Apple systems send file
// names: the tone below before the hat.
func decompose(s string) string {
	parts := map[rune][]rune{}
	for p, r := range composed {
		if old, ok := parts[r]; !ok || p.mark == '\u0302' || p.mark == '\u0306' && old[1] != '\u0302' {
			parts[r] = []rune{p.letter, p.mark}
		}
	}
	var apart func(r rune) string
	apart = func(r rune) string {
		p, ok := parts[r]
		if !ok {
			return string(r)
		}
		return apart(p[0]) + string(p[1])
	}
	var b strings.Builder
	for _, r := range s {
		b.WriteString(apart(r))
	}
	return b.String()
}

func TestSecretMark(t *testing.T) {
	for name, want := range map[string]string{
		"Báo cáo TỐI MẬT.pdf":           "TỐI MẬT",
		"bao cao toi mat.pdf":           "toi mat",
		"TOI_MAT_2021.pdf":              "TOI_MAT",
		"ToiMat.pdf":                    "ToiMat",
		"TUYỆTMẬT.pdf":                  "TUYỆTMẬT",
		"Tuyệt-mật 01.docx":             "Tuyệt-mật",
		"TUYET MAT":                     "TUYET MAT",
		"TUYỆT MAT.doc":                 "TUYỆT MAT",
		"[TỐI (MẬT)].pdf":               "TỐI (MẬT",
		"Báo cáo MẬT.pdf":               "MẬT",
		"Báo cáo mật.pdf":               "mật",
		"Mật.pdf":                       "Mật",
		"MẬT-Báo cáo sơ kết.docx":       "MẬT",
		"MẬT_Danh sách.xlsx":            "MẬT",
		"Độ mật: Mật":                   "mật",
		"Tài liệu(MẬT)số 1.pdf":         "MẬT",
		"Đảm bảo MẬT.pdf":               "MẬT",
		"bảo (mật).pdf":                 "mật",
		"Quy chế bảo mật - MẬT.pdf":     "MẬT",
		"M\u200bẬT.pdf":                 "MẬT",
		"Báo cáo 2021MẬT.pdf":           "MẬT",
		"bao cao (MAT).pdf":             "MAT",
		"bao cao (mat).pdf":             "mat",
		"bao cao [ Mat ].pdf":           "Mat",
		"BC_MAT_2021.pdf":               "MAT",
		"bc_mat_2021.pdf":               "mat",
		"MAT.pdf":                       "MAT",
		"MAT-bao cao.pdf":               "MAT",
		"01.MAT.BC.pdf":                 "MAT",
		"KH - MAT - 2021.pdf":           "MAT",
		"bao cao MAT.pdf":               "MAT",
		"Ke hoach MAT nam 2021.pdf":     "MAT",
		"a_mat_bang_MAT.pdf":            "MAT",
		"dòng một\nMAT\ndòng ba":        "MAT",
		"Báo cáo sơ kết.pdf":            "",
		"Quy chế bảo mật.pdf":           "",
		"BẢO VỆ BÍ MẬT NHÀ NƯỚC.pdf":    "",
		"bảo_vệ_bí_mật_nhà_nước.pdf":    "",
		"Cơ mật viện.docx":              "",
		"Mật độ dân số.xlsx":            "",
		"Đổi mật khẩu.pdf":              "",
		"thân mật, mật thiết.txt":       "",
		"Mật ong rừng.docx":             "",
		"mặt trận Tổ quốc.pdf":          "",
		"giải phóng mặt bằng.pdf":       "",
		"tôi mất giấy tờ.pdf":           "",
		"tối mặt.pdf":                   "",
		"mắt, mát, mất, mạt":            "",
		"GIAI PHONG MAT BANG.pdf":       "",
		"giai_phong_mat_bang.pdf":       "",
		"UB_MAT_TRAN_TO_QUOC.pdf":       "",
		"Mat tran To quoc.pdf":          "",
		"bao_mat_thong_tin.pdf":         "",
		"vang mat hoi nghi.pdf":         "",
		"BAO CAO MAT TRAT TU.pdf":       "",
		"thamat.pdf":                    "",
		"MATLAB.pdf":                    "",
		"format.docx":                   "",
		"MAT2021.pdf":                   "",
		"hôm qua tôi nộp. 2 mat":        "",
		"gửi tối 5 mat bang":            "",
		"gửi tối\nmat bang":             "",
		"tối\nmất":                      "",
		"Báo cáo tối nay, giữ mặt bằng": "",
		"": "",
	} {
		for form, text := range map[string]string{"composed": name, "decomposed": decompose(name)} {
			got, found := SecretMark(text)
			if got != want || found != (want != "") {
				t.Errorf("%s %q: %q, %v; want %q", form, name, got, found, want)
			}
		}
	}
}

func TestCompose(t *testing.T) {
	all := strings.Join(vowels, "") + strings.ToUpper(strings.Join(vowels, ""))
	apart := decompose(all)
	for _, r := range apart {
		if unicode.IsLetter(r) && r > 'z' {
			t.Fatalf("%q was not taken apart", r)
		}
	}
	if got := compose(apart); got != all {
		t.Errorf("composed %q", got)
	}
	if got := compose("a\u0323\u0302 o\u031b\u0323 a\u0302\u0323"); got != "ậ ợ ậ" {
		t.Errorf("marks in other orders: %q", got)
	}
	if got := plain("Tối Mật Đường"); got != "Toi Mat Duong" {
		t.Errorf("plain: %q", got)
	}
}

func FuzzSecretMark(f *testing.F) {
	for _, s := range []string{"(MAT).pdf", "TỐI MẬT", "bí mật", "toi\xffmat", "_mat_", "MA\u0323\u0302T"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		word, found := SecretMark(s)
		if found != (word != "") {
			t.Fatalf("%q: %q, %v", s, word, found)
		}
		if low := strings.ToLower(plain(word)); found && !strings.Contains(low, "mat") {
			t.Fatalf("%q: found %q", s, word)
		}
		// A mark in brackets is found in whatever company.
		if _, found := SecretMark(s + " (MẬT)"); !found {
			t.Fatalf("%q hides a bracketed mark", s)
		}
	})
}
